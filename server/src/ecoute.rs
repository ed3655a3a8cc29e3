//! The connections: each must say what it wants in time, there are only so many at once, and
//! the end waits for none of them for long.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt as _;

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limites {
    /// The time to send the headers of a request, from the opening or from the last answer.
    pub entetes: Duration,
    /// Connections at once: more wait to be accepted.
    pub connexions: usize,
    /// The time that the requests under way have to end, once told to stop.
    pub arret: Duration,
}

impl Default for Limites {
    fn default() -> Self {
        Self { entetes: Duration::from_secs(30), connexions: 1_024, arret: Duration::from_secs(10) }
    }
}

/// A connection that fails to be accepted (no descriptor left) is tried again after this time.
const REPRISE: Duration = Duration::from_millis(100);

/// Serves until `fin`, then lets the requests under way end, for a while.
pub async fn servir(ecoute: TcpListener, service: Router, limites: Limites, fin: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limites.connexions));
    let arret = GracefulShutdown::new();
    let mut fin = std::pin::pin!(fin);
    loop {
        tokio::select! {
            () = &mut fin => break,
            arrivee = accepter(&ecoute, &places) => match arrivee {
                Ok((prise, pair, place)) => {
                    let suite = une_connexion(prise, pair, service.clone(), limites, arret.watcher());
                    tokio::spawn(async move {
                        let _place = place;
                        suite.await;
                    });
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

/// A place first: who has none waits unaccepted.
async fn accepter(
    ecoute: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (prise, pair) = ecoute.accept().await?;
    Ok((prise, pair, place))
}

async fn une_connexion(
    prise: TcpStream,
    pair: SocketAddr,
    service: Router,
    limites: Limites,
    arret: Watcher,
) {
    let service = tower::service_fn(move |requete: Request<hyper::body::Incoming>| {
        let mut requete = requete.map(Body::new);
        requete.extensions_mut().insert(ConnectInfo(pair));
        service.clone().oneshot(requete)
    });
    // HTTP/1 only, as our proxy speaks it: telling the versions apart would wait for ever for
    // the first byte.
    let mut serveur = Builder::new(TokioExecutor::new()).http1_only();
    serveur.http1().timer(TokioTimer::new()).header_read_timeout(limites.entetes);
    let connexion = serveur.serve_connection(TokioIo::new(prise), TowerToHyperService::new(service));
    // Whatever ends a connection badly is the client's business; what was done is traced.
    drop(arret.watch(connexion.into_owned()).await);
}
