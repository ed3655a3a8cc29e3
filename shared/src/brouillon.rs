//! What the server answers when it keeps a draft, whatever is being typed.

use chrono::{DateTime, Utc};

use crate::erreur::ErreurChamp;
use crate::nominatif;

nominatif! {
    /// The draft is on the server since, in this version.
    pub struct BrouillonGarde {
        pub version: i32,
        pub saisie_le: DateTime<Utc>,
        /// Fields refused: they stay as they were kept.
        #[serde(default)]
        pub refuses: Vec<ErreurChamp>,
    }
}
