//! How an agent signs in, and what the agent may see and change of it.

mod code;
mod echeance;
mod horaires;
mod mot_de_passe;
mod vue;

pub use code::CodeRemis;
pub use echeance::{echu, jours_restants, rappel};
pub use horaires::Horaires;
pub use mot_de_passe::{LONGUEUR_MAX, LONGUEUR_MIN, MotDePasse, SaisieMotDePasse};
pub use vue::{
    CodesSecours, Compte, Comptes, EtatCompte, LettreCode, LigneCompte, SaisieCode, SaisieComptes,
    SaisieProposition, SecondFacteurPropose, SessionLue,
};
