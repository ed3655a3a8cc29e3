//! A new convention, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::saisie::{incomplet, lire_date, lire_termes};
use super::{Cadre, Duree, SaisieTermes, SorteConvention, Termes};
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::texte::Appellation;

/// Longest reference, in characters.
pub const LONGUEUR_REFERENCE: usize = 60;

/// A new convention as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieConvention {
    pub reference: String,
    pub date_effet: String,
    pub tacite: bool,
    /// Code of a [`SorteConvention`]; may be left where the organisation has only one kind.
    pub sorte: String,
    pub termes: SaisieTermes,
}

/// A convention whose every rule holds.
#[derive(Clone, Debug, PartialEq)]
pub struct NouvelleConvention {
    pub reference: String,
    pub duree: Duree,
    pub sorte: SorteConvention,
    pub termes: Termes,
}

impl NouvelleConvention {
    /// Reads a convention of an organisation of this kind, beside those it has had.
    ///
    /// # Errors
    /// Every refused field; `convention_chevauchee` when another one is in force some same day.
    pub fn lire(
        saisie: &SaisieConvention,
        cadre: Cadre<'_>,
        autres: &[Duree],
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let reference = releve.prend("reference", lire_reference(&saisie.reference));
        let sorte = releve.prend("sorte", SorteConvention::lire(&saisie.sorte, cadre.sorte));
        let effet = lire_date(&saisie.date_effet, aujourdhui).and_then(|date_effet| {
            let duree = Duree { date_effet, tacite: saisie.tacite, fin_denoncee: None };
            libre(&duree, autres).map(|()| duree)
        });
        let duree = releve.prend("date_effet", effet);
        let termes = lire_termes(&saisie.termes, cadre, &mut releve);
        releve.conclut()?;
        let lu = || Some(Self { reference: reference?, duree: duree?, sorte: sorte?, termes: termes? });
        lu().ok_or_else(incomplet)
    }
}

/// Whether no other convention of the organisation is in force on a day of this one.
///
/// # Errors
/// `convention_chevauchee`.
pub fn libre(duree: &Duree, autres: &[Duree]) -> Result<(), Motif> {
    if autres.iter().any(|autre| autre.chevauche(duree)) {
        return Err(Motif::new(
            "convention_chevauchee",
            "Une autre convention de cette organisation couvre déjà ces jours. Si elle est en vigueur, dénoncez-la d’abord \
             ou saisissez-lui un avenant ; si elle est à venir, annulez-la d’abord.",
        ));
    }
    Ok(())
}

fn lire_reference(texte: &str) -> Result<String, Motif> {
    let texte = Appellation::lire(texte)?.as_str();
    if texte.is_empty() {
        return Err(Motif::new("reference_absente", "Indiquez la référence portée sur la convention."));
    }
    if texte.chars().count() > LONGUEUR_REFERENCE {
        return Err(Motif::new("reference_longue", "La référence tient en 60 caractères."));
    }
    Ok(texte.to_owned())
}
