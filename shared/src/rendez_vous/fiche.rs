//! A rendez-vous as it is read, and what is asked of the server about it.

mod histoire;

pub use histoire::{GestePasse, dernier_geste, gestes, raconter};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::mots::{duree, jour_et_heure, minuscule};
use crate::nominatif;
use crate::rendez_vous::{Canal, Changement, ObjetRendezVous, SaisieRendezVous, StatutRendezVous};
use crate::session::Equipe;

/// The result of a rendez-vous; `report` is the new date when it is postponed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieStatut {
    pub statut: StatutRendezVous,
    #[serde(default)]
    pub report: Option<SaisieRendezVous>,
}

/// What is typed to change a rendez-vous that was seen in this version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieChangement {
    pub vue: i32,
    pub saisie: SaisieRendezVous,
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

    /// From when and where, to when and where.
    pub struct Deplacement {
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub debut_avant: NaiveDateTime,
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub debut: NaiveDateTime,
        pub lieu_avant: Option<String>,
        pub lieu: Option<String>,
    }

    /// A status with when and by whom.
    pub struct EtapeRendezVous {
        pub statut: StatutRendezVous,
        pub instant: DateTime<Utc>,
        pub agent: String,
        /// This step changed the date, the time or the place.
        pub deplacement: Option<Deplacement>,
        /// Done by the officer, on a request of the person.
        pub rectifie: bool,
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
        /// What the reader was typing to change it.
        pub brouillons: Vec<BrouillonChangement>,
    }

    /// What an agent was typing for a person, as typed.
    pub struct BrouillonRendezVous {
        pub saisie: SaisieRendezVous,
        pub saisie_le: DateTime<Utc>,
        pub version: i32,
    }

    /// What an agent was typing to change a rendez-vous.
    pub struct BrouillonChangement {
        pub changement: Changement,
        /// What the rendez-vous said then.
        pub depart: SaisieRendezVous,
        pub brouillon: BrouillonRendezVous,
    }

    /// What the form of a new rendez-vous shows.
    pub struct PreparationRendezVous {
        pub personne: PersonneConcernee,
        pub equipe: Equipe,
        /// As the last time with this person.
        pub depart: SaisieRendezVous,
        /// What this agent was typing, instead.
        pub brouillon: Option<BrouillonRendezVous>,
    }

    /// Answer to an entry: saved, or held back until the agent accepts the overlap.
    pub struct ReponseRendezVous {
        pub enregistre: Option<FicheRendezVous>,
        pub chevauchements: Vec<LigneRendezVous>,
    }
}

/// The fact that the title of the page says.
pub const DATE: &str = "Date";
const RECU_PAR: &str = "Reçu par";

impl FicheRendezVous {
    /// The entry that would give this rendez-vous.
    pub fn ecrite(&self) -> SaisieRendezVous {
        let ligne = &self.ligne;
        SaisieRendezVous {
            objet: ligne.objet.code().to_owned(),
            date: date::court(ligne.debut.date()),
            heure: date::affiche_heure(ligne.debut.time()),
            duree_minutes: ligne.duree_minutes.to_string(),
            canal: ligne.canal.code().to_owned(),
            lieu: ligne.lieu.clone().unwrap_or_default(),
            referent: Some(self.referent_id),
            note: self.note.clone().unwrap_or_default(),
            malgre_chevauchement: false,
        }
    }

    /// What is agreed, in words: `""` where nothing is said.
    pub fn faits(&self) -> [(&'static str, String); 7] {
        let Self { ligne, note, .. } = self;
        [
            ("Objet", ligne.objet.libelle().to_owned()),
            (DATE, jour_et_heure(ligne.debut)),
            ("Durée", duree(ligne.minutes())),
            ("Modalité", ligne.canal.libelle().to_owned()),
            ("Lieu", ligne.lieu.clone().unwrap_or_default()),
            (RECU_PAR, ligne.referent.clone()),
            ("Note", note.clone().unwrap_or_default()),
        ]
    }

    /// Whether the reader may change it so now.
    pub fn permet(&self, changement: Changement) -> bool {
        match changement {
            Changement::Modification => self.modifiable,
            Changement::Report => self.statuts_possibles.contains(&StatutRendezVous::Reporte),
        }
    }

    /// What the reader was typing to change it so.
    pub fn brouillon(&self, changement: Changement) -> Option<&BrouillonChangement> {
        self.brouillons.iter().find(|brouillon| brouillon.changement == changement)
    }
}

impl LigneRendezVous {
    /// `Suivi, sur place, Colmar`
    pub fn quoi(&self) -> String {
        let lieu = self.lieu.as_ref().map(|lieu| format!(", {lieu}")).unwrap_or_default();
        format!("{}, {}{lieu}", self.objet.libelle(), minuscule(self.canal.libelle()))
    }

    /// Length, in minutes.
    pub fn minutes(&self) -> u32 {
        self.duree_minutes.unsigned_abs()
    }

    /// `de 9 h 30 à 10 h 15`
    pub fn creneau(&self) -> String {
        let heure = |quand: NaiveDateTime| date::affiche_heure(quand.time());
        let fin = self.debut + TimeDelta::minutes(self.minutes().into());
        format!("de {} à {}", heure(self.debut), heure(fin))
    }
}
