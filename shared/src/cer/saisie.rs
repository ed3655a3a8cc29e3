//! What the agent types: text as typed, never refused while it is a draft.

use serde::{Deserialize, Serialize};

use super::contexte::ContexteCer;
use super::liste::{Forme, Sorte};
use crate::date;
use crate::erreur::{ErreurChamp, Releve};
use crate::garde_commentaire::{depasse, trop_long};
use crate::nominatif_simple;
use crate::texte::debug_muet;

/// Longest short text accepted in a draft, in characters (codes, dates, places).
pub const LONGUEUR_COURT: usize = 120;
/// Longest precision of an objective or an engagement, in characters.
pub const LONGUEUR_PRECISION: usize = 300;
/// Longest note or observation, in characters.
pub const LONGUEUR_NOTE: usize = 1_000;
/// Most lines kept in one list of a draft.
pub const LIGNES_MAX: usize = 12;

/// A CER as typed. A draft written by another version opens: unknown fields are
/// ignored, missing ones are empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieCer {
    /// Code of a [`Sorte`].
    pub sorte: String,
    /// Code of a [`Forme`].
    pub forme: String,
    /// Number of the agent who is the référent of the contract.
    pub referent: String,
    /// Date as typed.
    pub debut: String,
    /// Whole number of months, as typed.
    pub duree_mois: String,
    /// An avenant keeps the period of its contract unless this is true.
    pub change_periode: bool,
    pub objectifs: Vec<SaisieObjectif>,
    pub engagements_personne: Vec<SaisieEngagement>,
    pub engagements_referent: Vec<SaisieEngagement>,
    pub engagements_departement: Vec<SaisieEngagement>,
    pub bilan: SaisieBilan,
    pub emploi: SaisieEmploi,
    pub observations_referent: String,
    pub observations_personne: String,
    /// Date as typed.
    pub signe_personne_le: String,
    /// Date as typed.
    pub signe_referent_le: String,
    pub lieu_signature: String,
}

/// One objective: the code of a theme, the code of an objective of that theme,
/// and a short precision.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieObjectif {
    pub theme: String,
    pub objectif: String,
    pub precision: String,
}

/// One engagement: the code of the closed list and a short precision.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieEngagement {
    pub engagement: String,
    pub precision: String,
}

/// The balance of the previous contract: the code of a result and a note.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieBilan {
    pub resultat: String,
    pub note: String,
}

/// What a contract with the public employment service says besides (CASF L262-35).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieEmploi {
    /// Job sought.
    pub metier: String,
    /// Where it is sought.
    pub zone: String,
    /// Expected pay.
    pub salaire: String,
    /// The positive and repeated acts of the search.
    pub actes: String,
}

nominatif_simple!(SaisieCer);
debug_muet!(SaisieCer, SaisieObjectif, SaisieEngagement, SaisieBilan, SaisieEmploi);

impl SaisieCer {
    /// A draft that is right in most cases, so that few keys are left to press:
    /// kind and start follow from the history, the usual length is set.
    pub fn proposee(contexte: &ContexteCer) -> Self {
        let precedent = contexte.dernier();
        let sorte = if precedent.is_some() { Sorte::Renouvellement } else { Sorte::Premier };
        let suite = precedent.and_then(|periode| periode.fin.succ_opt());
        let plancher = contexte.orientation_debut.unwrap_or(contexte.aujourdhui);
        let debut = match suite {
            // An old contract is not prolonged backwards beyond what may be entered.
            Some(jour) if jour >= contexte.debut_au_plus_tot(contexte.aujourdhui) => jour,
            _ => contexte.aujourdhui,
        };
        Self {
            sorte: sorte.code().to_owned(),
            forme: Forme::Simple.code().to_owned(),
            debut: date::court(debut.max(plancher)),
            duree_mois: contexte.reglages.duree_usuelle().to_string(),
            ..Self::default()
        }
    }

    /// The same entry to be signed again: what a contract reopened or corrected
    /// starts from, since its content may change.
    pub fn a_resigner(&self) -> Self {
        Self {
            signe_personne_le: String::new(),
            signe_referent_le: String::new(),
            lieu_signature: String::new(),
            ..self.clone()
        }
    }

    /// The only rule of a draft: its size. Anything else may stay unfinished.
    ///
    /// # Errors
    /// One `trop_long` or `trop_de_lignes` per field over its cap.
    pub fn pour_brouillon(&self) -> Result<(), Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let courts = [
            ("sorte", &self.sorte),
            ("forme", &self.forme),
            ("referent", &self.referent),
            ("debut", &self.debut),
            ("duree_mois", &self.duree_mois),
            ("bilan.resultat", &self.bilan.resultat),
            ("signe_personne_le", &self.signe_personne_le),
            ("signe_referent_le", &self.signe_referent_le),
            ("lieu_signature", &self.lieu_signature),
        ];
        for (champ, texte) in courts {
            plafonne(&mut releve, champ, texte, LONGUEUR_COURT);
        }
        let notes = [
            ("bilan.note", &self.bilan.note),
            ("observations_referent", &self.observations_referent),
            ("observations_personne", &self.observations_personne),
        ];
        for (champ, texte) in notes {
            plafonne(&mut releve, champ, texte, LONGUEUR_NOTE);
        }
        for (champ, texte) in self.emploi.champs() {
            plafonne(&mut releve, champ, texte, LONGUEUR_PRECISION);
        }
        self.plafonne_listes(&mut releve);
        releve.conclut()
    }

    fn plafonne_listes(&self, releve: &mut Releve) {
        plafonne_lignes(releve, "objectifs", self.objectifs.len());
        for (rang, ligne) in self.objectifs.iter().take(LIGNES_MAX).enumerate() {
            let champ = |nom: &str| champ_de_ligne("objectifs", rang, nom);
            plafonne(releve, &champ("theme"), &ligne.theme, LONGUEUR_COURT);
            plafonne(releve, &champ("objectif"), &ligne.objectif, LONGUEUR_COURT);
            plafonne(releve, &champ("precision"), &ligne.precision, LONGUEUR_PRECISION);
        }
        for (nom, lignes) in self.listes_engagements() {
            plafonne_lignes(releve, nom, lignes.len());
            for (rang, ligne) in lignes.iter().take(LIGNES_MAX).enumerate() {
                let champ = |sous: &str| champ_de_ligne(nom, rang, sous);
                plafonne(releve, &champ("engagement"), &ligne.engagement, LONGUEUR_COURT);
                plafonne(releve, &champ("precision"), &ligne.precision, LONGUEUR_PRECISION);
            }
        }
    }

    /// The three lists of engagements with their field names, in the order of the form.
    pub(super) fn listes_engagements(&self) -> [(&'static str, &[SaisieEngagement]); 3] {
        [
            ("engagements_personne", &self.engagements_personne),
            ("engagements_referent", &self.engagements_referent),
            ("engagements_departement", &self.engagements_departement),
        ]
    }
}

impl SaisieEmploi {
    /// The fields with their names, in the order of the form.
    pub(super) fn champs(&self) -> [(&'static str, &String); 4] {
        [
            ("emploi.metier", &self.metier),
            ("emploi.zone", &self.zone),
            ("emploi.salaire", &self.salaire),
            ("emploi.actes", &self.actes),
        ]
    }
}

/// Name of a field inside a list: `objectifs.0.theme`.
pub(super) fn champ_de_ligne(liste: &str, rang: usize, champ: &str) -> String {
    let mut nom = String::from(liste);
    for part in [".", &rang.to_string(), ".", champ] {
        nom.push_str(part);
    }
    nom
}

fn plafonne(releve: &mut Releve, champ: &str, texte: &str, plafond: usize) {
    let lu = if depasse(texte, plafond) { Err(trop_long(plafond)) } else { Ok(()) };
    releve.prend(champ, lu);
}

fn plafonne_lignes(releve: &mut Releve, liste: &str, lignes: usize) {
    if lignes > LIGNES_MAX {
        releve.refuse(liste, "trop_de_lignes", "Trop de lignes : gardez-en douze au plus.");
    }
}
