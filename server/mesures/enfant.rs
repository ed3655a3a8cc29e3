//! A server under measure: a child on the core of servers, ended with who started it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context;
use serde::de::DeserializeOwned;

/// Core of the servers; the load runs on another one (see scripts/bench.sh).
const COEUR: &str = "0";

pub struct Enfant(Child);

impl Drop for Enfant {
    fn drop(&mut self) {
        // One that has ended by itself is as good.
        if self.0.kill().is_ok() {
            self.0.wait().ok();
        }
    }
}

/// This program again, as the server of a store.
pub fn ce_programme<A: DeserializeOwned>(dossier: &Path, role: &str) -> anyhow::Result<(A, Enfant)> {
    lancer(epingle(&std::env::current_exe()?).arg(dossier).arg(role))
}

/// This program, on the core of the servers.
pub fn epingle(programme: &Path) -> Command {
    let mut commande = Command::new("taskset");
    commande.args(["-c", COEUR]).arg(programme);
    commande
}

/// What it announces, on one line of JSON, once it serves.
pub fn lancer<A: DeserializeOwned>(commande: &mut Command) -> anyhow::Result<(A, Enfant)> {
    let lance = commande.stdout(Stdio::piped()).spawn();
    let mut enfant = Enfant(lance.context("taskset (util-linux) pins the server to a core")?);
    let sortie = enfant.0.stdout.take().context("no output")?;
    let mut ligne = String::new();
    BufReader::new(sortie).read_line(&mut ligne)?;
    Ok((serde_json::from_str(&ligne).context("the server did not start")?, enfant))
}
