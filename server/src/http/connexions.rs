//! The connections: each must say what it wants in time, there are only so many at once and for
//! one address, and the end waits for none of them for long.

mod habit;
mod salle;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use habit::Habit;
use salle::{Place, Salle};

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limites {
    /// The time to send the headers of a request, from the opening or from the last answer.
    pub entetes: Duration,
    /// Connections at once. Beyond, who comes takes the place of the one that has been waiting
    /// for the longest without asking anything; where all ask something, it waits.
    pub connexions: usize,
    /// Of these, how many from one address (in IPv6, from one subscriber): one more takes the
    /// place of its own.
    pub par_adresse: usize,
    /// A connection that asked nothing for less than this keeps its place when others come.
    pub repit: Duration,
    /// The time that the requests under way have to end, once told to stop.
    pub arret: Duration,
}

impl Default for Limites {
    fn default() -> Self {
        Self {
            entetes: Duration::from_secs(30),
            connexions: 1_024,
            par_adresse: 256,
            repit: Duration::from_secs(1),
            arret: Duration::from_secs(10),
        }
    }
}

/// A connection that fails to be accepted (no descriptor left) is tried again after this time.
const REPRISE: Duration = Duration::from_millis(100);

/// Serves until `fin`, then lets the requests under way end, for a while. `entetes`: what the
/// answers that hyper makes by itself carry as well, as written on the wire.
pub async fn servir(
    ecoute: TcpListener,
    service: Router,
    limites: Limites,
    entetes: Bytes,
    fin: impl Future<Output = ()>,
) {
    let salle = Arc::new(Salle::new(limites));
    let arret = GracefulShutdown::new();
    let mut fin = std::pin::pin!(fin);
    loop {
        tokio::select! {
            () = &mut fin => break,
            arrivee = accepter(&ecoute, &salle) => match arrivee {
                Ok((prise, pair, place)) => {
                    let prise = Habit::new(TokioIo::new(prise), entetes.clone());
                    tokio::spawn(une_connexion(prise, pair, place, service.clone(), limites, arret.watcher()));
                }
                Err(cause) => {
                    tracing::warn!(%cause, "une connexion n’a pas pu être acceptée");
                    tokio::time::sleep(REPRISE).await;
                }
            },
        }
    }
    drop(ecoute);
    if tokio::time::timeout(limites.arret, arret.shutdown()).await.is_err() {
        tracing::warn!("des connexions n’ont pas fini à temps : elles sont coupées");
    }
}

/// The next one that finds a place. An address that has its share at work is sent away at once.
async fn accepter(ecoute: &TcpListener, salle: &Arc<Salle>) -> io::Result<(TcpStream, SocketAddr, Place)> {
    loop {
        let (prise, pair) = ecoute.accept().await?;
        if let Some(place) = salle.asseoir(pair.ip()).await {
            return Ok((prise, pair, place));
        }
    }
}

async fn une_connexion(
    prise: Habit<TokioIo<TcpStream>>,
    pair: SocketAddr,
    place: Place,
    service: Router,
    limites: Limites,
    arret: Watcher,
) {
    let siege = Arc::clone(place.siege());
    let service = tower::service_fn(move |requete: Request<hyper::body::Incoming>| {
        let mut requete = requete.map(Body::new);
        requete.extensions_mut().insert(ConnectInfo(pair));
        let (service, au_travail) = (service.clone(), siege.travailler());
        async move {
            let _au_travail = au_travail;
            service.oneshot(requete).await
        }
    });
    // HTTP/1 only, as our proxy speaks it: telling the versions apart would wait for ever for
    // the first byte.
    let mut serveur = Builder::new(TokioExecutor::new()).http1_only();
    serveur.http1().timer(TokioTimer::new()).header_read_timeout(limites.entetes);
    let connexion = serveur.serve_connection(prise, TowerToHyperService::new(service));
    tokio::select! {
        // Whatever ends a connection badly is the client's business; what was done is traced.
        _ = arret.watch(connexion.into_owned()) => {}
        () = place.siege().conge() => {}
    }
}
