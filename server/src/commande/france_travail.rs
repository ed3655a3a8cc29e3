//! `reciproque france-travail`: what France Travail sends, and what is sent to it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use reciproque_server::depot::Depot;
use reciproque_server::france_travail::{self, envoi, importation, reponses};
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_server::{dire, ecrire};
use reciproque_shared::date;
use reciproque_shared::erreur::Motif;
use reciproque_shared::mots::accord;

use super::Lieux;

#[derive(Subcommand)]
pub enum CommandeFranceTravail {
    /// Lit les situations d’un fichier : inscriptions, catégories, conseillers, plans
    Importer(Importer),
    /// Écrit dans un fichier les orientations à faire connaître à France Travail
    Exporter(Exporter),
    /// Lit ce que France Travail répond à un fichier qui lui a été envoyé
    Reponses(Reponses),
}

#[derive(Args)]
pub struct Importer {
    /// Fichier CSV, en UTF-8 ou en windows-1252, séparé par des points-virgules
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    /// Jour que le fichier décrit, si aucune colonne ne le dit : 30/11/2026
    #[arg(long, value_name = "JOUR", value_parser = jour)]
    au: Option<NaiveDate>,
    /// Lit tout et n’écrit rien
    #[arg(long)]
    essai: bool,
    #[command(flatten)]
    table: Table,
}

#[derive(Args)]
pub struct Exporter {
    /// Fichier à écrire
    #[arg(long, value_name = "FICHIER")]
    vers: PathBuf,
    /// Envoie de nouveau ce qui a été refusé, même inchangé
    #[arg(long)]
    renvoyer_refuses: bool,
    #[command(flatten)]
    table: Table,
}

#[derive(Args)]
pub struct Reponses {
    /// Fichier CSV des réponses
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    #[command(flatten)]
    table: Table,
}

#[derive(Args)]
struct Table {
    /// Correspondance des colonnes, si ce n’est pas celle du produit (JSON)
    #[arg(long, value_name = "FICHIER")]
    correspondance: Option<PathBuf>,
}

/// A day as people type it.
fn jour(texte: &str) -> Result<NaiveDate, Motif> {
    date::lire(texte, Horloge::default().aujourdhui())
}

pub async fn executer(lieux: &Lieux, commande: CommandeFranceTravail) -> anyhow::Result<ExitCode> {
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let fait = faire((&depot, &journal), commande).await;
    journal.fermer().await?;
    fait?;
    Ok(ExitCode::SUCCESS)
}

async fn faire((depot, journal): (&Depot, &Journal), commande: CommandeFranceTravail) -> anyhow::Result<()> {
    let horloge = Horloge::default();
    match commande {
        CommandeFranceTravail::Importer(Importer { fichier, au, essai, table }) => {
            let correspondance = france_travail::correspondance(table.correspondance.as_deref())?;
            let options = importation::Options { correspondance, au, essai };
            ecrire!("{}", importation::importer((depot, journal), &fichier, &options, &horloge).await?);
            depot
                .analyser()
                .await
                .context("le fichier est lu, mais les statistiques de la base n’ont pas été refaites")?;
        }
        CommandeFranceTravail::Exporter(Exporter { vers, renvoyer_refuses, table }) => {
            let correspondance = france_travail::correspondance(table.correspondance.as_deref())?;
            let options = envoi::Options { vers: &vers, correspondance, refuses: renvoyer_refuses };
            match envoi::exporter((depot, journal), &options, &horloge).await? {
                0 => dire!("Rien à envoyer : France Travail connaît toutes les orientations en cours."),
                nombre => dire!(
                    "{} dans « {} ». Ce fichier nomme des personnes : effacez-le une fois transmis.",
                    accord(nombre, "orientation à transmettre", "orientations à transmettre"),
                    vers.display()
                ),
            }
        }
        CommandeFranceTravail::Reponses(Reponses { fichier, table }) => {
            let correspondance = france_travail::correspondance(table.correspondance.as_deref())?;
            let retours = reponses::lire((depot, journal), &fichier, &correspondance, &horloge).await?;
            dire!("Réponses lues :");
            ecrire!("{retours}");
        }
    }
    Ok(())
}
