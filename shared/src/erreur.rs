//! Why an input is refused, in the words shown to the agent.
//!
//! A constructor of a domain value answers [`Motif`]: it does not know in which
//! field it was typed. The form that holds the field turns it into an
//! [`ErreurChamp`]; the API carries those in a [`Probleme`] (RFC 9457).

use serde::{Deserialize, Serialize};

/// Why one value is refused: a stable code for machines, French words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motif {
    pub code: &'static str,
    /// Says what is wrong and what to do. Never repeats the value itself.
    pub message: String,
}

impl Motif {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The same refusal, attached to the field where the value was typed.
    pub fn champ(self, champ: impl Into<String>) -> ErreurChamp {
        ErreurChamp { champ: champ.into(), code: self.code.to_owned(), message: self.message }
    }
}

impl std::fmt::Display for Motif {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Motif {}

/// One refused field. `champ` is the name of the field in the request body
/// (`objectifs.0.theme` for an item of a list).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ErreurChamp {
    pub champ: String,
    pub code: String,
    pub message: String,
}

// Words of ours on the name of a field: nothing of what was typed.
crate::nominatif_simple!(ErreurChamp);

impl ErreurChamp {
    pub fn new(champ: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { champ: champ.into(), code: code.into(), message: message.into() }
    }
}

/// Collects the refusals of a whole form, so that all are told at once.
#[derive(Clone, Debug, Default)]
pub struct Releve {
    erreurs: Vec<ErreurChamp>,
}

impl Releve {
    /// Keeps the value, or notes why the field is refused.
    pub fn prend<T>(&mut self, champ: &str, lu: Result<T, Motif>) -> Option<T> {
        lu.map_err(|motif| self.erreurs.push(motif.champ(champ))).ok()
    }

    /// Notes a refusal that no constructor made (rules across fields).
    pub fn refuse(&mut self, champ: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.erreurs.push(ErreurChamp::new(champ, code, message));
    }

    pub fn est_vide(&self) -> bool {
        self.erreurs.is_empty()
    }

    /// `Ok` when nothing was refused.
    ///
    /// # Errors
    /// All the refusals noted, in the order of the form.
    pub fn conclut(self) -> Result<(), Vec<ErreurChamp>> {
        if self.erreurs.is_empty() { Ok(()) } else { Err(self.erreurs) }
    }
}

/// A problem as RFC 9457 (`application/problem+json`). `detail` is French, says
/// what to do next, and holds nothing personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Probleme {
    /// Stable identifier of the kind of problem, e.g. `/problemes/introuvable`.
    #[serde(rename = "type")]
    pub genre: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErreurChamp>,
}
