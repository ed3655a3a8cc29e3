//! A question as the CTSA reads it: the two persons side by side, trait by trait.

use chrono::{DateTime, NaiveDate, Utc};

use super::{EtatRapprochement, GesteRapprochement, Raison, Score};
use crate::cer::fiche::PersonneConcernee;
use crate::liste::liste_fermee;
use crate::nominatif;

/// Questions shown at once.
pub const LIGNES: u64 = 50;

liste_fermee! {
    /// What two identities say of one thing.
    Accord {
        Identique = "identique", "Identique";
        Voisin = "voisin", "Écrit autrement";
        Different = "different", "Différent";
        Inconnu = "inconnu", "Non comparable";
    }
}

nominatif! {
    /// A question in the list: who, how alike, since when.
    pub struct LigneRapprochement {
        pub id: i64,
        /// In the newer dossier.
        pub personne: PersonneConcernee,
        pub score: Score,
        pub raisons: Vec<Raison>,
        pub etat: EtatRapprochement,
        pub trouve_le: DateTime<Utc>,
        /// When it was last decided, by an agent or by a flow; none while it never was.
        pub decide_le: Option<DateTime<Utc>>,
    }

    /// What awaits a decision, the most alike first, then the last decisions.
    pub struct PageRapprochements {
        pub total: u64,
        pub page: u32,
        pub lignes: Vec<LigneRapprochement>,
        /// The latest first.
        pub decides: Vec<LigneRapprochement>,
    }

    /// One thing compared. A side that may not be read says nothing but how it agrees.
    pub struct TraitCompare {
        pub nom: String,
        pub ici: String,
        pub la_bas: Option<String>,
        pub accord: Accord,
    }

    /// One of the two.
    pub struct CoteRapprochement {
        /// None when the dossier is out of the reader's territory.
        pub personne: Option<PersonneConcernee>,
        /// The CTSA to ask, when the dossier is out of the reader's territory and has one.
        pub ctsa: Option<String>,
        pub etat_dossier: Option<String>,
        /// Day of the last flow about the dossier.
        pub date_flux: Option<NaiveDate>,
        pub partie_le: Option<NaiveDate>,
        /// Orientations, référent, CER, rendez-vous: something hangs on this line.
        pub suivie: bool,
    }

    /// What was done, by whom, when, and why when it was said.
    pub struct EtapeRapprochement {
        pub geste: GesteRapprochement,
        pub instant: DateTime<Utc>,
        /// None when a flow did it.
        pub agent: Option<String>,
        pub organisation: Option<String>,
        pub motif: Option<String>,
    }

    /// A question, whole.
    pub struct FicheRapprochement {
        pub id: i64,
        /// Number of steps so far.
        pub version: i32,
        pub etat: EtatRapprochement,
        pub score: Score,
        pub raisons: Vec<Raison>,
        /// In the newer dossier.
        pub ici: CoteRapprochement,
        /// In the older one.
        pub la_bas: CoteRapprochement,
        pub traits: Vec<TraitCompare>,
        /// What confirming does, or what undoing keeps.
        pub effet: String,
        pub gestes: Vec<GesteRapprochement>,
        /// Why confirming, or undoing, is impossible now.
        pub empechement: Option<String>,
        /// The oldest first.
        pub etapes: Vec<EtapeRapprochement>,
        /// Instant of this reading, as traced.
        pub consulte_a: DateTime<Utc>,
    }
}
