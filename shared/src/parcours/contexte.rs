//! What the rules of a decision need besides what is typed: the day, what runs, who may take over.

use chrono::NaiveDate;

use super::{Prolongation, SorteOrientation};
use crate::cer::ReferentPossible;
use crate::mots::accord;
use crate::nominatif;

nominatif! {
    /// An organisation that may accompany the person.
    pub struct StructurePossible {
        pub id: i64,
        pub nom: String,
        /// Persons whom it accompanies today.
        pub suivies: i64,
        /// As many as its convention says at once; none when it says no number.
        pub capacite: Option<i64>,
        /// It has no agent: nobody of it reads the file, nor is a référent.
        pub sans_compte: bool,
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

impl StructurePossible {
    /// « 42 personnes suivies sur 50 »
    pub fn suivi(&self) -> String {
        let suivies = accord(self.suivies, "personne suivie", "personnes suivies");
        let sur = self.capacite.map(|capacite| format!(" sur {capacite}")).unwrap_or_default();
        let comble = if self.depassement(0) > 0 { ", capacité dépassée" } else { "" };
        let sans = if self.sans_compte { ", structure sans compte" } else { "" };
        format!("{suivies}{sur}{comble}{sans}")
    }

    /// With so many persons more, how many are beyond its capacity: a warning, which forbids nothing.
    pub fn depassement(&self, nouvelles: i64) -> i64 {
        self.capacite.map_or(0, |capacite| (self.suivies + nouvelles - capacite).max(0))
    }

    /// What is said of a decision that takes it beyond: « au-delà de sa capacité (51 personnes pour 50) ».
    pub fn au_dela(&self, nouvelles: i64) -> Option<String> {
        let capacite = self.capacite.filter(|_| nouvelles > 0 && self.depassement(nouvelles) > 0)?;
        let avec = accord(self.suivies + nouvelles, "personne", "personnes");
        Some(format!("au-delà de sa capacité ({avec} pour {capacite})"))
    }
}

impl Contexte {
    pub fn structure(&self, id: i64) -> Option<&StructurePossible> {
        self.structures.iter().find(|structure| structure.id == id)
    }

    /// Persons more in this structure if this one is oriented there: none when it accompanies already.
    pub fn de_plus(&self, structure: i64) -> i64 {
        i64::from(self.en_cours.as_ref().is_none_or(|en_cours| en_cours.structure != structure))
    }

    /// Somebody of the structure that accompanies, or will, may be a référent.
    pub fn referent_designable(&self) -> bool {
        self.en_cours.is_some() && self.actuelle().is_none_or(|structure| !structure.sans_compte)
    }

    /// The structure that accompanies, or will.
    pub fn actuelle(&self) -> Option<&StructurePossible> {
        self.structure(self.en_cours.as_ref()?.structure)
    }
}
