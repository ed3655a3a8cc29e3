//! What the rules of a CER need to know besides what is typed: the day, the
//! orientation, the contracts already validated, the settings.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::historique::{self, PeriodeCer};
use crate::regle::{Cle, Regles};
use crate::{nominatif, nominatif_simple};

/// Settings of the département. The law sets neither minimum nor maximum length.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReglagesCer {
    /// Lengths offered, in months, ascending.
    pub durees_mois: Vec<u32>,
    /// Earliest start, in days before the signature.
    pub debut_avant_signature: u32,
    /// Latest start, in days after the signature.
    pub debut_apres_signature: u32,
    /// Oldest signature that may still be entered, in days before today.
    pub signature_ancienne: u32,
    /// Longest time between the two signatures, in days.
    pub ecart_signatures: u32,
    /// The bilan is to be done from this many days before the end.
    pub alerte_fin: u32,
}

impl ReglagesCer {
    /// The settings that the dated rules give on this day: they are their only source. Before the
    /// first of them, nothing is offered.
    pub fn en_vigueur(regles: &Regles, jour: NaiveDate) -> Self {
        let jours = |cle| {
            let terme = regles.echeance(cle, jour).map(|(terme, _)| (terme - jour).num_days());
            terme.and_then(|jours| u32::try_from(jours).ok()).unwrap_or_default()
        };
        let durees = regles.en_vigueur(Cle::DureesCer, jour).map(|regle| regle.valeur.liste().to_vec());
        Self {
            durees_mois: durees.unwrap_or_default(),
            debut_apres_signature: jours(Cle::AvanceDebutCer),
            debut_avant_signature: jours(Cle::RetardDebutCer),
            signature_ancienne: jours(Cle::AgeSignatureCer),
            ecart_signatures: jours(Cle::EcartSignaturesCer),
            alerte_fin: jours(Cle::HorizonFinCer),
        }
    }

    /// Six months when it is offered, else the shortest length.
    pub fn duree_usuelle(&self) -> u32 {
        if self.durees_mois.contains(&6) { 6 } else { self.durees_mois.first().copied().unwrap_or(6) }
    }
}

nominatif_simple!(ReglagesCer);

nominatif! {
    /// Somebody of the structure who may be the référent of a contract.
    pub struct ReferentPossible {
        pub id: i64,
        /// First name and name.
        pub nom: String,
        /// First day as a référent in the structure.
        pub depuis: NaiveDate,
    }

    /// The situation in which a CER is entered, of one person and one structure.
    pub struct ContexteCer {
        /// Today, in Paris.
        pub aujourdhui: NaiveDate,
        /// Start of the person's orientation towards the structure; `None` when there is none.
        pub orientation_debut: Option<NaiveDate>,
        /// Its last day, when it is closed.
        pub orientation_fin: Option<NaiveDate>,
        /// The orientation leads to the public employment service: the contract then says
        /// more (CASF L262-35).
        pub orientation_professionnelle: bool,
        /// The référents of the structure today; `None` for a reader outside it, who has
        /// no need to know them.
        pub equipe: Option<Vec<ReferentPossible>>,
        /// The contracts of the person that count (validated, or broken: then until
        /// the rupture), without the one being entered. Any order.
        pub valides: Vec<PeriodeCer>,
        pub reglages: ReglagesCer,
    }
}

impl ContexteCer {
    /// The situation under the product's own rules, with nothing known yet.
    pub fn nouveau(aujourdhui: NaiveDate) -> Self {
        Self {
            aujourdhui,
            orientation_debut: None,
            orientation_fin: None,
            orientation_professionnelle: false,
            equipe: None,
            valides: Vec::new(),
            reglages: ReglagesCer::en_vigueur(&Regles::default(), aujourdhui),
        }
    }

    /// The last contract of the history, with its effective period.
    pub fn dernier(&self) -> Option<PeriodeCer> {
        historique::contrats(&self.valides).pop()
    }

    /// The contract that runs on this day, with its effective period.
    pub fn en_vigueur(&self, jour: NaiveDate) -> Option<PeriodeCer> {
        historique::contrats(&self.valides)
            .into_iter()
            .find(|periode| periode.debut <= jour && jour <= periode.fin)
    }

    /// Earliest start of a contract signed on this day.
    pub fn debut_au_plus_tot(&self, signature: NaiveDate) -> NaiveDate {
        moins(signature, self.reglages.debut_avant_signature)
    }

    /// Latest start of a contract signed on this day.
    pub fn debut_au_plus_tard(&self, signature: NaiveDate) -> NaiveDate {
        let jours = Days::new(self.reglages.debut_apres_signature.into());
        signature.checked_add_days(jours).unwrap_or(signature)
    }

    /// Oldest signature that may be entered today.
    pub fn signature_au_plus_tot(&self) -> NaiveDate {
        moins(self.aujourdhui, self.reglages.signature_ancienne)
    }
}

fn moins(jour: NaiveDate, jours: u32) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours.into())).unwrap_or(jour)
}
