//! The agent's own session, as the app knows it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::habilitation::{Acte, Profil};
use crate::nominatif;

/// What an agent types to sign in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieConnexion {
    pub email: String,
    pub mot_de_passe: String,
}

/// The profil to act under, among those of the agent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoixProfil {
    pub profil: Profil,
}

nominatif! {
    /// Who is signed in, and what the menus may offer.
    pub struct EtatSession {
        pub agent: i64,
        pub nom: String,
        pub prenom: String,
        pub organisation: String,
        pub profil: Profil,
        pub profils: Vec<Profil>,
        /// Acts that the rule table and the convention allow: the menus are drawn from it.
        pub actes: Vec<Acte>,
        /// A training store: every page says so.
        pub formation: bool,
        /// Seconds of inactivity before the session closes.
        pub inactivite_s: u32,
        /// The day and time at the département (Europe/Paris).
        pub aujourd_hui: NaiveDate,
        pub maintenant: NaiveDateTime,
        /// Lengths of CER allowed by the setting, in months.
        pub durees_cer: Vec<u32>,
    }

    /// A colleague of the same organisation, to be chosen as référent.
    pub struct Collegue {
        pub id: i64,
        pub nom: String,
        pub prenom: String,
    }

    /// The agents of one's own organisation who may accompany.
    pub struct Equipe {
        pub moi: i64,
        pub collegues: Vec<Collegue>,
    }
}

/// Length of a session without activity: 30 minutes (conventions 2016; RSACG).
pub const INACTIVITE_S: u32 = 30 * 60;
/// The warning comes 2 minutes before the end.
pub const AVERTISSEMENT_S: u32 = 28 * 60;
