//! The parcours as it is read: orientation, référent, deadlines, contracts, rendez-vous.

use chrono::NaiveDate;

use crate::fiche_cer::LigneCer;
use crate::fiche_rendez_vous::LigneRendezVous;
use crate::nominatif;

nominatif! {
    /// A computed deadline: a finding for the work list, never an automatic sanction.
    pub struct EcheanceLue {
        pub libelle: String,
        pub date: NaiveDate,
        /// « dépassée », « proche », « à venir ».
        pub etat: crate::parcours::EtatEcheance,
        /// Article and version of the rule used.
        pub article: String,
        pub explication: String,
    }

    /// An orientation, current or past.
    pub struct OrientationLue {
        pub sorte: crate::parcours::SorteOrientation,
        pub structure: String,
        pub debut: NaiveDate,
        pub notifiee_le: Option<NaiveDate>,
        pub fin: Option<NaiveDate>,
    }

    /// The référent unique (CASF L262-27), current or past.
    pub struct ReferentLu {
        pub agent: i64,
        pub nom: String,
        pub structure: String,
        pub debut: NaiveDate,
        pub fin: Option<NaiveDate>,
    }

    /// The parcours of one adult.
    pub struct ParcoursLu {
        pub orientations: Vec<OrientationLue>,
        pub referents: Vec<ReferentLu>,
        pub echeances: Vec<EcheanceLue>,
        pub cer: Vec<LigneCer>,
        pub rendez_vous: Vec<LigneRendezVous>,
    }
}
