//! The scope of an agent as a SQL predicate. Lists, counts, search and single reads all
//! AND it into their query: nothing is fetched and then filtered.

use chrono::NaiveDate;
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::droit::EtatDemande;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};

/// Which foyers an agent reaches at this instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Perimetre {
    /// An adult still in the foyer is oriented to this structure on this day (or was,
    /// within the days of grace left to finish the entries).
    Accompagnement { structure: i64, jour: NaiveDate, fin_au_plus_tot: NaiveDate },
    /// The foyer lives in a commune of this CTSA. The INSEE commune decides, never the
    /// postal code (domain, g).
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
        match self {
            Self::Accompagnement { .. } => Condition::all()
                .add(Expr::col(("dossier", "id")).in_subquery(self.personnes_accompagnees("dossier_id"))),
            Self::Territoire { ctsa } => Condition::all().add(
                Expr::col(("dossier", "commune")).in_subquery(
                    Query::select()
                        .column("commune")
                        .from("territoire")
                        .and_where(Expr::col("organisation_id").eq(*ctsa))
                        .to_owned(),
                ),
            ),
            Self::DroitsEnCours => Condition::all()
                .add(Expr::col(("dossier", "etat")).is_in(EtatDossier::EN_COURS.map(EtatDossier::code))),
            Self::Departement => Condition::all(),
            Self::Demande => {
                Condition::all().add(Expr::col(("dossier", "id")).in_subquery(demandeurs("dossier_id")))
            }
            Self::Aucun => Condition::all().add(Expr::val(1).eq(0)),
        }
    }

    /// The predicate over a query that has the tables `dossier` and `personne` in it, when
    /// the act bears on one adult: a structure acts only for those it accompanies.
    pub fn sur_personne(&self) -> Condition {
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

/// `colonne` of the persons whose request is open and whose identity is verified.
fn demandeurs(colonne: &'static str) -> SelectStatement {
    Query::select()
        .column(("demandeur", colonne))
        .from_as("personne", "demandeur")
        .inner_join("demande_droit", Expr::col(("demande_droit", "personne_id")).equals(("demandeur", "id")))
        .and_where(Expr::col(("demande_droit", "etat")).is_in(EtatDemande::LISIBLES.map(EtatDemande::code)))
        .to_owned()
}
