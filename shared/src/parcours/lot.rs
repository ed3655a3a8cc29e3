//! One decision for several persons: who waits for an orientation, what would come of it, what came.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Contexte, SaisieOrientation};
use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::erreur::ErreurChamp;
use crate::liste::liste_fermee;
use crate::mots::accord;
use crate::nominatif;
use crate::rubrique::{Adresse, Sous};
use crate::source::SourceFermee;
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
        /// The caisse of the dossier, when its data are closed at this hour.
        #[serde(default)]
        pub source_fermee: Option<SourceFermee>,
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
        /// Persons at once that the convention of the structure says; none when it says no number.
        pub capacite: Option<i64>,
        /// How many of those oriented would be beyond it.
        pub au_dela: i64,
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

/// Whether a decision may be taken for as many at once.
///
/// # Errors
/// `personnes`: nobody, or more than [`PERSONNES_MAX`].
pub fn nombre_admis(nombre: usize) -> Result<(), Vec<ErreurChamp>> {
    let refus = |code, message: String| Err(vec![ErreurChamp::new("personnes", code, message)]);
    match nombre {
        0 => refus("personne", "Cochez au moins une personne, ou choisissez toute la liste.".into()),
        trop if trop > PERSONNES_MAX => refus(
            "trop_de_personnes",
            format!("{PERSONNES_MAX} personnes au plus à la fois : précisez la commune, l’âge ou l’attente."),
        ),
        _ => Ok(()),
    }
}

/// The decision as it is read of one of them: the reason is that of where each stands; the structure
/// names the référent of each.
pub fn decision_pour(decision: &SaisieOrientation, contexte: &Contexte) -> SaisieOrientation {
    SaisieOrientation { origine: contexte.origines().first().copied(), referent: None, ..decision.clone() }
}

impl ApercuLot {
    /// Those who would be oriented.
    pub fn possibles(&self) -> usize {
        self.issues.iter().filter(|issue| issue.raison.is_none()).count()
    }

    /// What one is warned of: nothing forbids it.
    pub fn avertissement(&self) -> Option<String> {
        let capacite = self.capacite.filter(|_| self.au_dela > 0)?;
        let seront = accord(self.au_dela, "personne sera", "personnes seront");
        Some(format!("{seront} au-delà de la capacité de la structure ({capacite} à la fois)."))
    }

    /// « 18 personnes seront orientées, 2 laissées de côté. »
    pub fn bilan(&self) -> String {
        let possibles = self.possibles();
        let seront = ["personne sera orientée", "personnes seront orientées"];
        en_deux((possibles, seront), (self.issues.len() - possibles, LAISSEES))
    }
}

impl FicheLot {
    /// « 18 personnes orientées, 2 laissées de côté. »
    pub fn bilan(&self) -> String {
        let orientees = ["personne orientée", "personnes orientées"];
        en_deux((self.orientees.len(), orientees), (self.exclues.len(), LAISSEES))
    }

    /// Once it is undone: « 17 orientations annulées, 1 gardée. »
    pub fn bilan_annulation(&self) -> Option<String> {
        self.annule_le?;
        let gardees = self.orientees.iter().filter(|issue| issue.raison.is_some()).count();
        let annulees = ["orientation annulée", "orientations annulées"];
        Some(en_deux((self.orientees.len() - gardees, annulees), (gardees, ["gardée", "gardées"])))
    }
}

const LAISSEES: [&str; 2] = ["laissée de côté", "laissées de côté"];

/// A number and its words, of one and of several; then what is apart, unless there is none.
fn en_deux((faites, quoi): (usize, [&str; 2]), (reste, apart): (usize, [&str; 2])) -> String {
    let dit = |nombre: usize, [un, plusieurs]: [&str; 2]| accord(nombre, un, plusieurs);
    match reste {
        0 => format!("{}.", dit(faites, quoi)),
        _ => format!("{}, {}.", dit(faites, quoi), dit(reste, apart)),
    }
}

/// « Orientation sociale vers ALSA à partir du 01/12/2026 »
pub fn en_mots(sorte: super::SorteOrientation, structure: &str, debut: NaiveDate) -> String {
    let sorte = sorte.libelle().to_lowercase();
    format!("Orientation {sorte} vers {structure} à partir du {}", date::court(debut))
}
