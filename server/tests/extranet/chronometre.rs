//! The time of an answer does not tell what is out of scope from what does not exist.

use std::time::Instant;

use crate::bac::{Bac, Client, ampleur};

/// Not in the store.
const INCONNU: i64 = 999_999;

async fn duree(client: &Client, chemin: &str) -> u128 {
    let debut = Instant::now();
    assert_eq!(client.lire(chemin).await.status(), 404, "{chemin}");
    debut.elapsed().as_micros()
}

/// How far apart two samples are: 0 when nothing tells them apart, 1 when one is always above.
fn cliff(uns: &[u128], autres: &[u128]) -> f64 {
    let compare = |un: &u128| autres.iter().map(|autre| un.cmp(autre) as i64).sum::<i64>();
    uns.iter().map(compare).sum::<i64>() as f64 / (uns.len() * autres.len()) as f64
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_of_a_refusal_does_not_tell_that_a_dossier_exists() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let (hors, inconnu) = (format!("/dossiers/{}", bac.gens.tifour.dossier), format!("/dossiers/{INCONNU}"));
    let (mut uns, mut autres) = (Vec::new(), Vec::new());
    for rang in 0..ampleur(150, 3_000) {
        // Whichever comes first may find the store warmer.
        if rang % 2 == 0 {
            uns.push(duree(&nadia, &hors).await);
            autres.push(duree(&nadia, &inconnu).await);
        } else {
            autres.push(duree(&nadia, &inconnu).await);
            uns.push(duree(&nadia, &hors).await);
        }
    }
    let ecart = cliff(&uns, &autres);
    println!("out of scope against unknown, {} answers each: Cliff\u{2019}s d = {ecart:.3}", uns.len());
    assert!(ecart.abs() <= if uns.len() < 1_000 { 0.3 } else { 0.15 }, "d = {ecart:.3}");
}
