//! UTF-8 under another name: a file that declares one byte a character reads whatever its
//! bytes are, and gives `CÃ‰LINE` for `CÉLINE`. Its bytes say what it is.

use encoding_rs::Encoding;
use reciproque_shared::mots::accord;

use super::rapport::{Avertissement, Refus};

/// The count of what looks like UTF-8, and of what cannot be.
#[derive(Default)]
pub struct Deguisement {
    /// Characters of several bytes, as UTF-8 writes them.
    suites: u32,
    /// Other bytes beyond ASCII.
    autres: u32,
    /// Line of the first of what looks like UTF-8.
    ligne: u32,
    /// Bytes of a character begun, and those that it still awaits.
    en_cours: (u32, u32),
}

impl Deguisement {
    /// Sees the next bytes of the file, whose first is on `ligne`.
    pub fn voit(&mut self, octets: &[u8], ligne: u32) {
        let mut place = 0;
        while let Some(reste) = octets.get(place..).filter(|reste| !reste.is_empty()) {
            let ascii = Encoding::ascii_valid_up_to(reste);
            if ascii > 0 {
                self.interrompt();
            }
            place += ascii;
            if let Some(&octet) = octets.get(place) {
                self.octet(octet);
                // Counted once: at each accent it would cost more than all the rest of the reading.
                if self.suites > 0 && self.ligne == 0 {
                    self.ligne = ligne + octets[..place].iter().filter(|&&o| o == b'\n').count() as u32;
                }
                place += 1;
            }
        }
    }

    fn octet(&mut self, octet: u8) {
        match (self.en_cours, octet) {
            ((_, 1), 0x80..=0xBF) => {
                self.en_cours = (0, 0);
                self.suites = self.suites.saturating_add(1);
            }
            ((vus, attendus @ 2..), 0x80..=0xBF) => self.en_cours = (vus + 1, attendus - 1),
            _ => {
                self.interrompt();
                self.en_cours = match octet {
                    0xC2..=0xDF => (1, 1),
                    0xE0..=0xEF => (1, 2),
                    0xF0..=0xF4 => (1, 3),
                    _ => return self.autre(1),
                };
            }
        }
    }

    /// A character begun that does not go on is none.
    fn interrompt(&mut self) {
        let (vus, _) = std::mem::take(&mut self.en_cours);
        self.autre(vus);
    }

    fn autre(&mut self, combien: u32) {
        self.autres = self.autres.saturating_add(combien);
    }

    /// # Errors
    /// All that is beyond ASCII is UTF-8.
    pub fn juge(&self) -> Result<Option<Avertissement>, Refus> {
        match (self.suites, self.autres) {
            (0, _) => Ok(None),
            (_, 0) => Err(refus(self.ligne, "autre chose")),
            (suites, _) => {
                let message = format!(
                    "{} en UTF-8 dans un fichier qui annonce un autre encodage : des noms peuvent être déformés. \
                     Signalez-le à la caisse.",
                    accord(suites, "caractère semble écrit", "caractères semblent écrits")
                );
                Ok(Some(Avertissement::new(self.ligne, "encoding", message)))
            }
        }
    }
}

/// The refusal of UTF-8 that says it is `annonce`.
pub fn refus(ligne: u32, annonce: &str) -> Refus {
    Refus::a(
        ligne,
        format!(
            "Les octets de ce fichier sont de l'UTF-8, mais il annonce {annonce} : ses accents seraient déformés. \
             Demandez-le à nouveau à la caisse, dans l'encodage qu'il annonce."
        ),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::Deguisement;

    fn juge(octets: &[u8], pas: usize) -> Result<bool, u32> {
        let mut vu = Deguisement::default();
        let mut ligne = 1;
        for morceau in octets.chunks(pas) {
            vu.voit(morceau, ligne);
            ligne += morceau.iter().filter(|&&o| o == b'\n').count() as u32;
        }
        vu.juge().map(|dit| dit.is_some()).map_err(|refus| refus.ligne.unwrap())
    }

    #[rstest]
    #[case("rien", Ok(false))]
    #[case("un\n\nCÉLINE", Err(3))]
    #[case("€", Err(1))]
    #[case("😀 é", Err(1))]
    fn utf_8_is_seen(#[case] texte: &str, #[case] attendu: Result<bool, u32>) {
        for pas in [1, 2, 3, 100] {
            assert_eq!(juge(texte.as_bytes(), pas), attendu, "{texte} by {pas}");
        }
    }

    #[rstest]
    #[case(b"C\xC9LINE", Ok(false))]
    #[case(b"C\xC9LINE \xC3\xA9", Ok(true))]
    #[case(b"\xC3", Ok(false))]
    #[case(b"\xE2\x82 \xE2\x82", Ok(false))]
    #[case(b"\xA9\xA9", Ok(false))]
    fn what_is_not_utf_8_passes(#[case] octets: &[u8], #[case] attendu: Result<bool, u32>) {
        for pas in [1, 2, 100] {
            assert_eq!(juge(octets, pas), attendu);
        }
    }

    proptest! {
        /// Any text beyond ASCII is refused, and the size of the reads does not matter.
        #[test]
        fn any_utf_8_is_refused(texte in "\\PC{0,40}", pas in 1..9_usize) {
            prop_assert_eq!(juge(texte.as_bytes(), pas).is_err(), !texte.is_ascii());
        }
    }
}
