//! A CER that may be signed: parsed from what was typed, every rule checked.

use chrono::NaiveDate;

use super::contenu::{self, BilanCer, EngagementCer, ObjectifCer};
use super::contexte::ContexteCer;
use super::emploi::{self, ProjetEmploi};
use super::liste::{Forme, Partie, Sorte};
use super::periode::{self, PeriodeLue};
use super::referent;
use super::saisie::{LONGUEUR_COURT, LONGUEUR_NOTE, SaisieCer};
use super::signature::{self, Signatures};
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;

/// A complete contract. Exists only if every rule of the CER holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cer {
    forme: Forme,
    referent: Option<i64>,
    periode: PeriodeLue,
    objectifs: Vec<ObjectifCer>,
    engagements: [Vec<EngagementCer>; 3],
    bilan: Option<BilanCer>,
    emploi: Option<ProjetEmploi>,
    observations_referent: Option<Note>,
    observations_personne: Option<Note>,
    signatures: Signatures,
    lieu_signature: Option<Note>,
}

impl Cer {
    /// Reads a contract to be signed. A draft needs only
    /// [`SaisieCer::pour_brouillon`].
    ///
    /// # Errors
    /// Every refused field, in the order of the form, each with what to do.
    pub fn lire(saisie: &SaisieCer, contexte: &ContexteCer) -> Result<Self, Vec<ErreurChamp>> {
        saisie.pour_brouillon()?;
        let mut releve = Releve::default();
        let jour_signe = signature::jour_probable(saisie, contexte);
        let forme = releve.prend("forme", lire_forme(&saisie.forme));
        let periode = periode::lire(saisie, contexte, jour_signe, &mut releve);
        let debut = periode.filter(|periode| periode.avenant_de.is_none()).map(|periode| periode.debut);
        let referent = releve.prend("referent", referent::lire(saisie, contexte, debut)).flatten();
        let bilan = contenu::lire_bilan(saisie, contexte, &mut releve);
        let emploi = emploi::lire(saisie, contexte, &mut releve);
        let objectifs = contenu::lire_objectifs(saisie, &mut releve);
        let engagements = contenu::lire_engagements(saisie, &mut releve);
        let mut note =
            |champ, texte: &str, plafond| releve.prend(champ, Note::lire(texte, plafond)).flatten();
        let observations_referent =
            note("observations_referent", &saisie.observations_referent, LONGUEUR_NOTE);
        let observations_personne =
            note("observations_personne", &saisie.observations_personne, LONGUEUR_NOTE);
        let lieu_signature = note("lieu_signature", &saisie.lieu_signature, LONGUEUR_COURT);
        let signatures = signature::lire(saisie, contexte, &mut releve);
        releve.conclut()?;
        match (forme, periode, signatures) {
            (Some(forme), Some(periode), Some(signatures)) => Ok(Self {
                forme,
                referent,
                periode,
                objectifs,
                engagements,
                bilan,
                emploi,
                observations_referent,
                observations_personne,
                signatures,
                lieu_signature,
            }),
            // Unreachable: whatever is missing was noted above.
            _ => Err(vec![ErreurChamp::new("sorte", "incomplet", "Complétez le contrat.")]),
        }
    }

    pub const fn sorte(&self) -> Sorte {
        self.periode.sorte
    }
    pub const fn forme(&self) -> Forme {
        self.forme
    }
    /// The agent chosen in the structure; `None` when read outside it.
    pub const fn referent(&self) -> Option<i64> {
        self.referent
    }
    /// Rank among the contracts of the person if it were validated now.
    pub const fn rang(&self) -> u32 {
        self.periode.rang
    }
    /// The contract that this avenant amends.
    pub const fn avenant_de(&self) -> Option<i64> {
        self.periode.avenant_de
    }
    /// Length typed; `None` for an avenant that keeps its period.
    pub const fn duree_mois(&self) -> Option<u32> {
        self.periode.duree_mois
    }
    pub const fn debut(&self) -> NaiveDate {
        self.periode.debut
    }
    /// Last day, included: start + length − 1 day.
    pub const fn fin(&self) -> NaiveDate {
        self.periode.fin
    }
    pub fn objectifs(&self) -> &[ObjectifCer] {
        &self.objectifs
    }
    pub fn engagements(&self, partie: Partie) -> &[EngagementCer] {
        &self.engagements[partie as usize]
    }
    pub const fn bilan(&self) -> Option<&BilanCer> {
        self.bilan.as_ref()
    }
    pub const fn emploi(&self) -> Option<&ProjetEmploi> {
        self.emploi.as_ref()
    }
    pub const fn observations_referent(&self) -> Option<&Note> {
        self.observations_referent.as_ref()
    }
    pub const fn observations_personne(&self) -> Option<&Note> {
        self.observations_personne.as_ref()
    }
    pub const fn signe_personne_le(&self) -> NaiveDate {
        self.signatures.personne
    }
    pub const fn signe_referent_le(&self) -> NaiveDate {
        self.signatures.referent
    }
    pub const fn lieu_signature(&self) -> Option<&Note> {
        self.lieu_signature.as_ref()
    }
}

fn lire_forme(code: &str) -> Result<Forme, Motif> {
    Forme::du_code(code)
        .ok_or_else(|| Motif::new("forme_absente", "Choisissez la forme du contrat : simple ou particulier."))
}
