//! After any purge the rest verifies; nothing younger gone, nothing older left; the checkpoint
//! can't be forged, moved or taken away.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reciproque_server::journal::{Filtre, Journal};
use reciproque_shared::journal::{Evenement, Issue, Raison};

use super::terrain::{Terrain, assert_rompu, consultation};

/// Just after event `rang` of [`consultation`].
fn apres(rang: i64) -> DateTime<Utc> {
    consultation(rang).instant + TimeDelta::milliseconds(1)
}

async fn positions(journal: &Journal) -> Vec<u64> {
    let lues = journal.chercher(&Filtre { limite: 1_000, ..Filtre::default() }).await.unwrap();
    let mut positions: Vec<_> = lues.iter().map(|lue| lue.maillon.seq).collect();
    positions.sort_unstable();
    positions
}

#[tokio::test]
async fn what_is_old_goes_and_the_rest_verifies() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(6).await;
        journal.sceller().await.unwrap();
        let limite = apres(4);
        let prevu = journal.prevoir_purge(limite).await.unwrap();
        assert_eq!((prevu[0].nombre, prevu[0].restent, prevu[0].jusqu_a.seq), (4, 2, 4));
        assert_eq!(positions(&journal).await, [1, 2, 3, 4, 5, 6], "a dry run destroyed something");
        assert_eq!(journal.purger(&terrain.url, limite, apres(6)).await.unwrap(), prevu);
        assert_eq!(positions(&journal).await, [5, 6, 7]);
        let annonce = journal.chercher(&Filtre { limite: 1, ..Filtre::default() }).await.unwrap().remove(0);
        let Evenement { acte, issue, objet, .. } = annonce.maillon.evenement;
        assert_eq!(
            (acte.as_str(), issue, objet.as_deref()),
            ("purger_traces", Issue::Annonce, Some("chaine_0:4"))
        );
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 3);
        assert!(
            journal.purger(&terrain.url, limite, apres(6)).await.unwrap().is_empty(),
            "nothing is left to do"
        );
        journal.append(consultation(8)).await.unwrap();
        journal.fermer().await.unwrap();
        // The server starts again, and goes on from there.
        let journal = terrain.ouvrir().await;
        journal.append(consultation(9)).await.unwrap();
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, 5);
    }
}

#[tokio::test]
async fn everything_may_go_and_the_chain_goes_on() {
    for terrain in Terrain::tous().await {
        terrain.garni(3).await.fermer().await.unwrap();
        let journal = terrain.ouvrir().await;
        journal.purger(&terrain.url, apres(3), apres(9)).await.unwrap();
        journal.purger(&terrain.url, apres(10), apres(11)).await.unwrap();
        let reste = positions(&journal).await;
        assert_eq!(reste, [5], "only the announcement of the last purge is left");
        journal.fermer().await.unwrap();
        assert_eq!(terrain.ouvrir().await.verifier().await.unwrap()[0].verifies, 1);
    }
}

/// A command beside the server: each writes its own chain, and the server goes on.
#[tokio::test]
async fn a_purge_is_done_beside_the_server() {
    let terrain = Terrain::sqlite();
    let serveur = terrain.garni(4).await;
    let commande = Journal::ouvrir_pour_une_commande(&terrain.url, &terrain.cle()).await.unwrap();
    let plans = commande.purger(&terrain.url, apres(3), apres(4)).await.unwrap();
    assert_eq!((plans.len(), plans[0].nombre), (1, 3));
    serveur.append(consultation(5)).await.unwrap();
    commande.fermer().await.unwrap();
    let verifies: Vec<_> = serveur.verifier().await.unwrap().iter().map(|bilan| bilan.verifies).collect();
    assert_eq!(verifies, [2, 1]);
    serveur.fermer().await.unwrap();
    terrain.ouvrir().await.append(consultation(6)).await.unwrap();
}

#[tokio::test]
async fn a_damaged_journal_is_not_purged() {
    let terrain = Terrain::sqlite();
    let journal = terrain.garni(4).await;
    let intrus = terrain.intrus().await;
    intrus.forcer().await;
    intrus.executer("UPDATE evenement SET agent = 9 WHERE seq = 2").await;
    assert!(journal.purger(&terrain.url, apres(3), apres(4)).await.is_err());
    assert_eq!(positions(&journal).await, [1, 2, 3, 4], "the proof was destroyed");
}

#[tokio::test]
async fn each_damage_around_the_checkpoint_is_found() {
    let atteintes = [
        ("DELETE FROM evenement WHERE seq = 4", 4, Raison::Manquant { trouve: 5 }),
        ("DELETE FROM repere", 1, Raison::Manquant { trouve: 4 }),
        ("UPDATE repere SET seq = 4; DELETE FROM evenement WHERE seq = 4", 4, Raison::Repere),
        ("UPDATE repere SET instant = instant + 1", 3, Raison::Repere),
        ("UPDATE repere SET limite = limite + 1", 3, Raison::Repere),
        ("UPDATE repere SET signature = (SELECT signature FROM sceau LIMIT 1)", 3, Raison::Repere),
        (
            "INSERT INTO evenement SELECT 3, chaine, instant, agent, profil, organisation, session, acte, objet,
             rubriques, motif, issue, client, lie_a, precedent, empreinte FROM evenement WHERE seq = 4",
            4,
            Raison::EnTrop { trouve: 3 },
        ),
    ];
    for (sql, position, raison) in atteintes {
        let terrain = Terrain::sqlite();
        let journal = terrain.garni(6).await;
        journal.purger(&terrain.url, apres(3), apres(6)).await.unwrap();
        let intrus = terrain.intrus().await;
        intrus.forcer().await;
        intrus.executer(sql).await;
        assert_rompu(&journal, position, raison).await;
    }
}

/// The way around the refusal to delete is no wider than the checkpoint.
#[tokio::test]
async fn the_store_lets_go_only_what_a_checkpoint_covers() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(6).await;
        journal.purger(&terrain.url, apres(3), apres(6)).await.unwrap();
        let intrus = terrain.intrus().await;
        for sql in ["DELETE FROM evenement WHERE seq = 4", "UPDATE repere SET seq = 6", "DELETE FROM repere"]
        {
            assert!(intrus.tenter(sql).await.is_err(), "{sql}");
        }
    }
}

/// Events at random instants, purges at random limits, in any order.
#[test]
fn nothing_younger_goes_and_nothing_older_stays() {
    let gestes = prop::collection::vec(
        prop_oneof![3 => (0..20_i64).prop_map(Ok), 1 => (0..300_i64).prop_map(Err)],
        1..30,
    );
    let execution = tokio::runtime::Runtime::new().unwrap();
    let mut essais = TestRunner::new(Config::with_cases(24));
    essais
        .run(&gestes, |gestes| {
            execution.block_on(jouer(&gestes));
            Ok(())
        })
        .unwrap();
}

/// `Ok(n)`: an event `n` seconds after the one before; `Err(n)`: a purge up to second `n`.
async fn jouer(gestes: &[Result<i64, i64>]) {
    let terrain = Terrain::sqlite();
    let journal = terrain.ouvrir().await;
    let (mut seconde, mut attendues) = (0, Vec::<(u64, i64)>::new());
    for geste in gestes {
        match geste {
            Ok(plus) => {
                seconde += plus;
                let recu = journal.append(consultation(seconde)).await.unwrap();
                attendues.push((recu.seq, seconde));
            }
            Err(limite) => {
                let avant = attendues.len();
                attendues.retain(|(_, instant)| instant >= limite);
                let plans = journal
                    .purger(&terrain.url, consultation(*limite).instant, apres(seconde))
                    .await
                    .unwrap();
                let parties: u64 = plans.iter().map(|plan| plan.nombre).sum();
                assert_eq!(parties, (avant - attendues.len()) as u64);
                // The announcement stays, dated of the moment of the purge.
                attendues.extend(plans.iter().map(|_| (0, seconde)));
                let presentes = positions(&journal).await;
                for attendue in attendues.iter_mut().filter(|(seq, _)| *seq == 0) {
                    attendue.0 = *presentes.last().unwrap();
                }
            }
        }
        let present: Vec<_> = attendues.iter().map(|(seq, _)| *seq).collect();
        assert_eq!(positions(&journal).await, present);
        journal.verifier().await.unwrap();
    }
    journal.fermer().await.unwrap();
    terrain.ouvrir().await.verifier().await.unwrap();
}
