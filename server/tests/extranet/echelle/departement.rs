//! A département: the product's own demo at its size, with the traces of a year. Made once, kept
//! beside what is built under the digest of what makes it, and copied by the tests that write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base16ct::lower::encode_string;
use chrono::{NaiveDate, Utc};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::postgres;
use crate::bac::modele::une_fois;
use crate::bac::sqlite;

/// What makes the store; a rule of `shared` that changes does not.
const SOURCES: [&str; 8] = [
    "src/attente",
    "src/demo",
    "src/flux",
    "src/france_travail",
    "src/depot",
    "src/journal",
    "../shared/src/attente",
    "tests/extranet/echelle/departement.rs",
];
const TRACES: usize = 100_000;

/// A copy of one's own on SQLite; on PostgreSQL the one of the cluster, to which
/// tests write as agents do.
pub struct Departement {
    pub base: String,
    pub journal: String,
    pub cle: PathBuf,
    /// The day on which it was invented.
    pub jour: NaiveDate,
    _copie: TempDir,
}

impl Departement {
    pub async fn de(foyers: usize) -> Self {
        let modele = modele(foyers).await;
        let copie = tempfile::tempdir().unwrap();
        for nom in fs::read_dir(&modele).unwrap().map(|entree| entree.unwrap().file_name()) {
            fs::copy(modele.join(&nom), copie.path().join(&nom)).unwrap();
        }
        let donnees = copie.path();
        let cle = donnees.join("journal.cle");
        let (base, journal, cle) = match std::env::var("RECIPROQUE_MOTEUR").as_deref() {
            Ok("postgres") => {
                // The same key under another name: the seals beside the first are of another store.
                let la_sienne = donnees.join("postgres.cle");
                fs::copy(&cle, &la_sienne).unwrap();
                let url = postgres::departement(&format!("departement_{foyers}"), donnees, &la_sienne).await;
                (url.clone(), url, la_sienne)
            }
            _ => (sqlite(donnees, "reciproque.sqlite"), sqlite(donnees, "journal.sqlite"), cle),
        };
        let jour = fs::read_to_string(donnees.join("jour")).unwrap().parse().unwrap();
        Self { base, journal, cle, jour, _copie: copie }
    }

    /// One connection to each store, to look at plans.
    pub async fn connexions(&self) -> (DatabaseConnection, DatabaseConnection) {
        (une_connexion(&self.base, "public").await, une_connexion(&self.journal, "journal").await)
    }
}

pub async fn une_connexion(url: &str, schema: &'static str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_postgres_opts(move |postgres| postgres.options([("search_path", schema)]));
    Database::connect(options).await.unwrap()
}

async fn modele(foyers: usize) -> PathBuf {
    let nom = format!("{foyers}-{}", empreinte());
    une_fois("departements", &nom, async |partiel| inventer(partiel, foyers).await).await
}

async fn inventer(donnees: &Path, foyers: usize) {
    let mut demo = Command::new(env!("CARGO_BIN_EXE_reciproque"));
    demo.arg("--donnees").arg(donnees).arg("demo");
    demo.args(["--foyers", &foyers.to_string(), "--traces", &TRACES.to_string()]);
    assert!(demo.stdout(Stdio::null()).status().unwrap().success(), "the demo could not be made");
    fs::remove_file(donnees.join("flux-demo.xml")).unwrap();
    fs::write(donnees.join("jour"), Utc::now().date_naive().to_string()).unwrap();
    for nom in ["reciproque.sqlite", "journal.sqlite"] {
        let base = une_connexion(&sqlite(donnees, nom), "").await;
        base.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        base.close().await.unwrap();
    }
}

/// Of the sources that make the store, in hexadecimal.
fn empreinte() -> String {
    let mut condense = Sha256::new();
    for source in SOURCES {
        ajouter(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source), &mut condense);
    }
    encode_string(&condense.finalize()[..8])
}

fn ajouter(chemin: &Path, condense: &mut Sha256) {
    if chemin.is_dir() {
        let mut dedans: Vec<_> = fs::read_dir(chemin).unwrap().map(|entree| entree.unwrap().path()).collect();
        dedans.sort();
        dedans.iter().for_each(|chemin| ajouter(chemin, condense));
    } else {
        condense.update(fs::read(chemin).unwrap());
    }
}
