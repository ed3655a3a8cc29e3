//! The flows read, as the administrator supervises them: totals, warnings, rejects.
//! Nothing about persons.

use chrono::{DateTime, NaiveDate, Utc};

use crate::nominatif;

nominatif! {
    /// A foyer that could not be read, with where and why.
    pub struct RejetLu {
        pub ligne: i64,
        pub element: String,
        pub raison: String,
    }

    /// One file read.
    pub struct ImportLu {
        pub id: i64,
        pub emetteur: String,
        pub type_flux: String,
        pub date_reference: NaiveDate,
        pub lu_le: DateTime<Utc>,
        pub crees: u64,
        pub changes: u64,
        pub inchanges: u64,
        /// Foyers of which the store already holds something more recent: left aside.
        pub perimes: u64,
        pub departs: u64,
        /// Named by a dossier of the store that did not name them.
        pub arrivees: u64,
        /// Followed from one dossier to another.
        pub suites: u64,
        /// Asked to the CTSA.
        pub doutes: u64,
        pub rejetes: u64,
        pub alertes: Vec<String>,
        pub rejets: Vec<RejetLu>,
        /// Since when the import is void, if it was annulled.
        pub annule_le: Option<DateTime<Utc>>,
    }

    /// One file of France Travail read.
    pub struct ImportFranceTravailLu {
        pub id: i64,
        /// The day that it describes.
        pub au: NaiveDate,
        pub lu_le: DateTime<Utc>,
        pub nouvelles: u64,
        pub changees: u64,
        pub inchangees: u64,
        /// Persons known of a former file, that this one does not name.
        pub absentes: u64,
        pub rejetees: u64,
        /// Read to its end.
        pub complet: bool,
        pub rejets: Vec<RejetLu>,
    }

    /// The last flows read, the latest first.
    pub struct Imports {
        pub imports: Vec<ImportLu>,
        pub france_travail: Vec<ImportFranceTravailLu>,
        /// What is to be read again, of files of which nothing was kept.
        pub interruptions: Vec<String>,
    }
}
