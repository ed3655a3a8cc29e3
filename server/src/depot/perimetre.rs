//! The scope of an agent as a SQL predicate. Lists, counts, search and single reads all
//! AND it into their query: nothing is fetched and then filtered.

use chrono::NaiveDate;
use reciproque_shared::convention::Niveau;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::droit::EtatDemande;
use sea_orm::sea_query::{Asterisk, Condition, Expr, ExprTrait, Func, Query, SelectStatement};

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

/// How a subquery of the scope is tested, with the same outcome.
#[derive(Clone, Copy)]
enum Epreuve {
    /// Its rows are listed once: for lists and searches.
    Liste,
    /// Row by row: to read one dossier, without listing all those of the agent.
    Ligne,
}

impl Epreuve {
    /// Whether `colonne` is one of those that `requete` finds in its `trouvee`.
    fn parmi(
        self,
        colonne: (&'static str, &'static str),
        mut requete: SelectStatement,
        trouvee: (&'static str, &'static str),
    ) -> Expr {
        match self {
            Self::Liste => Expr::col(colonne).in_subquery(requete.column(trouvee).to_owned()),
            Self::Ligne => {
                requete.expr(Expr::val(1)).and_where(Expr::col(trouvee).equals(colonne));
                Expr::exists(requete)
            }
        }
    }
}

impl Perimetre {
    /// The predicate over a query that has the table `dossier` in it.
    pub fn sur_dossier(&self) -> Condition {
        self.dans_la_zone(self.etendue.sur_dossier(Epreuve::Liste), Epreuve::Liste)
    }

    /// The same, when the query names one dossier by its number.
    pub fn sur_ce_dossier(&self) -> Condition {
        self.dans_la_zone(self.etendue.sur_dossier(Epreuve::Ligne), Epreuve::Ligne)
    }

    /// The predicate over a query that has the tables `dossier` and `personne` in it, when
    /// the act bears on one adult: a structure acts only for those it accompanies.
    pub fn sur_personne(&self) -> Condition {
        self.dans_la_zone(self.etendue.sur_personne(Epreuve::Liste), Epreuve::Liste)
    }

    /// The same, when the query names one person by its number.
    pub fn sur_cette_personne(&self) -> Condition {
        self.dans_la_zone(self.etendue.sur_personne(Epreuve::Ligne), Epreuve::Ligne)
    }

    /// The predicate over a query that has the table `attente` in it, where the dossier need not be
    /// looked at: its rows tell their CTSA, or their person is tried. `accompagnee`: the structure
    /// of each row accompanies the person while the row stands. None elsewhere.
    pub fn sur_attente(&self, accompagnee: bool) -> Option<Expr> {
        match (&self.etendue, &self.zone) {
            (Etendue::Territoire { ctsa }, None) => Some(Expr::col(("attente", "ctsa_id")).eq(*ctsa)),
            (Etendue::Accompagnement { structure, .. }, None) if accompagnee => {
                Some(Expr::col(("attente", "structure_id")).eq(*structure))
            }
            _ => self.sur_la_personne(("attente", "personne_id")),
        }
    }

    /// The same over any query, where `personne` is the person of each of its rows.
    pub fn sur_la_personne(&self, personne: (&'static str, &'static str)) -> Option<Expr> {
        if self.zone.is_some() || !matches!(self.etendue, Etendue::Accompagnement { .. }) {
            return None;
        }
        // Counted row by row: of an EXISTS, PostgreSQL would list all those of the structure.
        let accompagnees = self
            .etendue
            .personnes_accompagnees()
            .expr(Func::count(Expr::col(Asterisk)))
            .and_where(Expr::col(("accompagne", "id")).equals(personne))
            .to_owned();
        Some(Expr::from(accompagnees).gt(0))
    }

    fn dans_la_zone(&self, etendue: Condition, epreuve: Epreuve) -> Condition {
        match (&self.zone, &self.etendue) {
            (None, _) => etendue,
            // The structure leads to its foyers, never the communes: they have too many others.
            // Who has no commune is in its scope (PAYS = HOR in the flow).
            (Some(zone), Etendue::Accompagnement { .. }) => {
                let sans_commune = Expr::col(("dossier", "commune")).is_null();
                etendue.add(Condition::any().add(zone.sur_dossier(Epreuve::Ligne)).add(sans_commune))
            }
            (Some(zone), _) => etendue.add(zone.sur_dossier(epreuve)),
        }
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

    fn sur_dossier(&self, epreuve: Epreuve) -> Expr {
        match self {
            Self::Ctsa(ctsa) => dans_les_ctsa(ctsa, epreuve),
            Self::Communes(codes) => {
                let commune = match epreuve {
                    Epreuve::Liste => Expr::col(("dossier", "commune")),
                    // Not a column, so that no index of it is tried.
                    Epreuve::Ligne => {
                        Func::coalesce([Expr::col(("dossier", "commune")), Expr::val("")]).into()
                    }
                };
                commune.is_in(codes.iter().map(String::as_str))
            }
        }
    }
}

impl Etendue {
    fn sur_dossier(&self, epreuve: Epreuve) -> Condition {
        match self {
            Self::Accompagnement { .. } => {
                let accompagnees = self.personnes_accompagnees();
                Condition::all().add(epreuve.parmi(
                    ("dossier", "id"),
                    accompagnees,
                    ("accompagne", "dossier_id"),
                ))
            }
            Self::Territoire { ctsa } => Condition::all().add(dans_les_ctsa(&[*ctsa], epreuve)),
            Self::DroitsEnCours => Condition::all()
                .add(Expr::col(("dossier", "etat")).is_in(EtatDossier::EN_COURS.map(EtatDossier::code))),
            Self::Departement => Condition::all(),
            Self::Demande => Condition::all().add(epreuve.parmi(
                ("dossier", "id"),
                demandeurs(),
                ("demandeur", "dossier_id"),
            )),
            Self::Aucun => Condition::all().add(Expr::val(1).eq(0)),
        }
    }

    fn sur_personne(&self, epreuve: Epreuve) -> Condition {
        match self {
            Self::Accompagnement { .. } => {
                let accompagnees = self.personnes_accompagnees();
                Condition::all().add(epreuve.parmi(("personne", "id"), accompagnees, ("accompagne", "id")))
            }
            Self::Demande => {
                Condition::all().add(epreuve.parmi(("personne", "id"), demandeurs(), ("demandeur", "id")))
            }
            _ => self.sur_dossier(epreuve),
        }
    }

    /// The persons oriented to the structure, and still in their foyer, as `accompagne`.
    fn personnes_accompagnees(&self) -> SelectStatement {
        let mut requete = Query::select();
        requete.from_as("personne", "accompagne").inner_join(
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

/// The foyer lives in a commune of one of these CTSA.
fn dans_les_ctsa(ctsa: &[i64], epreuve: Epreuve) -> Expr {
    let communes = Query::select()
        .from("territoire")
        .and_where(Expr::col(("territoire", "organisation_id")).is_in(ctsa.iter().copied()))
        .to_owned();
    epreuve.parmi(("dossier", "commune"), communes, ("territoire", "commune"))
}

/// The persons whose request is open and whose identity is verified, as `demandeur`.
fn demandeurs() -> SelectStatement {
    Query::select()
        .from_as("personne", "demandeur")
        .inner_join("demande_droit", Expr::col(("demande_droit", "personne_id")).equals(("demandeur", "id")))
        .and_where(Expr::col(("demande_droit", "etat")).is_in(EtatDemande::LISIBLES.map(EtatDemande::code)))
        .to_owned()
}
