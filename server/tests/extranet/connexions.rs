//! Connections that say nothing, or too slowly, and the end of the server.

use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use reciproque_server::http::connexions::{Limites, servir};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::bac::Produit;

const ENTETES: Bytes = Bytes::from_static(b"x-content-type-options: nosniff\r\n");
const DEMANDE: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: essai\r\n\r\n";
/// Longer than any limit of these tests: what takes it hangs.
const JAMAIS: Duration = Duration::from_secs(20);
const BREF: Duration = Duration::from_millis(200);
const LONG: Duration = Duration::from_secs(3_600);

struct Serveur {
    adresse: SocketAddr,
    arret: oneshot::Sender<()>,
    tache: JoinHandle<()>,
}

async fn ouvrir(limites: Limites) -> Serveur {
    let prise = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = prise.local_addr().unwrap();
    let (arret, fin) = oneshot::channel();
    let service = Router::new().route("/healthz", get(|| async { "ok" }));
    let fin = async { drop(fin.await) };
    Serveur { adresse, arret, tache: tokio::spawn(servir(prise, service, limites, ENTETES, fin)) }
}

async fn envoyer(adresse: SocketAddr, octets: &[u8]) -> TcpStream {
    let mut prise = TcpStream::connect(adresse).await.unwrap();
    prise.write_all(octets).await.unwrap();
    prise
}

async fn premier_octet(prise: &mut TcpStream) -> u8 {
    let mut octet = [0];
    timeout(JAMAIS, prise.read_exact(&mut octet)).await.expect("no answer").unwrap();
    octet[0]
}

#[tokio::test]
async fn who_does_not_send_a_whole_header_in_time_is_cut() {
    let serveur = ouvrir(Limites { entetes: BREF, ..Limites::default() }).await;
    for debut in [&b""[..], b"GET /healthz HTTP/1.1\r\nHost: ess"] {
        let mut prise = envoyer(serveur.adresse, debut).await;
        let mut reste = Vec::new();
        // Closed or reset, it ends.
        drop(timeout(JAMAIS, prise.read_to_end(&mut reste)).await.expect("still open"));
    }
    let mut prise = envoyer(serveur.adresse, DEMANDE).await;
    assert_eq!(premier_octet(&mut prise).await, b'H');
}

#[tokio::test]
async fn a_connection_too_many_waits_until_another_one_ends() {
    let limites = Limites { connexions: 1, entetes: LONG, repit: LONG, ..Limites::default() };
    let serveur = ouvrir(limites).await;
    let mut premiere = envoyer(serveur.adresse, DEMANDE).await;
    assert_eq!(premier_octet(&mut premiere).await, b'H');
    let mut seconde = envoyer(serveur.adresse, DEMANDE).await;
    let mut octet = [0];
    assert!(timeout(BREF, seconde.read_exact(&mut octet)).await.is_err(), "answered beyond the limit");
    drop(premiere);
    assert_eq!(premier_octet(&mut seconde).await, b'H');
}

/// Eleven hundred, as one machine can open: silent, in the middle of a header, answered already.
#[tokio::test]
async fn silent_connections_leave_their_place_to_who_asks_something() {
    let serveur = ouvrir(Limites { entetes: LONG, ..Limites::default() }).await;
    let debuts = [&b""[..], b"GET /healthz HTTP/1.1\r\nHost: ess", DEMANDE];
    let mut muettes = Vec::new();
    for rang in 0..1_100 {
        muettes.push(envoyer(serveur.adresse, debuts[rang % debuts.len()]).await);
    }
    for _ in 0..20 {
        let debut = Instant::now();
        let mut honnete = envoyer(serveur.adresse, DEMANDE).await;
        assert_eq!(premier_octet(&mut honnete).await, b'H');
        assert!(debut.elapsed() < Duration::from_secs(3), "{:?}", debut.elapsed());
    }
}

/// Behind a proxy all come from one address: there the share of an address is off.
#[tokio::test]
async fn an_address_has_its_share_of_the_places_and_no_more() {
    let limites = Limites { par_adresse: 2, entetes: LONG, repit: LONG, ..Limites::default() };
    let serveur = ouvrir(limites).await;
    let mut siennes = Vec::new();
    for _ in 0..2 {
        let mut prise = envoyer(serveur.adresse, DEMANDE).await;
        assert_eq!(premier_octet(&mut prise).await, b'H');
        siennes.push(prise);
    }
    let mut troisieme = envoyer(serveur.adresse, DEMANDE).await;
    assert_eq!(premier_octet(&mut troisieme).await, b'H');
    // The longest silent of its own made room: closed or reset, it ends.
    let mut reste = Vec::new();
    drop(timeout(JAMAIS, siennes.remove(0).read_to_end(&mut reste)).await.expect("still open"));
}

/// What hyper refuses by itself, before any layer.
#[tokio::test]
async fn a_request_that_cannot_be_read_is_refused_with_the_headers_of_all_answers() {
    let serveur = ouvrir(Limites::default()).await;
    let longue = format!("GET /{} HTTP/1.1\r\nHost: essai\r\n\r\n", "a".repeat(70_000));
    let entetes: String = (0..200).map(|n| format!("x-{n}: {n}\r\n")).collect();
    let nombreux = format!("GET / HTTP/1.1\r\nHost: essai\r\n{entetes}\r\n");
    for (demande, statut) in [
        (b"n'importe quoi\r\n\r\n".to_vec(), "400"),
        (longue.into_bytes(), "414"),
        (nombreux.into_bytes(), "431"),
    ] {
        let mut prise = envoyer(serveur.adresse, &demande).await;
        let mut lu = Vec::new();
        drop(timeout(JAMAIS, prise.read_to_end(&mut lu)).await.expect("still open"));
        let reponse = String::from_utf8(lu).unwrap();
        assert!(reponse.starts_with(&format!("HTTP/1.1 {statut} ")), "{reponse}");
        assert!(reponse.contains("\r\nx-content-type-options: nosniff\r\n"), "{reponse}");
        assert!(reponse.ends_with("\r\n\r\n"), "{reponse}");
    }
}

#[tokio::test]
async fn silent_connections_do_not_delay_the_end() {
    let limites = Limites { entetes: LONG, arret: BREF, ..Limites::default() };
    let serveur = ouvrir(limites).await;
    let _muette = envoyer(serveur.adresse, b"").await;
    let _a_moitie = envoyer(serveur.adresse, b"GET /healthz HTTP/1.1\r\nHo").await;
    let mut servie = envoyer(serveur.adresse, DEMANDE).await;
    premier_octet(&mut servie).await;
    serveur.arret.send(()).unwrap();
    timeout(JAMAIS, serveur.tache).await.expect("the server goes on").unwrap();
}

#[tokio::test]
async fn a_polite_kill_ends_the_server_and_seals_the_journal_despite_a_silent_connection() {
    let dossier = tempfile::tempdir().unwrap();
    let mut produit = Produit::lancer(dossier.path(), &[], &[]);
    let _muette = envoyer(produit.adresse, b"").await;
    let _a_moitie = envoyer(produit.adresse, b"POST /api/v1/session HTTP/1.1\r\nHo").await;
    let numero = produit.enfant.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &numero]).status().unwrap().success());
    let fin = tokio::task::spawn_blocking(move || produit.enfant.wait().unwrap());
    assert!(timeout(JAMAIS, fin).await.expect("the server goes on").unwrap().success());
    let bilan = Command::new(env!("CARGO_BIN_EXE_reciproque"))
        .args(["journal", "verify"])
        .env("RECIPROQUE_DONNEES", dossier.path().join("donnees"))
        .status()
        .unwrap();
    assert!(bilan.success());
}

/// A proxy and we might not mean the same one.
#[tokio::test]
async fn a_request_with_two_hosts_is_refused() {
    let dossier = tempfile::tempdir().unwrap();
    let produit = Produit::lancer(dossier.path(), &[], &[]);
    for (hotes, statut) in [("Host: a\r\n", "200"), ("Host: a\r\nHost: a\r\n", "400")] {
        let demande = format!("GET /healthz HTTP/1.1\r\n{hotes}Connection: close\r\n\r\n");
        let mut prise = envoyer(produit.adresse, demande.as_bytes()).await;
        let mut lu = Vec::new();
        timeout(JAMAIS, prise.read_to_end(&mut lu)).await.expect("still open").unwrap();
        let reponse = String::from_utf8(lu).unwrap();
        assert!(reponse.starts_with(&format!("HTTP/1.1 {statut} ")), "{reponse}");
        assert!(reponse.contains("x-content-type-options: nosniff"), "{reponse}");
    }
}
