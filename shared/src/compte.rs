//! How an agent signs in, and what the agent may see and change of it.

mod code;
mod echeance;
mod mot_de_passe;

pub use code::CodeRemis;
pub use echeance::{echu, jours_restants, rappel};
pub use mot_de_passe::{LONGUEUR_MAX, LONGUEUR_MIN, MotDePasse, SaisieMotDePasse};

use chrono::{DateTime, NaiveDate, Utc};

use crate::nominatif;

nominatif! {
    /// « Mon compte »: how one signs in, and from where.
    pub struct Compte {
        pub email: String,
        /// When the password was chosen; unknown for an account from before.
        pub change_le: Option<DateTime<Utc>>,
        /// The day from which a new password is asked at sign-in, when the setting asks for it.
        pub a_changer_le: Option<NaiveDate>,
    }
}
