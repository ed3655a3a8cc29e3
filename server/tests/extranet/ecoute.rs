//! Connections that say nothing, or too slowly, and the end of the server.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use reciproque_server::ecoute::{Limites, servir};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

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
    Serveur { adresse, arret, tache: tokio::spawn(servir(prise, service, limites, fin)) }
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
    let serveur = ouvrir(Limites { connexions: 1, entetes: LONG, ..Limites::default() }).await;
    let mut premiere = envoyer(serveur.adresse, DEMANDE).await;
    assert_eq!(premier_octet(&mut premiere).await, b'H');
    let mut seconde = envoyer(serveur.adresse, DEMANDE).await;
    let mut octet = [0];
    assert!(timeout(BREF, seconde.read_exact(&mut octet)).await.is_err(), "answered beyond the limit");
    drop(premiere);
    assert_eq!(premier_octet(&mut seconde).await, b'H');
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

/// The product itself, on a folder of its own.
fn lancer(dossier: &std::path::Path) -> (Child, SocketAddr) {
    let dist = dossier.join("dist");
    std::fs::create_dir(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html>").unwrap();
    let mut enfant = Command::new(env!("CARGO_BIN_EXE_reciproque"))
        .args(["serve", "--adresse", "127.0.0.1:0", "--app"])
        .arg(&dist)
        .env("RECIPROQUE_DONNEES", dossier.join("donnees"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lignes = BufReader::new(enfant.stdout.take().unwrap()).lines();
    let adresse = lignes
        .map_while(Result::ok)
        .find_map(|ligne| ligne.split_once("http://").map(|(_, adresse)| adresse.trim().parse().unwrap()));
    (enfant, adresse.expect("the server is not ready"))
}

#[tokio::test]
async fn a_polite_kill_ends_the_server_and_seals_the_journal_despite_a_silent_connection() {
    let dossier = tempfile::tempdir().unwrap();
    let (mut enfant, adresse) = lancer(dossier.path());
    let _muette = envoyer(adresse, b"").await;
    let _a_moitie = envoyer(adresse, b"POST /api/v1/session HTTP/1.1\r\nHo").await;
    assert!(Command::new("kill").args(["-TERM", &enfant.id().to_string()]).status().unwrap().success());
    let fin = tokio::task::spawn_blocking(move || enfant.wait().unwrap());
    assert!(timeout(JAMAIS, fin).await.expect("the server goes on").unwrap().success());
    let bilan = Command::new(env!("CARGO_BIN_EXE_reciproque"))
        .args(["journal", "verify"])
        .env("RECIPROQUE_DONNEES", dossier.path().join("donnees"))
        .status()
        .unwrap();
    assert!(bilan.success());
}
