//! Throttling: per account and per address, without telling whether an account exists.

mod partage;

use std::sync::Arc;

use reciproque_server::journal::Inscription;
use reciproque_server::secret::Frein;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{Methode, RACINE};
use reciproque_shared::erreur::Probleme;
use reciproque_shared::journal::{Evenement, Issue};
use reqwest::StatusCode;
use tokio::task::JoinSet;

use crate::bac::{Bac, Client, MOT_DE_PASSE, Reponse, nom_de_session};

const INCONNU: &str = "personne@exemple.fr";

/// Attempts in a row on one account, and from one address.
async fn bac(par_compte: u32, par_adresse: u32, mandataire: bool) -> Bac {
    let reglages = Reglages { mandataire, ..Reglages::default() };
    Bac::freine(reglages, Frein::new(par_compte, par_adresse)).await
}

/// One attempt, from the address that a proxy would report.
async fn tenter(client: &Client, email: &str, mot_de_passe: &str, adresse: &str) -> Reponse {
    let saisie = serde_json::json!({ "email": email, "mot_de_passe": mot_de_passe });
    let requete = client.requete(Methode::Post, &format!("{RACINE}/session")).json(&saisie);
    let reponse = requete.header("x-forwarded-for", adresse).send().await.unwrap();
    let (statut, entetes) = (reponse.status(), reponse.headers().clone());
    Reponse { statut, entetes, texte: reponse.text().await.unwrap() }
}

async fn statuts(bac: &Bac, essais: &[(&str, &str, &str)]) -> Vec<u16> {
    let mut statuts = Vec::new();
    for (email, mot_de_passe, adresse) in essais {
        statuts.push(tenter(&bac.visiteur(), email, mot_de_passe, adresse).await.statut.as_u16());
    }
    statuts
}

/// Seconds to wait, as the answer says.
fn attente(reponse: &Reponse) -> u64 {
    reponse.entetes["retry-after"].to_str().unwrap().parse().unwrap()
}

async fn dernier(bac: &Bac) -> Evenement {
    bac.evenements().await.remove(0).maillon.evenement
}

#[tokio::test]
async fn who_tries_from_elsewhere_does_not_keep_the_agent_out() {
    let bac = bac(2, 1_000, true).await;
    let nadia = nom_de_session("nadia");
    let lus = statuts(
        &bac,
        &[
            (&nadia, "faux", "192.0.2.1"),
            (" Nadia@Exemple.fr ", "faux", "192.0.2.1"),
            (&nadia, MOT_DE_PASSE, "192.0.2.1"),
            (&nadia, MOT_DE_PASSE, "192.0.2.2"),
        ],
    )
    .await;
    assert_eq!(lus, [401, 401, 429, 200]);
}

#[tokio::test]
async fn many_addresses_together_do_not_guess_for_ever() {
    let bac = bac(1, 1_000, true).await;
    let mut lus = Vec::new();
    for rang in 0..11 {
        let adresse = format!("192.0.2.{rang}");
        lus.push(tenter(&bac.visiteur(), INCONNU, "faux", &adresse).await.statut.as_u16());
    }
    assert_eq!((&lus[..10], lus[10]), (&[401; 10][..], 429));
}

#[tokio::test]
async fn the_addresses_of_one_subscriber_are_counted_together() {
    let bac = bac(1_000, 1, true).await;
    let lus = statuts(
        &bac,
        &[
            (INCONNU, "faux", "2001:db8::1"),
            (INCONNU, "faux", "2001:db8::ffff:1"),
            (INCONNU, "faux", "2001:db8:0:1::1"),
        ],
    )
    .await;
    assert_eq!(lus, [401, 429, 401]);
}

/// What a browser writes comes before what our proxy writes, on the same line or not.
#[tokio::test]
async fn only_the_address_that_our_proxy_wrote_counts() {
    let bac = bac(1_000, 1, true).await;
    let saisie = serde_json::json!({ "email": INCONNU, "mot_de_passe": "faux" });
    let mut lus = Vec::new();
    for (soi_disant, ecrite) in
        [("192.0.2.1", "198.51.100.7"), ("192.0.2.2", "198.51.100.7"), ("192.0.2.3", "n’importe quoi")]
    {
        let requete = bac.visiteur().requete(Methode::Post, &format!("{RACINE}/session")).json(&saisie);
        let requete = requete.header("x-forwarded-for", soi_disant).header("x-forwarded-for", ecrite);
        lus.push(requete.send().await.unwrap().status().as_u16());
    }
    assert_eq!(lus, [401, 429, 401]);
    let clients: Vec<_> = bac.evenements().await.into_iter().map(|e| e.maillon.evenement.client).collect();
    assert_eq!(clients, ["127.0.0.1", "198.51.100.7", "198.51.100.7"]);
}

#[tokio::test]
async fn ten_thousand_throttled_attempts_leave_few_events() {
    let bac = bac(1, 3, true).await;
    let client = Arc::new(bac.visiteur());
    let mut taches = JoinSet::new();
    for tache in 0..20 {
        let client = Arc::clone(&client);
        taches.spawn(async move {
            let mut retenus = 0;
            for rang in 0..500 {
                let email = format!("personne-{tache}-{rang}@exemple.fr");
                let adresse = format!("192.0.2.{}", rang % 2);
                let reponse = tenter(&client, &email, "faux", &adresse).await;
                retenus += u32::from(reponse.statut == StatusCode::TOO_MANY_REQUESTS);
            }
            retenus
        });
    }
    let retenus: u32 = taches.join_all().await.into_iter().sum();
    assert!(retenus > 9_900, "{retenus}");
    let evenements = bac.evenements().await;
    assert!(evenements.len() < 100, "{}", evenements.len());
    let retenue = |e: &&Inscription| e.maillon.evenement.motif.as_deref() == Some("trop_de_tentatives");
    assert!(evenements.iter().filter(retenue).count() >= 2, "nothing tells that they were throttled");
}

#[tokio::test]
async fn one_address_is_throttled_whatever_the_account_and_the_others_are_not() {
    let bac = bac(1_000, 2, true).await;
    let nadia = nom_de_session("nadia");
    let lus = statuts(
        &bac,
        &[
            (INCONNU, "faux", "192.0.2.1"),
            ("autre@exemple.fr", "faux", "192.0.2.1"),
            (&nadia, MOT_DE_PASSE, "192.0.2.1"),
            (&nadia, MOT_DE_PASSE, "192.0.2.2"),
        ],
    )
    .await;
    assert_eq!(lus, [401, 401, 429, 200]);
}

#[tokio::test]
async fn without_a_proxy_of_ours_a_reported_address_changes_nothing() {
    let bac = bac(1_000, 1, false).await;
    let nadia = nom_de_session("nadia");
    let lus = statuts(&bac, &[(INCONNU, "faux", "192.0.2.1"), (&nadia, MOT_DE_PASSE, "192.0.2.2")]).await;
    assert_eq!(lus, [401, 429]);
}

/// Nobody learns from the throttle whether an account exists.
#[tokio::test]
async fn an_unknown_account_is_throttled_like_a_known_one() {
    let mut vus = Vec::new();
    for email in [nom_de_session("nadia").as_str(), nom_de_session("serge").as_str(), INCONNU] {
        let bac = bac(2, 1_000, true).await;
        let mut reponses = Vec::new();
        for _ in 0..3 {
            let reponse = tenter(&bac.visiteur(), email, "faux", "192.0.2.1").await;
            reponses.push((reponse.statut, reponse.texte));
        }
        assert_eq!(reponses[2].0, StatusCode::TOO_MANY_REQUESTS, "{email}");
        vus.push(reponses);
    }
    assert_eq!(vus[0], vus[1]);
    assert_eq!(vus[0], vus[2]);
}

#[tokio::test]
async fn the_refusal_is_a_problem_that_says_how_long_to_wait() {
    let bac = bac(1, 1_000, true).await;
    tenter(&bac.visiteur(), INCONNU, "faux", "192.0.2.1").await;
    let refus = tenter(&bac.visiteur(), INCONNU, "faux", "192.0.2.1").await;
    assert_eq!(refus.entetes["content-type"], "application/problem+json");
    assert!(refus.entetes.get("set-cookie").is_none());
    // One more attempt every 30 s: never more than that to wait, never nothing.
    assert!((1..=30).contains(&attente(&refus)), "{}", attente(&refus));
    let probleme: Probleme = serde_json::from_str(&refus.texte).unwrap();
    assert_eq!((probleme.genre.as_str(), probleme.status), ("/problemes/trop_de_tentatives", 429));
    assert_eq!(probleme.detail, "Trop de tentatives de connexion. Attendez une minute puis recommencez.");
}

#[tokio::test]
async fn an_attempt_that_is_throttled_is_traced_without_the_address_typed() {
    let bac = bac(1, 1_000, true).await;
    let nadia = nom_de_session("nadia");
    for (email, agent, adresse) in
        [(nadia.as_str(), Some(bac.gens.nadia), "192.0.2.7"), (INCONNU, None, "192.0.2.8")]
    {
        tenter(&bac.visiteur(), email, "faux", adresse).await;
        let avant = dernier(&bac).await;
        tenter(&bac.visiteur(), email, MOT_DE_PASSE, adresse).await;
        let trace = dernier(&bac).await;
        assert_eq!((trace.acte.as_str(), trace.issue), ("se_connecter", Issue::Refuse));
        assert_eq!(trace.motif.as_deref(), Some("trop_de_tentatives"));
        assert_eq!((trace.agent, trace.client.as_str()), (agent, adresse));
        assert!(!format!("{trace:?}").contains(email), "the address typed is in the journal");
        assert_eq!((avant.motif.as_deref(), &avant.objet), (Some("identifiants_refuses"), &trace.objet));
    }
}
