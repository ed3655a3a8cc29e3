//! What the officer does about an alert.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::texte::debug_muet;

/// Longest note, in characters.
const LONGUEUR_NOTE: usize = 500;
/// A note shorter than this says nothing, in characters.
const NOTE_MINIMUM: usize = 10;
/// Longest watch, in months: it is renewed with a reason, never forgotten.
const DUREE_MAX: u32 = 12;

liste_fermee! {
    GesteAlerte {
        Clore = "clore", "Clore l’alerte";
        Rouvrir = "rouvrir", "Rouvrir l’alerte";
        Surveiller = "surveiller", "Placer l’agent sous surveillance";
        Lever = "lever", "Lever la surveillance";
    }
}

impl GesteAlerte {
    /// Whether the gesture makes sense now.
    pub const fn possible(self, ouverte: bool, sous_surveillance: bool) -> bool {
        match self {
            Self::Clore => ouverte,
            Self::Rouvrir => !ouverte,
            Self::Surveiller => !sous_surveillance,
            Self::Lever => sous_surveillance,
        }
    }

    pub fn possibles(ouverte: bool, sous_surveillance: bool) -> Vec<Self> {
        Self::TOUS.iter().copied().filter(|geste| geste.possible(ouverte, sous_surveillance)).collect()
    }
}

liste_fermee! {
    /// What the officer concludes.
    Conclusion {
        Justifie = "justifie", "Consultations justifiées par le service";
        FausseAlerte = "fausse_alerte", "Fausse alerte : homonymie, charge exceptionnelle, erreur";
        Rappel = "rappel", "Charte rappelée à l’agent";
        Signale = "signale", "Manquement signalé au responsable de l’organisation";
        Violation = "violation", "Violation de données : notification à étudier (RGPD, art. 33)";
    }
}

/// A gesture as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteAlerte {
    pub geste: GesteAlerte,
    /// A code of [`Conclusion`], to close.
    #[serde(default)]
    pub conclusion: String,
    /// Why: always asked for, kept in the history.
    #[serde(default)]
    pub note: String,
    /// Last day of a watch, as typed.
    #[serde(default)]
    pub jusqu_au: String,
}

debug_muet!(SaisieGesteAlerte);

/// A complete gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traitement {
    geste: GesteAlerte,
    note: Note,
    conclusion: Option<Conclusion>,
    jusqu_au: Option<NaiveDate>,
}

impl Traitement {
    /// # Errors
    /// `conclusion` absent; `note` absent, too short, too long or not factual; `jusqu_au`
    /// absent, past, or more than twelve months ahead.
    pub fn lire(saisie: &SaisieGesteAlerte, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let conclusion = match saisie.geste {
            GesteAlerte::Clore => releve.prend("conclusion", lire_conclusion(&saisie.conclusion)),
            _ => None,
        };
        let jusqu_au = match saisie.geste {
            GesteAlerte::Surveiller => releve.prend("jusqu_au", lire_jusqu_au(&saisie.jusqu_au, aujourdhui)),
            _ => None,
        };
        let note = releve.prend("note", lire_note(&saisie.note));
        releve.conclut()?;
        match note {
            Some(note) => Ok(Self { geste: saisie.geste, note, conclusion, jusqu_au }),
            // Unreachable: an absent note was noted above.
            None => Err(Vec::new()),
        }
    }

    pub const fn geste(&self) -> GesteAlerte {
        self.geste
    }
    pub fn note(&self) -> &str {
        self.note.as_str()
    }
    /// Present when closing.
    pub const fn conclusion(&self) -> Option<Conclusion> {
        self.conclusion
    }
    /// Present when putting under watch.
    pub const fn jusqu_au(&self) -> Option<NaiveDate> {
        self.jusqu_au
    }
}

fn lire_conclusion(code: &str) -> Result<Conclusion, Motif> {
    Conclusion::du_code(code).ok_or_else(|| Motif::new("conclusion_absente", "Choisissez votre conclusion."))
}

pub(super) fn lire_note(texte: &str) -> Result<Note, Motif> {
    Note::lire_sur_un_agent(texte, LONGUEUR_NOTE)?
        .filter(|note| note.as_str().chars().count() >= NOTE_MINIMUM)
        .ok_or_else(|| {
            Motif::new(
                "note_absente",
                "Expliquez en quelques mots : la note reste dans l’historique de l’alerte.",
            )
        })
}

pub(super) fn lire_jusqu_au(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez le dernier jour de la surveillance."));
    }
    let jour = date::lire(texte, aujourdhui)?;
    let limite = aujourdhui.checked_add_months(Months::new(DUREE_MAX)).unwrap_or(aujourdhui);
    if jour < aujourdhui {
        return Err(Motif::new(
            "date_passee",
            "La surveillance finit aujourd’hui au plus tôt : choisissez un jour à venir.",
        ));
    }
    if jour > limite {
        return Err(Motif::new(
            "date_lointaine",
            "Une surveillance dure douze mois au plus : rapprochez sa fin.",
        ));
    }
    Ok(jour)
}
