//! The commands of `reciproque`.

mod acces;
mod annulation;
mod attente;
mod code;
mod compte;
mod demo;
mod france_travail;
mod habilitation;
mod import;
mod journal;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use reciproque_server::fichier::{inutilisable, resserrer_dossier};
use reciproque_server::journal::commande::CommandeJournal;
use reciproque_shared::caractere;
use reciproque_shared::erreur::Motif;

/// Extranet partenaire des dossiers rSa d’un département
#[derive(Parser)]
#[command(name = "reciproque", version, about)]
pub struct Commande {
    #[command(flatten)]
    lieux: Lieux,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Sert l’application et l’API
    Serve(Box<serve::Options>),
    /// Lit un flux bénéficiaires de la CAF ou de la MSA
    Import(import::Options),
    /// Déclare nul l’import d’un flux mal daté : les flux suivants comptent à nouveau
    AnnulerImport(annulation::Options),
    /// Lit un fichier de France Travail, ou lui en prépare un
    FranceTravail {
        #[command(subcommand)]
        commande: france_travail::CommandeFranceTravail,
    },
    /// Invente un département de formation : flux, organisations, agents, CER, rendez-vous
    Demo(demo::Options),
    /// Recalcule ce que chaque dossier attend (à faire après une restauration ou un doute)
    Attentes,
    /// Crée le Département et son premier compte dans une base de production
    Compte(compte::Options),
    /// Remet un code à un délégué à la protection des données ou à un administrateur
    Code(code::Options),
    /// Suspend, rétablit ou termine l’accès d’un délégué, d’un administrateur ou d’un référent utilisateurs
    Acces {
        #[command(subcommand)]
        commande: acces::CommandeAcces,
    },
    /// Purge les habilitations terminées depuis longtemps
    Habilitation {
        #[command(subcommand)]
        commande: habilitation::CommandeHabilitation,
    },
    /// Vérifie, scelle, exporte ou purge le journal
    Journal {
        #[command(subcommand)]
        commande: CommandeJournal,
    },
}

/// A text given to a command, which may hold no more than one typed on a page.
fn texte(valeur: &str) -> Result<String, Motif> {
    if valeur.contains(caractere::est_interdit) { Err(caractere::refus()) } else { Ok(valeur.to_owned()) }
}

/// Where the data are.
#[derive(Args, Clone)]
pub struct Lieux {
    /// Dossier des données (base et journal SQLite, clé du journal)
    #[arg(
        long,
        global = true,
        env = "RECIPROQUE_DONNEES",
        default_value = "donnees",
        value_name = "DOSSIER"
    )]
    donnees: PathBuf,
    /// Adresse de la base, si ce n’est pas SQLite dans le dossier des données
    #[arg(long, global = true, env = "RECIPROQUE_BASE", value_name = "URL", hide_env_values = true)]
    base: Option<String>,
    /// Adresse du journal, si ce n’est pas SQLite dans le dossier des données
    #[arg(long, global = true, env = "RECIPROQUE_JOURNAL", value_name = "URL", hide_env_values = true)]
    journal: Option<String>,
}

fn sqlite(fichier: &Path) -> String {
    format!("sqlite://{}?mode=rwc", fichier.display())
}

impl Lieux {
    pub fn url_base(&self) -> String {
        self.base.clone().unwrap_or_else(|| sqlite(&self.fichier_base()))
    }

    pub fn url_journal(&self) -> String {
        self.journal.clone().unwrap_or_else(|| sqlite(&self.donnees.join("journal.sqlite")))
    }

    /// The store, unless it is elsewhere.
    pub fn fichier_base(&self) -> PathBuf {
        self.donnees.join("reciproque.sqlite")
    }

    pub fn donnees(&self) -> &Path {
        &self.donnees
    }

    pub fn cle_journal(&self) -> PathBuf {
        self.donnees.join("journal.cle")
    }

    pub fn cle_comptes(&self) -> PathBuf {
        self.donnees.join("comptes.cle")
    }

    /// Creates the data folder, closed to the other users of the machine.
    pub fn preparer(&self) -> anyhow::Result<()> {
        let mut dossier = std::fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut dossier, 0o700);
        let remede = "Indiquez avec --donnees un dossier où ce compte peut écrire.";
        let refuse = inutilisable("le dossier des données", &self.donnees, remede);
        dossier.recursive(true).create(&self.donnees).map_err(refuse)
    }
}

impl Commande {
    pub async fn executer(self) -> anyhow::Result<ExitCode> {
        // Whatever the command, before anything is read there.
        resserrer_dossier(&self.lieux.donnees).context("--donnees")?;
        match self.action {
            Action::Serve(options) => serve::servir(&self.lieux, *options).await,
            Action::Import(options) => import::lire(&self.lieux, options).await,
            Action::AnnulerImport(options) => annulation::annuler(&self.lieux, options).await,
            Action::FranceTravail { commande } => france_travail::executer(&self.lieux, commande).await,
            Action::Attentes => attente::reconstruire(&self.lieux).await,
            Action::Demo(options) => demo::demontrer(&self.lieux, options).await,
            Action::Compte(options) => compte::creer(&self.lieux, options).await,
            Action::Code(options) => code::remettre(&self.lieux, options).await,
            Action::Acces { commande } => acces::executer(&self.lieux, commande).await,
            Action::Habilitation { commande } => habilitation::executer(&self.lieux, commande).await,
            Action::Journal { commande } => journal::executer(&self.lieux, commande).await,
        }
    }
}
