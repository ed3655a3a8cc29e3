//! Resident memory of the product itself: anybody may try to sign in, many agents work at once.

use std::sync::Arc;

use base16ct::lower::encode_string;
use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::session;
use reciproque_shared::api::{ConsulterDossier, Methode, RACINE};
use reciproque_shared::habilitation::Profil;
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::bac::{Client, Gens, Produit, ampleur, urls};

const MO: u64 = 1_024 * 1_024;

/// Makes `nombre` calls, `a_la_fois` at once.
async fn plusieurs<S>(nombre: usize, a_la_fois: usize, un: impl Fn(usize) -> S)
where
    S: Future<Output = ()> + Send + 'static,
{
    let places = Arc::new(Semaphore::new(a_la_fois));
    let mut taches = JoinSet::new();
    for rang in 0..nombre {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let suite = un(rang);
        taches.spawn(async move {
            suite.await;
            drop(place);
        });
    }
    taches.join_all().await;
}

async fn tenter(client: &Client, email: String) {
    let saisie = serde_json::json!({ "email": email, "mot_de_passe": "faux" });
    let requete = client.requete(Methode::Post, &format!("{RACINE}/session")).json(&saisie);
    assert_eq!(requete.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn failed_sign_ins_take_no_memory_that_does_not_come_back() {
    let dossier = tempfile::tempdir().unwrap();
    let (base, journal) = urls(&dossier).await;
    let lieux = [("RECIPROQUE_BASE", base.as_str()), ("RECIPROQUE_JOURNAL", journal.as_str())];
    let produit = Produit::lancer(dossier.path(), &["--tentatives", "1000000"], &lieux);
    let client = Arc::new(Client::new(&format!("http://{}", produit.adresse)));
    let avant = produit.memoire();
    plusieurs(ampleur(60, 1_000), 8, |rang| {
        let client = Arc::clone(&client);
        async move { tenter(&client, format!("personne-{rang}@exemple.fr")).await }
    })
    .await;
    let apres = produit.memoire();
    eprintln!("{} Mo before, {} Mo after", avant / MO, apres / MO);
    assert!(apres < avant + 45 * MO, "from {} to {} Mo", avant / MO, apres / MO);
}

/// A session whose token we know.
async fn ouvrir_session(depot: &Depot, agent: i64, rang: usize) -> String {
    let jeton = format!("jeton-{rang}");
    let empreinte = encode_string(&Sha256::digest(jeton.as_bytes()));
    let ligne = session::ActiveModel {
        empreinte: Set(empreinte),
        reference: Set(format!("reference-{rang}")),
        agent_id: Set(agent),
        profil: Set(Profil::Referent.code().to_owned()),
        ouverte_le: Set(chrono::Utc::now()),
        vue_le: Set(chrono::Utc::now()),
        adresse: Set("127.0.0.1".to_owned()),
        navigateur: Set(String::new()),
        second_facteur_le: Set(None),
        mot_de_passe_echu: Set(false),
        ..Default::default()
    };
    ligne.insert(depot.ecriture()).await.unwrap();
    jeton
}

#[tokio::test]
async fn two_thousand_sessions_fit_in_the_memory_of_a_small_machine() {
    let dossier = tempfile::tempdir().unwrap();
    let (base, journal) = urls(&dossier).await;
    let depot = Depot::ouvrir(&base).await.unwrap();
    let gens = Gens::installer(depot.ecriture(), chrono::Utc::now().date_naive()).await;
    let mut jetons = Vec::new();
    for rang in 0..ampleur(40, 2_000) {
        jetons.push(ouvrir_session(&depot, [gens.nadia, gens.noe][rang % 2], rang).await);
    }
    drop(depot);
    let lieux = [("RECIPROQUE_BASE", base.as_str()), ("RECIPROQUE_JOURNAL", journal.as_str())];
    let produit = Produit::lancer(dossier.path(), &[], &lieux);
    let client = Arc::new(Client::new(&format!("http://{}", produit.adresse)));
    let chemin = <ConsulterDossier as reciproque_shared::api::Appel>::chemin(&gens.keller.dossier);
    plusieurs(jetons.len() * 5, 64, |rang| {
        let (client, chemin) = (Arc::clone(&client), chemin.clone());
        let jeton = format!("reciproque={}", jetons[rang % jetons.len()]);
        async move {
            let vue = client.requete(Methode::Get, &chemin).header("cookie", jeton).send().await.unwrap();
            assert_eq!(vue.status(), StatusCode::OK);
            drop(vue.bytes().await.unwrap());
        }
    })
    .await;
    let memoire = produit.memoire();
    eprintln!("{} sessions, {} Mo", jetons.len(), memoire / MO);
    assert!(memoire < 120 * MO, "{} Mo", memoire / MO);
}
