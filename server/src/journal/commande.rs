//! `reciproque journal …`: what an operator does with the journal, the server running or not.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use reciproque_shared::journal::Bilan;

use super::base::{Usage, chemin_sqlite, connecter};
use super::sceau::{Cle, Export};
use super::{JournalErreur, lecture, verification};

#[derive(Clone, Debug, Subcommand)]
pub enum CommandeJournal {
    /// Vérifie toute la chaîne et indique la première position rompue (code de sortie 1)
    #[command(alias = "verifier")]
    Verify {
        /// Sceau exporté par « journal sceau » et gardé hors de la machine
        #[arg(long, value_name = "FICHIER")]
        sceau: Option<PathBuf>,
    },
    /// Signe maintenant la tête de chaque chaîne
    Sceller,
    /// Écrit en JSON le dernier sceau de chaque chaîne, à garder hors de la machine
    Sceau,
}

/// Runs the command on the journal at `url`, with the key at `cle`.
///
/// # Errors
/// The store or the key can't be used. A broken chain is not an error but an exit code of 1.
pub async fn executer(commande: CommandeJournal, url: &str, cle: &Path) -> anyhow::Result<ExitCode> {
    if let Some(chemin) = chemin_sqlite(url)?
        && !chemin.exists()
    {
        anyhow::bail!("aucun journal dans {}", chemin.display());
    }
    let cle = Cle::ouvrir(cle)?;
    match commande {
        CommandeJournal::Verify { sceau } => verify(url, &cle, sceau.as_deref()).await,
        CommandeJournal::Sceller => sceller(url, &cle).await,
        CommandeJournal::Sceau => sceau(url, &cle).await,
    }
}

async fn verify(url: &str, cle: &Cle, sceau: Option<&Path>) -> anyhow::Result<ExitCode> {
    let exterieurs = sceau.map(Export::lire).transpose()?.map_or_else(Vec::new, |export| export.sceaux);
    let base = connecter(url, Usage::Lecture).await?;
    match verification::verifier(&base, cle, &exterieurs).await {
        Ok(bilans) => {
            bilans.iter().for_each(|bilan| println!("{}", compte_rendu(bilan)));
            println!("Journal intact.");
            Ok(ExitCode::SUCCESS)
        }
        Err(JournalErreur::Rompu(rupture)) => {
            println!("Journal rompu, {rupture}.");
            Ok(ExitCode::FAILURE)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

fn compte_rendu(bilan: &Bilan) -> String {
    format!(
        "Chaîne {} : {} événements vérifiés, {} passages par un sceau, tête {}",
        bilan.tete.chaine, bilan.verifies, bilan.attestes, bilan.tete.empreinte
    )
}

async fn sceller(url: &str, cle: &Cle) -> anyhow::Result<ExitCode> {
    let sceaux = verification::sceller(&connecter(url, Usage::Ecriture).await?, cle).await?;
    for sceau in &sceaux {
        println!("Chaîne {} scellée à la position {}.", sceau.tete.chaine, sceau.tete.seq);
    }
    if sceaux.is_empty() {
        println!("Rien à sceller : le dernier sceau couvre déjà tout le journal.");
    }
    Ok(ExitCode::SUCCESS)
}

async fn sceau(url: &str, cle: &Cle) -> anyhow::Result<ExitCode> {
    let base = connecter(url, Usage::Lecture).await?;
    let mut sceaux = Vec::new();
    for chaine in lecture::chaines(&base).await? {
        sceaux.extend(lecture::dernier_sceau(&base, chaine).await?);
    }
    println!("{}", serde_json::to_string_pretty(&Export { cle_publique: cle.publique(), sceaux })?);
    Ok(ExitCode::SUCCESS)
}
