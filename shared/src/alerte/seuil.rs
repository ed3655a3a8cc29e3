//! The settings of the rules: one closed list, each with its default and its range.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::RegleAlerte;
use crate::erreur::ErreurChamp;
use crate::liste::liste_fermee;
use crate::nominatif;

liste_fermee! {
    /// A number that a rule compares with. At 0 the rule is off.
    Seuil {
        VuesHeure = "vues_heure", "Dossiers différents ouverts en une heure";
        VuesJour = "vues_jour", "Dossiers différents ouverts dans la journée";
        FoisHabitude = "fois_habitude", "Multiple de l’habitude de l’agent";
        HabitudePlancher = "habitude_plancher", "Dossiers dans la journée avant de comparer à l’habitude";
        HorsListe = "hors_liste", "Dossiers hors de sa liste dans la journée (référent)";
        HorsListeEtendu = "hors_liste_etendu", "Dossiers hors de sa liste dans la journée (CTSA, Pôle emploi)";
        Homonymes = "homonymes", "Dossiers au nom de l’agent dans la journée";
        HeureDebut = "heure_debut", "Heure du début de la journée";
        HeureFin = "heure_fin", "Heure de la fin de la journée";
        HorsHoraires = "hors_horaires", "Consultations hors horaires dans la journée";
        Refus = "refus", "Refus en une heure";
        Recherches = "recherches", "Recherches en une heure";
        GestesAcces = "gestes_acces", "Accès fermés ou changés en une heure";
    }
}

impl Seuil {
    /// The value while the département has set none.
    pub const fn defaut(self) -> u32 {
        match self {
            Self::VuesHeure => 60,
            Self::VuesJour => 200,
            Self::FoisHabitude => 3,
            Self::HabitudePlancher => 40,
            Self::HorsListe => 30,
            Self::HorsListeEtendu => 80,
            Self::Homonymes => 1,
            Self::HeureDebut => 7,
            Self::HeureFin => 20,
            Self::HorsHoraires => 10,
            Self::Refus | Self::GestesAcces => 15,
            Self::Recherches => 150,
        }
    }

    /// The rule that compares with it.
    pub const fn regle(self) -> RegleAlerte {
        match self {
            Self::VuesHeure => RegleAlerte::VolumeHeure,
            Self::VuesJour => RegleAlerte::VolumeJour,
            Self::FoisHabitude | Self::HabitudePlancher => RegleAlerte::Habitude,
            Self::HorsListe | Self::HorsListeEtendu => RegleAlerte::HorsListe,
            Self::Homonymes => RegleAlerte::Homonyme,
            Self::HeureDebut | Self::HeureFin | Self::HorsHoraires => RegleAlerte::HorsHoraires,
            Self::Refus => RegleAlerte::Refus,
            Self::Recherches => RegleAlerte::Recherches,
            Self::GestesAcces => RegleAlerte::GestesAcces,
        }
    }

    /// Largest value that means something.
    pub const fn plafond(self) -> u32 {
        match self {
            Self::HeureDebut | Self::HeureFin => 24,
            Self::FoisHabitude => 100,
            _ => 10_000,
        }
    }
}

/// A threshold as the officer sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieSeuil {
    pub seuil: Seuil,
    /// A whole number, as typed.
    #[serde(default)]
    pub valeur: String,
}

impl SaisieSeuil {
    /// # Errors
    /// `valeur` absent, not a whole number, or beyond [`Seuil::plafond`].
    pub fn lire(&self) -> Result<u32, Vec<ErreurChamp>> {
        let plafond = self.seuil.plafond();
        self.valeur.trim().parse().ok().filter(|valeur| *valeur <= plafond).ok_or_else(|| {
            let message = format!("Donnez un nombre entier, de 0 à {plafond}.");
            vec![ErreurChamp::new("valeur", "seuil_hors_bornes", message)]
        })
    }
}

nominatif! {
    /// A threshold in force.
    pub struct SeuilLu {
        pub seuil: Seuil,
        pub valeur: u32,
        /// When and by whom it was set; neither while it is the default.
        pub depuis: Option<DateTime<Utc>>,
        pub par: Option<String>,
    }

    /// All the thresholds, in the order of the list.
    pub struct SeuilsLus {
        pub seuils: Vec<SeuilLu>,
    }
}

/// The thresholds in force: the defaults, under those that the département has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seuils(BTreeMap<Seuil, u32>);

impl Seuils {
    pub fn de(&self, seuil: Seuil) -> u32 {
        self.0.get(&seuil).copied().unwrap_or(seuil.defaut())
    }

    #[must_use]
    pub fn avec(mut self, seuil: Seuil, valeur: u32) -> Self {
        self.0.insert(seuil, valeur.min(seuil.plafond()));
        self
    }
}
