//! An avenant, as typed and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::saisie::{incomplet, lire_date, lire_raison, lire_termes};
use super::{Avenant, Cadre, Duree, SaisieTermes, Termes};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};

/// An avenant as typed: the whole terms, not what changes in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAvenant {
    pub date_effet: String,
    pub objet: String,
    pub termes: SaisieTermes,
}

/// An avenant whose every rule holds.
#[derive(Clone, Debug, PartialEq)]
pub struct NouvelAvenant {
    pub date_effet: NaiveDate,
    pub objet: String,
    pub termes: Termes,
}

impl NouvelAvenant {
    /// Reads an avenant to a convention whose last one, not cancelled, is `dernier`.
    ///
    /// # Errors
    /// Every refused field: an avenant never changes what held before today, follows the
    /// last one, takes effect before the end, and changes something.
    pub fn lire(
        saisie: &SaisieAvenant,
        cadre: Cadre<'_>,
        (duree, dernier): (&Duree, &Avenant),
        aujourdhui: NaiveDate,
    ) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let date = lire_date(&saisie.date_effet, aujourdhui)
            .and_then(|jour| apres(jour, duree, dernier, aujourdhui).map(|()| jour));
        let date_effet = releve.prend("date_effet", date);
        let objet =
            releve.prend("objet", lire_raison(&saisie.objet, "Dites en quelques mots ce qu’il change"));
        let termes = lire_termes(&saisie.termes, cadre, &mut releve);
        if termes.as_ref().is_some_and(|termes| *termes == dernier.termes) {
            releve.refuse("termes.niveau", "avenant_vide", "Cet avenant ne change rien aux derniers termes.");
        }
        releve.conclut()?;
        let lu = || Some(Self { date_effet: date_effet?, objet: objet?, termes: termes? });
        lu().ok_or_else(incomplet)
    }
}

fn apres(jour: NaiveDate, duree: &Duree, dernier: &Avenant, aujourdhui: NaiveDate) -> Result<(), Motif> {
    if jour < aujourdhui {
        return Err(Motif::new(
            "avenant_passe",
            "Un avenant ne change pas le passé : choisissez aujourd’hui ou un jour à venir.",
        ));
    }
    if jour < dernier.date_effet {
        let message = format!(
            "Un avenant à venir prend effet le {} : annulez-le d’abord, ou choisissez ce jour ou un jour d’après.",
            date::court(dernier.date_effet)
        );
        return Err(Motif::new("avenant_desordonne", message));
    }
    match duree.fin().filter(|fin| *fin < jour) {
        Some(fin) => {
            let message =
                format!("La convention prend fin le {} : choisissez un jour d’ici là.", date::court(fin));
            Err(Motif::new("avenant_tardif", message))
        }
        None => Ok(()),
    }
}
