//! What a manager, the user referent and the agent do to a habilitation, as typed and as read.

use chrono::{Months, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::Pas;
use super::etat::{ActeurHabilitation, GesteHabilitation, RaisonFin};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::mots::jour_et_heure;
use crate::texte::debug_muet;

/// Longest reason, in characters.
pub const LONGUEUR_MOTIF: usize = 500;
/// A reason shorter than this says nothing, in characters.
const MOTIF_MINIMUM: usize = 10;
/// How far ahead an end or a session may be planned, in months.
const MOIS_DEVANT: u32 = 12;

/// A step as typed; which fields count depends on the gesture.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisiePas {
    pub geste: GesteHabilitation,
    #[serde(default)]
    pub motif: String,
    /// Code of a [`RaisonFin`], to end.
    #[serde(default)]
    pub raison: String,
    /// First day without access, to end.
    #[serde(default)]
    pub date: String,
    /// The session, to put somebody on it.
    #[serde(default)]
    pub formation: Option<i64>,
}

/// The explicit gesture of signing: both texts accepted, by the hash of what was read.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieSignature {
    pub engagement: String,
    pub charte: String,
    pub engagement_accepte: bool,
    pub charte_acceptee: bool,
}

debug_muet!(SaisiePas, SaisieSignature);

/// What a step is read against.
#[derive(Clone, Copy, Debug)]
pub struct ContextePas {
    pub acteur: ActeurHabilitation,
    /// Date and time at the département.
    pub maintenant: NaiveDateTime,
    /// When the session that one is put on begins.
    pub seance: Option<NaiveDateTime>,
}

/// A complete step, and its reason.
#[derive(Clone, Debug)]
pub struct PasLu {
    pub pas: Pas,
    pub motif: Option<String>,
}

impl PasLu {
    /// Reads a step. Whether it is allowed is for [`super::transition`] to say.
    ///
    /// # Errors
    /// Every refused field: reason, date, session; a session that has not taken place.
    pub fn lire(saisie: &SaisiePas, contexte: ContextePas) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let motif = match saisie.geste.exige_motif(contexte.acteur) {
            true => releve.prend("motif", lire_motif(&saisie.motif)).map(Some),
            false => releve.prend("motif", Note::lire_sur_un_agent(&saisie.motif, LONGUEUR_MOTIF)),
        };
        let motif = motif.flatten().map(|motif| motif.as_str().to_owned());
        let raison = match saisie.geste {
            GesteHabilitation::Terminer => {
                releve.prend("raison", lire_raison(&saisie.raison, contexte.acteur))
            }
            _ => None,
        };
        let pas = lire_pas(saisie, contexte, &mut releve);
        releve.conclut()?;
        let motif = match (raison, motif) {
            (Some(raison), Some(motif)) => Some(format!("{} : {motif}", raison.libelle())),
            (Some(raison), None) => Some(raison.libelle().to_owned()),
            (None, motif) => motif,
        };
        match pas {
            Some(pas) => Ok(Self { pas, motif }),
            None => Err(vec![ErreurChamp::new("geste", "geste_reserve", "Ce geste ne se fait pas ici.")]),
        }
    }
}

fn lire_pas(saisie: &SaisiePas, contexte: ContextePas, releve: &mut Releve) -> Option<Pas> {
    let jour = contexte.maintenant.date();
    match saisie.geste {
        GesteHabilitation::Inscrire => {
            let choisie =
                saisie.formation.ok_or_else(|| Motif::new("formation_absente", "Choisissez une séance."));
            releve.prend("formation", choisie).map(Pas::Inscrire)
        }
        GesteHabilitation::Desinscrire => Some(Pas::Desinscrire),
        GesteHabilitation::NoterAbsence => releve.prend("date", tenue(contexte)).map(|_| Pas::NoterAbsence),
        GesteHabilitation::NoterPresence => releve.prend("date", tenue(contexte)).map(Pas::NoterPresence),
        GesteHabilitation::Certifier => Some(Pas::Certifier(jour)),
        GesteHabilitation::Retirer => Some(Pas::Retirer(jour)),
        GesteHabilitation::Terminer => releve.prend("date", lire_jour(&saisie.date, jour)).map(Pas::Terminer),
        GesteHabilitation::AnnulerFin => Some(Pas::AnnulerFin),
        // The request and the signature have calls of their own.
        GesteHabilitation::Demander | GesteHabilitation::Signer => None,
    }
}

/// The day of a session that has begun.
fn tenue(contexte: ContextePas) -> Result<NaiveDate, Motif> {
    let Some(debut) = contexte.seance else {
        return Err(Motif::new(
            "seance_absente",
            "La personne n’est inscrite à aucune séance : inscrivez-la d’abord.",
        ));
    };
    if debut > contexte.maintenant {
        let message = format!(
            "La séance ne commence que le {} : notez les présences à partir de cette heure.",
            jour_et_heure(debut)
        );
        return Err(Motif::new("seance_a_venir", message));
    }
    Ok(debut.date())
}

pub(super) fn lire_motif(texte: &str) -> Result<Note, Motif> {
    Note::lire_sur_un_agent(texte, LONGUEUR_MOTIF)?
        .filter(|motif| motif.as_str().chars().count() >= MOTIF_MINIMUM)
        .ok_or_else(|| {
            Motif::new("motif_absent", "Indiquez le motif en quelques mots : il reste dans l’historique.")
        })
}

fn lire_raison(code: &str, acteur: ActeurHabilitation) -> Result<RaisonFin, Motif> {
    let departement = acteur == ActeurHabilitation::Departement;
    RaisonFin::du_code(code)
        .filter(|raison| departement || *raison != RaisonFin::Decision)
        .ok_or_else(|| Motif::new("raison_absente", "Choisissez pourquoi l’habilitation prend fin."))
}

/// A day from today to a year ahead; empty is today for nobody.
pub(super) fn lire_jour(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez la date."));
    }
    let jour = date::lire_agenda(texte, aujourdhui)?;
    if jour < aujourdhui {
        return Err(Motif::new(
            "date_passee",
            "Cette date est passée : indiquez aujourd’hui ou un jour à venir.",
        ));
    }
    if jour > aujourdhui.checked_add_months(Months::new(MOIS_DEVANT)).unwrap_or(NaiveDate::MAX) {
        return Err(Motif::new("date_lointaine", "Cette date est à plus d’un an : vérifiez l’année."));
    }
    Ok(jour)
}
