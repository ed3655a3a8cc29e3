//! What an account is opened with: its password, or the one-time code that precedes it.
//! Never both, so that every attempt costs one hash.

use chrono::{DateTime, Utc};
use reciproque_shared::compte::CodeRemis;

use super::mot_de_passe;
use crate::depot::entite::compte;

/// A hash to compare with.
pub enum Secret {
    MotDePasse(String),
    /// In force still.
    Code(String),
    /// Unknown account, or nothing to sign in with: the work is the same.
    Aucun,
}

impl Secret {
    pub fn du_compte(compte: &compte::Model, maintenant: DateTime<Utc>) -> Self {
        let en_vigueur = compte.code_expire_le.is_some_and(|fin| maintenant < fin);
        match (&compte.mot_de_passe, &compte.code) {
            (Some(empreinte), _) => Self::MotDePasse(empreinte.clone()),
            (None, Some(empreinte)) if en_vigueur => Self::Code(empreinte.clone()),
            _ => Self::Aucun,
        }
    }

    /// The hash that opens this account, expired or not.
    pub fn empreinte(compte: &compte::Model) -> Option<&str> {
        compte.mot_de_passe.as_deref().or(compte.code.as_deref())
    }

    /// Whether what was typed is this secret. A code may be typed in any case, with or
    /// without its dashes.
    ///
    /// # Errors
    /// When the hashing task can't run.
    pub async fn verifier(self, tape: String) -> anyhow::Result<bool> {
        match self {
            Self::MotDePasse(empreinte) => mot_de_passe::verifier(tape, Some(empreinte)).await,
            Self::Code(empreinte) => mot_de_passe::verifier(CodeRemis::normal(&tape), Some(empreinte)).await,
            Self::Aucun => mot_de_passe::verifier(tape, None).await,
        }
    }
}
