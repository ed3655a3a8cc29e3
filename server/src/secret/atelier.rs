//! The threads that hash. Each keeps its 19 MiB for as long as the server lives: given back and
//! taken again, such blocks leave the allocator hundreds of megabytes of holes. They give way to
//! the views (nice), and who asks waits in a queue that has an end.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::{mpsc, oneshot};

use crate::refus::Surcharge;

/// Hashes that may wait for their turn: some ten seconds of them. Beyond, who comes is sent away
/// at once rather than after having waited.
const FILE: usize = 256;
/// At most this many hashes at once, whatever the machine.
const POSTES_MAX: usize = 2;
/// How much the threads give way to the others of the server.
#[cfg(target_os = "linux")]
const COMPLAISANCE: i32 = 15;

type Travail = Box<dyn FnOnce(&mut Etabli) + Send>;

/// The workshop of this process.
static ATELIER: LazyLock<Atelier> = LazyLock::new(|| Atelier::ouvrir(postes(), FILE));

/// One thread less than cores, so that a hundred sign-ins leave the views a core of their own.
fn postes() -> usize {
    let coeurs = std::thread::available_parallelism().map_or(1, usize::from);
    coeurs.saturating_sub(1).clamp(1, POSTES_MAX)
}

struct Atelier {
    file: mpsc::Sender<Travail>,
}

/// Works at one of the benches, when its turn comes; not at all when nobody waits any more.
///
/// # Errors
/// [`Surcharge`] when too many wait already; when no thread could be started.
pub async fn a_part<T: Send + 'static>(
    travail: impl FnOnce(&mut Etabli) -> T + Send + 'static,
) -> anyhow::Result<T> {
    ATELIER.confier(travail).await
}

impl Atelier {
    fn ouvrir(postes: usize, file: usize) -> Self {
        let (file, attente) = mpsc::channel(file);
        let attente = Arc::new(Mutex::new(attente));
        for rang in 0..postes {
            let attente = Arc::clone(&attente);
            let poste = std::thread::Builder::new().name(format!("argon2-{rang}"));
            if let Err(cause) = poste.spawn(move || tenir(&attente)) {
                tracing::error!(%cause, "un fil de calcul des mots de passe n’a pas pu être ouvert");
            }
        }
        Self { file }
    }

    async fn confier<T: Send + 'static>(
        &self,
        travail: impl FnOnce(&mut Etabli) -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let (reponse, attente) = oneshot::channel();
        let travail = move |etabli: &mut Etabli| {
            if !reponse.is_closed() {
                // Who gave up meanwhile does not read it.
                let _ = reponse.send(travail(etabli));
            }
        };
        match self.file.try_send(Box::new(travail)) {
            Ok(()) => Ok(attente.await?),
            Err(mpsc::error::TrySendError::Full(_)) => Err(Surcharge.into()),
            Err(ferme) => Err(anyhow::anyhow!("no thread to hash with: {ferme}")),
        }
    }
}

/// One thread, one bench, until the end of the process.
fn tenir(attente: &Mutex<mpsc::Receiver<Travail>>) {
    ceder_le_pas();
    let mut etabli = Etabli::default();
    loop {
        let travail = attente.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some(travail) = travail else { return };
        travail(&mut etabli);
    }
}

/// On Linux, and there alone, what is said of « this process » is about this thread.
fn ceder_le_pas() {
    #[cfg(target_os = "linux")]
    if let Err(cause) = rustix::process::setpriority_process(None, COMPLAISANCE) {
        tracing::warn!(%cause, "les calculs de mots de passe ne cèdent pas le pas aux consultations");
    }
}

/// Argon2 over memory that is kept from one hash to the next.
#[derive(Default)]
pub struct Etabli {
    memoire: Vec<Block>,
}

impl Etabli {
    /// The hash of a password under a fresh salt, as the store keeps it.
    ///
    /// # Errors
    /// When the parameters do not fit.
    pub fn hacher(&mut self, mot_de_passe: &str) -> argon2::password_hash::Result<String> {
        let (argon2, sel) = (Argon2::default(), Salt::generate());
        let longueur = argon2.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let empreinte = PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(argon2.params())?,
            hash: Some(self.calculer(&argon2, mot_de_passe, &sel, longueur)?),
            salt: Some(sel),
        };
        Ok(empreinte.to_string())
    }

    /// Whether a password has this hash, with the parameters that the hash says.
    pub fn verifier(&mut self, mot_de_passe: &str, empreinte: &str) -> bool {
        let Ok(lue) = PasswordHash::new(empreinte) else { return false };
        let (Some(sel), Some(attendue)) = (&lue.salt, &lue.hash) else { return false };
        let lus = (Algorithm::try_from(lue.algorithm.as_str()), Params::try_from(&lue));
        let (Ok(algorithme), Ok(parametres)) = lus else { return false };
        let Ok(version) = lue.version.map_or(Ok(Version::default()), Version::try_from) else { return false };
        let argon2 = Argon2::new(algorithme, version, parametres);
        // The comparison of two `Output` takes the same time wherever they differ.
        self.calculer(&argon2, mot_de_passe, sel, attendue.len()).is_ok_and(|obtenue| obtenue == *attendue)
    }

    fn calculer(
        &mut self,
        argon2: &Argon2<'_>,
        mot_de_passe: &str,
        sel: &Salt,
        longueur: usize,
    ) -> argon2::password_hash::Result<Output> {
        let blocs = argon2.params().block_count();
        if self.memoire.len() < blocs {
            self.memoire.resize(blocs, Block::new());
        }
        let mut sortie = [0; Output::MAX_LENGTH];
        let sortie = sortie.get_mut(..longueur).ok_or(argon2::password_hash::Error::OutputSize)?;
        argon2.hash_password_into_with_memory(mot_de_passe.as_bytes(), sel, sortie, &mut self.memoire)?;
        Ok(Output::new(sortie)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    use super::*;

    /// The benches and the library agree, both ways, whatever was hashed before on the bench.
    #[test]
    fn a_bench_that_served_computes_what_the_library_computes() {
        let mut etabli = Etabli::default();
        let leger = Argon2::from(Params::new(64, 1, 1, Some(16)).unwrap());
        for (argon2, mot) in [(Argon2::default(), "cigogne"), (leger, "quetsche"), (Argon2::default(), "")] {
            let connue = argon2.hash_password(mot.as_bytes()).unwrap().to_string();
            assert!(etabli.verifier(mot, &connue), "{connue}");
            assert!(!etabli.verifier("autre", &connue), "{connue}");
            let sienne = etabli.hacher(mot).unwrap();
            let lue = PasswordHash::new(&sienne).unwrap();
            assert!(Argon2::default().verify_password(mot.as_bytes(), &lue).is_ok(), "{sienne}");
        }
        for illisible in ["", "autre chose", "$argon2id$v=19$m=19456,t=2,p=1$c2Vs"] {
            assert!(!etabli.verifier("cigogne", illisible), "{illisible}");
        }
    }

    /// Asked for and given up at once, as by browsers that go away; then one too many.
    #[tokio::test]
    async fn the_queue_ends_and_who_went_away_costs_nothing() {
        let atelier = Atelier::ouvrir(2, 10);
        let barriere = Arc::new(tokio::sync::RwLock::new(()));
        let ferme = barriere.write().await;
        let (commences, au_plus) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let travail = || {
            let (barriere, commences, au_plus) = (barriere.clone(), commences.clone(), au_plus.clone());
            atelier.confier(move |_| {
                au_plus.fetch_max(commences.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                drop(barriere.blocking_read());
            })
        };
        let mut servis = Vec::new();
        for _ in 0..2 {
            let mut suite = Box::pin(travail());
            assert!(futures_poll(&mut suite).await);
            while usize::try_from(commences.load(Ordering::SeqCst)).unwrap() <= servis.len() {
                tokio::task::yield_now().await;
            }
            servis.push(suite);
        }
        for _ in 0..10 {
            let mut suite = Box::pin(travail());
            assert!(futures_poll(&mut suite).await, "the queue has room");
        }
        let refus = travail().await.unwrap_err();
        assert!(refus.is::<Surcharge>(), "{refus}");
        drop(ferme);
        for suite in servis {
            suite.await.unwrap();
        }
        atelier.confier(|_| ()).await.unwrap();
        assert_eq!(au_plus.load(Ordering::SeqCst), 2, "those who went away were served");
    }

    /// Polls once; true while it waits.
    async fn futures_poll(suite: &mut (impl Future + Unpin)) -> bool {
        tokio::select! {
            biased;
            _ = suite => false,
            () = std::future::ready(()) => true,
        }
    }
}
