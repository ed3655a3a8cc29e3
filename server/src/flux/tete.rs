//! What the first bytes say of a file: compressed, or text in which encoding.
//!
//! Read: windows-1252 (what the caisses send), its neighbours ISO-8859-1 and ISO-8859-15,
//! and UTF-8. Anything else is refused by its name before a single record is read.

use encoding_rs::{Encoding, ISO_8859_15, UTF_8, WINDOWS_1252};

use super::Refus;

/// The declaration and its encoding are in the first bytes, or not at all.
pub const TAILLE_TETE: u64 = 256;
pub const BOM_UTF8: &[u8] = b"\xEF\xBB\xBF";

/// How compressed files begin.
const COMPRESSES: [(&[u8], &str); 7] = [
    (b"\x1F\x8B", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"BZh", "bzip2"),
    (b"\xFD7zXZ\0", "xz"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
];

/// The encoding that the first bytes announce; without declaration, UTF-8.
///
/// # Errors
/// A compressed file, or an encoding that is not read; told by its name.
pub fn encodage(tete: &[u8]) -> Result<&'static Encoding, Refus> {
    if let Some((_, format)) = COMPRESSES.iter().find(|(signature, _)| tete.starts_with(signature)) {
        let message =
            format!("Ce fichier est compressé ({format}) : décompressez-le, puis relancez la lecture.");
        return Err(Refus::du_fichier(message));
    }
    if let Some(nom) = large(tete) {
        return Err(refuse(nom));
    }
    let bom = tete.starts_with(BOM_UTF8);
    let Some(nom) = declare(tete.strip_prefix(BOM_UTF8).unwrap_or(tete)) else {
        return Ok(UTF_8);
    };
    match Encoding::for_label(nom) {
        Some(e) if e == UTF_8 => Ok(e),
        Some(e) if [WINDOWS_1252, ISO_8859_15].contains(&e) && !bom => Ok(e),
        Some(e) if bom => Err(super::deguise::refus(1, e.name())),
        _ => Err(refuse(&String::from_utf8_lossy(nom))),
    }
}

/// The name of an encoding of two or four bytes a character.
fn large(tete: &[u8]) -> Option<&'static str> {
    let nuls = tete.iter().take(4).filter(|&&octet| octet == 0).count();
    let marque = tete.starts_with(b"\xFF\xFE") || tete.starts_with(b"\xFE\xFF");
    match nuls {
        2.. if marque || nuls == 3 => Some("UTF-32"),
        0 if !marque => None,
        _ => Some("UTF-16"),
    }
}

fn refuse(nom: &str) -> Refus {
    Refus::a(
        1,
        format!("L'encodage « {nom} » n'est pas accepté. Demandez le flux en windows-1252 ou en UTF-8."),
    )
}

/// The value of `encoding="…"` in `<?xml … ?>`.
fn declare(tete: &[u8]) -> Option<&[u8]> {
    let declaration = tete.strip_prefix(b"<?xml")?;
    let fin = declaration.windows(2).position(|f| f == b"?>")?;
    let declaration = &declaration[..fin];
    let place = declaration.windows(8).position(|f| f == b"encoding")?;
    let apres = declaration[place + 8..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (&guillemet, valeur) = apres.split_first()?;
    let fin = valeur.iter().position(|&o| o == guillemet)?;
    matches!(guillemet, b'"' | b'\'').then_some(&valeur[..fin])
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::encodage;

    #[rstest]
    #[case(b"<?xml version='1.0' encoding='windows-1252'?><a/>", "windows-1252")]
    #[case(b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "windows-1252")]
    #[case(b"<?xml version='1.0' encoding='iso-8859-15'?><a/>", "ISO-8859-15")]
    #[case(b"<?xml version='1.0' encoding='latin-9'?><a/>", "latin-9")]
    #[case(b"<?xml version='1.0' encoding='utf-8'?><a/>", "UTF-8")]
    #[case(b"<a/>", "UTF-8")]
    #[case(b"", "UTF-8")]
    fn an_encoding_is_read(#[case] tete: &[u8], #[case] attendu: &str) {
        match encodage(tete) {
            Ok(lu) => assert_eq!(lu.name(), attendu),
            // not a label of the web: told by its name
            Err(refus) => assert!(refus.message.contains(attendu) && attendu == "latin-9", "{refus}"),
        }
    }

    #[rstest]
    #[case(b"\x1F\x8B\x08\0\0\0\0\0", "compressé (gzip)")]
    #[case(b"PK\x03\x04\x14\0\0\0", "compressé (zip)")]
    #[case(b"BZh91AY", "compressé (bzip2)")]
    #[case(b"\xFD7zXZ\0\0", "compressé (xz)")]
    #[case(b"\xFF\xFE<\0a\0", "UTF-16")]
    #[case(b"<\0?\0x\0", "UTF-16")]
    #[case(b"\xFF\xFE\0\0<\0\0\0", "UTF-32")]
    #[case(b"\0\0\0<", "UTF-32")]
    #[case(b"<?xml version='1.0' encoding='UTF-16'?><a/>", "UTF-16")]
    #[case(b"<?xml version='1.0' encoding='macintosh'?><a/>", "macintosh")]
    #[case(b"<?xml version='1.0' encoding='klingon'?><a/>", "klingon")]
    #[case(b"\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1252'?><a/>", "sont de l'UTF-8")]
    fn another_is_refused_by_its_name(#[case] tete: &[u8], #[case] dit: &str) {
        let refus = encodage(tete).unwrap_err().to_string();
        assert!(refus.contains(dit), "{refus}");
    }
}
