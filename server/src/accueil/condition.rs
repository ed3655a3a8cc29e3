//! What belongs to each work list, as predicates over `attente`: nothing is computed here.

use chrono::Days;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::attente::{Attendu, plus_long_horizon};

use crate::depot::sql::Clause;
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
        FileAttente::AOrienter => &[Attendu::Orientation],
        FileAttente::SansReferent | FileAttente::ReferentParti => &[Attendu::Referent],
        FileAttente::Reorientations => &[Attendu::Reorientation],
        FileAttente::ReponsesReorientation => &[Attendu::ReponseReorientation],
        FileAttente::EcartsFranceTravail => {
            &[Attendu::EcartReferent, Attendu::EcartRadiation, Attendu::EcartDates]
        }
        FileAttente::AInstruire => &[Attendu::Instruction],
        FileAttente::ADecider => &[Attendu::DecisionInstruction],
        FileAttente::ANotifier => &[Attendu::NotificationInstruction],
        FileAttente::ATransmettre => &[Attendu::TransmissionInstruction],
    }
}

/// Whether the structure of each of its rows accompanies the person while the row stands.
pub fn accompagnee(file: FileAttente) -> bool {
    attendus(file).iter().all(|quoi| quoi.de_l_orientation())
}

/// The rows of a list that stand at this instant.
pub fn de(passage: &Passage, file: FileAttente) -> Clause {
    let maintenant = passage.app().horloge.locale();
    let jour = maintenant.date();
    let debout = Clause::from("attente.quoi IN ")
        .puis(Clause::parmi(attendus(file).iter().map(|quoi| quoi.code())))
        .et("attente.du <= ? AND attente.avant > ?")
        .avec(maintenant)
        .avec(maintenant);
    match file {
        FileAttente::CerFinissant => {
            // What the longest horizon bounds, an index finds; the rest of the year it would go through.
            let au_plus = jour + Days::new(plus_long_horizon(&passage.app().regles).into());
            debout
                .et("attente.limite BETWEEN ? AND ?")
                .avec(jour)
                .avec(au_plus)
                .et("attente.proche_le <= ?")
                .avec(jour)
        }
        FileAttente::SansCer => debout.et("attente.limite < ?").avec(jour),
        // Whoever instructs does not decide.
        FileAttente::ADecider => debout.et("attente.porteur_id <> ?").avec(passage.agent().id),
        _ => debout,
    }
}

/// « Mes suivis »: the persons whose référent the agent is, and what the agent holds for others.
/// A rendez-vous is told by who holds it.
pub fn miennes(passage: &Passage, file: FileAttente) -> Clause {
    let moi = passage.agent().id;
    match file {
        FileAttente::RendezVousDuJour | FileAttente::RendezVousARenseigner => {
            Clause::from("attente.porteur_id = ?").avec(moi)
        }
        FileAttente::CerFinissant | FileAttente::SansCer => Clause::from("attente.referent_id = ?").avec(moi),
        // Nobody's yet: the whole team's.
        FileAttente::SansReferent => {
            Clause::from("attente.structure_id = ?").avec(passage.agent().organisation)
        }
        _ => Clause::from("(attente.referent_id = ? OR attente.porteur_id = ?)").avec(moi).avec(moi),
    }
}
