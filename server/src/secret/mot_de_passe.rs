//! Passwords: argon2id (19 MiB, t = 2, p = 1: OWASP), hashed away from the request threads
//! ([`super::atelier`]), so that a hundred sign-ins do not stop the views. What is typed is
//! brought to one form (NFC): keyboards write the same « é » in two ways.

use std::borrow::Cow;

use reciproque_shared::compte::MotDePasse;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::atelier::{Etabli, a_part};

/// Hash of no password at all, checked when the account is unknown: the same work, so
/// that time does not tell whether an account exists.
const LEURRE: &str = "$argon2id$v=19$m=19456,t=2,p=1$cmVjaXByb3F1ZS1sZXVycmU$\
     2Yk0m9x0f2WlmXo8m2X9d1r8m6u5hJt1c0b3s7d8f9A";

/// Hashes a password for the store.
///
/// # Errors
/// When the hash can't be made.
pub fn hacher(mot_de_passe: &str) -> anyhow::Result<String> {
    hacher_sur(&mut Etabli::default(), mot_de_passe)
}

fn hacher_sur(etabli: &mut Etabli, mot_de_passe: &str) -> anyhow::Result<String> {
    etabli.hacher(&normal(mot_de_passe)).map_err(|e| anyhow::anyhow!("argon2: {e}"))
}

/// Hashes a password that was just chosen, away from the request threads.
///
/// # Errors
/// Too many wait already; the hash can't be made.
pub async fn hacher_a_part(mot_de_passe: MotDePasse) -> anyhow::Result<String> {
    a_part(move |etabli| hacher_sur(etabli, mot_de_passe.as_str())).await?
}

/// Hashes a one-time code, as normalised, away from the request threads.
///
/// # Errors
/// As for a password.
pub async fn hacher_code(code: String) -> anyhow::Result<String> {
    a_part(move |etabli| hacher_sur(etabli, &code)).await?
}

/// Whether the password is the one of this hash; without a hash, works as long and says no.
///
/// # Errors
/// Too many wait already.
pub async fn verifier(mot_de_passe: String, empreinte: Option<String>) -> anyhow::Result<bool> {
    a_part(move |etabli| {
        let connue = empreinte.is_some();
        let empreinte = empreinte.unwrap_or_else(|| LEURRE.to_owned());
        conforme(etabli, &mot_de_passe, &empreinte) && connue
    })
    .await
}

/// In its one form, then as it was typed: hashes made before passwords were brought to one form
/// are still good.
fn conforme(etabli: &mut Etabli, tape: &str, empreinte: &str) -> bool {
    etabli.verifier(&normal(tape), empreinte) || (!is_nfc(tape) && etabli.verifier(tape, empreinte))
}

fn normal(tape: &str) -> Cow<'_, str> {
    if is_nfc(tape) { Cow::Borrowed(tape) } else { Cow::Owned(tape.nfc().collect()) }
}

#[cfg(test)]
mod tests {
    use argon2::Argon2;
    use argon2::password_hash::PasswordHasher;
    use argon2::password_hash::phc::PasswordHash;

    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let empreinte = hacher("cigogne-rhin-42").unwrap();
        assert!(verifier("cigogne-rhin-42".into(), Some(empreinte.clone())).await.unwrap());
        assert!(!verifier("cigogne-rhin-43".into(), Some(empreinte)).await.unwrap());
        assert!(!verifier("cigogne-rhin-42".into(), None).await.unwrap());
    }

    /// One « é », or an « e » and an accent: keyboards and copies differ.
    #[tokio::test]
    async fn the_same_letters_written_in_two_ways_are_one_password() {
        let (compose, decompose) = ("p\u{e9}lican-b\u{e9}ni", "pe\u{301}lican-be\u{301}ni");
        for choisi in [compose, decompose] {
            let empreinte = hacher(choisi).unwrap();
            for tape in [compose, decompose] {
                assert!(verifier(tape.into(), Some(empreinte.clone())).await.unwrap(), "{choisi:?} {tape:?}");
            }
        }
        // From before: hashed as typed.
        let ancienne = Argon2::default().hash_password(decompose.as_bytes()).unwrap().to_string();
        assert!(verifier(decompose.into(), Some(ancienne)).await.unwrap());
    }

    #[test]
    fn the_decoy_costs_as_much_as_a_real_hash() {
        let leurre = PasswordHash::new(LEURRE).expect("the decoy must parse, or it would answer at once");
        let reel = hacher("x").unwrap();
        let reel = PasswordHash::new(&reel).unwrap();
        assert_eq!(format!("{:?}", leurre.params), format!("{:?}", reel.params));
    }
}
