//! What belongs to each work list, as predicates over `attente`: nothing is computed here.

use chrono::Days;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::attente::{Attendu, plus_long_horizon};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};

use crate::garde::Passage;

/// What a list is made of; what it holds of a deadline is said by [`de`].
const fn attendus(file: FileAttente) -> &'static [Attendu] {
    match file {
        FileAttente::CerFinissant => &[Attendu::Renouvellement],
        FileAttente::SansCer => &[Attendu::Contrat, Attendu::Renouvellement],
        FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => &[Attendu::RendezVous],
        FileAttente::CerACompleter => &[Attendu::CerACompleter],
        FileAttente::CerATransmettre => &[Attendu::CerATransmettre],
        FileAttente::Brouillons => &[Attendu::Brouillon],
        FileAttente::CerADecider => &[Attendu::CerADecider],
    }
}

/// Whether the structure of each of its rows accompanies the person while the row stands.
pub fn accompagnee(file: FileAttente) -> bool {
    attendus(file).iter().all(|quoi| quoi.de_l_orientation())
}

/// The rows of a list that stand at this instant.
pub fn de(passage: &Passage, file: FileAttente) -> Condition {
    let maintenant = passage.app().horloge.locale();
    let jour = maintenant.date();
    let quand = match file {
        FileAttente::CerFinissant => {
            // What the longest horizon bounds, an index finds; the rest of the year it would go through.
            let au_plus = jour + Days::new(plus_long_horizon(&passage.app().regles).into());
            Some(colonne("limite").between(jour, au_plus).and(colonne("proche_le").lte(jour)))
        }
        FileAttente::SansCer => Some(colonne("limite").lt(jour)),
        _ => None,
    };
    Condition::all()
        .add(colonne("quoi").is_in(attendus(file).iter().map(|quoi| quoi.code())))
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
