//! What a person asks of the Département about the right, or what it takes up itself: a dérogation, a
//! waiver of a debt, an appeal, the income of a self-employed person. Received and instructed by an
//! agent of the CTSA, decided by another one, notified, then sent to the caisse, which alone changes
//! what the flow says.

mod conclusion;
mod contexte;
mod etat;
mod fil;
mod geste;
mod objet;
mod saisie;
mod tenue;
#[cfg(test)]
mod tests;

pub use conclusion::{
    ConclusionInstruction, IssueInstruction, MotifAjournement, MotifRefus, SaisieConclusion,
};
pub use contexte::ContexteInstruction;
pub use etat::{EtatInstruction, GesteInstruction, Place, gestes_possibles, transition};
pub use fil::{
    EtapeInstruction, FicheInstruction, FilInstruction, LigneInstruction, PageInstructions,
    decisions_des_rubriques,
};
pub use geste::{
    ConclusionLue, Dit, GesteLu, LONGUEUR_NOTE, MotifClassement, MoyenNotification, MoyenTransmission,
    SaisieGesteInstruction,
};
pub use objet::{
    DecisionContestee, GenreDerogation, Initiative, MomentDerogation, MotifRemise, ObjetInstruction,
    SorteInstruction,
};
pub use saisie::{InstructionDemandee, LONGUEUR_PRECISION, SaisieInstruction};
pub use tenue::{DecisionPrise, Envoi, Tenue, annulation};
