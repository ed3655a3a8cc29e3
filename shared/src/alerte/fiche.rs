//! An alert as the officer reads it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Conclusion, GesteAlerte, GesteSurveillance, MotifVue, RegleAlerte};
use crate::nominatif;

/// Which alerts, which page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAlertes {
    #[serde(default)]
    pub closes: bool,
    /// First page is 0.
    #[serde(default)]
    pub page: u32,
}

/// Which page of the events of an alert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieEvenements {
    /// First page is 0, the latest events.
    #[serde(default)]
    pub page: u32,
}

/// Events of an alert read at once.
pub const EVENEMENTS_PAR_PAGE: u64 = 100;

nominatif! {
    /// An alert in a list.
    pub struct LigneAlerte {
        pub id: i64,
        pub regle: RegleAlerte,
        /// What was counted, against which threshold.
        pub constat: String,
        pub agent: String,
        pub organisation: String,
        /// Number of events of the journal.
        pub evenements: u64,
        pub ouverte_le: DateTime<Utc>,
        /// Instant of the last event.
        pub derniere_le: DateTime<Utc>,
        pub close_le: Option<DateTime<Utc>>,
        pub conclusion: Option<Conclusion>,
    }

    /// A page of a list of alerts, and who is under watch today.
    pub struct PageAlertes {
        pub closes: bool,
        pub total: u64,
        pub page: u32,
        pub lignes: Vec<LigneAlerte>,
        pub surveillances: Vec<SurveillanceLue>,
    }

    /// A watch on an agent.
    pub struct SurveillanceLue {
        pub agent_id: i64,
        /// The alert that led to it, if one did.
        pub alerte: Option<i64>,
        pub agent: String,
        pub organisation: String,
        pub debut: DateTime<Utc>,
        /// Last day; none until it is lifted.
        pub jusqu_au: Option<NaiveDate>,
        pub motif: String,
        pub par: String,
        /// Since when it is lifted, or replaced after its last day.
        pub fin: Option<DateTime<Utc>>,
        pub levee_par: Option<String>,
        pub motif_levee: Option<String>,
    }

    /// An agent and the watches on them.
    pub struct FicheSurveillance {
        pub agent: i64,
        pub nom: String,
        pub organisation: String,
        pub en_cours: Option<SurveillanceLue>,
        /// Those that are over, latest first.
        pub passees: Vec<SurveillanceLue>,
        /// Reasons given under watch, latest first.
        pub motifs: Vec<MotifLu>,
        pub geste: GesteSurveillance,
    }

    /// An event of the journal that the alert holds.
    pub struct EvenementAlerte {
        pub chaine: u32,
        pub seq: u64,
        pub instant: DateTime<Utc>,
        pub acte: String,
        /// As the journal has it: `dossier:12`.
        pub objet: Option<String>,
        /// In words: « Dossier 01024041068 ».
        pub quoi: Option<String>,
        /// The dossier that it leads to.
        pub dossier: Option<i64>,
    }

    /// A page of the events of an alert, latest first; those that the journal has no more are left
    /// out.
    pub struct PageEvenements {
        pub page: u32,
        pub evenements: Vec<EvenementAlerte>,
    }

    /// A step of the alert.
    pub struct EtapeAlerte {
        pub geste: String,
        pub instant: DateTime<Utc>,
        /// None for the detection itself.
        pub par: Option<String>,
        pub conclusion: Option<Conclusion>,
        pub note: Option<String>,
    }

    /// A reason given under watch.
    pub struct MotifLu {
        pub instant: DateTime<Utc>,
        /// As the journal has it; none when nothing was opened.
        pub objet: Option<String>,
        /// In words.
        pub quoi: Option<String>,
        pub motif: MotifVue,
        pub precision: Option<String>,
    }

    /// One alert.
    pub struct FicheAlerte {
        pub alerte: LigneAlerte,
        pub agent: i64,
        /// The first page of them, latest first.
        pub evenements: Vec<EvenementAlerte>,
        pub etapes: Vec<EtapeAlerte>,
        pub surveillance: Option<SurveillanceLue>,
        /// Reasons that the agent gave under the watch, latest first.
        pub motifs: Vec<MotifLu>,
        pub gestes: Vec<GesteAlerte>,
    }

    /// A reason was kept under this number, for one view.
    pub struct MotifDonne {
        pub numero: i64,
    }
}
