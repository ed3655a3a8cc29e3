//! `reciproque compte`: the first account of a production store.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use reciproque_server::compte::premier::{self, Premier};
use reciproque_server::depot::Depot;
use reciproque_server::dire;
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_shared::personne::{Email, Nom, Prenom};

use super::Lieux;

#[derive(Args)]
pub struct Options {
    /// Nom de l’agent
    #[arg(long, value_parser = super::texte)]
    nom: String,
    /// Prénom de l’agent
    #[arg(long, value_parser = super::texte)]
    prenom: String,
    /// Adresse électronique professionnelle
    #[arg(long, value_parser = super::texte)]
    email: String,
    /// Nom du Département, tel qu’il paraît à l’écran
    #[arg(long, default_value = "Département", value_parser = super::texte)]
    departement: String,
}

pub async fn creer(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    let premier = Premier {
        nom: Nom::lire(&options.nom).context("--nom")?,
        prenom: Prenom::lire(&options.prenom).context("--prenom")?,
        email: Email::lire(&options.email).context("--email")?,
        departement: options.departement,
    };
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let code = premier::creer(&depot, &journal, &Horloge::default(), &premier).await;
    journal.fermer().await?;
    dire!(
        "Compte créé. Code à usage unique, à remettre en main propre et jamais avec l’adresse : {}\n\
         À la première connexion, l’agent choisit son mot de passe puis signe l’engagement et la charte.\n\
         Faites-lui habiliter un second référent utilisateurs : nul ne tient sa propre habilitation, ni ne décide de la \
         sienne à la revue annuelle.",
        code?.as_str()
    );
    Ok(ExitCode::SUCCESS)
}
