//! What `append` promises: on disk when it returns, one commit for many, mends itself.

use std::fs;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use reciproque_server::journal::{Filtre, Journal, JournalErreur, Recu};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::trace::Curseur;
use tokio::task::JoinSet;

use super::terrain::{Terrain, consultation, rupture};

#[tokio::test]
async fn an_event_is_seen_by_another_connection_as_soon_as_append_answers() {
    for terrain in Terrain::tous().await {
        let journal = terrain.ouvrir().await;
        let temoin = terrain.intrus().await;
        for rang in 1..=5 {
            let recu = journal.append(consultation(rang)).await.unwrap();
            assert_eq!(recu, Recu { chaine: 0, seq: rang as u64 });
            assert_eq!(temoin.nombre("SELECT MAX(seq) FROM evenement").await, rang);
        }
    }
}

#[tokio::test]
async fn sixty_four_requests_at_once_share_few_commits() {
    for terrain in Terrain::tous().await {
        let journal = terrain.ouvrir().await;
        let mut demandes = JoinSet::new();
        for rang in 1..=64 {
            let journal = journal.clone();
            demandes.spawn(async move { journal.append(consultation(rang)).await.unwrap().seq });
        }
        let mut seqs = demandes.join_all().await;
        seqs.sort_unstable();
        assert_eq!(seqs, (1..=64).collect::<Vec<u64>>());
        assert_eq!(journal.compteurs().evenements(), 64);
        assert!(journal.compteurs().lots() <= 8, "{} commits", journal.compteurs().lots());
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 64);
    }
}

#[tokio::test]
async fn a_batch_of_several_statements_stays_one_chain() {
    for terrain in Terrain::tous().await {
        let journal = terrain.ouvrir().await;
        let mut demandes = JoinSet::new();
        for rang in 1..=1_000 {
            let journal = journal.clone();
            demandes.spawn(async move { journal.append(consultation(rang)).await.unwrap() });
        }
        demandes.join_all().await;
        assert!(journal.compteurs().lots() <= 50, "{} commits", journal.compteurs().lots());
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 1_000);
    }
}

#[tokio::test]
async fn after_a_failure_each_is_told_and_the_chain_goes_on() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(2).await;
    let intrus = terrain.intrus().await;
    intrus
        .executer("CREATE TRIGGER panne BEFORE INSERT ON evenement BEGIN SELECT RAISE(ABORT, 'panne'); END")
        .await;
    let (un, deux) = tokio::join!(journal.append(consultation(3)), journal.append(consultation(4)));
    for reponse in [un, deux] {
        assert!(matches!(reponse, Err(JournalErreur::Base(_))), "{reponse:?}");
    }
    intrus.executer("DROP TRIGGER panne").await;
    assert_eq!(journal.append(consultation(5)).await.unwrap().seq, 3);
    assert_eq!(journal.verifier().await.unwrap()[0].verifies, 3);
}

#[tokio::test]
async fn a_second_writer_is_refused_then_accepted_when_the_first_one_stops() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(3).await;
    assert!(matches!(terrain.essayer().await, Err(JournalErreur::DejaOuvert(_))));
    journal.fermer().await.unwrap();
    assert!(matches!(journal.append(consultation(4)).await, Err(JournalErreur::Ferme)));
    assert_eq!(terrain.ouvrir().await.append(consultation(4)).await.unwrap().seq, 4);
}

#[tokio::test]
async fn two_processes_on_postgresql_hold_a_chain_each() {
    for terrain in Terrain::tous().await.into_iter().skip(1) {
        let (un, deux) = (terrain.garni(3).await, terrain.garni(2).await);
        assert_eq!(deux.append(consultation(9)).await.unwrap(), Recu { chaine: 1, seq: 3 });
        assert_eq!(un.append(consultation(9)).await.unwrap(), Recu { chaine: 0, seq: 4 });
        let bilans = un.verifier().await.unwrap();
        assert_eq!(bilans.iter().map(|bilan| bilan.verifies).collect::<Vec<_>>(), [4, 3]);
    }
}

#[tokio::test]
async fn the_key_is_readable_by_the_server_only_and_never_replaced() {
    let terrain = Terrain::sqlite();
    terrain.garni(1).await.fermer().await.unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for nom in ["journal.cle", "journal.sqlite"] {
            let droits = std::fs::metadata(terrain.chemin(nom)).unwrap().permissions();
            assert_eq!(droits.mode() & 0o777, 0o600, "{nom}");
        }
    }
    std::fs::remove_file(terrain.cle()).unwrap();
    assert!(matches!(terrain.essayer().await, Err(JournalErreur::CleAbsente(_))));
}

#[tokio::test]
async fn events_are_read_by_agent_object_and_date_the_last_first() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(5).await;
        journal.append(Evenement { agent: Some(8), ..consultation(2) }).await.unwrap();
        let objets = |filtre: Filtre| {
            let journal = &journal;
            async move {
                let lues = journal.chercher(&filtre).await.unwrap();
                lues.into_iter().map(|lue| lue.maillon.seq).collect::<Vec<_>>()
            }
        };
        let filtre = Filtre { limite: 2, ..Filtre::default() };
        assert_eq!(objets(Filtre { agent: Some(7), ..filtre.clone() }).await, [5, 4]);
        let instant_ms = consultation(4).instant.timestamp_millis();
        let apres = Some(Curseur { instant_ms, chaine: 0, seq: 4 });
        assert_eq!(objets(Filtre { agent: Some(7), apres, ..filtre.clone() }).await, [3, 2]);
        assert_eq!(objets(Filtre { objet: Some("dossier:2".into()), ..filtre.clone() }).await, [6, 2]);
        let (depuis, avant) = (Some(consultation(3).instant), Some(consultation(4).instant));
        assert_eq!(objets(Filtre { depuis, avant, ..filtre }).await, [3]);
    }
}

#[tokio::test]
async fn the_last_views_repeat_none_and_count_no_refusal() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(3).await;
        let revue = Evenement { instant: consultation(9).instant, ..consultation(1) };
        journal.append(revue).await.unwrap();
        journal.append(Evenement { issue: Issue::Refuse, ..consultation(10) }).await.unwrap();
        journal.append(Evenement { acte: "cer.saisir".into(), ..consultation(11) }).await.unwrap();
        let lues = journal.dernieres_consultations(7, &["dossier.consulter"], 2).await.unwrap();
        let objets: Vec<_> = lues.iter().map(|lue| lue.objet.as_str()).collect();
        assert_eq!(objets, ["dossier:1", "dossier:3"]);
        assert_eq!(lues[0].instant, consultation(9).instant);
    }
}

fn evenements() -> impl Strategy<Value = Evenement> {
    let texte = || proptest::option::of("[^\0]{0,6}");
    let nombres = (any::<i32>(), any::<Option<i64>>(), any::<Option<i64>>(), any::<Option<u32>>());
    let textes = (texte(), texte(), "[^\0]{0,6}", texte(), texte(), "[^\0]{0,6}");
    let liste = (proptest::collection::vec("[^\0]{0,6}", 0..3), 0..4_usize);
    (nombres, textes, liste).prop_map(|(nombres, textes, liste)| Evenement {
        instant: DateTime::UNIX_EPOCH + TimeDelta::milliseconds(nombres.0.into()),
        agent: nombres.1,
        profil: textes.0,
        organisation: nombres.2,
        session: textes.1,
        acte: textes.2,
        objet: textes.3,
        rubriques: liste.0,
        motif: textes.4,
        issue: Issue::TOUTES[liste.1],
        client: textes.5,
        lie_a: nombres.3.map(u64::from),
    })
}

async fn relire(journal: &Journal, evenement: Evenement) -> Evenement {
    let seq = journal.append(evenement).await.unwrap().seq;
    let filtre = Filtre { limite: 1_000, ..Filtre::default() };
    let lues = journal.chercher(&filtre).await.unwrap();
    lues.into_iter().find(|lue| lue.maillon.seq == seq).unwrap().maillon.evenement
}

#[tokio::test]
async fn every_event_is_read_back_as_it_was_written() {
    for terrain in Terrain::tous().await {
        let journal = terrain.ouvrir().await;
        let mut tirage = proptest::test_runner::TestRunner::deterministic();
        for _ in 0..100 {
            let evenement = evenements().new_tree(&mut tirage).unwrap().current();
            assert_eq!(relire(&journal, evenement.clone()).await, evenement);
        }
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 100);
    }
}

/// A command writes beside the server, each its chain; neither lets a second of its kind in.
#[tokio::test]
async fn a_command_writes_its_chain_while_the_server_writes_its_own() {
    for terrain in Terrain::tous().await {
        let serveur = terrain.garni(3).await;
        let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
        for rang in 1..=2 {
            let recu = commande.append(consultation(rang)).await.unwrap();
            assert_eq!(recu, Recu { chaine: 1, seq: rang as u64 });
            assert_eq!(serveur.append(consultation(rang)).await.unwrap().chaine, 0);
        }
        if terrain.url.starts_with("sqlite:") {
            let seconde = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await;
            assert!(matches!(seconde, Err(JournalErreur::DejaOuvert(_))));
        }
        commande.fermer().await.unwrap();
        let bilans = serveur.verifier().await.unwrap();
        let tetes: Vec<_> = bilans.iter().map(|bilan| (bilan.tete.chaine, bilan.tete.seq)).collect();
        assert_eq!(tetes, [(0, 5), (1, 2)]);
        let intrus = terrain.intrus().await;
        intrus.forcer().await;
        intrus.executer("UPDATE evenement SET agent = 8 WHERE chaine = 1 AND seq = 1").await;
        assert_eq!(rupture(&serveur).await.chaine, 1, "an edit in the chain of the command is found");
    }
}

/// A SQLite journal from when it held one chain only goes on, link for link.
#[tokio::test]
async fn a_journal_of_one_chain_only_is_taken_over_as_it_is() {
    let terrain = Terrain::sqlite();
    terrain.garni(4).await.fermer().await.unwrap();
    let intrus = terrain.intrus().await;
    intrus
        .executer(
            "CREATE TABLE ancien (seq INTEGER PRIMARY KEY, chaine INTEGER NOT NULL CHECK (chaine = 0),
             instant INTEGER NOT NULL, agent INTEGER, profil TEXT, organisation INTEGER, session TEXT,
             acte TEXT NOT NULL, objet TEXT, rubriques TEXT NOT NULL, motif TEXT, issue TEXT NOT NULL,
             client TEXT NOT NULL, lie_a INTEGER, precedent BLOB NOT NULL, empreinte BLOB NOT NULL) STRICT;
             INSERT INTO ancien SELECT seq, chaine, instant, agent, profil, organisation, session, acte, objet,
             rubriques, motif, issue, client, lie_a, precedent, empreinte FROM evenement;
             DROP TABLE evenement; ALTER TABLE ancien RENAME TO evenement;
             CREATE TRIGGER evenement_immuable BEFORE UPDATE ON evenement BEGIN SELECT RAISE(ABORT, 'non'); END",
        )
        .await;
    let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
    assert_eq!(commande.append(consultation(1)).await.unwrap(), Recu { chaine: 1, seq: 1 });
    let serveur = terrain.ouvrir().await;
    assert_eq!(serveur.append(consultation(5)).await.unwrap(), Recu { chaine: 0, seq: 5 });
    let bilans = serveur.verifier().await.unwrap();
    assert_eq!(bilans.iter().map(|bilan| bilan.verifies).collect::<Vec<_>>(), [5, 1]);
    intrus.tenter("UPDATE evenement SET agent = 8").await.unwrap_err();
}

/// Nobody asks for it: within seconds, the end of the chain can't be cut unseen.
#[tokio::test]
async fn the_seal_near_the_key_follows_by_itself() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(3).await;
    let temoin = terrain.chemin("journal.sceau-0.json");
    let atteint = async {
        while !fs::read_to_string(&temoin).is_ok_and(|sceau| sceau.contains("\"seq\":3")) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), atteint).await.expect("sealed within half a minute");
    let intrus = terrain.intrus().await;
    assert_eq!(intrus.nombre("SELECT COUNT(*) FROM sceau").await, 1, "the store keeps fewer seals");
    intrus.forcer().await;
    intrus.executer("DELETE FROM evenement WHERE seq = 3").await;
    assert_eq!(rupture(&journal).await.position, 3);
}
