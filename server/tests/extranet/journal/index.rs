//! The index of the searches: filled apart from the chain, never twice nor with a hole; made again from
//! the chain when somebody altered it; no part of what is verified.

use std::process::ExitCode;

use chrono::{DateTime, TimeDelta, Utc};
use reciproque_server::journal::commande::{CommandeJournal, executer};
use reciproque_server::journal::{Filtre, Journal};
use reciproque_shared::journal::Evenement;
use tokio::task::JoinSet;

use super::terrain::{Intrus, Terrain, consultation};

const TOUTES: Filtre = Filtre {
    agent: None,
    sans_agent: false,
    agents: None,
    organisation: None,
    objet: None,
    objets: None,
    acte: None,
    sauf: Vec::new(),
    issue: None,
    sans_refus: false,
    issues: &[],
    depuis: None,
    avant: None,
    apres: None,
    limite: 10_000,
};

async fn positions(journal: &Journal, filtre: &Filtre) -> Vec<u64> {
    let lues = journal.chercher(filtre).await.unwrap();
    let mut positions: Vec<_> = lues.iter().map(|lue| lue.maillon.seq).collect();
    positions.sort_unstable();
    positions
}

/// What the index holds, as its own tables say.
async fn indexes(intrus: &Intrus) -> (i64, i64) {
    let signet = intrus.nombre("SELECT COALESCE(MAX(seq), 0) FROM signet WHERE chaine = 0").await;
    (intrus.nombre("SELECT COUNT(*) FROM renvoi WHERE chaine = 0").await, signet)
}

async fn ajouter(journal: &Journal, rangs: std::ops::RangeInclusive<i64>) {
    let mut demandes = JoinSet::new();
    for rang in rangs {
        let journal = journal.clone();
        demandes.spawn(async move { journal.append(consultation(rang)).await.unwrap() });
    }
    demandes.join_all().await;
}

/// All that a commit writes in the store: the b-tree of the chain.
#[tokio::test]
async fn the_table_of_the_chain_has_no_index_beside_its_key() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(2).await;
        let intrus = terrain.intrus().await;
        let index = match intrus.sqlite() {
            // `WITHOUT ROWID`: the key is the table, and the only name it has is its own.
            true => {
                "SELECT COUNT(*) FROM sqlite_master WHERE tbl_name = 'evenement' AND type = 'index' AND sql IS NOT NULL"
            }
            false => {
                "SELECT COUNT(*) FROM pg_indexes WHERE schemaname = 'journal' AND tablename = 'evenement' \
                      AND indexname <> 'evenement_pkey'"
            }
        };
        assert_eq!(intrus.nombre(index).await, 0);
        if intrus.sqlite() {
            let table =
                "SELECT COUNT(*) FROM sqlite_master WHERE name = 'evenement' AND sql LIKE '%WITHOUT ROWID'";
            assert_eq!(intrus.nombre(table).await, 1);
        }
        assert_eq!(indexes(&intrus).await, (0, 0), "a commit writes nothing else");
        assert_eq!(journal.indexer().await.unwrap(), 2);
        assert_eq!(indexes(&intrus).await, (2, 2));
        assert_eq!(journal.indexer().await.unwrap(), 0, "once");
    }
}

/// Stopped, half-way, done.
#[tokio::test]
async fn an_event_is_found_at_once_whatever_is_indexed() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(3).await;
        let lues = async |n: u64| {
            let du_3 = Filtre { objet: Some("dossier:3".into()), ..TOUTES };
            let d_alors = Filtre { depuis: Some(consultation(2).instant), organisation: Some(3), ..TOUTES };
            assert_eq!(positions(&journal, &TOUTES).await, (1..=n).collect::<Vec<_>>());
            assert_eq!(positions(&journal, &Filtre { agent: Some(7), ..TOUTES }).await.len() as u64, n);
            assert_eq!(positions(&journal, &du_3).await, [3]);
            assert_eq!(positions(&journal, &d_alors).await, (2..=n).collect::<Vec<_>>());
            let comptes = journal.compter(&TOUTES).await.unwrap();
            assert_eq!(comptes.iter().map(|compte| compte.nombre).sum::<u64>(), n);
            let vues = journal.dernieres_consultations(7, &["dossier.consulter"], 1).await.unwrap();
            assert_eq!(vues[0].objet, format!("dossier:{n}"));
        };
        lues(3).await;
        journal.indexer().await.unwrap();
        lues(3).await;
        journal.append(consultation(4)).await.unwrap();
        lues(4).await;
        journal.indexer().await.unwrap();
        lues(4).await;
    }
}

/// The rows and the position are there together, or neither.
#[tokio::test]
async fn stopped_in_the_middle_it_goes_on_from_where_it_was() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(2).await;
    journal.indexer().await.unwrap();
    ajouter(&journal, 3..=600).await;
    let intrus = terrain.intrus().await;
    intrus
        .executer(
            "CREATE TRIGGER panne BEFORE INSERT ON renvoi WHEN NEW.seq = 400
             BEGIN SELECT RAISE(ABORT, 'panne'); END",
        )
        .await;
    assert!(journal.indexer().await.is_err());
    let (rangees, signet) = indexes(&intrus).await;
    assert_eq!(rangees, signet, "a position without its rows");
    assert!((2..400).contains(&signet), "{signet}");
    assert_eq!(positions(&journal, &TOUTES).await, (1..=600).collect::<Vec<_>>());
    intrus.executer("DROP TRIGGER panne").await;
    assert_eq!(journal.indexer().await.unwrap(), 600 - signet.unsigned_abs());
    assert_eq!(indexes(&intrus).await, (600, 600));
    assert_eq!(positions(&journal, &TOUTES).await, (1..=600).collect::<Vec<_>>());
}

/// Another process reads the journal too, and may be ahead: nothing is there twice.
#[tokio::test]
async fn two_processes_index_one_journal_without_a_row_more() {
    for terrain in Terrain::tous().await {
        let serveur = terrain.garni(1).await;
        let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
        ajouter(&serveur, 2..=700).await;
        ajouter(&commande, 1..=10).await;
        let (un, deux) = tokio::join!(serveur.indexer(), commande.indexer());
        assert_eq!(un.unwrap() + deux.unwrap(), 709, "one was indexed when the command opened");
        let intrus = terrain.intrus().await;
        assert_eq!(indexes(&intrus).await, (700, 700));
        for journal in [&serveur, &commande] {
            assert_eq!(positions(journal, &TOUTES).await.len(), 710);
        }
        commande.fermer().await.unwrap();
    }
}

/// What was written while nobody indexed is, when the journal opens.
#[tokio::test]
async fn the_index_catches_up_when_the_journal_opens() {
    for terrain in Terrain::tous().await {
        terrain.garni(5).await.fermer().await.unwrap();
        let intrus = terrain.intrus().await;
        assert_eq!(indexes(&intrus).await, (0, 0));
        let journal = terrain.ouvrir().await;
        assert_eq!(indexes(&intrus).await, (5, 5));
        assert_eq!(positions(&journal, &TOUTES).await, [1, 2, 3, 4, 5]);
    }
}

/// The tail that a search goes through stays short, even where no task indexes.
#[tokio::test]
async fn beyond_two_thousand_events_a_search_has_them_indexed_first() {
    let terrain = Terrain::sqlite();
    let journal = terrain.ouvrir().await;
    let intrus = terrain.intrus().await;
    ajouter(&journal, 1..=2_000).await;
    assert_eq!(positions(&journal, &TOUTES).await.len(), 2_000);
    assert_eq!(indexes(&intrus).await, (0, 0));
    journal.append(consultation(2_001)).await.unwrap();
    assert_eq!(positions(&journal, &TOUTES).await.len(), 2_001);
    assert_eq!(indexes(&intrus).await, (2_001, 2_001));
    assert_eq!(journal.compteurs().a_indexer(), 0);
}

fn apres(rang: i64) -> DateTime<Utc> {
    consultation(rang).instant + TimeDelta::milliseconds(1)
}

/// Whatever of it was indexed.
#[tokio::test]
async fn a_purge_takes_the_rows_of_the_links_that_go() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(6).await;
        journal.indexer().await.unwrap();
        let intrus = terrain.intrus().await;
        journal.purger(&terrain.url, apres(4), apres(6)).await.unwrap();
        assert_eq!(intrus.nombre("SELECT COUNT(*) FROM renvoi WHERE seq <= 4").await, 0);
        assert_eq!(positions(&journal, &TOUTES).await, [5, 6, 7]);
        // Beyond what is indexed, too: the announcement of the purge before and two more.
        journal.append(Evenement { instant: apres(6), ..consultation(7) }).await.unwrap();
        journal.purger(&terrain.url, apres(7), apres(9)).await.unwrap();
        assert_eq!(positions(&journal, &TOUTES).await, [9]);
        journal.indexer().await.unwrap();
        assert_eq!(positions(&journal, &TOUTES).await, [9]);
        let restent = "SELECT COUNT(*) FROM renvoi WHERE NOT EXISTS (SELECT 1 FROM evenement \
             WHERE evenement.chaine = renvoi.chaine AND evenement.seq = renvoi.seq)";
        assert_eq!(intrus.nombre(restent).await, 0);
    }
}

/// What an altered index can do: hide from a search. It is seen, and mended from the chain.
#[tokio::test]
async fn an_altered_index_hides_nothing_from_verification_and_is_noticed() {
    let atteintes = [
        "DELETE FROM renvoi WHERE seq = 2",
        "DELETE FROM renvoi WHERE seq = 2; INSERT INTO renvoi VALUES (0, 2, 1795000002007, 8, 3, 'dossier:2')",
        "DELETE FROM signet; INSERT INTO signet VALUES (0, 1000)",
        "INSERT INTO renvoi VALUES (0, 99, 1795000002007, 7, 3, 'dossier:2')",
    ];
    for sql in atteintes {
        for terrain in Terrain::tous().await {
            let journal = terrain.garni(3).await;
            journal.indexer().await.unwrap();
            journal.append(consultation(4)).await.unwrap();
            assert!(sans_ecart(&journal).await, "{sql}");
            terrain.intrus().await.executer(sql).await;
            assert_eq!(journal.verifier().await.unwrap()[0].verifies, 4, "the chain alone is verified");
            assert!(!sans_ecart(&journal).await, "{sql}");
            let code = async |commande| {
                format!("{:?}", executer(commande, &terrain.url, &terrain.cle()).await.unwrap())
            };
            let verify = || CommandeJournal::Verify { sceau: None };
            assert_eq!(code(verify()).await, format!("{:?}", ExitCode::FAILURE), "{sql}");
            code(CommandeJournal::Reindexer).await;
            assert_eq!(code(verify()).await, format!("{:?}", ExitCode::SUCCESS), "{sql}");
            journal.indexer().await.unwrap();
            assert_eq!(positions(&journal, &Filtre { agent: Some(7), ..TOUTES }).await, [1, 2, 3, 4]);
            journal.fermer().await.unwrap();
        }
    }
}

async fn sans_ecart(journal: &Journal) -> bool {
    journal.demander_controle(consultation(9).instant);
    journal.attendre_controle().await;
    journal.suivi().dernier.unwrap().ecarts == 0
}

/// A row says where to look; what is shown is what the chain says.
#[tokio::test]
async fn while_it_is_made_again_every_event_is_found() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(20).await;
        journal.indexer().await.unwrap();
        let intrus = terrain.intrus().await;
        intrus.executer("DELETE FROM signet").await;
        assert_eq!(positions(&journal, &TOUTES).await.len(), 20, "as this process knew it");
        assert_eq!(journal.refaire_index().await.unwrap(), 20);
        assert_eq!(positions(&journal, &TOUTES).await.len(), 20);
        assert_eq!(indexes(&intrus).await, (20, 20));
    }
}
