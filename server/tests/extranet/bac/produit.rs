//! The product itself, as a process of its own: its memory, its limits, its end.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Where it was built; the runner of the tests knows when it was moved since.
fn programme() -> String {
    std::env::var("NEXTEST_BIN_EXE_reciproque")
        .unwrap_or_else(|_| env!("CARGO_BIN_EXE_reciproque").to_owned())
}

/// A running `reciproque serve`; killed with its owner.
pub struct Produit {
    pub enfant: Child,
    pub adresse: SocketAddr,
}

impl Drop for Produit {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.enfant.kill());
        drop(self.enfant.wait());
    }
}

impl Produit {
    /// Serves the stores of this folder, or those that the environment names.
    pub fn lancer(dossier: &Path, options: &[&str], environnement: &[(&str, &str)]) -> Self {
        let dist = dossier.join("dist");
        std::fs::create_dir_all(&dist).unwrap();
        std::fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
        // A write beyond a limit of the system fails, as on a full disk, instead of killing.
        let mut enfant = Command::new("sh")
            .args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#, &programme()])
            .args(["serve", "--adresse", "127.0.0.1:0", "--app"])
            .arg(&dist)
            .args(options)
            .env("RECIPROQUE_DONNEES", dossier.join("donnees"))
            // The account of the throw-away cluster may do anything.
            .env("RECIPROQUE_JOURNAL_MODIFIABLE", "true")
            .envs(environnement.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lignes = BufReader::new(enfant.stdout.take().unwrap()).lines();
        let adresse = lignes.map_while(Result::ok).find_map(|ligne| {
            ligne.split_once("http://").map(|(_, adresse)| adresse.trim().parse().unwrap())
        });
        Self { enfant, adresse: adresse.expect("the server is not ready") }
    }

    /// Resident memory, in bytes.
    pub fn memoire(&self) -> u64 {
        let statut = std::fs::read_to_string(format!("/proc/{}/status", self.enfant.id())).unwrap();
        let ligne = statut.lines().find_map(|ligne| ligne.strip_prefix("VmRSS:")).unwrap();
        ligne.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024
    }
}
