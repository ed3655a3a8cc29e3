//! A change as typed, and as read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::CadreTerritoires;
use crate::convention::{Lieu, lire_communes, lire_raison};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::identifiant::CommuneInsee;

/// How long before its first day a change may be entered, in months: beyond, the year is a slip.
const ATTENTE_MAXIMALE_MOIS: u32 = 24;

/// Communes for a CTSA, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieTerritoires {
    /// Names or INSEE codes, separated by commas, semicolons or line ends.
    pub communes: String,
    pub ctsa: Option<i64>,
    /// First day, as typed.
    pub debut: String,
}

/// Why the last change is undone, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAnnulationTerritoires {
    pub motif: String,
}

impl SaisieAnnulationTerritoires {
    /// The reason, in a few factual words.
    ///
    /// # Errors
    /// `motif` absent, too long or not factual.
    pub fn motif(&self) -> Result<String, Vec<ErreurChamp>> {
        lire_raison(&self.motif, "Indiquez pourquoi").map_err(|motif| vec![motif.champ("motif")])
    }
}

/// A change whose every rule holds: one commune at least, today or later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangementTerritoires {
    communes: Vec<CommuneInsee>,
    ctsa: i64,
    debut: NaiveDate,
}

impl ChangementTerritoires {
    /// Reads a change.
    ///
    /// # Errors
    /// Every refused field, in the order of the form, each with what to do.
    pub fn lire(saisie: &SaisieTerritoires, cadre: &CadreTerritoires) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let communes =
            releve.prend("communes", lire_communes(&saisie.communes, &cadre.lieux.communes).and_then(codes));
        let ctsa = releve.prend("ctsa", lire_ctsa(saisie.ctsa, &cadre.lieux.ctsa));
        let debut = releve.prend("debut", lire_debut(&saisie.debut, cadre.aujourdhui));
        let lu = communes.zip(ctsa).zip(debut);
        let lu = lu.map(|((communes, ctsa), debut)| Self { communes, ctsa, debut });
        if let Some(deja) = lu.as_ref().and_then(|lu| lu.deja_la(cadre)) {
            releve.refuse("communes", "deja_la", deja);
        }
        releve.conclut()?;
        // Unreachable: whatever is missing was noted above.
        lu.ok_or_else(|| vec![ErreurChamp::new("communes", "incomplet", "Complétez le changement.")])
    }

    /// In the order of their codes.
    pub fn communes(&self) -> &[CommuneInsee] {
        &self.communes
    }

    pub const fn ctsa(&self) -> i64 {
        self.ctsa
    }

    pub const fn debut(&self) -> NaiveDate {
        self.debut
    }

    /// A commune that the CTSA holds on that day already, for good.
    fn deja_la(&self, cadre: &CadreTerritoires) -> Option<String> {
        let territoires = cadre.territoires();
        let deja = self.communes.iter().find(|commune| {
            territoires
                .le(commune, self.debut)
                .is_some_and(|tenue| tenue.ctsa == self.ctsa && tenue.fin.is_none())
        })?;
        let nom = cadre.commune(deja);
        Some(format!("{nom} est déjà de cette CTSA ce jour-là : retirez-la de la liste."))
    }
}

fn codes(communes: Vec<Lieu>) -> Result<Vec<CommuneInsee>, Motif> {
    communes.iter().map(|lieu| CommuneInsee::lire(&lieu.code)).collect()
}

fn lire_ctsa(choisie: Option<i64>, connues: &[Lieu]) -> Result<i64, Motif> {
    let id = choisie.ok_or_else(|| Motif::new("choix_absent", "Choisissez la CTSA à qui les confier."))?;
    match connues.iter().any(|lieu| lieu.code == id.to_string()) {
        true => Ok(id),
        false => Err(Motif::new("ctsa_inconnue", "Choisissez parmi les CTSA de la liste.")),
    }
}

fn lire_debut(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, Motif> {
    if texte.trim().is_empty() {
        return Err(Motif::new("date_absente", "Indiquez le premier jour du changement."));
    }
    let jour = date::lire(texte, aujourdhui)?;
    if jour < aujourdhui {
        return Err(Motif::new(
            "debut_passe",
            "Un changement commence aujourd’hui ou plus tard : ce qui a été vu avant reste ce qu’il était.",
        ));
    }
    if jour > date::ajouter_mois(aujourdhui, ATTENTE_MAXIMALE_MOIS) {
        return Err(Motif::new(
            "debut_lointain",
            "Un changement se prévoit deux ans à l’avance au plus : vérifiez l’année.",
        ));
    }
    Ok(jour)
}
