//! What a whole verification costs, beside a loop by hand over the same rows in the same run: the
//! same columns by rusqlite, one HMAC each, and nothing else. And what it tells meanwhile.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit as _, Mac as _};
use reciproque_server::journal::{IssueControle, Journal};
use rusqlite::types::ValueRef;
use sha2::Sha256;
use tokio::task::JoinSet;

use super::terrain::{Terrain, consultation};
use crate::bac::ampleur;

const TOURS: usize = 5;
/// Of the loop by hand, at the full count (release build).
const PART: f64 = 0.7;

async fn remplir(journal: &Journal, nombre: usize) {
    for debut in (0..nombre).step_by(10_000) {
        let mut demandes = JoinSet::new();
        for rang in debut..nombre.min(debut + 10_000) {
            let journal = journal.clone();
            demandes.spawn(async move { journal.append(consultation(rang as i64)).await.unwrap() });
        }
        demandes.join_all().await;
    }
}

/// Reads each row of the chain and makes one HMAC of its values.
fn a_la_main(chemin: &std::path::Path) -> (usize, Duration) {
    let debut = Instant::now();
    let base = rusqlite::Connection::open(chemin).unwrap();
    let mut requete = base
        .prepare(
            "SELECT seq, instant, agent, profil, organisation, session, acte, objet, rubriques, motif, issue, client,
             lie_a, precedent, empreinte FROM evenement WHERE chaine = 0 ORDER BY seq",
        )
        .unwrap();
    let cle = Hmac::<Sha256>::new(&[7; 64].into());
    let mut lignes = requete.query([]).unwrap();
    let (mut nombre, mut temoin) = (0, 0_u8);
    while let Some(ligne) = lignes.next().unwrap() {
        let mut hacheur = cle.clone();
        for rang in 0..15 {
            match ligne.get_ref(rang).unwrap() {
                ValueRef::Integer(entier) => hacheur.update(&entier.to_be_bytes()),
                ValueRef::Text(octets) | ValueRef::Blob(octets) => hacheur.update(octets),
                ValueRef::Null | ValueRef::Real(_) => {}
            }
        }
        temoin ^= hacheur.finalize().into_bytes()[0];
        nombre += 1;
    }
    std::hint::black_box(temoin);
    (nombre, debut.elapsed())
}

fn mediane(mut durees: Vec<Duration>) -> f64 {
    durees.sort_unstable();
    durees[durees.len() / 2].as_secs_f64()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verification_keeps_up_with_a_loop_by_hand() {
    let terrain = Terrain::sqlite();
    let journal = terrain.ouvrir().await;
    let nombre = ampleur(1_000, 1_000_000);
    remplir(&journal, nombre).await;
    let (mut produit, mut main) = (Vec::new(), Vec::new());
    for _ in 0..TOURS {
        let (lus, duree) = a_la_main(&terrain.chemin("journal.sqlite"));
        assert_eq!(lus, nombre);
        main.push(duree);
        let debut = Instant::now();
        assert_eq!(journal.verifier().await.unwrap()[0].verifies, nombre as u64);
        produit.push(debut.elapsed());
    }
    let (produit, main) = (mediane(produit), mediane(main));
    let debit = |duree: f64| nombre as f64 / duree / 1_000.0;
    println!(
        "verification of {nombre} events, thousands a second: product {:.0}, by hand {:.0}: {:.0} % (target ≥ {:.0} %)",
        debit(produit),
        debit(main),
        100.0 * main / produit,
        100.0 * PART
    );
    if nombre > 1_000 {
        assert!(main / produit >= PART);
    }
}

#[tokio::test]
async fn who_asks_during_a_verification_joins_it() {
    for terrain in Terrain::tous().await {
        let journal = terrain.garni(5).await;
        let (un, deux) = (consultation(6).instant, consultation(7).instant);
        journal.demander_controle(un);
        let premier = journal.suivi().en_cours.unwrap();
        journal.demander_controle(deux);
        let second = journal.suivi().en_cours.unwrap();
        assert!(Arc::ptr_eq(&premier.progres, &second.progres), "one at a time");
        assert_eq!(second.depuis, un);
        journal.attendre_controle().await;
        let suivi = journal.suivi();
        assert!(suivi.en_cours.is_none());
        assert_eq!(premier.progres.lire(), (5, 5));
        let IssueControle::Intact(chaines) = suivi.dernier.unwrap().issue else { panic!("intact") };
        assert_eq!(chaines[0].bilan.verifies, 5);
        let intrus = terrain.intrus().await;
        intrus.forcer().await;
        intrus.executer("UPDATE evenement SET agent = 9 WHERE seq = 3").await;
        journal.demander_controle(deux);
        journal.attendre_controle().await;
        let IssueControle::Rompu(rupture) = journal.suivi().dernier.unwrap().issue else { panic!("broken") };
        assert_eq!(rupture.position, 3);
    }
}
