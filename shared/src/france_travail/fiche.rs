//! What agents read: the situation there, what was sent, and the discrepancies.

use chrono::{DateTime, NaiveDate, Utc};

use super::ecart::{GesteEcart, NatureEcart};
use super::envoi::{CodeParcours, EtatEnvoi, Organisme};
use super::situation::{CategorieRecue, MotifRecu, Statut};
use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::nominatif;

/// Lines of a page of discrepancies.
pub const LIGNES: u64 = 20;

nominatif! {
    /// A situation as a file told it.
    pub struct SituationDite {
        /// The file that told it first.
        pub au: NaiveDate,
        pub statut: Statut,
        pub inscrite_le: Option<NaiveDate>,
        pub sortie_le: Option<NaiveDate>,
        pub motif: Option<MotifRecu>,
        pub categorie: Option<CategorieRecue>,
        pub entretien_le: Option<NaiveDate>,
        pub agence: Option<String>,
        pub conseiller: Option<String>,
        pub plan_debut: Option<NaiveDate>,
        pub plan_fin: Option<NaiveDate>,
    }

    /// The last known situation, and those before it.
    pub struct SituationLue {
        /// The last file that told it.
        pub au: NaiveDate,
        pub derniere: SituationDite,
        /// The latest first.
        pub anciennes: Vec<SituationDite>,
    }

    /// What was sent about an orientation, with the answer.
    pub struct EnvoyeLu {
        pub etat: EtatEnvoi,
        pub parcours: CodeParcours,
        pub organisme: Organisme,
        pub structure: String,
        pub referent: Option<String>,
        pub debut: NaiveDate,
        pub fin: Option<NaiveDate>,
        pub envoye_le: DateTime<Utc>,
        pub repondu_le: Option<DateTime<Utc>>,
        /// Why it was refused.
        pub motif: Option<String>,
    }

    /// Where the orientation that runs stands, and all that was sent.
    #[derive(Default)]
    pub struct EnvoiLu {
        /// None while no orientation runs.
        pub etat: Option<EtatEnvoi>,
        /// The latest first.
        pub envoyes: Vec<EnvoyeLu>,
    }

    /// The side of France Travail, in the parcours of an adult.
    #[derive(Default)]
    pub struct CoteFranceTravail {
        pub situation: Option<SituationLue>,
        pub envoi: EnvoiLu,
    }

    /// A line of the list of discrepancies.
    pub struct LigneEcart {
        pub personne: PersonneConcernee,
        pub nature: NatureEcart,
        pub precision: String,
        pub depuis: NaiveDate,
        pub referent: Option<String>,
        /// Why it was set aside, if it was.
        pub motif: Option<String>,
    }

    /// A page of the list.
    pub struct PageEcarts {
        pub total: u64,
        pub page: u32,
        pub lignes: Vec<LigneEcart>,
    }

    /// One discrepancy about a person.
    pub struct EcartLu {
        pub nature: NatureEcart,
        pub precision: String,
        pub depuis: NaiveDate,
        pub de_cote: bool,
    }

    /// What was done about a discrepancy, by whom and why.
    pub struct EtapeEcart {
        pub nature: NatureEcart,
        pub geste: GesteEcart,
        pub motif: Option<String>,
        pub agent: String,
        pub organisation: String,
        pub instant: DateTime<Utc>,
    }

    /// The discrepancies about one person, and what was done about them.
    pub struct FicheEcarts {
        pub personne: PersonneConcernee,
        pub version: i32,
        pub ecarts: Vec<EcartLu>,
        /// The latest first.
        pub etapes: Vec<EtapeEcart>,
        pub situation: Option<SituationLue>,
        pub consulte_a: DateTime<Utc>,
    }
}

impl SituationDite {
    /// `Inscription en cours depuis le 03/02/2026`
    pub fn inscription(&self) -> String {
        let depuis = self.inscrite_le.map(date::court);
        match (self.sortie_le, depuis) {
            (Some(le), _) => {
                let motif =
                    self.motif.as_ref().map(|motif| format!(" ({})", motif.libelle())).unwrap_or_default();
                format!("{} le {}{motif}", self.statut.libelle(), date::court(le))
            }
            (None, Some(depuis)) => format!("{} depuis le {depuis}", self.statut.libelle()),
            (None, None) => self.statut.libelle().to_owned(),
        }
    }
}
