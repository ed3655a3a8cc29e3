//! A later review of a social orientation, for one person: a broad ground, and the day on which it was
//! found (CASF D262-65-2-1). It may be taken back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::champs::{choisi, lire_jour, pas_futur};
use super::contexte::Contexte;
use super::orientation::PREMIER_JOUR;
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::liste::liste_fermee;
use crate::nominatif_simple;
use crate::texte::debug_muet;

liste_fermee! {
    /// What keeps the person from looking for work beyond six months: as broad as the decree, which gives
    /// them as examples, and never more precise.
    Difficulte {
        Sante = "sante", "Santé, handicap ou invalidité";
        Logement = "logement", "Logement";
        Famille = "famille", "Situation familiale";
        Autre = "autre", "Autre difficulté";
    }
}

/// The choice, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Prolongation {
    pub difficulte: Difficulte,
    pub constatee_le: NaiveDate,
}

nominatif_simple!(Prolongation);

/// The choice, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieProlongation {
    pub difficulte: Option<Difficulte>,
    pub constatee_le: String,
}

debug_muet!(SaisieProlongation);

impl Prolongation {
    /// Reads the choice: the difficulty was found at the diagnostic, or later, never tomorrow.
    ///
    /// # Errors
    /// Every refused field, each with what to do.
    pub fn lire(saisie: &SaisieProlongation, contexte: &Contexte) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let difficulte = releve.prend(
            "difficulte",
            choisi(saisie.difficulte, "Indiquez la difficulté qui demande plus de temps."),
        );
        let constatee_le = releve.prend("constatee_le", lire_constat(&saisie.constatee_le, contexte));
        releve.conclut()?;
        match (difficulte, constatee_le) {
            (Some(difficulte), Some(constatee_le)) => Ok(Self { difficulte, constatee_le }),
            _ => Err(Vec::new()),
        }
    }

    /// `Logement, constaté le 12/03/2026`
    pub fn en_mots(&self) -> String {
        format!("{}, constaté le {}", self.difficulte.libelle(), date::court(self.constatee_le))
    }
}

fn lire_constat(texte: &str, contexte: &Contexte) -> Result<NaiveDate, Motif> {
    let jour = lire_jour(texte, "Indiquez le jour où la difficulté a été constatée.", contexte)?;
    pas_futur(
        jour,
        contexte,
        "Une difficulté se saisit une fois constatée : indiquez aujourd’hui ou un jour passé.",
    )?;
    match jour < PREMIER_JOUR {
        true => {
            Err(Motif::new("date_ancienne", "Le rSa n’existait pas encore ce jour-là : vérifiez l’année."))
        }
        false => Ok(jour),
    }
}
