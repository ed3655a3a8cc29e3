//! `make bench`, server part (P1 and P2 of docs/mesures.md): the same read of a dossier, traced, untraced,
//! without any of our code, and by Django when its Python is given, side by side. Servers are children
//! on one core, the load stays on the other. With `pages` and several stores: each page at each size
//! (P14). Built only with the feature `mesure`.

mod charge;
mod disque;
mod enfant;
mod limite;
mod pages;
mod pair;
mod serveur;
mod tableau;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use crate::charge::Appelant;
use crate::pair::Pair;
use crate::serveur::Annonce;
use crate::tableau::{Mesure, Tour};

const TOURS: usize = 5;
const DUREE: Duration = Duration::from_millis(1_500);
const CONNEXIONS: [usize; 3] = [1, 16, 64];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage =
        "usage: reciproque-mesure [pages] <store of `reciproque demo`>… | <store> <Python of the peer>";
    let premier = arguments.next().context(usage)?;
    if premier == "pages" {
        return pages::comparer(&arguments.map(PathBuf::from).collect::<Vec<_>>());
    }
    let dossier = PathBuf::from(premier);
    match arguments.next().as_deref() {
        Some("serveur") => serveur::servir(serveur::ecouter(&dossier)),
        Some("serveur-pages") => serveur::servir(serveur::ecouter_pages(&dossier)),
        python => {
            let (annonce, _serveur) = enfant::ce_programme(&dossier, "serveur")?;
            let pair = python.map(|python| Pair::lancer(Path::new(python), &dossier)).transpose()?;
            mesurer(&annonce, pair.as_ref(), &dossier)
        }
    }
}

fn mesurer(annonce: &Annonce, pair: Option<&Pair>, dossier: &Path) -> anyhow::Result<()> {
    let execution = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    println!("fdatasync: {}", disque::mesurer(dossier)?);
    if let Some(pair) = pair {
        let octets = execution.block_on(appelant(annonce, pair.non_trace).octets())?;
        println!("Answers of Django: {octets} bytes");
    }
    let mut mesures = Vec::new();
    for connexions in CONNEXIONS {
        let mut tours = Vec::new();
        for _ in 0..TOURS {
            tours.push(execution.block_on(tour(annonce, pair, connexions))?);
        }
        let disque = disque::mesurer(dossier)?;
        mesures.push(Mesure { connexions, tours, disque });
    }
    tableau::imprimer(&mesures, annonce.octets);
    Ok(())
}

fn appelant(annonce: &Annonce, port: u16) -> Appelant<'_> {
    Appelant { port, cookie: &annonce.cookie, dossiers: &annonce.dossiers }
}

/// Traced, untraced, bare, by hand, by the peer: one after the other, on the same dossiers.
async fn tour(annonce: &Annonce, pair: Option<&Pair>, connexions: usize) -> anyhow::Result<Tour> {
    let charger = async |port| appelant(annonce, port).charger(connexions, DUREE).await;
    let avant = charge::compteurs(annonce.nu).await?;
    let tracee = charger(annonce.tracee).await?;
    let apres = charge::compteurs(annonce.nu).await?;
    Ok(Tour {
        tracee,
        non_tracee: charger(annonce.non_tracee).await?,
        nue: charger(annonce.nu).await?,
        a_la_main: charger(annonce.a_la_main).await?,
        pair: match pair {
            Some(pair) => Some((charger(pair.non_trace).await?, charger(pair.trace).await?)),
            None => None,
        },
        evenements: apres.0 - avant.0,
        lots: apres.1 - avant.1,
    })
}
