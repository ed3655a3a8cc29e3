//! Which column is which: the table of the product, or the one that the operator gives.

use std::path::Path;

use anyhow::Context;
use reciproque_shared::france_travail::Correspondance;

use crate::fichier::inutilisable;

const DU_PRODUIT: &str = include_str!("correspondance.json");

/// # Errors
/// The file can't be read, or is no table of correspondence.
pub fn lire(chemin: Option<&Path>) -> anyhow::Result<Correspondance> {
    let texte = match chemin {
        None => DU_PRODUIT.to_owned(),
        Some(chemin) => {
            let remede = "Vérifiez le chemin du fichier et le droit de le lire.";
            std::fs::read_to_string(chemin).map_err(inutilisable("la correspondance", chemin, remede))?
        }
    };
    serde_json::from_str(&texte).context("la correspondance des colonnes ne se lit pas")
}
