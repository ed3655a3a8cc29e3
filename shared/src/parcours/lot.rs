//! One decision for several persons: who waits for an orientation, what would come of it, what came.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Contexte, SaisieOrientation};
use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::liste::liste_fermee;
use crate::nominatif;
use crate::rubrique::{Adresse, Sous};
use crate::texte::debug_muet;

/// Persons oriented at once: beyond, the list is made shorter by its filters.
pub const PERSONNES_MAX: usize = 300;
/// Lines of a page of those who wait.
pub const LIGNES: u64 = 50;

liste_fermee! {
    /// What is decided for several persons at once.
    SorteLot {
        Orientation = "orientation", "Orientation";
        Portefeuille = "portefeuille", "Portefeuille transmis";
    }
}

liste_fermee! {
    TrancheAge {
        Jeunes = "moins_de_26", "Moins de 26 ans";
        Adultes = "de_26_a_49", "De 26 à 49 ans";
        Seniors = "50_et_plus", "50 ans et plus";
    }
}

liste_fermee! {
    /// How long somebody has waited.
    DureeAttente {
        Recente = "recente", "Moins de deux semaines";
        EnCours = "en_cours", "Deux semaines ou plus";
        Depassee = "depassee", "Délai d’orientation dépassé";
    }
}

/// Days from which one has waited for some time.
const QUINZAINE: u64 = 14;

impl TrancheAge {
    /// The births of those who are in it on a day: after the first, up to the second.
    pub fn naissances(self, jour: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let il_y_a = |ans: i32| {
            let annee = jour.year() - ans;
            jour.with_year(annee).or_else(|| NaiveDate::from_ymd_opt(annee, 2, 28))
        };
        match self {
            Self::Jeunes => (il_y_a(26), None),
            Self::Adultes => (il_y_a(50), il_y_a(26)),
            Self::Seniors => (None, il_y_a(50)),
        }
    }
}

impl DureeAttente {
    /// On a day: since when one waits, after the first and up to the second.
    pub fn depuis(self, jour: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let quinzaine = jour.checked_sub_days(Days::new(QUINZAINE));
        match self {
            Self::Recente => (quinzaine, None),
            Self::EnCours => (None, quinzaine),
            Self::Depassee => (None, None),
        }
    }
}

/// Which of those who wait.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiltreAOrienter {
    /// INSEE code; all when empty.
    pub commune: String,
    pub age: Option<TrancheAge>,
    pub attente: Option<DureeAttente>,
}

/// A page of them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAOrienter {
    pub filtre: FiltreAOrienter,
    /// First page is 0.
    pub page: u32,
}

/// The same decision for several persons, as typed: the ticked ones or, when there are none, all those
/// of the filter.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieLot {
    pub personnes: Vec<i64>,
    pub filtre: FiltreAOrienter,
    pub decision: SaisieOrientation,
}

debug_muet!(FiltreAOrienter, SaisieAOrienter, SaisieLot);

nominatif! {
    /// Somebody who waits for an orientation.
    pub struct LigneAOrienter {
        pub personne: PersonneConcernee,
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        pub commune: Sous<Adresse, String>,
        pub depuis: NaiveDate,
        pub limite: Option<NaiveDate>,
    }

    /// A commune where somebody waits.
    pub struct CommuneAOrienter {
        pub code: String,
        pub nom: String,
        pub personnes: i64,
    }

    /// A page of those who wait, the most pressing first.
    pub struct PageAOrienter {
        pub total: u64,
        pub page: u32,
        pub lignes: Vec<LigneAOrienter>,
        /// Of all those who wait, whatever the filter.
        pub communes: Vec<CommuneAOrienter>,
        /// In which a decision for all of them is read.
        pub contexte: Contexte,
    }

    /// What comes of the decision for one person: none refused it, or why.
    pub struct IssueLot {
        pub personne: PersonneConcernee,
        pub raison: Option<String>,
    }

    /// What comes of the decision for each, before it is taken.
    pub struct ApercuLot {
        pub issues: Vec<IssueLot>,
    }

    /// A decision taken for several persons.
    pub struct FicheLot {
        pub id: i64,
        /// In French.
        pub quoi: String,
        pub instant: DateTime<Utc>,
        pub agent: String,
        /// Those who were oriented.
        pub orientees: Vec<IssueLot>,
        /// Those who were not, each with the reason.
        pub exclues: Vec<IssueLot>,
        /// When it was undone; `raison` then says, of each of those oriented, why the orientation was kept.
        pub annule_le: Option<DateTime<Utc>>,
        pub annulable: bool,
    }
}

impl FicheLot {
    /// « 18 personnes orientées, 2 laissées de côté. »
    pub fn bilan(&self) -> String {
        let personnes =
            |nombre: usize| if nombre > 1 { "personnes orientées" } else { "personne orientée" };
        let orientees = self.orientees.len();
        let faites = format!("{orientees} {}", personnes(orientees));
        match self.exclues.len() {
            0 => format!("{faites}."),
            1 => format!("{faites}, 1 laissée de côté."),
            autres => format!("{faites}, {autres} laissées de côté."),
        }
    }
}

/// « Orientation sociale vers ALSA à partir du 01/12/2026 »
pub fn en_mots(sorte: super::SorteOrientation, structure: &str, debut: NaiveDate) -> String {
    let sorte = sorte.libelle().to_lowercase();
    format!("Orientation {sorte} vers {structure} à partir du {}", date::court(debut))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dans((apres, jusqu_a): (Option<NaiveDate>, Option<NaiveDate>), jour: NaiveDate) -> bool {
        apres.is_none_or(|apres| apres < jour) && jusqu_a.is_none_or(|borne| jour <= borne)
    }

    proptest! {
        #[test]
        fn everybody_is_in_one_age_bracket(age in 0..40_000_u64, quand in 0..3_000_u64) {
            let jour = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap() + Days::new(quand);
            let naissance = jour - Days::new(age);
            let la = TrancheAge::TOUS.iter().filter(|tranche| dans(tranche.naissances(jour), naissance));
            prop_assert_eq!(la.count(), 1);
        }

        #[test]
        fn everybody_has_waited_for_a_short_or_a_long_time(attente in 0..900_u64) {
            let jour = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
            let depuis = jour - Days::new(attente);
            let deux = [DureeAttente::Recente, DureeAttente::EnCours];
            prop_assert_eq!(deux.iter().filter(|duree| dans(duree.depuis(jour), depuis)).count(), 1);
        }
    }
}
