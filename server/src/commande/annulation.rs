//! `reciproque annuler-import`: the way back from a flow that should not have been read.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use reciproque_server::depot::Depot;
use reciproque_server::dire;
use reciproque_server::flux::importation::annuler_sous_trace;
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_shared::date;
use reciproque_shared::mots::{accord, combien};

use super::Lieux;

#[derive(Args)]
pub struct Options {
    /// Numéro du flux, dit à la fin de sa lecture et sur la page des imports
    #[arg(value_name = "NUMERO")]
    numero: i64,
}

pub async fn annuler(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let fait = annuler_sous_trace((&depot, &journal), options.numero, &Horloge::default()).await;
    journal.fermer().await?;
    let annulation = fait?;
    dire!(
        "Import n° {} annulé : ce flux, daté du {}, ne compte plus. {} en gardent le contenu jusqu’au prochain flux : \
         lisez à nouveau les fichiers laissés de côté à cause de lui.",
        options.numero,
        date::court(annulation.reference),
        combien(annulation.dossiers, "dossier")
    );
    if annulation.reunions > 0 {
        dire!(
            "{} dans l’ancien dossier : la CTSA dira s’il s’agit de la même personne, ou le prochain flux.",
            accord(
                annulation.reunions,
                "personne que ce flux avait suivie d’un dossier à un autre est revenue",
                "personnes que ce flux avait suivies d’un dossier à un autre sont revenues"
            )
        );
    }
    Ok(ExitCode::SUCCESS)
}
