//! Passwords: argon2id (19 MiB, t = 2, p = 1: OWASP), hashed away from the request
//! threads and few at a time, so that a hundred sign-ins do not stop the views.

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
static PLACES: Semaphore = Semaphore::const_new(2);

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
    let _place = PLACES.acquire().await?;
    tokio::task::spawn_blocking(move || hacher(mot_de_passe.as_str())).await?
}

/// Hashes a one-time code, as normalised, away from the request threads.
///
/// # Errors
/// As for a password.
pub async fn hacher_code(code: String) -> anyhow::Result<String> {
    let _place = PLACES.acquire().await?;
    tokio::task::spawn_blocking(move || hacher(&code)).await?
}

/// Whether the password is the one of this hash; without a hash, works as long and says no.
///
/// # Errors
/// When the hashing task can't run.
pub async fn verifier(mot_de_passe: String, empreinte: Option<String>) -> anyhow::Result<bool> {
    let _place = PLACES.acquire().await?;
    let verdict = tokio::task::spawn_blocking(move || {
        let connue = empreinte.is_some();
        let empreinte = empreinte.unwrap_or_else(|| LEURRE.to_owned());
        let conforme = PasswordHash::new(&empreinte)
            .is_ok_and(|lue| Argon2::default().verify_password(mot_de_passe.as_bytes(), &lue).is_ok());
        conforme && connue
    });
    Ok(verdict.await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let empreinte = hacher("cigogne-rhin-42").unwrap();
        assert!(verifier("cigogne-rhin-42".into(), Some(empreinte.clone())).await.unwrap());
        assert!(!verifier("cigogne-rhin-43".into(), Some(empreinte)).await.unwrap());
        assert!(!verifier("cigogne-rhin-42".into(), None).await.unwrap());
    }

    #[test]
    fn the_decoy_costs_as_much_as_a_real_hash() {
        let leurre = PasswordHash::new(LEURRE).expect("the decoy must parse, or it would answer at once");
        let reel = hacher("x").unwrap();
        let reel = PasswordHash::new(&reel).unwrap();
        assert_eq!(format!("{:?}", leurre.params), format!("{:?}", reel.params));
    }
}
