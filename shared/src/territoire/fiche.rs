//! The territories as the user referent reads them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{CommuneTenue, GesteTerritoires, Territoires};
use crate::convention::{Lieu, Lieux};
use crate::identifiant::CommuneInsee;
use crate::nominatif;

/// What a change takes to the CTSA from one place: counts, told of communes and of nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mouvement {
    /// The CTSA that would have held them on its first day; none when none would.
    pub de: Option<i64>,
    pub communes: Vec<CommuneInsee>,
    pub dossiers: i64,
    /// Still in their foyer.
    pub personnes: i64,
    /// CER sent, whose decision is awaited.
    pub cer: i64,
}

crate::nominatif_simple!(Mouvement);

nominatif! {
    /// In which a change is read: the day, the places, and who holds which.
    pub struct CadreTerritoires {
        pub aujourdhui: NaiveDate,
        pub lieux: Lieux,
        pub tenues: Vec<CommuneTenue>,
    }

    /// How many dossiers live in a commune of the département.
    pub struct DossiersCommune {
        pub commune: CommuneInsee,
        pub dossiers: i64,
    }

    /// An agent whose scope a change moves.
    pub struct AgentTerritoire {
        pub nom: String,
        pub ctsa: i64,
    }

    /// What a change would move.
    pub struct ApercuTerritoires {
        /// In French.
        pub quoi: String,
        pub mouvements: Vec<Mouvement>,
        /// Of the CTSA that give and of the one that receives, in alphabetical order.
        pub agents: Vec<AgentTerritoire>,
    }

    /// One change of the history.
    pub struct EtapeTerritoires {
        pub geste: GesteTerritoires,
        /// In French.
        pub quoi: String,
        pub motif: Option<String>,
        /// What it moved, when it was entered.
        pub mouvements: Vec<Mouvement>,
        pub agent: String,
        pub instant: DateTime<Utc>,
    }

    /// The territories of all the CTSA.
    pub struct FicheTerritoires {
        /// Number of changes so far.
        pub version: i32,
        pub cadre: CadreTerritoires,
        /// Of the communes where there is one at least.
        pub dossiers: Vec<DossiersCommune>,
        /// Dossiers that live in no commune of the département.
        pub ailleurs: i64,
        /// The latest first.
        pub etapes: Vec<EtapeTerritoires>,
        /// The last change may be undone.
        pub annulable: bool,
        /// Why it may not be any more.
        pub definitive: Option<String>,
    }
}

impl CadreTerritoires {
    pub fn territoires(&self) -> Territoires {
        Territoires::from(self.tenues.clone())
    }

    /// The name of a CTSA.
    pub fn ctsa(&self, id: i64) -> &str {
        nom(&self.lieux.ctsa, &id.to_string()).unwrap_or_default()
    }

    /// The name of a commune; its code when it has none.
    pub fn commune<'a>(&'a self, insee: &'a CommuneInsee) -> &'a str {
        nom(&self.lieux.communes, insee.as_str()).unwrap_or(insee.as_str())
    }
}

fn nom<'a>(lieux: &'a [Lieu], code: &str) -> Option<&'a str> {
    lieux.iter().find(|lieu| lieu.code == code).map(|lieu| lieu.nom.as_str())
}

impl FicheTerritoires {
    pub fn dossiers(&self, commune: &CommuneInsee) -> i64 {
        self.dossiers.iter().find(|lu| lu.commune == *commune).map_or(0, |lu| lu.dossiers)
    }

    /// The communes of the département that no CTSA holds today, by name: those where somebody waits
    /// first.
    pub fn sans_ctsa(&self) -> Vec<(&Lieu, i64)> {
        let (territoires, jour) = (self.cadre.territoires(), self.cadre.aujourdhui);
        let seule = |lieu: &&Lieu| {
            CommuneInsee::lire(&lieu.code).is_ok_and(|insee| territoires.le(&insee, jour).is_none())
        };
        let seules = self.cadre.lieux.communes.iter().filter(seule);
        let dossiers = |lieu: &Lieu| CommuneInsee::lire(&lieu.code).map_or(0, |insee| self.dossiers(&insee));
        let mut seules: Vec<_> = seules.map(|lieu| (lieu, dossiers(lieu))).collect();
        seules.sort_by(|une, autre| autre.1.cmp(&une.1).then_with(|| une.0.nom.cmp(&autre.0.nom)));
        seules
    }
}
