//! Readings that would never end: they stop at their time limit, in the store too, and single
//! files open meanwhile.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{Appel, ConsulterDossier, Methode, RACINE};
use reciproque_shared::journal::Issue;
use reqwest::StatusCode;
use sea_orm::{ConnectionTrait as _, DbBackend};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::bac::Bac;

const JAMAIS: Duration = Duration::from_secs(20);

/// Whoever reads this table waits for ever, from now on.
async fn enliser(bac: &Bac, table: &str) {
    let sans_fin = match bac.base().get_database_backend() {
        DbBackend::Sqlite => {
            "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0"
        }
        _ => "(SELECT pg_sleep(3600)) IS NOT NULL",
    };
    for ordre in [
        format!("ALTER TABLE {table} RENAME TO {table}_vrai"),
        format!("CREATE VIEW {table} AS SELECT * FROM {table}_vrai WHERE {sans_fin}"),
    ] {
        bac.base().execute_unprepared(&ordre).await.unwrap();
    }
}

async fn desenliser(bac: &Bac, table: &str) {
    for ordre in [format!("DROP VIEW {table}"), format!("ALTER TABLE {table}_vrai RENAME TO {table}")] {
        bac.base().execute_unprepared(&ordre).await.unwrap();
    }
}

async fn bac() -> Bac {
    Bac::avec(Reglages { delai: Duration::from_secs(3), ..Reglages::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn four_endless_lists_stop_at_their_limit_and_files_open_meanwhile() {
    let bac = bac().await;
    let (alain, nadia) = (Arc::new(bac.connecter("alain").await), bac.connecter("nadia").await);
    enliser(&bac, "flux").await;
    let mut listes = JoinSet::new();
    for _ in 0..4 {
        let alain = Arc::clone(&alain);
        listes.spawn(async move { alain.lire("/imports").await.status() });
    }
    let dossier = ConsulterDossier::chemin(&bac.gens.keller.dossier);
    let (mut vues, mut la_plus_longue) = (0, Duration::ZERO);
    while listes.try_join_next().is_none() {
        let debut = Instant::now();
        let vue = nadia.requete(Methode::Get, &dossier).send().await.unwrap();
        assert_eq!(vue.status(), StatusCode::OK);
        (vues, la_plus_longue) = (vues + 1, la_plus_longue.max(debut.elapsed()));
    }
    eprintln!("{vues} files opened, the longest in {la_plus_longue:?}");
    assert!(vues > 3 && la_plus_longue < Duration::from_millis(1_500), "{vues} in {la_plus_longue:?}");
    assert_eq!(listes.join_all().await, [StatusCode::SERVICE_UNAVAILABLE; 3]);
    // Their statements too have ended: nothing is under way any more.
    timeout(JAMAIS, bac.app.au_repos()).await.expect("a statement outlives its request");
    let evenements = bac.evenements().await;
    let motifs: Vec<_> = evenements
        .iter()
        .map(|e| &e.maillon.evenement)
        .filter(|e| e.acte == "consulter_imports")
        .map(|e| (e.issue, e.motif.as_deref()))
        .collect();
    // The one that waited for a reader was sent away before.
    let arretees = [(Issue::Refuse, Some("trop_long")); 3];
    assert_eq!(motifs, [&arretees[..], &[(Issue::Refuse, Some("sature"))]].concat());
    desenliser(&bac, "flux").await;
    assert_eq!(alain.lire("/imports").await.status(), StatusCode::OK, "the readers are back");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_file_stops_at_its_limit_as_well() {
    let bac = bac().await;
    let nadia = bac.connecter("nadia").await;
    enliser(&bac, "rendez_vous").await;
    let chemin = ConsulterDossier::chemin(&bac.gens.keller.dossier);
    let vue = nadia.requete(Methode::Get, &chemin).send().await.unwrap();
    assert_eq!(vue.status(), StatusCode::SERVICE_UNAVAILABLE);
    timeout(JAMAIS, bac.app.au_repos()).await.expect("a statement outlives its request");
    desenliser(&bac, "rendez_vous").await;
    let vue = nadia.lire(chemin.strip_prefix(RACINE).unwrap()).await;
    assert_eq!(vue.status(), StatusCode::OK, "its reader is back");
}
