//! `reciproque import`: CAF and MSA flows into the store.

use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use reciproque_server::depot::Depot;
use reciproque_server::flux::Options as OptionsFlux;
use reciproque_server::flux::importation::importer_sous_trace;
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_server::{alerter, dire, ecrire};
use reciproque_shared::identifiant::Departement;
use reciproque_shared::mots::combien;

use super::Lieux;

#[derive(Args)]
pub struct Options {
    /// Flux bénéficiaires (VRSB0801), lus dans l’ordre
    #[arg(required = true, value_name = "FICHIER")]
    fichiers: Vec<PathBuf>,
    /// Département dont les foyers sont lus : 68 ou 068, 2A, 971
    #[arg(long, default_value = "068", value_name = "CODE")]
    departement: Departement,
    /// Accepte un flux destiné à un autre département
    #[arg(long)]
    autre_departement: bool,
}

/// Reads each file; one that is refused does not stop the next ones, but the command
/// then ends with a failure.
pub async fn lire(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let lecture =
        OptionsFlux { departement: options.departement, autre_departement: options.autre_departement };
    let mut code = ExitCode::SUCCESS;
    for fichier in &options.fichiers {
        dire!("{}", fichier.display());
        let progres = Progres::default();
        let dire = |n, sur| progres.dire(n, sur);
        match importer_sous_trace((&depot, &journal), fichier, &lecture, &Horloge::default(), dire).await {
            Ok(bilan) => ecrire!("{bilan}"),
            Err(refus) => {
                alerter!("Refusé : {refus:#}");
                code = ExitCode::FAILURE;
            }
        }
    }
    journal.fermer().await?;
    depot
        .analyser()
        .await
        .context("les flux sont lus, mais les statistiques de la base n’ont pas été refaites")?;
    Ok(code)
}

/// Progress on one line of the terminal, at each percent.
#[derive(Default)]
pub struct Progres(Cell<u32>);

impl Progres {
    pub fn dire(&self, faits: u32, sur: u32) {
        let pour_cent = faits.saturating_mul(100) / sur.max(1);
        if pour_cent != self.0.replace(pour_cent) && std::io::stdout().is_terminal() {
            ecrire!("\r  {pour_cent} % ({} sur {sur})", combien(faits, "foyer"));
            if faits == sur {
                dire!("");
            }
            // A terminal that is gone does not stop an import.
            let _ = std::io::stdout().flush();
        }
    }
}
