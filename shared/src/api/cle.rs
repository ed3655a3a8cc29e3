//! The key of an intention to create: born with it, the same at each try.

/// Header of the calls that create ([`super::Appel::CREE`]).
pub const ENTETE_CLE: &str = "idempotency-key";

/// A key that a client drew for one creation: 16 to 64 letters, digits or hyphens, such as a UUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleCreation(String);

impl CleCreation {
    /// None when it is not one.
    pub fn lire(texte: &str) -> Option<Self> {
        let permise = |c: char| c.is_ascii_alphanumeric() || c == '-';
        ((16..=64).contains(&texte.len()) && texte.chars().all(permise)).then(|| Self(texte.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::CleCreation;

    #[test]
    fn a_key_is_long_enough_to_be_one_s_own_and_holds_no_text() {
        for bonne in ["0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071", "01JDEKTSV4RRFFQ69G5FAVZZZZ"] {
            assert!(CleCreation::lire(bonne).is_some(), "{bonne}");
        }
        for mauvaise in ["", "1234", "Sophie Keller née en 1982", &"a".repeat(65)] {
            assert!(CleCreation::lire(mauvaise).is_none(), "{mauvaise}");
        }
    }
}
