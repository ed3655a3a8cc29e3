//! `make bench`, server part (P1 and P2 of docs/mesures.md): the same read of a dossier, traced, untraced
//! and without any of our code, side by side. The server is a child on one core, the load
//! stays on the other. With `pages` and several stores: each page at each size (P14). Built only
//! with the feature `mesure`.

mod charge;
mod disque;
mod limite;
mod pages;
mod serveur;
mod tableau;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
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
    let premier =
        arguments.next().context("usage: reciproque-mesure [pages] <store of `reciproque demo`>…")?;
    if premier == "pages" {
        return pages::comparer(&arguments.map(PathBuf::from).collect::<Vec<_>>());
    }
    let dossier = PathBuf::from(premier);
    match arguments.next().as_deref() {
        Some("serveur") => serveur::servir(serveur::ecouter(&dossier)),
        Some("serveur-pages") => serveur::servir(serveur::ecouter_pages(&dossier)),
        _ => {
            let (annonce, mut enfant) = lancer_enfant(&dossier, "serveur")?;
            let issue = mesurer(&annonce, &dossier);
            enfant.kill()?;
            enfant.wait()?;
            issue
        }
    }
}

/// This program again, as the server of a store, on its own core; what it announces.
fn lancer_enfant<A: serde::de::DeserializeOwned>(dossier: &Path, role: &str) -> anyhow::Result<(A, Child)> {
    let mut enfant = Command::new("taskset")
        .args(["-c", COEUR])
        .arg(std::env::current_exe()?)
        .arg(dossier)
        .arg(role)
        .stdout(Stdio::piped())
        .spawn()
        .context("taskset (util-linux) pins the server to a core")?;
    let sortie = enfant.stdout.take().context("no output")?;
    let mut ligne = String::new();
    BufReader::new(sortie).read_line(&mut ligne)?;
    match serde_json::from_str(&ligne).context("the server did not start") {
        Ok(annonce) => Ok((annonce, enfant)),
        Err(erreur) => {
            enfant.kill()?;
            enfant.wait()?;
            Err(erreur)
        }
    }
}

fn mesurer(annonce: &Annonce, dossier: &Path) -> anyhow::Result<()> {
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

/// Traced, untraced, bare, by hand: one after the other, on the same dossiers.
async fn tour(annonce: &Annonce, connexions: usize) -> anyhow::Result<Tour> {
    let appelant = |port| Appelant { port, cookie: &annonce.cookie, dossiers: &annonce.dossiers };
    let avant = charge::compteurs(annonce.nu).await?;
    let tracee = appelant(annonce.tracee).charger(connexions, DUREE).await?;
    let apres = charge::compteurs(annonce.nu).await?;
    Ok(Tour {
        tracee,
        non_tracee: appelant(annonce.non_tracee).charger(connexions, DUREE).await?,
        nue: appelant(annonce.nu).charger(connexions, DUREE).await?,
        a_la_main: appelant(annonce.a_la_main).charger(connexions, DUREE).await?,
        evenements: apres.0 - avant.0,
        lots: apres.1 - avant.1,
    })
}
