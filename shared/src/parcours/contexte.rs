//! What the rules of a decision need besides what is typed: the day, what runs, who may take over.

use chrono::NaiveDate;

use super::{Prolongation, SorteOrientation};
use crate::cer::ReferentPossible;
use crate::nominatif;

nominatif! {
    /// An organisation that may accompany the person.
    pub struct StructurePossible {
        pub id: i64,
        pub nom: String,
        /// Persons whom it accompanies today.
        pub suivies: i64,
        /// Why nobody may be oriented there today; none when one may.
        pub fermee: Option<String>,
        /// Who may be référent there today, in alphabetical order.
        pub referents: Vec<ReferentPossible>,
    }

    /// The orientation that holds today or is decided for later.
    pub struct OrientationEnCours {
        pub structure: i64,
        pub sorte: SorteOrientation,
        pub debut: NaiveDate,
        pub decidee_le: NaiveDate,
        pub fin: Option<NaiveDate>,
        /// A later review, where the person needs it.
        pub prolongation: Option<Prolongation>,
    }

    /// The situation in which something is decided about the parcours of one adult.
    pub struct Contexte {
        /// Today, in Paris.
        pub aujourdhui: NaiveDate,
        /// None when nobody accompanies the person, today nor later.
        pub en_cours: Option<OrientationEnCours>,
        /// Last day of the latest orientation, when it is over.
        pub dernier_jour: Option<NaiveDate>,
        /// The référent unique of today, or of later.
        pub referent: Option<i64>,
        pub referent_depuis: Option<NaiveDate>,
        pub structures: Vec<StructurePossible>,
    }
}

impl Contexte {
    pub fn structure(&self, id: i64) -> Option<&StructurePossible> {
        self.structures.iter().find(|structure| structure.id == id)
    }

    /// The structure that accompanies, or will.
    pub fn actuelle(&self) -> Option<&StructurePossible> {
        self.structure(self.en_cours.as_ref()?.structure)
    }
}
