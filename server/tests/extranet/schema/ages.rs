//! A store of another age is refused by whatever opens it, left as it is, with what to do.

use std::path::Path;

use reciproque_server::depot::Depot;
use reciproque_server::depot::reglage::{Nature, marquer};
use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;

use super::lire;
use crate::bac::urls;
use crate::commande::lancer;

/// What the store was brought to by the version before the first release.
const ANTERIEURE: &str = "UPDATE seaql_migrations SET version = 'm90_' || version";
const POSTERIEURE: &str = "INSERT INTO seaql_migrations VALUES ('m9999_plus_tard', 0)";

/// The commands that open the store.
const COMMANDES: [&[&str]; 10] = [
    &["serve"],
    &["import", "flux.xml"],
    &["annuler-import", "1"],
    &["demo"],
    &["attentes"],
    &["compte", "--nom", "ROTH", "--prenom", "Sonia", "--email", "sonia@exemple.fr"],
    &["code", "--email", "sonia@exemple.fr"],
    &["acces", "retablir", "--email", "sonia@exemple.fr", "--motif", "Enquête close."],
    &["habilitation", "purger"],
    &["journal", "purger"],
];

async fn vieillir(url: &str, nature: Option<Nature>, sql: &str) {
    let depot = Depot::ouvrir(url).await.unwrap();
    if let Some(nature) = nature {
        marquer(depot.ecriture(), nature).await.unwrap();
    }
    depot.ecriture().execute_unprepared(sql).await.unwrap();
}

/// Each command refuses with these words.
fn refuser(dossier: &TempDir, (base, journal): &(String, String), mots: [&str; 2]) {
    std::fs::write(dossier.path().join("index.html"), "<!doctype html>").unwrap();
    let reglages = [
        ("RECIPROQUE_BASE", base.as_str()),
        ("RECIPROQUE_JOURNAL", journal.as_str()),
        ("RECIPROQUE_APP", dossier.path().to_str().unwrap()),
        ("RECIPROQUE_ADRESSE", "127.0.0.1:0"),
    ];
    for commande in COMMANDES {
        let (issue, dit) = lancer(commande, &dossier.path().join("donnees"), &reglages);
        assert_eq!(issue.status.code(), Some(1), "{commande:?}: {dit}");
        assert!(mots.iter().all(|mot| dit.contains(mot)), "{commande:?}: {dit}");
    }
}

#[tokio::test]
async fn a_store_of_before_the_first_release_is_refused_with_the_way_to_remake_it() {
    for (nature, remede) in [
        (Some(Nature::Formation), "relancez « reciproque demo »"),
        (Some(Nature::Production), "réimportez les flux"),
        (None, "réimportez les flux"),
    ] {
        let dossier = tempfile::tempdir().unwrap();
        let lieux = urls(&dossier).await;
        vieillir(&lieux.0, nature, ANTERIEURE).await;
        let base = Database::connect(&lieux.0).await.unwrap();
        let versions = async || lire(&base, "SELECT version, '' FROM seaql_migrations").await;
        let avant = versions().await;
        refuser(&dossier, &lieux, ["antérieure à la première livraison", remede]);
        assert_eq!(versions().await, avant, "left as it is");
    }
}

#[tokio::test]
async fn a_store_of_a_later_version_is_refused_too() {
    let dossier = tempfile::tempdir().unwrap();
    let lieux = urls(&dossier).await;
    vieillir(&lieux.0, None, POSTERIEURE).await;
    refuser(&dossier, &lieux, ["version plus récente", "lancez cette version-là"]);
}

/// What `make run` asks before it puts a folder aside. A folder holds a store of SQLite.
#[tokio::test]
async fn only_a_training_store_of_before_may_be_made_again() {
    let a_refaire = |donnees: &Path, reglages: &[(&str, &str)]| {
        let (issue, dit) = lancer(&["demo", "--a-refaire"], donnees, reglages);
        assert!(!dit.contains("Erreur"), "{dit}");
        issue.status.success()
    };
    for (nature, sql, attendu) in [
        (Some(Nature::Formation), ANTERIEURE, true),
        (Some(Nature::Production), ANTERIEURE, false),
        (None, ANTERIEURE, false),
        (Some(Nature::Formation), POSTERIEURE, false),
        (Some(Nature::Formation), "SELECT 1", false),
    ] {
        let dossier = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", dossier.path().join("reciproque.sqlite").display());
        vieillir(&url, nature, sql).await;
        assert_eq!(a_refaire(dossier.path(), &[]), attendu, "{nature:?} {sql}");
        assert!(!a_refaire(dossier.path(), &[("RECIPROQUE_BASE", &url)]), "the folder is not the store");
    }
    let vide = tempfile::tempdir().unwrap();
    assert!(!a_refaire(vide.path(), &[]));
    assert_eq!(std::fs::read_dir(vide.path()).unwrap().count(), 0, "asking makes no store");
}
