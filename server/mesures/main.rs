//! `make bench`, server part (P1 and P2 of docs/mesures.md): the same read of a dossier, traced, untraced
//! and without any of our code, side by side. The server is a child on one core, the load
//! stays on the other. Built only with the feature `mesure`.

mod charge;
mod disque;
mod serveur;
mod tableau;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context;

use crate::charge::Appelant;
use crate::serveur::Annonce;
use crate::tableau::{Mesure, Tour};

const TOURS: usize = 5;
const DUREE: Duration = Duration::from_millis(1_500);
const CONNEXIONS: [usize; 3] = [1, 16, 64];
/// Core of the server; the load runs on another one (see scripts/bench.sh).
const COEUR: &str = "0";

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let dossier: PathBuf =
        arguments.next().context("usage: reciproque-mesure <store of `reciproque demo`>")?.into();
    if arguments.next().as_deref() == Some("serveur") {
        return serveur::servir(&dossier);
    }
    let mut enfant = Command::new("taskset")
        .args(["-c", COEUR])
        .arg(std::env::current_exe()?)
        .arg(&dossier)
        .arg("serveur")
        .stdout(Stdio::piped())
        .spawn()
        .context("taskset (util-linux) pins the server to a core")?;
    let sortie = enfant.stdout.take().context("no output")?;
    let mut ligne = String::new();
    BufReader::new(sortie).read_line(&mut ligne)?;
    let issue =
        serde_json::from_str(&ligne).context("the server did not start").and_then(|a| mesurer(&a, &dossier));
    enfant.kill()?;
    enfant.wait()?;
    issue
}

fn mesurer(annonce: &Annonce, dossier: &std::path::Path) -> anyhow::Result<()> {
    let execution = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("fdatasync: {}", disque::mesurer(dossier)?);
    let mut mesures = Vec::new();
    for connexions in CONNEXIONS {
        let mut tours = Vec::new();
        for _ in 0..TOURS {
            tours.push(execution.block_on(tour(annonce, connexions))?);
        }
        let disque = disque::mesurer(dossier)?;
        mesures.push(Mesure { connexions, tours, disque });
    }
    tableau::imprimer(&mesures, annonce.octets);
    Ok(())
}

/// Traced, untraced, bare: one after the other, on the same dossiers.
async fn tour(annonce: &Annonce, connexions: usize) -> anyhow::Result<Tour> {
    let appelant = |port| Appelant { port, cookie: &annonce.cookie, dossiers: &annonce.dossiers };
    let avant = charge::compteurs(annonce.nu).await?;
    let tracee = appelant(annonce.tracee).charger(connexions, DUREE).await?;
    let apres = charge::compteurs(annonce.nu).await?;
    Ok(Tour {
        tracee,
        non_tracee: appelant(annonce.non_tracee).charger(connexions, DUREE).await?,
        nue: appelant(annonce.nu).charger(connexions, DUREE).await?,
        evenements: apres.0 - avant.0,
        lots: apres.1 - avant.1,
    })
}
