//! The portfolio of a référent, the persons accompanied by that agent, and its handing over to
//! colleagues of the same structure, from a day on.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::lot::PERSONNES_MAX;
use super::orientation::ATTENTE_MAXIMALE_MOIS;
use super::suites::LOINTAINE;
use crate::cer::fiche::PersonneConcernee;
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::liste::liste_fermee;
use crate::mots::accord;
use crate::nominatif;
use crate::rubrique::{Adresse, Sous};
use crate::source::SourceFermee;
use crate::texte::debug_muet;

/// Days during which a rendez-vous is soon.
const QUINZAINE: i64 = 14;

liste_fermee! {
    /// When a person is met next.
    ProchaineDate {
        Bientot = "bientot", "Rendez-vous dans les deux semaines";
        PlusTard = "plus_tard", "Rendez-vous plus tard";
        Aucune = "aucune", "Aucun rendez-vous prévu";
    }
}

impl ProchaineDate {
    /// Of who is met next at this instant, if ever.
    pub fn de(prochain: Option<NaiveDateTime>, jour: NaiveDate) -> Self {
        match prochain.map(|debut| (debut.date() - jour).num_days()) {
            None => Self::Aucune,
            Some(jours) if jours <= QUINZAINE => Self::Bientot,
            Some(_) => Self::PlusTard,
        }
    }
}

/// Who becomes the référent of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Affectation {
    pub personne: i64,
    pub referent: i64,
}

/// Spreads persons over some agents, in turn: two agents differ by one person at most. Nobody is
/// given to nobody: nothing comes of it without an agent.
pub fn repartir(personnes: &[i64], vers: &[i64]) -> Vec<Affectation> {
    let tour = vers.iter().cycle();
    personnes
        .iter()
        .zip(tour)
        .map(|(personne, vers)| Affectation { personne: *personne, referent: *vers })
        .collect()
}

/// The handing over of persons by one agent, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieTransfert {
    /// Whose portfolio it is.
    pub agent: i64,
    /// First day of the new référents, as typed.
    pub jour: String,
    pub affectations: Vec<Affectation>,
}

debug_muet!(SaisieTransfert);

/// A handing over whose every rule holds. Whether each person may be handed over is for the parcours
/// of each to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransfertLu {
    agent: i64,
    jour: NaiveDate,
    affectations: Vec<Affectation>,
}

impl TransfertLu {
    /// Reads a handing over; `aujourdhui` is the day in Paris.
    ///
    /// # Errors
    /// `jour` absent, unreadable, past or more than six months away; `affectations` of nobody, of more
    /// than [`PERSONNES_MAX`] persons, of one person twice, or to the agent who leaves.
    pub fn lire(saisie: &SaisieTransfert, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let jour = releve.prend("jour", lire_jour(&saisie.jour, aujourdhui));
        releve.prend("affectations", lire_affectations(saisie));
        releve.conclut()?;
        let mut affectations = saisie.affectations.clone();
        // In one order whatever was ticked first: persons are held in it.
        affectations.sort_unstable_by_key(|affectation| affectation.personne);
        // The day is there: its absence was refused above.
        Ok(Self { agent: saisie.agent, jour: jour.unwrap_or(aujourdhui), affectations })
    }

    pub const fn agent(&self) -> i64 {
        self.agent
    }
    pub const fn jour(&self) -> NaiveDate {
        self.jour
    }
    /// By number of person, each once.
    pub fn affectations(&self) -> &[Affectation] {
        &self.affectations
    }
}

fn lire_jour(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez à partir de quel jour."));
    }
    let jour = date::lire_agenda(texte, aujourdhui)?;
    if jour < aujourdhui {
        return Err(Motif::new(
            "date_passee",
            "Cette date est passée : indiquez aujourd’hui ou un jour à venir.",
        ));
    }
    if jour > date::ajouter_mois(aujourdhui, ATTENTE_MAXIMALE_MOIS) {
        return Err(Motif::new("date_lointaine", LOINTAINE));
    }
    Ok(jour)
}

fn lire_affectations(saisie: &SaisieTransfert) -> Result<(), Motif> {
    let affectations = &saisie.affectations;
    let personnes: HashSet<i64> = affectations.iter().map(|affectation| affectation.personne).collect();
    match affectations.len() {
        0 => Err(Motif::new("personne", "Choisissez à qui transmettre, et au moins une personne.")),
        trop if trop > PERSONNES_MAX => Err(Motif::new(
            "trop_de_personnes",
            format!("{PERSONNES_MAX} personnes au plus à la fois : cochez-en moins, puis recommencez."),
        )),
        nombre if nombre > personnes.len() => {
            Err(Motif::new("personne_double", "Une personne n’a qu’un référent : choisissez-le une fois."))
        }
        _ if affectations.iter().any(|affectation| affectation.referent == saisie.agent) => Err(Motif::new(
            "meme_referent",
            "Choisissez un autre référent que celui dont le portefeuille est transmis.",
        )),
        _ => Ok(()),
    }
}

/// What goes with a person from one référent to the next, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suivent {
    /// Rendez-vous to come, from the first day of the new référent on.
    pub rendez_vous: i64,
    /// Drafts of CER.
    pub cer: i64,
    /// Drafts of rendez-vous.
    pub brouillons: i64,
}

crate::nominatif_simple!(Suivent);

impl Suivent {
    /// « 2 rendez-vous, 1 brouillon de CER »; empty when nothing goes.
    pub fn en_mots(self) -> String {
        let parts = [
            (self.rendez_vous, "rendez-vous", "rendez-vous"),
            (self.cer, "brouillon de CER", "brouillons de CER"),
            (self.brouillons, "brouillon de rendez-vous", "brouillons de rendez-vous"),
        ];
        let dites = parts.into_iter().filter(|(nombre, ..)| *nombre > 0);
        dites.map(|(nombre, un, plusieurs)| accord(nombre, un, plusieurs)).collect::<Vec<_>>().join(", ")
    }
}

nominatif! {
    /// An agent of the structure and the persons of whom that agent is the référent.
    pub struct LigneEquipe {
        pub agent: i64,
        pub nom: String,
        /// May accompany today: the account is not suspended, and a habilitation of référent of the
        /// structure is in force.
        pub en_poste: bool,
        pub personnes: i64,
    }

    /// A handing over, among the last ones of the structure.
    pub struct ResumeTransfert {
        pub id: i64,
        /// In French.
        pub quoi: String,
        pub instant: DateTime<Utc>,
        pub annule: bool,
    }

    /// The portfolios of a structure, in alphabetical order of the agents.
    pub struct Portefeuilles {
        pub lignes: Vec<LigneEquipe>,
        /// The latest first.
        pub transferts: Vec<ResumeTransfert>,
    }

    /// Somebody whose référent the agent is.
    pub struct LignePortefeuille {
        pub personne: PersonneConcernee,
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        pub commune: Sous<Adresse, String>,
        /// The caisse of the dossier, when its data are closed at this hour.
        #[serde(default)]
        pub source_fermee: Option<SourceFermee>,
        /// First day of the référent.
        pub depuis: NaiveDate,
        /// The next rendez-vous with the structure, local time at the département.
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub prochain: Option<NaiveDateTime>,
    }

    /// The portfolio of one agent.
    pub struct FichePortefeuille {
        pub agent: i64,
        pub nom: String,
        pub en_poste: bool,
        /// Today, in Paris.
        pub aujourdhui: NaiveDate,
        pub total: u64,
        /// The first of them, as many as may be handed over at once, who is met first first.
        pub lignes: Vec<LignePortefeuille>,
        /// The colleagues who may take over.
        pub receveurs: Vec<LigneEquipe>,
        /// The reader may hand it over.
        pub transmissible: bool,
    }

    /// What comes of the handing over for one person.
    pub struct IssueTransfert {
        pub personne: PersonneConcernee,
        /// The new référent; none for whom nothing changes.
        pub referent: Option<String>,
        pub suivent: Suivent,
        /// Rendez-vous among them that last while the new référent holds another.
        pub chevauchent: i64,
        /// Why nothing changes, or what was kept when it was undone.
        pub raison: Option<String>,
    }

    /// What would come of it for each.
    pub struct ApercuTransfert {
        pub issues: Vec<IssueTransfert>,
    }

    /// A portfolio that was handed over.
    pub struct FicheTransfert {
        pub id: i64,
        /// In French.
        pub quoi: String,
        pub instant: DateTime<Utc>,
        pub agent: String,
        /// Those who have another référent.
        pub transmises: Vec<IssueTransfert>,
        /// Those whose référent did not change, each with the reason.
        pub laissees: Vec<IssueTransfert>,
        /// When it was undone; `raison` then says, of each of those handed over, what was kept.
        pub annule_le: Option<DateTime<Utc>>,
        /// The reader may undo it.
        pub annulable: bool,
    }
}

/// « 2 rendez-vous chevauchent ceux du nouveau référent. » They are handed over all the same.
pub fn chevauchement(issues: &[IssueTransfert]) -> Option<String> {
    let nombre: i64 = issues.iter().map(|issue| issue.chevauchent).sum();
    let chevauchent = accord(nombre, "rendez-vous chevauche ceux", "rendez-vous chevauchent ceux");
    (nombre > 0).then(|| format!("{chevauchent} du nouveau référent."))
}

/// « 40 personnes transmises, 1 laissée de côté. »
pub fn bilan(issues: &[IssueTransfert]) -> String {
    let laissees = issues.iter().filter(|issue| issue.referent.is_none()).count();
    let faites = accord(issues.len() - laissees, "personne transmise", "personnes transmises");
    match laissees {
        0 => format!("{faites}."),
        autres => format!("{faites}, {}.", accord(autres, "laissée de côté", "laissées de côté")),
    }
}

/// « Portefeuille de Nadia BENALI transmis à partir du 01/12/2026 »
pub fn en_mots(nom: &str, jour: NaiveDate) -> String {
    format!("Portefeuille de {nom} transmis à partir du {}", date::court(jour))
}
