//! A rendez-vous as typed, and as read.

use chrono::{Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::difference::{Champ, Texte, champs, libelle, receveur};
use super::{Canal, ObjetRendezVous};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::nominatif_simple;
use crate::session::Equipe;
use crate::texte::debug_muet;

/// Lengths offered, in minutes.
pub const DUREES_MINUTES: &[u32] = &[15, 20, 30, 45, 60, 90, 120, 180, 240];
/// Longest place, in characters.
pub const LONGUEUR_LIEU: usize = 120;
/// Longest note, in characters.
pub const LONGUEUR_NOTE: usize = 500;
/// How far from today a rendez-vous may be, in months, either way.
const MOIS_AUTOUR: u32 = 12;
/// Earliest start and latest end, in hours of the day: beyond, a digit slipped.
const HEURES: (u32, u32) = (7, 22);

/// A rendez-vous as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieRendezVous {
    /// Code of an [`ObjetRendezVous`].
    pub objet: String,
    /// Date as typed.
    pub date: String,
    /// Time as typed.
    pub heure: String,
    /// One of [`DUREES_MINUTES`], as typed.
    pub duree_minutes: String,
    /// Code of a [`Canal`].
    pub canal: String,
    pub lieu: String,
    /// The agent who receives; the one who types when empty.
    pub referent: Option<i64>,
    pub note: String,
    /// The agent saw what overlaps and keeps this time all the same.
    pub malgre_chevauchement: bool,
}

nominatif_simple!(SaisieRendezVous);
debug_muet!(SaisieRendezVous);

/// In the order of the form.
pub(super) const CHAMPS: &[Champ] = champs! {
    objet, "Objet", |code: &String, _| libelle(code, ObjetRendezVous::du_code(code).map(ObjetRendezVous::libelle));
    date, "Date", |texte: &String, _| texte.clone();
    heure, "Heure", |texte: &String, _| texte.clone();
    duree_minutes, "Durée en minutes", |texte: &String, _| texte.clone();
    canal, "Modalité", |code: &String, _| libelle(code, Canal::du_code(code).map(Canal::libelle));
    lieu, "Lieu", |texte: &String, _| texte.clone();
    referent, "Reçu par", |id: &Option<i64>, equipe: &Equipe| receveur(*id, equipe);
    note, "Note", |texte: &String, _| texte.clone();
};

impl SaisieRendezVous {
    /// To be kept as a draft: a day told from today (« demain ») becomes that day, since the
    /// draft may be opened again on another one. The rest stays as typed.
    #[must_use]
    pub fn pour_brouillon(self, aujourdhui: NaiveDate) -> Self {
        let date = date::lire_agenda(&self.date, aujourdhui).map_or(self.date, date::court);
        Self { date, malgre_chevauchement: false, ..self }
    }
}

/// A rendez-vous whose every rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RendezVous {
    objet: ObjetRendezVous,
    debut: NaiveDateTime,
    duree_minutes: u32,
    canal: Canal,
    lieu: Option<Note>,
    referent: Option<i64>,
    note: Option<Note>,
}

impl RendezVous {
    /// Reads a rendez-vous, up to a year away from `maintenant` (Paris time).
    ///
    /// # Errors
    /// Every refused field, in the order of the form, each with what to do.
    pub fn lire(saisie: &SaisieRendezVous, maintenant: NaiveDateTime) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let objet = releve.prend("objet", lire_objet(&saisie.objet));
        let jour = releve.prend("date", lire_jour(&saisie.date, maintenant.date()));
        let heure = releve.prend("heure", lire_heure(&saisie.heure));
        let duree = releve.prend("duree_minutes", lire_duree(&saisie.duree_minutes));
        let canal = releve.prend("canal", lire_canal(&saisie.canal));
        let lieu = releve.prend("lieu", lire_lieu(&saisie.lieu, canal));
        let note = releve.prend("note", Note::lire(&saisie.note, LONGUEUR_NOTE));
        if let (Some(heure), Some(duree)) = (heure, duree) {
            releve.prend("duree_minutes", finit_le_soir(heure, duree));
        }
        releve.conclut()?;
        let lu = || {
            Some(Self {
                objet: objet?,
                debut: jour?.and_time(heure?),
                duree_minutes: duree?,
                canal: canal?,
                lieu: lieu?,
                referent: saisie.referent,
                note: note?,
            })
        };
        // Unreachable: whatever is missing was noted above.
        lu().ok_or_else(|| vec![ErreurChamp::new("objet", "incomplet", "Complétez le rendez-vous.")])
    }

    pub const fn objet(&self) -> ObjetRendezVous {
        self.objet
    }
    pub const fn debut(&self) -> NaiveDateTime {
        self.debut
    }
    pub const fn duree_minutes(&self) -> u32 {
        self.duree_minutes
    }
    pub const fn canal(&self) -> Canal {
        self.canal
    }
    pub const fn lieu(&self) -> Option<&Note> {
        self.lieu.as_ref()
    }
    pub const fn referent(&self) -> Option<i64> {
        self.referent
    }
    pub const fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// True when both last at the same moment; one may begin when the other ends.
    pub fn chevauche(&self, debut: NaiveDateTime, duree_minutes: u32) -> bool {
        chevauchent((self.debut, self.duree_minutes), (debut, duree_minutes))
    }
}

/// Two rendez-vous, each its start and its minutes, last at the same moment; one may begin when the
/// other ends.
pub fn chevauchent(un: (NaiveDateTime, u32), autre: (NaiveDateTime, u32)) -> bool {
    un.0 < fin(autre.0, autre.1) && autre.0 < fin(un.0, un.1)
}

fn fin(debut: NaiveDateTime, minutes: u32) -> NaiveDateTime {
    debut.checked_add_signed(TimeDelta::minutes(minutes.into())).unwrap_or(debut)
}

fn lire_objet(code: &str) -> Result<ObjetRendezVous, Motif> {
    ObjetRendezVous::du_code(code)
        .ok_or_else(|| Motif::new("objet_absent", "Choisissez l'objet du rendez-vous dans la liste."))
}

fn lire_canal(code: &str) -> Result<Canal, Motif> {
    Canal::du_code(code)
        .ok_or_else(|| Motif::new("canal_absent", "Indiquez comment se tient le rendez-vous."))
}

fn lire_jour(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez le jour du rendez-vous."));
    }
    let jour = date::lire_agenda(texte, aujourdhui)?;
    if jour > date::ajouter_mois(aujourdhui, MOIS_AUTOUR) {
        return Err(Motif::new(
            "date_lointaine",
            "Ce jour est dans plus d'un an : vérifiez l'année, ou attendez pour fixer ce rendez-vous.",
        ));
    }
    if aujourdhui.checked_sub_months(Months::new(MOIS_AUTOUR)).is_some_and(|borne| jour < borne) {
        return Err(Motif::new(
            "date_ancienne",
            "Ce jour date de plus d'un an : vérifiez l'année. Un rendez-vous plus ancien ne se saisit plus.",
        ));
    }
    Ok(jour)
}

fn lire_heure(texte: &str) -> Result<NaiveTime, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("heure_absente", "Indiquez l'heure du rendez-vous."));
    }
    let heure = date::lire_heure(texte)?;
    if heure < a_l_heure(HEURES.0) || heure >= a_l_heure(HEURES.1) {
        return Err(Motif::new(
            "heure_hors_journee",
            "Un rendez-vous se tient entre 7 h et 22 h : vérifiez l'heure.",
        ));
    }
    Ok(heure)
}

fn a_l_heure(heure: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(heure, 0, 0).unwrap_or(NaiveTime::MIN)
}

fn lire_duree(texte: &str) -> Result<u32, Motif> {
    let duree = texte.trim().parse().ok().filter(|minutes| DUREES_MINUTES.contains(minutes));
    duree.ok_or_else(|| Motif::new("duree_hors_liste", "Choisissez la durée dans la liste."))
}

fn finit_le_soir(heure: NaiveTime, minutes: u32) -> Result<(), Motif> {
    let (fin, jours) = heure.overflowing_add_signed(TimeDelta::minutes(minutes.into()));
    if jours != 0 || fin > a_l_heure(HEURES.1) {
        return Err(Motif::new(
            "fin_trop_tardive",
            "Ce rendez-vous finirait après 22 h : avancez-le ou raccourcissez-le.",
        ));
    }
    Ok(())
}

fn lire_lieu(texte: &str, canal: Option<Canal>) -> Result<Option<Note>, Motif> {
    let lieu = Note::lire(texte, LONGUEUR_LIEU)?;
    if lieu.is_none() && canal.is_some_and(Canal::exige_un_lieu) {
        return Err(Motif::new("lieu_absent", "Indiquez où la personne doit se rendre."));
    }
    Ok(lieu)
}
