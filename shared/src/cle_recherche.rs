//! The search keys of a name: what stays once accents, case and punctuation are ignored.

use std::collections::BTreeSet;

/// Folds a text so that two spellings of one name meet: `Zoë D'Œuvre-Groß` and
/// `zoe d oeuvre gross` share the same key. Lower case; accents dropped; œ, æ and ß
/// written out; anything that is neither a letter nor a digit becomes a single space.
/// Folding twice changes nothing.
pub fn cle_de_recherche(texte: &str) -> String {
    let mut cle = String::with_capacity(texte.len());
    for lettre in texte.chars().flat_map(char::to_lowercase) {
        match replie(lettre) {
            Pli::Lettre(lettre) => cle.push(lettre),
            Pli::Suite(lettres) => cle.push_str(lettres),
            Pli::Rien => {}
            Pli::Espace if cle.is_empty() || cle.ends_with(' ') => {}
            Pli::Espace => cle.push(' '),
        }
    }
    cle.truncate(cle.trim_end().len());
    cle
}

/// What the first letters typed of these names are compared with: each word, glued to those that
/// follow it in the same name. `D'ANGELO` is found by « dangelo », « d'angelo » and « angelo »;
/// `JEAN-PIERRE` by « jeanpierre » and « pierre ».
pub fn cles_des_noms<'a>(noms: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut cles = BTreeSet::new();
    for nom in noms {
        let cle = cle_de_recherche(nom);
        let mots: Vec<&str> = cle.split(' ').collect();
        cles.extend((0..mots.len()).map(|debut| mots[debut..].concat()).filter(|cle| !cle.is_empty()));
    }
    cles
}

/// What goes before a name without being one: found in the names of people who are no kin.
const PARTICULES: [&str; 14] =
    ["abd", "ben", "bin", "dal", "del", "della", "den", "der", "des", "dos", "les", "ould", "van", "von"];
/// A part shorter than this, in letters, is in too many names.
const PARTIE_MIN: usize = 3;

/// The parts of a name, as searched, that a relative may bear alone: « keller schmitt » is of the
/// family of « keller ».
pub fn parties_du_nom(cle: &str) -> impl Iterator<Item = &str> {
    cle.split(' ').filter(|mot| mot.chars().count() >= PARTIE_MIN && !PARTICULES.contains(mot))
}

enum Pli {
    Lettre(char),
    Suite(&'static str),
    /// A combining accent, as in decomposed text, or a character that nobody sees.
    Rien,
    Espace,
}

/// Latin letters of Europe and of Vietnam lose their accent; the letters of other alphabets are
/// kept.
fn replie(lettre: char) -> Pli {
    let base = match lettre {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' | 'ª' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ð' | 'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ſ' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' | 'ư' | 'ụ'..='ự' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'œ' => return Pli::Suite("oe"),
        'æ' => return Pli::Suite("ae"),
        'ß' => return Pli::Suite("ss"),
        'þ' => return Pli::Suite("th"),
        'ĳ' => return Pli::Suite("ij"),
        'ﬁ' => return Pli::Suite("fi"),
        'ﬂ' => return Pli::Suite("fl"),
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
            return Pli::Rien;
        }
        // Signs that Unicode counts as letters: º for °, the apostrophes ʼ and ꞌ.
        'º' | '\u{2b0}'..='\u{2ff}' | '\u{a78c}' => return Pli::Espace,
        autre if autre.is_alphanumeric() => autre,
        _ => return Pli::Espace,
    };
    Pli::Lettre(base)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::{cle_de_recherche, cles_des_noms, parties_du_nom};

    #[rstest]
    #[case("KELLER-SCHMITT", &["keller", "schmitt"])]
    #[case("VAN DER BERG", &["berg"])]
    #[case("D’ANGELO", &["angelo"])]
    #[case("de la Tour", &["tour"])]
    #[case("LI", &[])]
    fn a_name_is_cut_into_its_parts_without_particles(#[case] nom: &str, #[case] attendues: &[&str]) {
        assert_eq!(parties_du_nom(&cle_de_recherche(nom)).collect::<Vec<_>>(), attendues);
    }

    #[rstest]
    #[case("MÜLLER", "muller")]
    #[case("Zoë", "zoe")]
    #[case("Zoe\u{308}", "zoe")]
    #[case("D'Œuvre", "d oeuvre")]
    #[case("D’ŒUVRE", "d oeuvre")]
    #[case("GROẞ-Groß", "gross gross")]
    #[case("  Jean--Pierre  ", "jean pierre")]
    #[case("Lætitia", "laetitia")]
    #[case("İpek Şahin", "ipek sahin")]
    #[case("Łukasz Đorđe", "lukasz dorde")]
    #[case("L'Haÿ-les-Roses", "l hay les roses")]
    #[case("' - .", "")]
    #[case("OʼBRIEN O`Brien", "o brien o brien")]
    #[case("n\u{ba} 12, n° 12, № 12", "n 12 n 12 12")]
    #[case("Mar\u{ad}ti\u{200b}no\u{feff}va", "martinova")]
    #[case("Jean\u{2011}Pierre\u{2212}Marie\u{a0}\u{202f}Ana", "jean pierre marie ana")]
    #[case("NGUYỄN Thị Đức ƯƠNG", "nguyen thi duc uong")]
    fn a_key_is_plain_lower_case_without_accents(#[case] texte: &str, #[case] attendu: &str) {
        assert_eq!(cle_de_recherche(texte), attendu);
    }

    #[rstest]
    #[case(&["D'ANGELO", "d’angelo"], &["angelo", "dangelo"])]
    #[case(&["MARTIN", "JEAN-PIERRE", ""], &["jeanpierre", "martin", "pierre"])]
    #[case(&["DE LA TOUR", "-"], &["delatour", "latour", "tour"])]
    fn a_person_has_a_key_for_each_name(#[case] noms: &[&str], #[case] attendues: &[&str]) {
        let cles = cles_des_noms(noms.iter().copied());
        assert_eq!(cles.iter().map(String::as_str).collect::<Vec<_>>(), attendues);
    }

    #[test]
    fn no_accented_letter_of_windows_1252_is_left() {
        for lettre in "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿœæßšžÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒÆŠŽ".chars()
        {
            let cle = cle_de_recherche(&lettre.to_string());
            assert!(!cle.is_empty() && cle.is_ascii(), "{lettre} → {cle}");
        }
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(texte in any::<String>()) {
            let cle = cle_de_recherche(&texte);
            prop_assert_eq!(cle_de_recherche(&cle), cle);
        }

        #[test]
        fn neither_case_nor_blanks_count(texte in "[a-zA-Zàâéèêëîïôùûüçœæ' -]{0,30}") {
            let cle = cle_de_recherche(&texte);
            prop_assert_eq!(&cle_de_recherche(&texte.to_uppercase()), &cle);
            prop_assert_eq!(&cle_de_recherche(&format!("  {texte}--")), &cle);
            prop_assert!(!cle.contains("  ") && cle.trim() == cle && cle.is_ascii());
        }
    }
}
