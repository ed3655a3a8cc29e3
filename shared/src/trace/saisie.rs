//! What is asked of the journal, as typed, and how it is understood.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Curseur, FormatExport, IssueTrace};
use crate::date;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::habilitation::Acte;
use crate::identifiant::NumeroDemande;

/// A period, typed; both ends may stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisiePeriode {
    #[serde(default)]
    pub du: String,
    #[serde(default)]
    pub au: String,
    /// After this trace; from the latest when absent.
    #[serde(default)]
    pub apres: Option<Curseur>,
}

/// A search among the traces; what is left empty does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieTraces {
    /// Beginnings of a name and of a first name.
    #[serde(default)]
    pub agent: String,
    /// Number of the rSa request.
    #[serde(default)]
    pub dossier: String,
    #[serde(default)]
    pub organisation: Option<i64>,
    #[serde(default)]
    pub acte: Option<Acte>,
    #[serde(default)]
    pub issue: Option<IssueTrace>,
    #[serde(default)]
    pub du: String,
    #[serde(default)]
    pub au: String,
    #[serde(default)]
    pub apres: Option<Curseur>,
}

/// A search to be taken away as a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieExport {
    pub filtre: SaisieTraces,
    pub format: FormatExport,
}

/// Days, both included, at the département.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeriodeTraces {
    pub du: Option<NaiveDate>,
    pub au: Option<NaiveDate>,
}

impl PeriodeTraces {
    /// # Errors
    /// A date that can't be read, or an end before the beginning.
    pub fn lire(du: &str, au: &str, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let periode = Self::relever(du, au, aujourdhui, &mut releve);
        releve.conclut().map(|()| periode)
    }

    fn relever(du: &str, au: &str, aujourdhui: NaiveDate, releve: &mut Releve) -> Self {
        let mut jour = |champ, texte: &str| {
            (!texte.trim().is_empty()).then(|| releve.prend(champ, date::lire(texte, aujourdhui))).flatten()
        };
        let periode = Self { du: jour("du", du), au: jour("au", au) };
        if let (Some(du), Some(au)) = (periode.du, periode.au)
            && au < du
        {
            releve.refuse(
                "au",
                "periode_inversee",
                "La fin précède le début : échangez les deux dates, ou videz-en une.",
            );
        }
        periode
    }
}

/// A search that can be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiltreTraces {
    pub agent: Option<String>,
    pub dossier: Option<NumeroDemande>,
    pub organisation: Option<i64>,
    pub acte: Option<Acte>,
    pub issue: Option<IssueTrace>,
    pub periode: PeriodeTraces,
    pub apres: Option<Curseur>,
}

impl FiltreTraces {
    /// # Errors
    /// Each field that can't be understood, with what to do.
    pub fn lire(saisie: &SaisieTraces, aujourdhui: NaiveDate) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let rempli = |texte: &str| Some(texte.trim().to_owned()).filter(|texte| !texte.is_empty());
        let agent = rempli(&saisie.agent).and_then(|agent| releve.prend("agent", lire_agent(agent)));
        let dossier =
            rempli(&saisie.dossier).and_then(|numero| releve.prend("dossier", NumeroDemande::lire(&numero)));
        let periode = PeriodeTraces::relever(&saisie.du, &saisie.au, aujourdhui, &mut releve);
        let SaisieTraces { organisation, acte, issue, apres, .. } = *saisie;
        releve.conclut().map(|()| Self { agent, dossier, organisation, acte, issue, periode, apres })
    }
}

/// One letter would name half of the agents.
fn lire_agent(texte: String) -> Result<String, Motif> {
    match texte.chars().filter(|c| c.is_alphabetic()).count() {
        0 | 1 => Err(Motif::new("agent_trop_court", "Tapez au moins deux lettres du nom de l’agent.")),
        _ => Ok(texte),
    }
}
