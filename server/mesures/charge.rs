//! The load: keep-alive connections in closed loop, each asking again as soon as answered.
//! Speaks HTTP/1.1 by hand, so that the load costs less than what it measures.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Time before counting: connections open, caches warm.
const ECHAUFFEMENT: Duration = Duration::from_millis(300);

pub struct Appelant<'a> {
    pub port: u16,
    pub cookie: &'a str,
    pub dossiers: &'a [i64],
}

impl Appelant<'_> {
    /// Answers per second over `duree` with so many connections.
    pub async fn charger(&self, connexions: usize, duree: Duration) -> anyhow::Result<f64> {
        let requetes: std::sync::Arc<[Vec<u8>]> = self.dossiers.iter().map(|d| self.requete(*d)).collect();
        let (debut, port) = (Instant::now() + ECHAUFFEMENT, self.port);
        let mut boucles = JoinSet::new();
        for rang in 0..connexions {
            let requetes = requetes.clone();
            boucles.spawn(async move { boucle(port, &requetes, rang * 7, debut, duree).await });
        }
        let mut reponses = 0;
        while let Some(boucle) = boucles.join_next().await {
            reponses += boucle??;
        }
        Ok(f64::from(reponses) / duree.as_secs_f64())
    }

    /// Mean size of an answer, each dossier asked once.
    pub async fn octets(&self) -> anyhow::Result<usize> {
        let mut connexion = Connexion::ouvrir(self.port).await?;
        let mut octets = 0;
        for dossier in self.dossiers {
            octets += connexion.demander(&self.requete(*dossier)).await?.len();
        }
        Ok(octets / self.dossiers.len())
    }

    fn requete(&self, dossier: i64) -> Vec<u8> {
        let cookie = self.cookie;
        format!("GET /api/v1/dossiers/{dossier} HTTP/1.1\r\nhost: mesure\r\ncookie: {cookie}\r\n\r\n")
            .into_bytes()
    }
}

async fn boucle(
    port: u16,
    requetes: &[Vec<u8>],
    depart: usize,
    debut: Instant,
    duree: Duration,
) -> anyhow::Result<u32> {
    let mut connexion = Connexion::ouvrir(port).await?;
    let (mut reponses, fin) = (0, debut + duree);
    for requete in requetes.iter().cycle().skip(depart) {
        connexion.demander(requete).await?;
        let maintenant = Instant::now();
        if maintenant >= fin {
            break;
        }
        reponses += u32::from(maintenant >= debut);
    }
    Ok(reponses)
}

/// A keep-alive connection.
pub struct Connexion {
    flux: TcpStream,
    lu: Vec<u8>,
}

impl Connexion {
    pub async fn ouvrir(port: u16) -> anyhow::Result<Self> {
        let flux = TcpStream::connect(("127.0.0.1", port)).await?;
        flux.set_nodelay(true)?;
        Ok(Self { flux, lu: Vec::with_capacity(1 << 16) })
    }

    /// Sends a request and reads its answer whole.
    pub async fn demander(&mut self, requete: &[u8]) -> anyhow::Result<&[u8]> {
        self.flux.write_all(requete).await?;
        self.lu.clear();
        loop {
            ensure!(self.flux.read_buf(&mut self.lu).await? > 0, "the server closed the connection");
            if let Some(entete) = self.lu.windows(4).position(|f| f == b"\r\n\r\n") {
                let attendus = entete + 4 + longueur(&self.lu[..entete])?;
                while self.lu.len() < attendus {
                    ensure!(self.flux.read_buf(&mut self.lu).await? > 0, "the answer is cut");
                }
                return Ok(&self.lu[entete + 4..]);
            }
        }
    }
}

/// Content-Length of a successful answer.
fn longueur(entete: &[u8]) -> anyhow::Result<usize> {
    let entete = std::str::from_utf8(entete)?;
    ensure!(entete.starts_with("HTTP/1.1 200"), "{}", entete.lines().next().unwrap_or_default());
    let mut champs = entete.lines().filter_map(|ligne| ligne.split_once(':'));
    let longueur = champs.find(|(nom, _)| nom.eq_ignore_ascii_case("content-length")).context("no length")?;
    Ok(longueur.1.trim().parse()?)
}

/// Events and commits of the journal so far.
pub async fn compteurs(port: u16) -> anyhow::Result<(u64, u64)> {
    let mut connexion = Connexion::ouvrir(port).await?;
    let corps = connexion.demander(b"GET /compteurs HTTP/1.1\r\nhost: mesure\r\n\r\n").await?;
    let (evenements, lots) = std::str::from_utf8(corps)?.split_once(' ').context("two numbers")?;
    Ok((evenements.parse()?, lots.parse()?))
}
