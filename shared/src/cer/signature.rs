//! The two signatures: each adult signs own contract (L262-27), with the référent.

use chrono::NaiveDate;

use super::contexte::ContexteCer;
use super::saisie::SaisieCer;
use crate::date;
use crate::erreur::{Motif, Releve};

/// The days on which the contract was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signatures {
    pub personne: NaiveDate,
    pub referent: NaiveDate,
}

impl SaisieCer {
    /// The day on which a contract that is signed was so by the last of the two, its dates read as on
    /// the day when they were typed.
    pub fn signee_le(&self, saisie_le: NaiveDate) -> Option<NaiveDate> {
        let lue = |texte: &str| date::lire(texte, saisie_le).ok();
        Some(lue(&self.signe_personne_le)?.max(lue(&self.signe_referent_le)?))
    }
}

/// The day to which the start of the contract is compared: the last signature
/// that can be read, else today. Keeps an old contract correctable.
pub(super) fn jour_probable(saisie: &SaisieCer, contexte: &ContexteCer) -> NaiveDate {
    let lue = |texte: &str| lire_une(texte, "", contexte).ok();
    let (personne, referent) = (lue(&saisie.signe_personne_le), lue(&saisie.signe_referent_le));
    personne.max(referent).unwrap_or(contexte.aujourdhui)
}

pub(super) fn lire(saisie: &SaisieCer, contexte: &ContexteCer, releve: &mut Releve) -> Option<Signatures> {
    let personne = lire_une(
        &saisie.signe_personne_le,
        "Indiquez le jour où la personne a signé, ou gardez le contrat en brouillon.",
        contexte,
    );
    let referent = lire_une(
        &saisie.signe_referent_le,
        "Indiquez le jour où le référent a signé, ou gardez le contrat en brouillon.",
        contexte,
    );
    let personne = releve.prend("signe_personne_le", personne);
    let referent = releve.prend("signe_referent_le", referent);
    let signatures = Signatures { personne: personne?, referent: referent? };
    let ecart = (signatures.personne - signatures.referent).num_days().unsigned_abs();
    if ecart > u64::from(contexte.reglages.ecart_signatures) {
        releve.refuse(
            "signe_referent_le",
            "signatures_eloignees",
            "Les deux signatures sont trop éloignées l'une de l'autre : vérifiez les deux dates, ou faites signer le contrat à nouveau.",
        );
        return None;
    }
    Some(signatures)
}

fn lire_une(texte: &str, absente: &'static str, contexte: &ContexteCer) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("signature_absente", absente));
    }
    let jour = date::lire(texte, contexte.aujourdhui)?;
    if jour > contexte.aujourdhui {
        return Err(Motif::new(
            "signature_future",
            "Cette signature est dans le futur : indiquez le jour où le contrat a réellement été signé.",
        ));
    }
    if jour < contexte.signature_au_plus_tot() {
        return Err(Motif::new(
            "signature_ancienne",
            "Cette signature est trop ancienne : vérifiez l'année, ou faites signer un nouveau contrat.",
        ));
    }
    if contexte.orientation_debut.is_some_and(|debut| jour < debut) {
        return Err(Motif::new(
            "signature_avant_orientation",
            "Cette signature précède l'orientation vers votre structure : vérifiez la date, ou faites signer à nouveau.",
        ));
    }
    Ok(jour)
}
