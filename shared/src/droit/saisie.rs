//! What the officer types: a request, a gesture, a rectification.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{DonneeRectifiable, GesteDemande, SorteDemande, SourceDonnee};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::texte::debug_muet;

/// Longest free text, in characters.
pub const LONGUEUR_OBJET: usize = 500;
/// A reason shorter than this says nothing, in characters.
const MOTIF_MINIMUM: usize = 10;
/// A request received longer ago is a mistake of typing, in days.
const ANCIENNETE_MAX: u64 = 366;

/// A request, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieDemande {
    #[serde(default)]
    pub sorte: Option<SorteDemande>,
    /// Day of reception, as typed.
    #[serde(default)]
    pub recue_le: String,
    /// What the person asks for.
    #[serde(default)]
    pub objet: String,
}

/// A gesture on a request, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteDemande {
    pub geste: GesteDemande,
    #[serde(default)]
    pub motif: String,
}

liste_fermee! {
    /// What comes of one datum.
    IssueRectification {
        Effectuee = "effectuee", "Rectifiée ici";
        Transmise = "transmise", "Transmise à qui la détient";
        Refusee = "refusee", "Refusée";
    }
}

/// A rectification, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieRectification {
    #[serde(default)]
    pub donnee: Option<DonneeRectifiable>,
    #[serde(default)]
    pub issue: Option<IssueRectification>,
    /// Row of the product to rectify, when it is done here.
    #[serde(default)]
    pub cible: Option<i64>,
    /// The new value, empty to take a text away; what the person asks for, when it is
    /// transmitted or refused.
    #[serde(default)]
    pub nouvelle: String,
    #[serde(default)]
    pub motif: String,
}

debug_muet!(SaisieDemande, SaisieGesteDemande, SaisieRectification);

/// A complete request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeLue {
    pub sorte: SorteDemande,
    pub recue_le: NaiveDate,
    pub objet: String,
}

impl DemandeLue {
    /// Reads a request registered on `aujourdhui`.
    ///
    /// # Errors
    /// `sorte` absent; `recue_le` absent, unreadable, in the future or too old; `objet`
    /// absent for a rectification, too long or not factual.
    pub fn lire(saisie: &SaisieDemande, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let sorte =
            saisie.sorte.ok_or_else(|| Motif::new("sorte_absente", "Choisissez ce que demande la personne."));
        let sorte = releve.prend("sorte", sorte);
        let recue_le = releve.prend("recue_le", lire_reception(&saisie.recue_le, aujourdhui));
        let objet = releve.prend("objet", lire_objet(saisie));
        releve.conclut()?;
        match (sorte, recue_le, objet) {
            (Some(sorte), Some(recue_le), Some(objet)) => Ok(Self { sorte, recue_le, objet }),
            _ => Err(Vec::new()),
        }
    }
}

fn en_texte(note: Note) -> String {
    note.as_str().to_owned()
}

fn lire_reception(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new(
            "date_absente",
            "Indiquez le jour où la demande est arrivée : le délai part de là.",
        ));
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour > aujourdhui {
        return Err(Motif::new(
            "date_future",
            "La demande est déjà arrivée : indiquez un jour passé ou aujourd’hui.",
        ));
    }
    if jour + Days::new(ANCIENNETE_MAX) < aujourdhui {
        return Err(Motif::new("date_ancienne", "Cette date remonte à plus d’un an : vérifiez-la."));
    }
    Ok(jour)
}

fn lire_objet(saisie: &SaisieDemande) -> Result<String, Motif> {
    let note = Note::lire(&saisie.objet, LONGUEUR_OBJET)?.map(en_texte);
    match (note, saisie.sorte) {
        (Some(objet), _) => Ok(objet),
        (None, Some(SorteDemande::Rectification)) => {
            Err(Motif::new("objet_absent", "Indiquez ce que la personne demande de rectifier."))
        }
        (None, _) => Ok(String::new()),
    }
}

/// A complete gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesteDemandeLu {
    pub geste: GesteDemande,
    pub motif: Option<String>,
}

impl GesteDemandeLu {
    /// Reads a gesture. Whether the state allows it is for [`super::transition`] to say.
    ///
    /// # Errors
    /// `motif` absent, too long or not factual.
    pub fn lire(saisie: &SaisieGesteDemande) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let exige = saisie.geste.exige_motif();
        let motif = releve.prend("motif", lire_motif(&saisie.motif, exige)).flatten();
        releve.conclut()?;
        Ok(Self { geste: saisie.geste, motif })
    }
}

fn lire_motif(texte: &str, exige: bool) -> Result<Option<String>, Motif> {
    let motif = Note::lire(texte, LONGUEUR_OBJET)?.map(en_texte);
    let longueur = motif.as_ref().map_or(0, |motif| motif.chars().count());
    if exige && longueur < MOTIF_MINIMUM {
        return Err(Motif::new(
            "motif_absent",
            "Dites en quelques mots comment ou pourquoi : la trace en est gardée.",
        ));
    }
    Ok(motif)
}

/// A complete rectification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RectificationLue {
    pub donnee: DonneeRectifiable,
    pub issue: IssueRectification,
    pub cible: Option<i64>,
    pub nouvelle: String,
    /// The new value of a date, when it is done here.
    pub jour: Option<NaiveDate>,
    pub motif: String,
}

impl RectificationLue {
    /// Reads a rectification.
    ///
    /// # Errors
    /// A field absent, too long or not factual; `issue` that does not go with where the
    /// datum comes from; `nouvelle` that is no date where one is expected.
    pub fn lire(saisie: &SaisieRectification, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let donnee =
            saisie.donnee.ok_or_else(|| Motif::new("donnee_absente", "Choisissez la donnée concernée."));
        let donnee = releve.prend("donnee", donnee);
        let issue = releve.prend("issue", lire_issue(saisie));
        let ici = issue == Some(IssueRectification::Effectuee);
        if ici && saisie.cible.is_none() {
            releve.refuse("cible", "cible_absente", "Choisissez la ligne à rectifier.");
        }
        let nouvelle = releve.prend("nouvelle", lire_nouvelle(&saisie.nouvelle, donnee.filter(|_| ici)));
        let date = ici && donnee.is_some_and(DonneeRectifiable::est_date);
        let jour =
            if date { releve.prend("nouvelle", lire_jour(&saisie.nouvelle, aujourdhui)) } else { None };
        let motif = releve.prend("motif", lire_motif(&saisie.motif, true)).flatten();
        releve.conclut()?;
        match (donnee, issue, nouvelle, motif) {
            (Some(donnee), Some(issue), Some(nouvelle), Some(motif)) => {
                Ok(Self { donnee, issue, cible: saisie.cible.filter(|_| ici), nouvelle, jour, motif })
            }
            _ => Err(Vec::new()),
        }
    }
}

fn lire_issue(saisie: &SaisieRectification) -> Result<IssueRectification, Motif> {
    let issue = saisie.issue.ok_or_else(|| Motif::new("issue_absente", "Choisissez la suite donnée."))?;
    let source = saisie.donnee.map(DonneeRectifiable::source);
    let message = match (issue, source) {
        (IssueRectification::Effectuee, Some(SourceDonnee::Caisse)) => {
            "Cette donnée vient de la caisse : elle seule peut la corriger. Transmettez-lui la demande."
        }
        (IssueRectification::Effectuee, Some(SourceDonnee::Structure)) => {
            "Un contrat signé se corrige dans la structure, par un nouveau brouillon signé. Transmettez-lui la demande."
        }
        (IssueRectification::Transmise, Some(SourceDonnee::Produit)) => {
            "Cette donnée est détenue ici : rectifiez-la, ou refusez avec le motif."
        }
        _ => return Ok(issue),
    };
    Err(Motif::new("issue_source", message))
}

/// `ici`: the datum whose value it becomes, when it is rectified here. Empty takes a text away.
fn lire_nouvelle(texte: &str, ici: Option<DonneeRectifiable>) -> Result<String, Motif> {
    let longueur = ici.map_or(LONGUEUR_OBJET, DonneeRectifiable::longueur);
    match Note::lire(texte, longueur)?.map(en_texte) {
        Some(nouvelle) => Ok(nouvelle),
        None if ici.is_some_and(|donnee| !donnee.est_date()) => Ok(String::new()),
        None => Err(Motif::new("nouvelle_absente", "Indiquez la valeur demandée.")),
    }
}

fn lire_jour(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        // Already told as absent.
        return Ok(aujourdhui);
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour > aujourdhui {
        return Err(Motif::new(
            "date_future",
            "Cette date est passée : indiquez un jour passé ou aujourd’hui.",
        ));
    }
    Ok(jour)
}
