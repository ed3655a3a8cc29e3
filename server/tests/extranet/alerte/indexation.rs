//! The task that reads the journal indexes it as well.

use std::time::Duration;

use reciproque_server::alerte::{relever, veiller};
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Reglages;
use tokio::task::JoinSet;

use crate::bac::Bac;
use crate::journal::terrain::consultation;

async fn indexe(journal: &Journal) {
    let atteint = async {
        while journal.compteurs().a_indexer() > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), atteint).await.expect("indexed within a minute");
}

#[tokio::test]
async fn each_reading_indexes_what_was_written() {
    let bac = Bac::ouvrir().await;
    let journal = &bac.app.journal;
    journal.append(consultation(1)).await.unwrap();
    assert!(journal.compteurs().a_indexer() > 0);
    relever(&bac.app).await.unwrap();
    assert_eq!(journal.compteurs().a_indexer(), 0);
}

/// A thousand events do not wait for the next reading.
#[tokio::test]
async fn the_task_is_woken_when_much_is_written_at_once() {
    let reglages = Reglages { releve_alertes: Duration::from_secs(86_400), ..Reglages::default() };
    let bac = Bac::avec(reglages).await;
    let journal = &bac.app.journal;
    journal.append(consultation(1)).await.unwrap();
    let veille = tokio::spawn(veiller(bac.app.clone()));
    // Its first reading is at once, the next one tomorrow.
    indexe(journal).await;
    let mut demandes = JoinSet::new();
    for rang in 0..1_000 {
        let journal = journal.clone();
        demandes.spawn(async move { journal.append(consultation(rang)).await.unwrap() });
    }
    demandes.join_all().await;
    indexe(journal).await;
    veille.abort();
}
