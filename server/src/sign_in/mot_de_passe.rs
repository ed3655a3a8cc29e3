//! Passwords: argon2id (19 MiB, t = 2, p = 1: OWASP), hashed away from the request
//! threads and few at a time, so that a hundred sign-ins do not stop the views.

use std::sync::{Arc, LazyLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use reciproque_shared::compte::MotDePasse;
use tokio::sync::Semaphore;

/// Hash of no password at all, checked when the account is unknown: the same work, so
/// that time does not tell whether an account exists.
const LEURRE: &str = "$argon2id$v=19$m=19456,t=2,p=1$cmVjaXByb3F1ZS1sZXVycmU$\
     2Yk0m9x0f2WlmXo8m2X9d1r8m6u5hJt1c0b3s7d8f9A";

/// At most this many hashes at once: 19 MiB each, one core each.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// Works away from the request threads, once there is a place. The place goes with the work:
/// a request that is given up does not free it before the hash is over.
async fn a_part<T: Send + 'static>(
    places: &Arc<Semaphore>,
    travail: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<T> {
    let place = Arc::clone(places).acquire_owned().await?;
    let travail = tokio::task::spawn_blocking(move || {
        let _place = place;
        travail()
    });
    Ok(travail.await?)
}

/// Hashes a password for the store.
///
/// # Errors
/// When the system gives no randomness.
pub fn hacher(mot_de_passe: &str) -> anyhow::Result<String> {
    let empreinte = Argon2::default().hash_password(mot_de_passe.as_bytes());
    Ok(empreinte.map_err(|e| anyhow::anyhow!("argon2: {e}"))?.to_string())
}

/// Hashes a password that was just chosen, away from the request threads.
///
/// # Errors
/// When the system gives no randomness, or the hashing task can't run.
pub async fn hacher_a_part(mot_de_passe: MotDePasse) -> anyhow::Result<String> {
    a_part(&PLACES, move || hacher(mot_de_passe.as_str())).await?
}

/// Hashes a one-time code, as normalised, away from the request threads.
///
/// # Errors
/// As for a password.
pub async fn hacher_code(code: String) -> anyhow::Result<String> {
    a_part(&PLACES, move || hacher(&code)).await?
}

/// Whether the password is the one of this hash; without a hash, works as long and says no.
///
/// # Errors
/// When the hashing task can't run.
pub async fn verifier(mot_de_passe: String, empreinte: Option<String>) -> anyhow::Result<bool> {
    a_part(&PLACES, move || {
        let connue = empreinte.is_some();
        let empreinte = empreinte.unwrap_or_else(|| LEURRE.to_owned());
        let conforme = PasswordHash::new(&empreinte)
            .is_ok_and(|lue| Argon2::default().verify_password(mot_de_passe.as_bytes(), &lue).is_ok());
        conforme && connue
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::RwLock;

    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let empreinte = hacher("cigogne-rhin-42").unwrap();
        assert!(verifier("cigogne-rhin-42".into(), Some(empreinte.clone())).await.unwrap());
        assert!(!verifier("cigogne-rhin-43".into(), Some(empreinte)).await.unwrap());
        assert!(!verifier("cigogne-rhin-42".into(), None).await.unwrap());
    }

    /// Requests that their clients gave up right after sending them.
    #[tokio::test]
    async fn work_given_up_keeps_its_place_until_it_is_over() {
        let places = Arc::new(Semaphore::new(2));
        let (en_cours, au_plus, faits) =
            (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let barriere = Arc::new(RwLock::new(()));
        let ferme = barriere.write().await;
        for _ in 0..50 {
            let (en_cours, au_plus, faits) =
                (Arc::clone(&en_cours), Arc::clone(&au_plus), Arc::clone(&faits));
            let barriere = Arc::clone(&barriere);
            let travail = a_part(&places, move || {
                au_plus.fetch_max(en_cours.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                drop(barriere.blocking_read());
                en_cours.fetch_sub(1, Ordering::SeqCst);
                faits.fetch_add(1, Ordering::SeqCst);
            });
            tokio::select! {
                biased;
                _ = travail => panic!("the barrier is closed"),
                () = std::future::ready(()) => {}
            }
        }
        assert_eq!(places.available_permits(), 0, "a place was freed while its work went on");
        drop(ferme);
        let _toutes = places.acquire_many(2).await.unwrap();
        assert_eq!((faits.load(Ordering::SeqCst), au_plus.load(Ordering::SeqCst) <= 2), (2, true));
    }

    #[test]
    fn the_decoy_costs_as_much_as_a_real_hash() {
        let leurre = PasswordHash::new(LEURRE).expect("the decoy must parse, or it would answer at once");
        let reel = hacher("x").unwrap();
        let reel = PasswordHash::new(&reel).unwrap();
        assert_eq!(format!("{:?}", leurre.params), format!("{:?}", reel.params));
    }
}
