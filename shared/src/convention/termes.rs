//! What a convention grants from a day on.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Lieu, Niveau};
use crate::erreur::Motif;
use crate::habilitation::{Profil, Rubrique};
use crate::mots::accord;
use crate::nominatif;

nominatif! {
    /// How many habilitations of one profil the organisation may hold at a time.
    pub struct Quota {
        pub profil: Profil,
        pub nombre: u32,
    }

    /// What is granted. A profil without a quota is not opened at all.
    pub struct Termes {
        pub niveau: Niveau,
        /// The CTSA or the communes that it is limited to; none at the level of the département.
        pub territoire: Vec<Lieu>,
        /// Rubriques opened beyond those of the profils.
        pub rubriques: Vec<Rubrique>,
        /// Whether the agents may enter, or only consult.
        pub saisie: bool,
        /// Whether who reads the whole département reads the current rights only; true elsewhere.
        pub droits_en_cours: bool,
        pub quotas: Vec<Quota>,
        /// Persons that a structure may accompany at once; none when no number is set.
        pub capacite: Option<u32>,
    }

    /// What was planned and given up before it took effect: never deleted, always explained.
    pub struct Annulation {
        pub le: DateTime<Utc>,
        pub par: String,
        pub motif: String,
    }

    /// Terms, with the day they hold from.
    pub struct Avenant {
        /// 0 for the initial terms.
        pub numero: u32,
        pub date_effet: NaiveDate,
        /// What it changes, in a few words; empty for the initial terms.
        pub objet: String,
        pub termes: Termes,
        pub saisi_le: DateTime<Utc>,
        /// None for what was entered before the product kept it.
        pub saisi_par: Option<String>,
        pub annulation: Option<Annulation>,
    }
}

impl Termes {
    /// Habilitations granted for this profil; 0 when the convention does not open it.
    pub fn quota(&self, profil: Profil) -> u32 {
        self.quotas.iter().find(|quota| quota.profil == profil).map_or(0, |quota| quota.nombre)
    }
}

/// « 50 personnes à la fois »
pub fn capacite_dite(capacite: Option<u32>) -> String {
    capacite.map_or_else(
        || "non fixée".to_owned(),
        |nombre| format!("{} à la fois", accord(nombre, "personne", "personnes")),
    )
}

/// The avenant whose terms hold on that day, among those of one convention: the last one
/// that has taken effect and was not cancelled. Of two that take effect on the same day, the later corrects the
/// earlier.
pub fn avenant_du(avenants: &[Avenant], jour: NaiveDate) -> Option<&Avenant> {
    let pris_effet = |avenant: &&Avenant| avenant.annulation.is_none() && avenant.date_effet <= jour;
    avenants.iter().filter(pris_effet).max_by_key(|avenant| avenant.numero)
}

/// Whether one more habilitation fits: `quota` as the convention says (`None` when it does
/// not open this profil, or none is in force), `occupees` those already asked for or held.
///
/// # Errors
/// `quota_absent`, `quota_atteint`, with the figures and whom to ask.
pub fn places(organisation: &str, profil: Profil, quota: Option<u32>, occupees: u32) -> Result<(), Motif> {
    let libelle = profil.libelle();
    match quota {
        Some(quota) if occupees < quota => Ok(()),
        None | Some(0) => Err(Motif::new(
            "quota_absent",
            format!(
                "La convention en vigueur de {organisation} n’ouvre aucune habilitation « {libelle} ». Si elle est \
                 nécessaire, demandez un avenant au référent utilisateurs du Département."
            ),
        )),
        Some(quota) => Err(Motif::new(
            "quota_atteint",
            format!(
                "Le quota « {libelle} » de {organisation} est atteint : {occupees} sur {quota}, demandes en cours \
                 comprises. Terminez une habilitation qui ne sert plus, ou demandez un avenant au référent \
                 utilisateurs du Département."
            ),
        )),
    }
}
