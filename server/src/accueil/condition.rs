//! What belongs to each work list, as predicates over `attente`: nothing is computed here.

use chrono::NaiveDateTime;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::attente::Attendu;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

use crate::garde::Passage;

/// The rows of a list that stand at this instant.
pub fn de(file: FileAttente, maintenant: NaiveDateTime) -> Condition {
    let jour = maintenant.date();
    let (quoi, quand) = match file {
        FileAttente::CerFinissant => {
            let proche = colonne("proche_le").lte(jour).and(colonne("limite").gte(jour));
            (&[Attendu::Renouvellement][..], Some(proche))
        }
        FileAttente::SansCer => {
            (&[Attendu::Contrat, Attendu::Renouvellement][..], Some(colonne("limite").lt(jour)))
        }
        FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => {
            (&[Attendu::RendezVous][..], None)
        }
        FileAttente::CerACompleter => (&[Attendu::CerACompleter][..], None),
        FileAttente::CerATransmettre => (&[Attendu::CerATransmettre][..], None),
        FileAttente::Brouillons => (&[Attendu::Brouillon][..], None),
        FileAttente::CerADecider => (&[Attendu::CerADecider][..], None),
    };
    Condition::all()
        .add(colonne("quoi").is_in(quoi.iter().map(|quoi| quoi.code())))
        .add_option(quand)
        .add(colonne("du").lte(maintenant))
        .add(colonne("avant").gt(maintenant))
}

/// « Mes suivis »: the persons whose référent the agent is, and what the agent holds for others.
/// A rendez-vous is told by who holds it.
pub fn miennes(passage: &Passage, file: FileAttente) -> Condition {
    let moi = passage.agent().id;
    let (suivi, tenu) = (colonne("referent_id").eq(moi), colonne("porteur_id").eq(moi));
    match file {
        FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => Condition::all().add(tenu),
        FileAttente::CerFinissant | FileAttente::SansCer => Condition::all().add(suivi),
        _ => Condition::any().add(suivi).add(tenu),
    }
}

pub fn colonne(nom: &'static str) -> Expr {
    Expr::col(("attente", nom))
}
