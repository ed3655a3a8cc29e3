//! `reciproque demo`: an invented département, by way of a real flow.

use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, ensure};
use chrono::{Datelike, NaiveDate};
use clap::Args;
use reciproque_server::demo::{self, Compte, flux};
use reciproque_server::depot::reglage::{self, Nature};
use reciproque_server::depot::{Depot, OuvertureErreur};
use reciproque_server::fichier::{ecrire_prive, inutilisable};
use reciproque_server::flux::Options as OptionsFlux;
use reciproque_server::flux::importation::importer_sous_trace;
use reciproque_server::journal::{Exigence, Journal};
use reciproque_server::serveur::Horloge;
use reciproque_server::{dire, ecrire};

use super::Lieux;
use super::import::Progres;

const PLACE: &str = "Choisissez un dossier où ce compte peut écrire, sur un disque qui a de la place.";

#[derive(Args)]
pub struct Options {
    /// Nombre de foyers inventés
    #[arg(long, default_value_t = 2_000)]
    foyers: usize,
    /// Graine : la même invente le même département
    #[arg(long, default_value_t = 68)]
    graine: u64,
    /// Traces inventées en plus, pour éprouver le produit à la taille d’un département
    #[arg(long, default_value_t = 0, value_name = "NOMBRE")]
    traces: usize,
    /// Écrit seulement le flux inventé dans ce fichier, sans rien charger
    #[arg(long, value_name = "FICHIER")]
    flux_seul: Option<std::path::PathBuf>,
    /// Ne fait rien : code de sortie 0 si le dossier contient une base de formation trop ancienne, à refaire ; 1 sinon
    #[arg(long, conflicts_with = "flux_seul")]
    a_refaire: bool,
}

pub async fn demontrer(lieux: &Lieux, options: Options) -> anyhow::Result<ExitCode> {
    let jour = Horloge::default().aujourdhui();
    if let Some(chemin) = &options.flux_seul {
        ecrire_flux(chemin, &options, jour)?;
        return Ok(ExitCode::SUCCESS);
    }
    if options.a_refaire {
        return Ok(if a_refaire(lieux).await { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    lieux.preparer()?;
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    ensure!(
        reglage::nature(depot.lecture()).await?.is_none(),
        "cette base contient déjà des dossiers : « demo » ne remplit qu’une base vide"
    );
    let chemin = lieux.donnees().join("flux-demo.xml");
    ecrire_flux(&chemin, &options, jour)?;
    importer(lieux, &depot, &chemin).await?;
    // What follows reads what was just written.
    depot.analyser().await?;
    dire!("Organisations, agents, orientations, CER, rendez-vous…");
    let comptes = demo::completer(&depot, options.graine, jour).await?;
    importer_la_suite(lieux, &depot, demande(&options, jour)).await?;
    echanger(lieux, &depot).await?;
    let journal = Journal::ouvrir_sous(&lieux.url_journal(), &lieux.cle_journal(), Exigence::Levee).await?;
    demo::traces::installer(&depot, &journal, options.graine, jour).await?;
    demo::affluence::installer(&depot, &journal, options.graine, jour, options.traces).await?;
    demo::curiosite::installer(&depot, &journal, jour).await?;
    demo::revue::installer(&depot, &journal, jour).await?;
    demo::droit::installer(&depot, jour).await?;
    journal.fermer().await?;
    depot.analyser().await?;
    annoncer(lieux.donnees(), &comptes)?;
    Ok(ExitCode::SUCCESS)
}

/// Of invented people only, and too old for this version: `make run` may put that folder aside and
/// make another. A store of PostgreSQL is not in the folder.
async fn a_refaire(lieux: &Lieux) -> bool {
    lieux.base.is_none()
        && lieux.fichier_base().is_file()
        && matches!(
            Depot::ouvrir(&lieux.url_base()).await,
            Err(OuvertureErreur::Anterieure(Some(Nature::Formation)))
        )
}

/// As `reciproque import` does: announced in the journal, in the chain of the commands.
async fn importer(lieux: &Lieux, depot: &Depot, chemin: &Path) -> anyhow::Result<()> {
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let (progres, options) = (Progres::default(), OptionsFlux::default());
    let dire = |n, sur| progres.dire(n, sur);
    let bilan = importer_sous_trace((depot, &journal), chemin, &options, &Horloge::default(), dire).await;
    journal.fermer().await?;
    ecrire!("{}", bilan?);
    Ok(())
}

/// As `reciproque france-travail` does, in the same chain.
async fn echanger(lieux: &Lieux, depot: &Depot) -> anyhow::Result<()> {
    dire!("Fichiers de France Travail…");
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let fait = demo::france_travail::installer(depot, &journal, lieux.donnees(), &Horloge::default()).await;
    journal.fermer().await?;
    fait
}

/// The next flow, whose persons may be some of the first one.
async fn importer_la_suite(lieux: &Lieux, depot: &Depot, demande: flux::Demande) -> anyhow::Result<()> {
    let mut octets = Vec::new();
    if demo::rapprochement::ecrire_flux(depot, demande, &mut octets).await? == 0 {
        return Ok(());
    }
    let chemin = lieux.donnees().join("flux-demo-suite.xml");
    let ecrit = ecrire_prive(&chemin).and_then(|mut fichier| fichier.write_all(&octets));
    ecrit.map_err(inutilisable("le flux inventé", &chemin, PLACE))?;
    importer(lieux, depot, &chemin).await
}

/// The flow describes the last day of the month before, as a monthly one does.
fn ecrire_flux(chemin: &Path, options: &Options, jour: NaiveDate) -> anyhow::Result<()> {
    let fichier = ecrire_prive(chemin).map_err(inutilisable("le flux inventé", chemin, PLACE))?;
    flux::generer(demande(options, jour), &mut BufWriter::new(fichier))?;
    Ok(())
}

fn demande(options: &Options, jour: NaiveDate) -> flux::Demande {
    let reference = jour.with_day(1).and_then(|premier| premier.pred_opt()).unwrap_or(jour);
    flux::Demande { foyers: options.foyers, graine: options.graine, reference }
}

/// Prints the accounts, and keeps them for the next start and for the tests: nobody real is
/// behind them.
fn annoncer(donnees: &Path, comptes: &[Compte]) -> anyhow::Result<()> {
    let ouvrir = |nom: &str| {
        let chemin = donnees.join(nom);
        ecrire_prive(&chemin).map_err(inutilisable("la liste des comptes", chemin, PLACE))
    };
    serde_json::to_writer_pretty(ouvrir("comptes-demo.json")?, comptes)?;
    let ligne = |compte: &Compte| {
        let Compte { email, mot_de_passe, profil, organisation, .. } = compte;
        format!("  {email:<34} {mot_de_passe:<22} {profil} · {organisation}\n")
    };
    let liste: String = comptes.iter().map(ligne).collect();
    ouvrir("comptes-demo.txt")?.write_all(liste.as_bytes())?;
    ecrire!("\nComptes de démonstration :\n{liste}");
    Ok(())
}
