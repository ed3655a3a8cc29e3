//! What is decided once a person is oriented, as typed and as read: the référent, the day on which the
//! decision was received, the end, and the way back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::FinOrientation;
use super::champs::{choisi, lire_jour, lire_notification, pas_futur, referent_ailleurs};
use super::contexte::Contexte;
use super::orientation::ATTENTE_MAXIMALE_MOIS;
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::texte::debug_muet;

/// Longest reason, in characters.
pub const LONGUEUR_MOTIF: usize = 300;
pub(super) const LOINTAINE: &str = "Un référent se désigne six mois à l’avance au plus : vérifiez la date.";

/// A référent unique, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieDesignation {
    pub referent: Option<i64>,
    pub debut: String,
}

/// The end of a path that nobody takes over, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieFin {
    pub motif: Option<FinOrientation>,
    /// Last day, as typed.
    pub jour: String,
}

/// When the person received the decision, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieNotification {
    pub jour: String,
}

/// Why the last decision is undone, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAnnulationDecision {
    pub motif: String,
}

debug_muet!(SaisieDesignation, SaisieFin, SaisieNotification, SaisieAnnulationDecision);

/// A référent unique whose every rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DesignationLue {
    referent: i64,
    debut: NaiveDate,
}

impl DesignationLue {
    /// Reads a designation.
    ///
    /// # Errors
    /// Every refused field, each with what to do.
    pub fn lire(saisie: &SaisieDesignation, contexte: &Contexte) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let structure = contexte.actuelle();
        let possible = choisi(saisie.referent, "Choisissez le référent.").and_then(|id| {
            let possible = structure.and_then(|s| s.referents.iter().find(|r| r.id == id));
            match possible.filter(|_| contexte.referent == Some(id)) {
                Some(_) => Err(Motif::new(
                    "deja_referent",
                    "C’est déjà le référent de la personne : choisissez-en un autre.",
                )),
                None => possible.ok_or_else(referent_ailleurs),
            }
        });
        let possible = releve.prend("referent", possible);
        let depuis = possible.map(|possible| possible.depuis);
        let debut = releve.prend("debut", lire_designation(&saisie.debut, depuis, contexte));
        releve.conclut()?;
        match (possible, debut) {
            (Some(possible), Some(debut)) => Ok(Self { referent: possible.id, debut }),
            _ => Err(Vec::new()),
        }
    }

    pub const fn referent(&self) -> i64 {
        self.referent
    }
    pub const fn debut(&self) -> NaiveDate {
        self.debut
    }
}

fn lire_designation(texte: &str, depuis: Option<NaiveDate>, contexte: &Contexte) -> Result<NaiveDate, Motif> {
    let jour = lire_jour(texte, "Indiquez depuis quand.", contexte)?;
    let orientation = contexte.en_cours.as_ref().map(|o| o.debut);
    let au_plus_tot = [orientation, contexte.referent_depuis, depuis].into_iter().flatten().max();
    if let Some(au_plus_tot) = au_plus_tot.filter(|au_plus_tot| jour < *au_plus_tot) {
        let message =
            format!("Au plus tôt le {} : indiquez ce jour ou un autre après lui.", date::court(au_plus_tot));
        return Err(Motif::new("designation_anterieure", message));
    }
    let au_plus_tard = orientation.unwrap_or(contexte.aujourdhui).max(contexte.aujourdhui);
    if jour > date::ajouter_mois(au_plus_tard, ATTENTE_MAXIMALE_MOIS) {
        return Err(Motif::new("date_lointaine", LOINTAINE));
    }
    match contexte.en_cours.as_ref().and_then(|o| o.fin).filter(|fin| *fin < jour) {
        Some(fin) => Err(Motif::new(
            "designation_posterieure",
            format!(
                "L’accompagnement s’arrête le {} : indiquez ce jour ou un autre avant lui.",
                date::court(fin)
            ),
        )),
        None => Ok(jour),
    }
}

/// The end of a path, whose every rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinLue {
    motif: FinOrientation,
    jour: NaiveDate,
}

impl FinLue {
    /// Reads the end of a path.
    ///
    /// # Errors
    /// Every refused field, each with what to do.
    pub fn lire(saisie: &SaisieFin, contexte: &Contexte) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let motif = saisie.motif.filter(|motif| motif.sans_suite());
        let motif = releve.prend("motif", choisi(motif, "Indiquez pourquoi le parcours s’arrête."));
        let jour = releve.prend("jour", lire_dernier_jour(&saisie.jour, contexte));
        releve.conclut()?;
        match (motif, jour) {
            (Some(motif), Some(jour)) => Ok(Self { motif, jour }),
            _ => Err(Vec::new()),
        }
    }

    pub const fn motif(&self) -> FinOrientation {
        self.motif
    }
    pub const fn jour(&self) -> NaiveDate {
        self.jour
    }
}

fn lire_dernier_jour(texte: &str, contexte: &Contexte) -> Result<NaiveDate, Motif> {
    let jour = lire_jour(texte, "Indiquez le dernier jour de l’accompagnement.", contexte)?;
    pas_futur(
        jour,
        contexte,
        "Un parcours se clôt une fois arrêté : indiquez aujourd’hui ou un jour passé.",
    )?;
    match contexte.en_cours.as_ref().filter(|o| jour < o.debut) {
        Some(o) => Err(Motif::new(
            "fin_anterieure",
            format!("L’accompagnement a commencé le {} : vérifiez la date.", date::court(o.debut)),
        )),
        None => Ok(jour),
    }
}

/// The day on which the person received the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotificationLue(NaiveDate);

impl NotificationLue {
    /// Reads the day.
    ///
    /// # Errors
    /// `jour` absent, unreadable, before the decision or to come.
    pub fn lire(saisie: &SaisieNotification, contexte: &Contexte) -> Result<Self, Vec<ErreurChamp>> {
        let decidee_le = contexte.en_cours.as_ref().map(|o| o.decidee_le);
        let lu = lire_notification(&saisie.jour, decidee_le, contexte);
        let lu = lu.and_then(|jour| choisi(jour, "Indiquez le jour où la personne a reçu la décision."));
        lu.map(Self).map_err(|motif| vec![motif.champ("jour")])
    }

    pub const fn jour(&self) -> NaiveDate {
        self.0
    }
}

/// Why the last decision is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnulationLue(Note);

impl AnnulationLue {
    /// Reads the reason.
    ///
    /// # Errors
    /// `motif` absent, too long or not factual.
    pub fn lire(saisie: &SaisieAnnulationDecision) -> Result<Self, Vec<ErreurChamp>> {
        let lu = Note::lire(&saisie.motif, LONGUEUR_MOTIF);
        let lu = lu.and_then(|note| choisi(note, "Dites en quelques mots pourquoi : l’historique le garde."));
        lu.map(Self).map_err(|motif| vec![motif.champ("motif")])
    }

    pub fn motif(&self) -> &str {
        self.0.as_str()
    }
}
