//! `/healthz` (alive) and `/readyz` (store and journal can be written) tell the truth.

use std::time::{Duration, Instant};

use reqwest::StatusCode;
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use sea_orm::{ConnectionTrait as _, DbBackend};
use tokio::time::timeout;

use crate::bac::{Bac, Client, Produit};
use reciproque_shared::api::Methode;

const JAMAIS: Duration = Duration::from_secs(20);

async fn lire(client: &Client, chemin: &str) -> (StatusCode, String) {
    let reponse = client.requete(Methode::Get, chemin).send().await.unwrap();
    (reponse.status(), reponse.text().await.unwrap())
}

const PRET: &str = r#"{"base":"pret","journal":"pret"}"#;

#[tokio::test]
async fn ready_says_what_cannot_be_written_and_alive_stays() {
    let bac = Bac::ouvrir().await;
    let visiteur = bac.visiteur();
    assert_eq!(lire(&visiteur, "/readyz").await, (StatusCode::OK, PRET.to_owned()));
    let sqlite = bac.base().get_database_backend() == DbBackend::Sqlite;
    let (fermer, rouvrir) = match sqlite {
        true => ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        false => {
            ("ALTER TABLE reglage RENAME TO reglage_absent", "ALTER TABLE reglage_absent RENAME TO reglage")
        }
    };
    bac.base().execute_unprepared(fermer).await.unwrap();
    assert_eq!(
        lire(&visiteur, "/readyz").await.0,
        StatusCode::OK,
        "asked again at once, it is not probed again"
    );
    bac.horloge.avancer(3);
    let panne = r#"{"base":"en_panne","journal":"pret"}"#;
    assert_eq!(lire(&visiteur, "/readyz").await, (StatusCode::SERVICE_UNAVAILABLE, panne.to_owned()));
    assert_eq!(lire(&visiteur, "/healthz").await, (StatusCode::OK, "ok".to_owned()));
    bac.base().execute_unprepared(rouvrir).await.unwrap();
    bac.horloge.avancer(3);
    assert_eq!(lire(&visiteur, "/readyz").await, (StatusCode::OK, PRET.to_owned()));
    bac.app.journal.fermer().await.unwrap();
    bac.horloge.avancer(3);
    let panne = r#"{"base":"pret","journal":"en_panne"}"#;
    assert_eq!(lire(&visiteur, "/readyz").await, (StatusCode::SERVICE_UNAVAILABLE, panne.to_owned()));
}

/// A probe is no event: monitoring leaves nothing in the journal.
#[tokio::test]
async fn being_asked_leaves_no_event() {
    let bac = Bac::ouvrir().await;
    let avant = bac.evenements().await.len();
    for _ in 0..3 {
        bac.horloge.avancer(3);
        assert_eq!(lire(&bac.visiteur(), "/readyz").await.0, StatusCode::OK);
    }
    assert_eq!(bac.evenements().await.len(), avant);
}

/// No file can grow any more, as on a full disk; then there is room again.
#[tokio::test]
async fn a_full_disk_is_told() {
    if std::env::var("RECIPROQUE_MOTEUR").as_deref() == Ok("postgres") {
        return; // There the disk is that of another server.
    }
    let dossier = tempfile::tempdir().unwrap();
    let produit = Produit::lancer(dossier.path(), &[], &[]);
    let client = Client::new(&format!("http://{}", produit.adresse));
    assert_eq!(lire(&client, "/readyz").await.0, StatusCode::OK);
    let numero = Pid::from_raw(i32::try_from(produit.enfant.id()).unwrap());
    let avant = prlimit(numero, Resource::Fsize, Rlimit { current: Some(0), maximum: None }).unwrap();
    attendre(&client, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!(lire(&client, "/healthz").await.0, StatusCode::OK);
    prlimit(numero, Resource::Fsize, avant).unwrap();
    attendre(&client, StatusCode::OK).await;
}

async fn attendre(client: &Client, statut: StatusCode) {
    let suite = async { while lire(client, "/readyz").await.0 != statut {} };
    timeout(JAMAIS, suite).await.unwrap_or_else(|_| panic!("never {statut}"));
}

/// The database goes away under a running server: whoever asks is told so within two seconds.
#[tokio::test]
async fn with_the_database_down_nobody_waits_for_long() {
    let Some((bac, relais)) = Bac::derriere_un_relais().await else { return };
    let nadia = bac.connecter("nadia").await;
    assert!(nadia.lire("/session").await.status().is_success());
    relais.couper();
    for _ in 0..3 {
        let debut = Instant::now();
        let reponse = nadia.lire("/session").await;
        assert!(debut.elapsed() < Duration::from_millis(2_500), "{:?}", debut.elapsed());
        assert_eq!(reponse.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(reponse.headers()["retry-after"], "5");
        let probleme = reponse.text().await.unwrap();
        assert!(probleme.contains("/problemes/indisponible"), "{probleme}");
    }
    let (statut, _) = lire(&bac.visiteur(), "/readyz").await;
    assert_eq!(statut, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(lire(&bac.visiteur(), "/healthz").await.0, StatusCode::OK);
    relais.retablir();
    let retour = async { while !nadia.lire("/session").await.status().is_success() {} };
    timeout(JAMAIS, retour).await.expect("it does not come back with its database");
}
