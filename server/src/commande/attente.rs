//! `reciproque attentes`: what each file awaits, computed again from its facts.

use reciproque_shared::mots::combien;
use std::process::ExitCode;

use anyhow::Context;
use reciproque_server::attente;
use reciproque_server::depot::Depot;
use reciproque_server::dire;

use super::Lieux;

/// By the rules of the server that wrote them last.
pub async fn reconstruire(lieux: &Lieux) -> anyhow::Result<ExitCode> {
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let regles = attente::regles_gardees(depot.lecture()).await?;
    let lignes = attente::reconstruire(&depot, &regles).await?;
    depot.analyser().await?;
    dire!("Ce que chaque dossier attend est recalculé : {}.", combien(lignes, "ligne"));
    Ok(ExitCode::SUCCESS)
}
