//! What is done about a request, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contexte::jour_passe;
use super::tenue::Envoi;
use super::{ConclusionInstruction, ContexteInstruction, GesteInstruction, SaisieConclusion};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::liste::liste_fermee;
use crate::mots::minuscule;
use crate::texte::debug_muet;

/// Longest note, in characters.
pub const LONGUEUR_NOTE: usize = 500;

liste_fermee! {
    /// How the person is told.
    MoyenNotification {
        LettreRecommandee = "lettre_recommandee", "Lettre recommandée";
        Courrier = "courrier", "Courrier simple";
        MainPropre = "main_propre", "Remise en main propre";
        Courriel = "courriel", "Courriel";
    }
}

liste_fermee! {
    /// How the caisse is told.
    MoyenTransmission {
        Flux = "flux", "Flux d’échange";
        Portail = "portail", "Portail de la caisse";
        Courrier = "courrier", "Courrier";
        Courriel = "courriel", "Courriel sécurisé";
    }
}

liste_fermee! {
    /// Why there is nothing to decide.
    MotifClassement {
        OuverteParErreur = "ouverte_par_erreur", "Ouverte par erreur";
        EnDouble = "en_double", "Déjà enregistrée";
        DroitClos = "droit_clos", "Le droit est clos";
        RegleeParLaCaisse = "reglee_par_la_caisse", "Réglée par la caisse";
    }
}

/// A gesture that moves the request along, as typed: what it does not ask for is not read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGesteInstruction {
    pub geste: GesteInstruction,
    /// Day on which it was notified, or sent.
    #[serde(default)]
    pub le: String,
    #[serde(default)]
    pub moyen_notification: Option<MoyenNotification>,
    #[serde(default)]
    pub moyen_transmission: Option<MoyenTransmission>,
    #[serde(default)]
    pub motif_classement: Option<MotifClassement>,
    #[serde(default)]
    pub note: String,
}

debug_muet!(SaisieGesteInstruction);

impl SaisieGesteInstruction {
    /// A gesture about which nothing is typed.
    pub const fn seul(geste: GesteInstruction) -> Self {
        Self {
            geste,
            le: String::new(),
            moyen_notification: None,
            moyen_transmission: None,
            motif_classement: None,
            note: String::new(),
        }
    }
}

/// What a complete gesture says. Whether it is allowed is for [`super::Tenue::faire`] to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dit {
    Prendre,
    Proposer(ConclusionInstruction),
    Renvoyer,
    Decider(ConclusionInstruction),
    Notifier(Envoi<MoyenNotification>),
    Transmettre(Envoi<MoyenTransmission>),
    Reprendre,
    Retirer,
    Classer(MotifClassement),
}

/// A complete gesture, with its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GesteLu {
    dit: Dit,
    note: Option<Note>,
}

/// A complete conclusion, with its note: proposed, or decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConclusionLue {
    conclusion: ConclusionInstruction,
    note: Option<Note>,
}

impl ConclusionLue {
    /// Reads a conclusion.
    ///
    /// # Errors
    /// Those of [`ConclusionInstruction::lire`]; `note` too long or not factual.
    pub fn lire(saisie: &SaisieConclusion, contexte: &ContexteInstruction) -> Result<Self, Vec<ErreurChamp>> {
        let conclusion = ConclusionInstruction::lire(saisie, contexte);
        let note = Note::lire(&saisie.note, LONGUEUR_NOTE).map_err(|motif| motif.champ("note"));
        match (conclusion, note) {
            (Ok(conclusion), Ok(note)) => Ok(Self { conclusion, note }),
            (conclusion, note) => {
                Err(conclusion.err().unwrap_or_default().into_iter().chain(note.err()).collect())
            }
        }
    }

    pub fn proposee(self) -> GesteLu {
        GesteLu { dit: Dit::Proposer(self.conclusion), note: self.note }
    }

    pub fn decidee(self) -> GesteLu {
        GesteLu { dit: Dit::Decider(self.conclusion), note: self.note }
    }
}

impl GesteLu {
    /// Reads a gesture; none when it undoes the last one, of which nothing is typed.
    ///
    /// # Errors
    /// `geste` that has a call of its own; `le`, `moyen_…`, `motif_classement` or `note` absent where
    /// they are asked for; `le` out of order; `note` too long or not factual.
    pub fn lire(
        saisie: &SaisieGesteInstruction,
        contexte: &ContexteInstruction,
    ) -> Result<Option<Self>, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let dit = lire(saisie, contexte, &mut releve);
        let note = releve.prend("note", lire_note(saisie));
        releve.conclut()?;
        match (saisie.geste, dit, note) {
            (GesteInstruction::Annuler, ..) => Ok(None),
            (_, Some(dit), Some(note)) => Ok(Some(Self { dit, note })),
            _ => Err(Vec::new()),
        }
    }

    pub const fn dit(&self) -> &Dit {
        &self.dit
    }
    pub fn note(&self) -> Option<&str> {
        self.note.as_ref().map(Note::as_str)
    }

    pub const fn geste(&self) -> GesteInstruction {
        match self.dit {
            Dit::Prendre => GesteInstruction::Prendre,
            Dit::Proposer(_) => GesteInstruction::Proposer,
            Dit::Renvoyer => GesteInstruction::Renvoyer,
            Dit::Decider(_) => GesteInstruction::Decider,
            Dit::Notifier(_) => GesteInstruction::Notifier,
            Dit::Transmettre(_) => GesteInstruction::Transmettre,
            Dit::Reprendre => GesteInstruction::Reprendre,
            Dit::Retirer => GesteInstruction::Retirer,
            Dit::Classer(_) => GesteInstruction::Classer,
        }
    }

    /// What the thread tells of it beside its name.
    pub fn detail(&self) -> Option<String> {
        match self.dit {
            Dit::Proposer(conclusion) | Dit::Decider(conclusion) => Some(conclusion.en_mots()),
            Dit::Notifier(envoi) => Some(dire(envoi.le, envoi.moyen.libelle())),
            Dit::Transmettre(envoi) => Some(dire(envoi.le, envoi.moyen.libelle())),
            Dit::Classer(motif) => Some(motif.libelle().to_owned()),
            Dit::Prendre | Dit::Renvoyer | Dit::Reprendre | Dit::Retirer => None,
        }
    }
}

/// `Le 03/12/2026, courrier simple`
fn dire(le: NaiveDate, moyen: &str) -> String {
    format!("Le {}, {}", date::court(le), minuscule(moyen))
}

fn lire(saisie: &SaisieGesteInstruction, contexte: &ContexteInstruction, releve: &mut Releve) -> Option<Dit> {
    match saisie.geste {
        GesteInstruction::Prendre => Some(Dit::Prendre),
        GesteInstruction::Renvoyer => Some(Dit::Renvoyer),
        GesteInstruction::Reprendre => Some(Dit::Reprendre),
        GesteInstruction::Retirer => Some(Dit::Retirer),
        GesteInstruction::Classer => {
            let motif = saisie.motif_classement;
            Some(Dit::Classer(releve.prend("motif_classement", choisi(motif, "Choisissez pourquoi."))?))
        }
        GesteInstruction::Notifier => {
            let apres = (contexte.decidee_le, "La décision se notifie une fois prise : vérifiez la date.");
            let (le, moyen) = envoi(saisie, saisie.moyen_notification, apres, contexte, releve);
            let moyen = releve.prend("moyen_notification", moyen);
            Some(Dit::Notifier(Envoi { le: le?, moyen: moyen? }))
        }
        GesteInstruction::Transmettre => {
            let apres = (
                contexte.notifiee_le,
                "La décision part à la caisse une fois la personne notifiée : vérifiez la date.",
            );
            let (le, moyen) = envoi(saisie, saisie.moyen_transmission, apres, contexte, releve);
            let moyen = releve.prend("moyen_transmission", moyen);
            Some(Dit::Transmettre(Envoi { le: le?, moyen: moyen? }))
        }
        GesteInstruction::Annuler => None,
        GesteInstruction::Recevoir | GesteInstruction::Proposer | GesteInstruction::Decider => {
            releve.refuse(
                "geste",
                "geste_a_part",
                "Une demande s’ouvre depuis le dossier ; une proposition ou une décision s’écrit avec ce qu’elle conclut.",
            );
            None
        }
    }
}

fn envoi<M>(
    saisie: &SaisieGesteInstruction,
    moyen: Option<M>,
    apres: (Option<NaiveDate>, &'static str),
    contexte: &ContexteInstruction,
    releve: &mut Releve,
) -> (Option<NaiveDate>, Result<M, Motif>) {
    let le = jour_passe(&saisie.le, "Indiquez quel jour.", apres, contexte.aujourdhui);
    (releve.prend("le", le), choisi(moyen, "Choisissez par quel moyen."))
}

fn lire_note(saisie: &SaisieGesteInstruction) -> Result<Option<Note>, Motif> {
    let note = Note::lire(&saisie.note, LONGUEUR_NOTE)?;
    match note.is_none() && saisie.geste == GesteInstruction::Renvoyer {
        true => Err(Motif::new(
            "note_absente",
            "Dites en quelques mots ce qui manque : l’agent qui instruit le lira.",
        )),
        false => Ok(note),
    }
}

fn choisi<T>(valeur: Option<T>, absent: &'static str) -> Result<T, Motif> {
    valeur.ok_or_else(|| Motif::new("choix_absent", absent))
}
