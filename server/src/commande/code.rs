//! `reciproque code`: a one-time code for an agent whose account nobody may open on screen.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use reciproque_server::compte::{Perdu, remettre_par_commande};
use reciproque_server::depot::Depot;
use reciproque_server::dire;
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_shared::compte::MotifPerte;
use reciproque_shared::personne::Email;

use super::Lieux;

#[derive(Args)]
pub struct Options {
    /// Adresse électronique de l’agent
    #[arg(long, value_parser = super::texte)]
    email: String,
    /// Retire aussi le second facteur et les clés d’accès, pour ce motif : telephone_perdu,
    /// appareil_perdu, appareil_vole ou acces_compromis
    #[arg(long, value_parser = lire_motif)]
    perte: Option<MotifPerte>,
}

fn lire_motif(texte: &str) -> Result<MotifPerte, String> {
    let connus: Vec<_> = MotifPerte::TOUS.iter().map(|motif| motif.code()).collect();
    MotifPerte::du_code(texte).ok_or_else(|| format!("motifs possibles : {}", connus.join(", ")))
}

pub async fn remettre(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    let email = Email::lire(&options.email).context("--email")?;
    let perdu = options.perte.map_or(Perdu::MotDePasse, Perdu::Tout);
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let code = remettre_par_commande(&depot, &journal, &Horloge::default(), &email, perdu).await;
    journal.fermer().await?;
    let ferme = match perdu {
        Perdu::MotDePasse => {
            "L’ancien mot de passe et les sessions de cet agent ne servent plus. Son second facteur, s’il en a un, lui \
             sera demandé après le code (sinon : --perte)."
        }
        Perdu::Tout(_) => {
            "L’ancien mot de passe, le second facteur, les clés d’accès et les sessions de cet agent ne servent plus."
        }
    };
    let code = code?;
    dire!(
        "Code à usage unique, à remettre en main propre et jamais avec l’adresse : {}\n{ferme}",
        code.as_str()
    );
    Ok(ExitCode::SUCCESS)
}
