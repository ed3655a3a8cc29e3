//! `reciproque code`: a one-time code for an agent whose account nobody may open on screen.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use reciproque_server::compte::remettre_par_commande;
use reciproque_server::extranet::Horloge;
use reciproque_server::journal::Journal;
use reciproque_server::store::Depot;
use reciproque_shared::personne::Email;

use super::Lieux;

#[derive(Args)]
pub struct Options {
    /// Adresse électronique de l’agent
    #[arg(long)]
    email: String,
}

pub async fn remettre(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    let email = Email::lire(&options.email).context("--email")?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let code = remettre_par_commande(&depot, &journal, &Horloge::default(), &email).await;
    journal.fermer().await?;
    println!(
        "Code à usage unique, à remettre en main propre et jamais avec l’adresse : {}\n\
         L’ancien mot de passe, le second facteur et les sessions de cet agent ne servent plus.",
        code?.as_str()
    );
    Ok(ExitCode::SUCCESS)
}
