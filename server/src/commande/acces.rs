//! `reciproque acces …`: what the operator alone does to the accounts of who watches.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use reciproque_server::depot::Depot;
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_server::supervision::{Ordre, par_commande};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::mots::accord;
use reciproque_shared::personne::Email;
use reciproque_shared::supervision::GesteSupervision;

use super::Lieux;

#[derive(Subcommand)]
pub enum CommandeAcces {
    /// Suspend l’accès d’un agent : ses sessions se ferment, toute connexion est refusée
    Suspendre(Options),
    /// Rétablit un accès suspendu
    Retablir(Options),
    /// Exige un nouveau mot de passe à la prochaine connexion, et ferme les sessions
    ExigerMotDePasse(Options),
    /// Met fin aujourd’hui à une habilitation, ou à toutes
    Terminer {
        #[command(flatten)]
        options: Options,
        /// Profil de l’habilitation (delegue_protection_donnees, administrateur, referent_solis…) ; toutes sinon
        #[arg(long, value_parser = lire_profil)]
        profil: Option<Profil>,
    },
}

#[derive(Args)]
pub struct Options {
    /// Adresse électronique de l’agent
    #[arg(long)]
    email: String,
    /// Pourquoi, en quelques mots de faits : reste dans l’historique de l’agent
    #[arg(long)]
    motif: String,
}

fn lire_profil(texte: &str) -> Result<Profil, String> {
    let connus: Vec<_> = Profil::TOUS.iter().map(|profil| profil.code()).collect();
    Profil::du_code(texte).ok_or_else(|| format!("profils possibles : {}", connus.join(", ")))
}

pub async fn executer(lieux: &Lieux, commande: CommandeAcces) -> anyhow::Result<ExitCode> {
    let (geste, options, profil) = match commande {
        CommandeAcces::Suspendre(options) => (GesteSupervision::Suspendre, options, None),
        CommandeAcces::Retablir(options) => (GesteSupervision::Retablir, options, None),
        CommandeAcces::ExigerMotDePasse(options) => (GesteSupervision::ExigerMotDePasse, options, None),
        CommandeAcces::Terminer { options, profil } => (GesteSupervision::Terminer, options, profil),
    };
    let email = Email::lire(&options.email).context("--email")?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let ordre = Ordre { email, geste, profil, motif: options.motif };
    let fait = par_commande(&depot, &journal, &Horloge::default(), &ordre).await;
    journal.fermer().await?;
    match (fait?, geste) {
        (nombre, GesteSupervision::Terminer) => {
            let terminees = accord(nombre, "habilitation est terminée", "habilitations sont terminées");
            println!("{terminees}. {}", geste.consequence());
        }
        _ => println!("{}. {}", geste.fait(), geste.consequence()),
    }
    Ok(ExitCode::SUCCESS)
}
