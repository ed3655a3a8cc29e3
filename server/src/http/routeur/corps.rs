//! The body of a request, the one place where its texts enter: a character that no text
//! may hold is refused here, with its field, so that no handler can forget it.

use std::borrow::Cow;

use reciproque_shared::caractere;
use reciproque_shared::erreur::ErreurChamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::refus::Refus;

/// Reads a body as its type.
///
/// # Errors
/// It is not the JSON expected, or one of its texts holds a forbidden character.
pub(super) fn lire<T: DeserializeOwned>(octets: &[u8]) -> Result<T, Refus> {
    if octets.contains(&b'\\') || caractere::peut_en_tenir(octets) {
        examiner(octets)?;
    }
    serde_json::from_slice(octets).map_err(|_| Refus::Illisible)
}

fn examiner(octets: &[u8]) -> Result<(), Refus> {
    let valeur: Value = serde_json::from_slice(&sans_demi_codet(octets)).map_err(|_| Refus::Illisible)?;
    let mut erreurs = Vec::new();
    parcourir(&valeur, &mut String::new(), &mut erreurs);
    if erreurs.is_empty() { Ok(()) } else { Err(Refus::Invalide(erreurs)) }
}

/// Goes through the texts; `champ` is the place of `valeur` (`objectifs.0.note`).
fn parcourir(valeur: &Value, champ: &mut String, erreurs: &mut Vec<ErreurChamp>) {
    let longueur = champ.len();
    let mut sous = |nom: &str, valeur: &Value, erreurs: &mut Vec<ErreurChamp>| {
        if longueur > 0 {
            champ.push('.');
        }
        champ.push_str(nom);
        parcourir(valeur, champ, erreurs);
        champ.truncate(longueur);
    };
    match valeur {
        Value::String(texte) if texte.contains(caractere::est_interdit) => {
            erreurs.push(caractere::refus().champ(champ.as_str()));
        }
        Value::Array(valeurs) => {
            valeurs.iter().enumerate().for_each(|(rang, valeur)| sous(&rang.to_string(), valeur, erreurs));
        }
        Value::Object(champs) => champs.iter().for_each(|(nom, valeur)| {
            // the name of a field that nobody knows is not repeated
            let nom = if nom.contains(caractere::est_interdit) { "?" } else { nom };
            sous(nom, valeur, erreurs);
        }),
        _ => {}
    }
}

/// Half of a character (`\ud83d` alone), which is no text and which JSON readers stop at
/// without saying where: written as `\u0000`, that is refused with its field.
fn sans_demi_codet(octets: &[u8]) -> Cow<'_, [u8]> {
    let mut propre = Cow::Borrowed(octets);
    let mut place = 0;
    while let Some(saut) = octets.get(place..).and_then(|suite| suite.iter().position(|&o| o == b'\\')) {
        let debut = place + saut;
        place = debut + 2;
        match codet(octets, debut) {
            Some(0xD800..=0xDBFF) if matches!(codet(octets, debut + 6), Some(0xDC00..=0xDFFF)) => {
                place = debut + 12;
            }
            Some(0xD800..=0xDFFF) => {
                propre.to_mut()[debut + 2..debut + 6].copy_from_slice(b"0000");
                place = debut + 6;
            }
            _ => {}
        }
    }
    propre
}

/// The unit escaped as `\uXXXX` at this place.
fn codet(octets: &[u8], debut: usize) -> Option<u16> {
    let chiffres = octets.get(debut..debut + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(chiffres).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::Value;

    use super::lire;
    use crate::refus::Refus;

    #[rstest]
    #[case(r#"{"note": "Nul\u0000ici"}"#, &["note"])]
    #[case("{\"note\": \"a\u{7f}\", \"b\": [\"x\", {\"c\": \"\u{85}\"}]}", &["b.1.c", "note"])]
    #[case("[\"\u{ffff}\"]", &["0"])]
    #[case("\"\u{1ffff}\"", &[""])]
    #[case(r#"{"note": "demi \ud83d"}"#, &["note"])]
    #[case(r#"{"note": "demi \udc00 \ud83d\ude00"}"#, &["note"])]
    #[case(r#"{"note": "\\ud83d \ud83d\ude00 \n\t é €"}"#, &[])]
    #[case(r#"{"a\u0000": "\u0001"}"#, &["?"])]
    fn a_forbidden_character_is_refused_with_its_field(#[case] corps: &str, #[case] attendus: &[&str]) {
        let champs = match lire::<Value>(corps.as_bytes()) {
            Ok(_) => Vec::new(),
            Err(Refus::Invalide(erreurs)) => erreurs.into_iter().map(|erreur| erreur.champ).collect(),
            Err(autre) => panic!("{autre:?}"),
        };
        assert_eq!(champs, attendus, "{corps}");
    }

    #[rstest]
    #[case("{")]
    #[case(r#"{"a": "\u00"}"#)]
    #[case("\"\\")]
    fn what_is_not_json_is_not_read(#[case] corps: &str) {
        assert!(matches!(lire::<Value>(corps.as_bytes()), Err(Refus::Illisible)));
    }
}
