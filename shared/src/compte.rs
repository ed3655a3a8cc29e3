//! How an agent signs in, and what the agent may see and change of it.

mod avis;
mod cle;
mod code;
mod echeance;
mod horaires;
mod mot_de_passe;
mod perte;
mod vue;

pub use avis::{AvisCompte, GenreAvis, SI_INATTENDU, SaisieAvisLus};
pub use cle::{CLES_MAX, Facteurs, NomCle, SaisieCle};
pub use code::CodeRemis;
pub use echeance::{echu, jours_restants, rappel};
pub use horaires::{Horaires, avis_fermeture, avis_fin_session};
pub use mot_de_passe::{LONGUEUR_MAX, LONGUEUR_MIN, MotDePasse, SaisieMotDePasse};
pub use perte::{MotifPerte, SaisiePerte};
pub use vue::{
    CleCreee, CleLue, Compte, Comptes, DefiCle, EtatCompte, LettreCode, LigneCompte, OptionsCle, RemisPar,
    ReponseCle, SaisieCode, SaisieComptes, SaisieProposition, SecondFacteurPropose, SessionLue,
};
