//! `reciproque serve` as an operator starts it: said or refused before anybody is served in clear.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reciproque_server::depot::Depot;
use reciproque_server::depot::reglage::{Nature, marquer};

use super::lancer;
use crate::bac::urls;

/// A folder that holds a built app.
fn application() -> tempfile::TempDir {
    let dossier = tempfile::tempdir().unwrap();
    std::fs::write(dossier.path().join("index.html"), "<!doctype html>").unwrap();
    dossier
}

/// The server, until it says that it is ready; and what it warned of until then.
struct Serveur(Child);

impl Drop for Serveur {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn demarrer(arguments: &[&str], donnees: &Path, reglages: &[(&str, &str)]) -> String {
    let app = application();
    let enfant = Command::new(env!("CARGO_BIN_EXE_reciproque"))
        .args(["serve", "--app", app.path().to_str().unwrap()])
        .args(arguments)
        .env("RECIPROQUE_DONNEES", donnees)
        // The account of the throw-away cluster may do anything.
        .env("RECIPROQUE_JOURNAL_MODIFIABLE", "true")
        .envs(reglages.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut serveur = Serveur(enfant);
    let mut dit = String::new();
    BufReader::new(serveur.0.stdout.take().unwrap()).read_line(&mut dit).unwrap();
    let mut erreurs = serveur.0.stderr.take().unwrap();
    drop(serveur);
    erreurs.read_to_string(&mut dit).unwrap();
    dit
}

#[tokio::test]
async fn a_production_store_in_clear_is_told_here_and_refused_elsewhere() {
    let dossier = tempfile::tempdir().unwrap();
    let (base, journal) = urls(&dossier).await;
    let lieux = [("RECIPROQUE_BASE", base.as_str()), ("RECIPROQUE_JOURNAL", journal.as_str())];
    let donnees = dossier.path();
    let ici = demarrer(&["--adresse", "127.0.0.1:0"], donnees, &lieux);
    assert!(ici.contains("est prêt") && ici.contains("servie sans --tls"), "{ici}");
    let sous_tls = demarrer(&["--adresse", "0.0.0.0:0", "--tls"], donnees, &lieux);
    assert!(sous_tls.contains("est prêt") && !sous_tls.contains("sans --tls"), "{sous_tls}");
    let voulu = demarrer(&["--adresse", "0.0.0.0:0", "--sans-tls"], donnees, &lieux);
    assert!(voulu.contains("est prêt") && voulu.contains("servie sans --tls"), "{voulu}");
    let app = application();
    let ailleurs = ["serve", "--app", app.path().to_str().unwrap(), "--adresse", "0.0.0.0:0"];
    let (issue, dit) = lancer(&ailleurs, donnees, &lieux);
    assert!(!issue.status.success() && dit.contains("--sans-tls"), "{dit}");
    let depot = Depot::ouvrir(&base).await.unwrap();
    marquer(depot.ecriture(), Nature::Formation).await.unwrap();
    let formation = demarrer(&["--adresse", "0.0.0.0:0"], donnees, &lieux);
    assert!(formation.contains("est prêt") && !formation.contains("sans --tls"), "{formation}");
}
