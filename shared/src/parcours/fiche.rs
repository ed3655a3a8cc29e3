//! A parcours as whoever decides on it reads it.

use chrono::{DateTime, NaiveDate, Utc};

use super::reorientation::{FilReorientation, GesteReorientation};
use super::{
    Contexte, Decideur, FinOrientation, GesteParcours, OrigineOrientation, Prolongation, SorteOrientation,
};
use crate::cer::fiche::PersonneConcernee;
use crate::nominatif;

nominatif! {
    /// An orientation, with all that was decided.
    pub struct OrientationSuivie {
        pub sorte: SorteOrientation,
        pub structure: String,
        /// Nobody of the structure is a référent.
        pub sans_compte: bool,
        pub origine: OrigineOrientation,
        pub decideur: Decideur,
        pub decidee_le: NaiveDate,
        pub notifiee_le: Option<NaiveDate>,
        pub debut: NaiveDate,
        pub fin: Option<NaiveDate>,
        pub motif_fin: Option<FinOrientation>,
        pub prolongation: Option<Prolongation>,
    }

    /// The référent unique (CASF L262-27), current or past.
    pub struct ReferentLu {
        pub agent: i64,
        pub nom: String,
        pub structure: String,
        pub debut: NaiveDate,
        pub fin: Option<NaiveDate>,
    }

    /// A decision: who, when, what, in French.
    pub struct EtapeParcours {
        pub geste: GesteParcours,
        pub quoi: String,
        pub instant: DateTime<Utc>,
        pub agent: String,
        pub motif: Option<String>,
        /// The number of the decision for several persons, when it was one.
        pub lot: Option<i64>,
    }

    /// What the structure that accompanies would leave unfinished.
    pub struct EnSuspens {
        /// Drafts of CER, signed by nobody yet.
        pub brouillons: i64,
        /// The days of its rendez-vous to come.
        pub rendez_vous: Vec<NaiveDate>,
    }

    /// The parcours of one adult, and what may be decided on it.
    pub struct FicheParcours {
        pub personne: PersonneConcernee,
        /// Number of decisions so far.
        pub version: i32,
        /// The latest first.
        pub orientations: Vec<OrientationSuivie>,
        pub referents: Vec<ReferentLu>,
        /// The oldest first.
        pub etapes: Vec<EtapeParcours>,
        pub en_suspens: EnSuspens,
        /// The requests of the structures, the latest first.
        pub reorientations: Vec<FilReorientation>,
        /// Number of steps of these requests so far.
        pub version_reorientation: i32,
        /// What may be done about the latest of them, besides deciding.
        pub gestes_reorientation: Vec<GesteReorientation>,
        pub contexte: Contexte,
        pub gestes: Vec<GesteParcours>,
        /// Why the last decision can't be undone any more, when it can't.
        pub definitive: Option<String>,
        /// Instant of this reading, as traced.
        pub consulte_a: DateTime<Utc>,
    }
}

impl ReferentLu {
    /// Its last day included.
    pub fn court_le(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour <= fin)
    }
}

impl EnSuspens {
    /// Drafts and rendez-vous that a last day closes, then those that stay open until that day.
    pub fn apres(&self, dernier_jour: NaiveDate, aujourdhui: NaiveDate) -> [(i64, usize); 2] {
        let au_dela = self.rendez_vous.iter().filter(|jour| **jour > dernier_jour).count();
        let jusque_la = self.rendez_vous.len() - au_dela;
        match dernier_jour < aujourdhui {
            true => [(self.brouillons, au_dela), (0, jusque_la)],
            false => [(0, au_dela), (self.brouillons, jusque_la)],
        }
    }
}

impl FicheParcours {
    pub fn permet(&self, geste: GesteParcours) -> bool {
        self.gestes.contains(&geste)
    }
}
