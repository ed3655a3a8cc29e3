//! The characters that no text of the product holds: nobody types them, no page shows
//! them, and the two engines of the store do not agree on them (PostgreSQL refuses
//! U+0000).

use crate::erreur::Motif;

/// A control character (tab and ends of line excepted), or one that Unicode reserves
/// for itself (U+FFFE, U+FFFF and their like).
pub fn est_interdit(caractere: char) -> bool {
    let permis = matches!(caractere, '\t' | '\n' | '\r');
    (caractere.is_control() && !permis) || est_reserve(caractere)
}

/// Whether these bytes of UTF-8 may hold one: a quick look that spares most texts the other.
pub fn peut_en_tenir(octets: &[u8]) -> bool {
    octets.iter().any(|octet| matches!(octet, 0..=8 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F | 0xC2 | 0xEF..))
}

fn est_reserve(caractere: char) -> bool {
    let code = u32::from(caractere);
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

/// Why a text that holds one is refused.
pub fn refus() -> Motif {
    Motif::new(
        "caractere_interdit",
        "Ce champ contient un caractère invisible qui ne peut pas être gardé, sans doute venu d'un copier-coller : \
         effacez le texte puis saisissez-le à nouveau.",
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{est_interdit, peut_en_tenir};

    #[rstest]
    #[case('\0', true)]
    #[case('\u{1b}', true)]
    #[case('\u{7f}', true)]
    #[case('\u{80}', true)]
    #[case('\u{9f}', true)]
    #[case('\u{fffe}', true)]
    #[case('\u{ffff}', true)]
    #[case('\u{1fffe}', true)]
    #[case('\u{fdd0}', true)]
    #[case('\n', false)]
    #[case('\t', false)]
    #[case('\u{a0}', false)]
    #[case('é', false)]
    #[case('\u{fffd}', false)]
    #[case('😀', false)]
    fn controls_and_noncharacters(#[case] caractere: char, #[case] interdit: bool) {
        assert_eq!(est_interdit(caractere), interdit, "{}", caractere.escape_unicode());
    }

    proptest! {
        #[test]
        fn the_quick_look_forgets_none(texte in any::<String>()) {
            prop_assert!(peut_en_tenir(texte.as_bytes()) || !texte.contains(est_interdit));
        }
    }
}
