//! Damage done to the store behind the server's back, and where verification finds it.

use std::process::ExitCode;

use reciproque_server::journal::commande::{CommandeJournal, executer};
use reciproque_server::journal::{Export, JournalErreur};
use reciproque_shared::journal::{Chaineur, CleChaine, Raison, Tete};

use super::terrain::{Terrain, assert_rompu, consultation};

#[tokio::test]
async fn the_store_refuses_to_alter_or_erase() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(2).await;
        journal.sceller().await.unwrap();
        let intrus = terrain.intrus().await;
        for sql in [
            "UPDATE evenement SET agent = 1",
            "DELETE FROM evenement WHERE seq = 2",
            "UPDATE sceau SET instant = 0",
            "DELETE FROM sceau",
        ] {
            assert!(intrus.tenter(sql).await.is_err(), "{sql}");
        }
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 2);
    }
}

#[tokio::test]
async fn each_damage_is_found_at_its_place() {
    let atteintes = [
        ("UPDATE evenement SET objet = 'dossier:99' WHERE seq = 3", 3, Raison::Contenu),
        ("UPDATE evenement SET agent = NULL WHERE seq = 1", 1, Raison::Contenu),
        ("UPDATE evenement SET instant = instant + 1 WHERE seq = 6", 6, Raison::Contenu),
        ("UPDATE evenement SET rubriques = 'rien' WHERE seq = 4", 4, Raison::Illisible),
        ("UPDATE evenement SET precedent = empreinte WHERE seq = 2", 2, Raison::Precedent),
        ("DELETE FROM evenement WHERE seq = 1", 1, Raison::Manquant { trouve: 2 }),
        ("DELETE FROM evenement WHERE seq IN (4, 5)", 4, Raison::Manquant { trouve: 6 }),
        ("DELETE FROM evenement WHERE seq > 4", 5, Raison::Tronque { atteste: 6 }),
        ("DELETE FROM evenement", 1, Raison::Tronque { atteste: 6 }),
        ("UPDATE evenement SET seq = 8 WHERE seq = 6", 6, Raison::Manquant { trouve: 8 }),
        (
            "UPDATE evenement SET seq = 9 WHERE seq = 2; UPDATE evenement SET seq = 2 WHERE seq = 3;
             UPDATE evenement SET seq = 3 WHERE seq = 9",
            2,
            Raison::Precedent,
        ),
        ("UPDATE sceau SET instant = instant + 1 WHERE sorte = 'courant'", 6, Raison::Signature),
        ("UPDATE sceau SET instant = instant + 1 WHERE sorte = 'ouverture'", 0, Raison::Signature),
        ("UPDATE sceau SET sorte = 'arret' WHERE sorte = 'courant'", 6, Raison::Signature),
        ("DELETE FROM sceau", 1, Raison::JamaisOuverte),
    ];
    for (sql, position, raison) in atteintes {
        for terrain in Terrain::tous().await {
            let journal = terrain.garni(6).await;
            journal.sceller().await.unwrap();
            assert_eq!(journal.verifier().await.unwrap()[0].verifies, 6);
            let intrus = terrain.intrus().await;
            intrus.forcer().await;
            intrus.executer(sql).await;
            assert_rompu(&journal, position, raison).await;
        }
    }
}

#[tokio::test]
async fn who_erases_the_seals_too_is_betrayed_by_the_one_kept_near_the_key() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(2).await;
        journal.sceller().await.unwrap();
        journal.append(consultation(3)).await.unwrap();
        journal.sceller().await.unwrap();
        let intrus = terrain.intrus().await;
        intrus.forcer().await;
        intrus.executer("DELETE FROM evenement WHERE seq > 2; DELETE FROM sceau WHERE seq > 2").await;
        assert_rompu(&journal, 3, Raison::Tronque { atteste: 3 }).await;
    }
}

/// Everything on the machine put back to an earlier day; only what left it knows better.
#[tokio::test]
async fn an_exported_seal_betrays_a_whole_return_to_the_past() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(2).await;
    let sceau = journal.sceller().await.unwrap().unwrap();
    let temoin = terrain.chemin("journal.sceau-0.json");
    let ancien = std::fs::read(&temoin).unwrap();
    journal.append(consultation(3)).await.unwrap();
    let exporte = terrain.chemin("exporte.json");
    let dernier = journal.sceller().await.unwrap().unwrap();
    let export = Export { cle_publique: String::new(), sceaux: vec![dernier, sceau] };
    std::fs::write(&exporte, serde_json::to_vec(&export).unwrap()).unwrap();
    journal.fermer().await.unwrap();

    let cle = terrain.cle();
    let verify = |sceau| executer(CommandeJournal::Verify { sceau }, &terrain.url, &cle);
    let code = async |sceau| format!("{:?}", verify(sceau).await.unwrap());
    let [intact, rompu] = [ExitCode::SUCCESS, ExitCode::FAILURE].map(|code| format!("{code:?}"));
    assert_eq!(code(Some(exporte.clone())).await, intact);
    let intrus = terrain.intrus().await;
    intrus.forcer().await;
    intrus.executer("DELETE FROM evenement WHERE seq > 2; DELETE FROM sceau WHERE seq > 2").await;
    assert_eq!(code(None).await, rompu);
    std::fs::write(&temoin, ancien).unwrap();
    assert_eq!(code(None).await, intact);
    assert_eq!(code(Some(exporte)).await, rompu);
}

/// Someone who can compute digests, but has not the key, rewrites the end of the chain, then has
/// the seal say the same.
#[tokio::test]
async fn an_end_chained_again_without_the_key_is_found() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(1).await;
    journal.sceller().await.unwrap();
    let premier = journal.chercher(&filtre()).await.unwrap().remove(0).maillon;
    journal.append(consultation(2)).await.unwrap();
    journal.sceller().await.unwrap();
    let tete = Tete { chaine: 0, seq: 1, empreinte: premier.empreinte };
    let faux = Chaineur::new(tete, CleChaine::new(&[0; 32])).chainer(consultation(9));
    let intrus = terrain.intrus().await;
    intrus.forcer().await;
    intrus
        .executer(&format!(
            "UPDATE evenement SET objet = 'dossier:9', instant = {}, empreinte = x'{}' WHERE seq = 2",
            faux.evenement.instant.timestamp_millis(),
            faux.empreinte
        ))
        .await;
    assert_rompu(&journal, 2, Raison::Contenu).await;
    intrus.executer(&format!("UPDATE sceau SET empreinte = x'{}' WHERE seq = 2", faux.empreinte)).await;
    assert_rompu(&journal, 2, Raison::Signature).await;
}

#[tokio::test]
async fn a_broken_journal_does_not_open_again_in_silence() {
    let terrain = Terrain::sqlite();
    terrain.garni(4).await.fermer().await.unwrap();
    let intrus = terrain.intrus().await;
    intrus.forcer().await;
    intrus.executer("DELETE FROM evenement WHERE seq = 4").await;
    assert!(matches!(terrain.essayer().await, Err(JournalErreur::Rompu(_))));
}

#[tokio::test]
async fn nothing_is_added_behind_an_event_slipped_into_the_store() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(2).await;
    let intrus = terrain.intrus().await;
    intrus
        .executer(
            "INSERT INTO evenement SELECT 3, chaine, instant, agent, profil, organisation, session, acte, objet,
             rubriques, motif, issue, client, lie_a, precedent, empreinte FROM evenement WHERE seq = 2",
        )
        .await;
    assert!(matches!(journal.append(consultation(3)).await, Err(JournalErreur::Base(_))));
    assert!(matches!(journal.append(consultation(3)).await, Err(JournalErreur::Rompu(_))));
    assert_rompu(&journal, 3, Raison::Precedent).await;
}

#[tokio::test]
async fn the_operator_seals_while_the_server_writes() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(3).await;
        executer(CommandeJournal::Sceller, &terrain.url, &terrain.cle()).await.unwrap();
        journal.append(consultation(4)).await.unwrap();
        journal.fermer().await.unwrap();
        assert_eq!(
            terrain.intrus().await.nombre("SELECT COUNT(*) FROM sceau").await,
            3,
            "opened, sealed, stopped"
        );
        let bilans = terrain.ouvrir().await.verifier().await.unwrap();
        assert_eq!(bilans[0].verifies, 4);
    }
}

fn filtre() -> reciproque_server::journal::Filtre {
    reciproque_server::journal::Filtre { limite: 10, ..Default::default() }
}
