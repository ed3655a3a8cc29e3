//! Codes that people copy from paper: no character that looks like another one.

/// 31 characters: neither 0 nor O, neither 1 nor I nor L. Two codes never differ by what
/// an eye confuses.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUPE: usize = 4;

/// A one-time code: three groups of four characters, as printed: `7KQM-R3TX-H9WB`.
pub struct CodeRemis(String);

impl CodeRemis {
    /// Twelve characters of 31: 59 bits, for attempts that are counted.
    pub const LONGUEUR: usize = 12;

    /// The code that these random bytes draw; `None` when there are too few of them that
    /// draw evenly (ask again with others).
    pub fn tirer(hasard: impl IntoIterator<Item = u8>) -> Option<Self> {
        // Above the last multiple of 31 the first characters would come more often.
        let justes = hasard.into_iter().filter(|octet| *octet < 248);
        let signes: Vec<u8> =
            justes.take(Self::LONGUEUR).map(|octet| ALPHABET[usize::from(octet) % ALPHABET.len()]).collect();
        let code: Vec<_> = signes.chunks(GROUPE).map(String::from_utf8_lossy).collect();
        (signes.len() == Self::LONGUEUR).then(|| Self(code.join("-")))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What was typed, without dashes, spaces or case: what is hashed and compared.
    pub fn normal(tape: &str) -> String {
        tape.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_three_groups_of_four_without_look_alikes(hasard in prop::collection::vec(any::<u8>(), 64)) {
            let Some(code) = CodeRemis::tirer(hasard) else { return Ok(()) };
            let groupes: Vec<_> = code.as_str().split('-').map(str::len).collect();
            prop_assert_eq!(groupes, [4, 4, 4]);
            prop_assert!(!code.as_str().contains(['0', 'O', '1', 'I', 'L']));
        }

        #[test]
        fn typed_in_any_way_it_is_the_same(hasard in prop::collection::vec(0_u8..248, 12)) {
            let code = CodeRemis::tirer(hasard).unwrap();
            let tape = format!(" {} ", code.as_str().to_lowercase().replace('-', " "));
            prop_assert_eq!(CodeRemis::normal(&tape), CodeRemis::normal(code.as_str()));
        }
    }

    #[test]
    fn every_character_is_as_likely() {
        let mut fois = [0; 256];
        for octet in 0..248_u8 {
            let code = CodeRemis::tirer([octet; 12]).unwrap();
            fois[usize::from(code.as_str().as_bytes()[0])] += 1;
        }
        assert!(fois.iter().all(|n| *n == 0 || *n == 8), "{fois:?}");
        assert!(CodeRemis::tirer([248; 64]).is_none());
    }
}
