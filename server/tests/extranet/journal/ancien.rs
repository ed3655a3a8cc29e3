//! A journal from before chains had a key: what the server of that time left (`ancien/`, written
//! by another program) verifies by its own rule, up to the opening of its chains under the key.

use std::process::ExitCode;

use reciproque_server::journal::commande::{CommandeJournal, executer};
use reciproque_server::journal::{Filtre, JournalErreur};
use reciproque_shared::journal::{Raison, Rupture};

use super::faux;
use super::terrain::{Intrus, Terrain, consultation, rupture};

const SQLITE: &str = include_str!("../../../src/journal/schema_sqlite.sql");
const INDEX: &str = include_str!("ancien/index.sql");
const POSTGRES: [&str; 2] = [
    include_str!("../../../src/journal/schema_postgres.sql"),
    include_str!("../../../src/journal/schema_postgres_purge.sql"),
];

/// The store and the key's folder as they were.
async fn poser(terrain: &Terrain) {
    std::fs::File::create_new(terrain.chemin("journal.sqlite")).unwrap();
    let intrus = terrain.intrus().await;
    let evenements = include_str!("ancien/journal.sql");
    match terrain.url.starts_with("sqlite:") {
        true => intrus.executer(&format!("{SQLITE};{INDEX};{evenements}")).await,
        false => {
            intrus.executer(&POSTGRES.join(";")).await;
            intrus.executer(&evenements.replace(", x'", r", '\x")).await;
        }
    }
    terrain.poser_cle(include_bytes!("ancien/journal.cle"));
    std::fs::write(terrain.chemin("journal.sceau-0.json"), include_bytes!("ancien/journal.sceau-0.json"))
        .unwrap();
}

async fn anciens() -> Vec<Terrain> {
    let terrains = Terrain::tous().await;
    for terrain in &terrains {
        poser(terrain).await;
    }
    terrains
}

#[tokio::test]
async fn a_former_journal_goes_on_under_the_key() {
    for terrain in anciens().await {
        let journal = terrain.ouvrir().await;
        assert_eq!(journal.append(consultation(6)).await.unwrap().seq, 6);
        let verifies = |bilans: Vec<_>| {
            bilans.iter().map(|b: &reciproque_shared::journal::Bilan| b.verifies).collect::<Vec<_>>()
        };
        assert_eq!(verifies(journal.verifier().await.unwrap()), [6, 2]);
        journal.fermer().await.unwrap();
        let journal = terrain.ouvrir().await;
        journal.append(consultation(7)).await.unwrap();
        assert_eq!(verifies(journal.verifier().await.unwrap()), [7, 2], "and after a restart");
    }
}

/// Whatever its age: as it was left, or as the last version left it, keyed and with a few events more.
#[tokio::test]
async fn a_former_journal_gives_its_indexes_up_and_is_indexed_apart() {
    for terrain in anciens().await {
        let intrus = terrain.intrus().await;
        for (objet, positions) in [("cer:4", vec![4, 3]), ("dossier:9", vec![6])] {
            assert!(indexes_de_la_chaine(&intrus).await > 0, "as it was");
            let journal = terrain.ouvrir().await;
            assert_eq!(indexes_de_la_chaine(&intrus).await, 0);
            let manquent = "SELECT COUNT(*) FROM evenement WHERE NOT EXISTS (SELECT 1 FROM renvoi \
                 WHERE renvoi.chaine = evenement.chaine AND renvoi.seq = evenement.seq)";
            assert_eq!(intrus.nombre(manquent).await, 0);
            let filtre = Filtre { objet: Some(objet.into()), limite: 10, ..Filtre::default() };
            let lues = journal.chercher(&filtre).await.unwrap();
            assert_eq!(lues.iter().map(|lue| lue.maillon.seq).collect::<Vec<_>>(), positions);
            let importes = Filtre { sans_agent: true, limite: 10, ..Filtre::default() };
            assert_eq!(journal.chercher(&importes).await.unwrap().len(), 3, "from both chains");
            if positions == [4, 3] {
                journal.append(consultation(9)).await.unwrap();
            }
            journal.fermer().await.unwrap();
            let avant = "DROP TABLE renvoi; DROP TABLE signet";
            intrus.executer(&format!("{avant};{INDEX}")).await;
        }
    }
}

async fn indexes_de_la_chaine(intrus: &Intrus) -> i64 {
    let index = match intrus.sqlite() {
        true => "SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND name LIKE 'evenement_%'",
        false => {
            "SELECT COUNT(*) FROM pg_indexes WHERE schemaname = 'journal' AND tablename = 'evenement' \
             AND indexname <> 'evenement_pkey'"
        }
    };
    intrus.nombre(index).await
}

#[tokio::test]
async fn a_former_journal_that_was_altered_is_not_taken_over() {
    let atteintes = [
        ("UPDATE evenement SET agent = 8 WHERE chaine = 0 AND seq = 2", 0, 2),
        ("DELETE FROM evenement WHERE chaine = 0 AND seq = 5", 0, 5),
        ("UPDATE evenement SET client = 'x' WHERE chaine = 1 AND seq = 1", 1, 1),
    ];
    for (sql, chaine, position) in atteintes {
        for terrain in anciens().await {
            let intrus = terrain.intrus().await;
            intrus.forcer().await;
            intrus.executer(sql).await;
            match terrain.essayer().await.map(drop) {
                Err(JournalErreur::Rompu(rompu)) => {
                    assert_eq!((rompu.chaine, rompu.position), (chaine, position), "{sql}");
                }
                autre => panic!("{sql}: {autre:?}"),
            }
        }
    }
}

/// Once under the key, the former rule is worth nothing any more, but for what it made before.
#[tokio::test]
async fn after_the_opening_a_link_without_the_key_is_a_break() {
    for terrain in anciens().await {
        let journal = terrain.ouvrir().await;
        let intrus = terrain.intrus().await;
        let tete = journal.verifier().await.unwrap()[0].tete;
        intrus.inserer(&faux::sans_cle(tete, consultation(9)), 0).await;
        let Rupture { chaine, position, raison } = rupture(&journal).await;
        assert_eq!((chaine, position, raison), (0, 6, Raison::Contenu));
    }
}

/// A chain in the former manner, invented beside those of a journal under its key.
#[tokio::test]
async fn a_chain_invented_in_the_former_manner_is_found() {
    for terrain in anciens().await {
        let journal = terrain.ouvrir().await;
        let intrus = terrain.intrus().await;
        let genese = reciproque_shared::journal::Tete::genese(77);
        intrus.inserer(&faux::sans_cle(genese, consultation(9)), 77).await;
        let Rupture { chaine, position, raison } = rupture(&journal).await;
        assert_eq!((chaine, position, raison), (77, 1, Raison::JamaisOuverte));
        // Nor does it help to take away what says that the journal is under its key.
        intrus.forcer().await;
        intrus.executer("DELETE FROM sceau").await;
        assert_eq!(rupture(&journal).await.raison, Raison::JamaisOuverte);
    }
}

#[tokio::test]
async fn the_operator_may_verify_a_former_journal_before_any_server_opens_it() {
    for terrain in anciens().await {
        let cle = terrain.cle();
        let verify = || executer(CommandeJournal::Verify { sceau: None }, &terrain.url, &cle);
        let code = async || format!("{:?}", verify().await.unwrap());
        assert_eq!(code().await, format!("{:?}", ExitCode::SUCCESS));
        let intrus = terrain.intrus().await;
        intrus.forcer().await;
        intrus.executer("UPDATE evenement SET agent = 8 WHERE chaine = 0 AND seq = 2").await;
        assert_eq!(code().await, format!("{:?}", ExitCode::FAILURE));
    }
}

#[tokio::test]
async fn the_operator_may_seal_a_former_journal_before_any_server_does() {
    for terrain in anciens().await {
        executer(CommandeJournal::Sceller, &terrain.url, &terrain.cle()).await.unwrap();
        let journal = terrain.ouvrir().await;
        assert_eq!(journal.append(consultation(6)).await.unwrap().seq, 6);
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 6);
    }
}
