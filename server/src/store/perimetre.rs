//! The scope of an agent as a SQL predicate. Lists, counts, search and single reads all
//! AND it into their query: nothing is fetched and then filtered.

use chrono::NaiveDate;
use reciproque_shared::convention::Niveau;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::droit::EtatDemande;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};

/// Which foyers an agent reaches at this instant: those of the profil, and among them those
/// of the territory that the convention bears on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perimetre {
    pub etendue: Etendue,
    /// None when the convention bears on the whole département, or none is needed.
    pub zone: Option<Zone>,
}

/// The territory of a convention. The INSEE commune (NUMCOM of the flow) decides, never the
/// postal code: one has several communes, and the reverse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The communes of these CTSA, as they are today.
    Ctsa(Vec<i64>),
    /// INSEE codes; none opens nothing.
    Communes(Vec<String>),
}

/// Which foyers a profil reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Etendue {
    /// An adult still in the foyer is oriented to this structure on this day (or was,
    /// within the days of grace left to finish the entries).
    Accompagnement { structure: i64, jour: NaiveDate, fin_au_plus_tot: NaiveDate },
    /// The foyer lives in a commune of this CTSA. The INSEE commune decides, never the
    /// postal code.
    Territoire { ctsa: i64 },
    /// The right is current, anywhere in the département.
    DroitsEnCours,
    /// Any foyer of the département.
    Departement,
    /// The person awaits the answer to a request about their own data.
    Demande,
    /// No foyer at all.
    Aucun,
}

impl Perimetre {
    /// The predicate over a query that has the table `dossier` in it.
    pub fn sur_dossier(&self) -> Condition {
        self.dans_la_zone(self.etendue.sur_dossier())
    }

    /// The predicate over a query that has the tables `dossier` and `personne` in it, when
    /// the act bears on one adult: a structure acts only for those it accompanies.
    pub fn sur_personne(&self) -> Condition {
        self.dans_la_zone(self.etendue.sur_personne())
    }

    fn dans_la_zone(&self, etendue: Condition) -> Condition {
        let Some(zone) = &self.zone else { return etendue };
        // Who has no commune is in the scope of the structure that accompanies (PAYS = HOR in the flow).
        let sans_commune = matches!(self.etendue, Etendue::Accompagnement { .. })
            .then(|| Expr::col(("dossier", "commune")).is_null());
        etendue.add(Condition::any().add(zone.sur_dossier()).add_option(sans_commune))
    }
}

impl Zone {
    /// The territory as the columns of an avenant hold it. A level that is not known is
    /// read as one without any commune: it opens nothing.
    pub fn lire(niveau: &str, territoire: &str) -> Option<Self> {
        let codes = territoire.split_whitespace();
        match Niveau::du_code(niveau) {
            Some(Niveau::Departement) => None,
            Some(Niveau::Ctsa) => Some(Self::Ctsa(codes.filter_map(|code| code.parse().ok()).collect())),
            Some(Niveau::Communes) => Some(Self::Communes(codes.map(str::to_owned).collect())),
            None => Some(Self::Communes(Vec::new())),
        }
    }

    fn sur_dossier(&self) -> Expr {
        let commune = Expr::col(("dossier", "commune"));
        match self {
            Self::Ctsa(ctsa) => commune.in_subquery(communes_des_ctsa(ctsa)),
            Self::Communes(codes) => commune.is_in(codes.iter().map(String::as_str)),
        }
    }
}

impl Etendue {
    fn sur_dossier(&self) -> Condition {
        match self {
            Self::Accompagnement { .. } => Condition::all()
                .add(Expr::col(("dossier", "id")).in_subquery(self.personnes_accompagnees("dossier_id"))),
            Self::Territoire { ctsa } => Condition::all()
                .add(Expr::col(("dossier", "commune")).in_subquery(communes_des_ctsa(&[*ctsa]))),
            Self::DroitsEnCours => Condition::all()
                .add(Expr::col(("dossier", "etat")).is_in(EtatDossier::EN_COURS.map(EtatDossier::code))),
            Self::Departement => Condition::all(),
            Self::Demande => {
                Condition::all().add(Expr::col(("dossier", "id")).in_subquery(demandeurs("dossier_id")))
            }
            Self::Aucun => Condition::all().add(Expr::val(1).eq(0)),
        }
    }

    fn sur_personne(&self) -> Condition {
        match self {
            Self::Accompagnement { .. } => Condition::all()
                .add(Expr::col(("personne", "id")).in_subquery(self.personnes_accompagnees("id"))),
            Self::Demande => {
                Condition::all().add(Expr::col(("personne", "id")).in_subquery(demandeurs("id")))
            }
            _ => self.sur_dossier(),
        }
    }

    /// `colonne` of the persons oriented to the structure, and still in their foyer.
    fn personnes_accompagnees(&self, colonne: &'static str) -> SelectStatement {
        let mut requete = Query::select();
        requete.column(("accompagne", colonne)).from_as("personne", "accompagne").inner_join(
            "orientation",
            Expr::col(("orientation", "personne_id")).equals(("accompagne", "id")),
        );
        requete.and_where(Expr::col(("accompagne", "partie_le")).is_null());
        if let Self::Accompagnement { structure, jour, fin_au_plus_tot } = self {
            requete
                .and_where(Expr::col(("orientation", "organisation_id")).eq(*structure))
                .and_where(Expr::col(("orientation", "debut")).lte(*jour))
                .cond_where(
                    Condition::any()
                        .add(Expr::col(("orientation", "fin")).is_null())
                        .add(Expr::col(("orientation", "fin")).gte(*fin_au_plus_tot)),
                );
        }
        requete
    }
}

/// The communes of some CTSA.
fn communes_des_ctsa(ctsa: &[i64]) -> SelectStatement {
    Query::select()
        .column(("territoire", "commune"))
        .from("territoire")
        .and_where(Expr::col(("territoire", "organisation_id")).is_in(ctsa.iter().copied()))
        .to_owned()
}

/// `colonne` of the persons whose request is open and whose identity is verified.
fn demandeurs(colonne: &'static str) -> SelectStatement {
    Query::select()
        .column(("demandeur", colonne))
        .from_as("personne", "demandeur")
        .inner_join("demande_droit", Expr::col(("demande_droit", "personne_id")).equals(("demandeur", "id")))
        .and_where(Expr::col(("demande_droit", "etat")).is_in(EtatDemande::LISIBLES.map(EtatDemande::code)))
        .to_owned()
}
