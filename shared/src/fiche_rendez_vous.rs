//! A rendez-vous as it is read, and what is asked of the server about it.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::fiche_cer::PersonneConcernee;
use crate::nominatif;
use crate::rendez_vous::{Canal, ObjetRendezVous, SaisieRendezVous, StatutRendezVous};

/// The result of a rendez-vous; `report` is the new date when it is postponed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieStatut {
    pub statut: StatutRendezVous,
    #[serde(default)]
    pub report: Option<SaisieRendezVous>,
}

nominatif! {
    /// A rendez-vous in a list.
    pub struct LigneRendezVous {
        pub id: i64,
        pub version: i32,
        pub personne: PersonneConcernee,
        pub objet: ObjetRendezVous,
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub debut: NaiveDateTime,
        pub duree_minutes: i32,
        pub canal: Canal,
        pub lieu: Option<String>,
        pub statut: StatutRendezVous,
        /// Past and still « prévu »: its result is to be entered.
        pub a_renseigner: bool,
        pub referent: String,
    }

    /// A status with when and by whom.
    pub struct EtapeRendezVous {
        pub statut: StatutRendezVous,
        pub instant: DateTime<Utc>,
        pub agent: String,
    }

    /// A rendez-vous whole.
    pub struct FicheRendezVous {
        pub ligne: LigneRendezVous,
        pub referent_id: i64,
        pub note: Option<String>,
        pub etapes: Vec<EtapeRendezVous>,
        /// Statuses that the rules allow now.
        pub statuts_possibles: Vec<StatutRendezVous>,
        /// The rendez-vous that this one postpones, and the one that replaces it.
        pub origine: Option<i64>,
        pub suite: Option<i64>,
        pub modifiable: bool,
    }

    /// Answer to an entry: saved, or held back until the agent accepts the overlap.
    pub struct ReponseRendezVous {
        pub enregistre: Option<FicheRendezVous>,
        pub chevauchements: Vec<LigneRendezVous>,
    }
}
