//! Whom another structure accompanies since lately: a line for the former one, which opens nothing.

use chrono::NaiveDate;

use crate::nominatif;

/// Lines of a page.
pub const LIGNES: u64 = 50;

nominatif! {
    /// Who, and since when: neither a number nor anything else of the file.
    pub struct LigneConfiee {
        pub nom: String,
        pub prenom: String,
        /// First day of the other structure.
        pub le: NaiveDate,
    }

    /// A page of them, the latest first.
    pub struct PageConfies {
        pub total: u64,
        pub page: u32,
        pub lignes: Vec<LigneConfiee>,
        /// For how many days a line stays.
        pub jours: u64,
    }
}
