//! The bytes of a flow as checked UTF-8, with the line they are on.
//!
//! The encoding is the one that the file declares: windows-1252 (what the
//! caisses send) or UTF-8; anything else is refused before a single record is
//! read. The XML parser reads from here, so nothing it sees is undecoded.

use std::io::{self, BufRead, Chain, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1252};

use super::Refus;

/// One tag or one text longer than this is no flow: 1 MiB, a hundred usual foyers.
const LIMITE_BALISE: usize = 1 << 20;
const TAILLE_TAMPON: usize = 1 << 16;
/// The declaration and its encoding are in the first bytes, or not at all.
const TAILLE_TETE: u64 = 256;
const BOM_UTF8: &[u8] = b"\xEF\xBB\xBF";

/// A decoding reader that counts lines and bounds what one tag may hold.
pub struct Source<R> {
    amont: Chain<Cursor<Vec<u8>>, R>,
    decodeur: Decoder,
    tampon: Box<[u8]>,
    debut: usize,
    fin: usize,
    /// Told once the text before it has been consumed, so that the line is right.
    erreur: Option<io::Error>,
    fini: bool,
    ligne: u32,
    depuis_marque: usize,
}

impl<R: BufRead> Source<R> {
    /// # Errors
    /// An encoding other than windows-1252 and UTF-8, or an unreadable file.
    pub fn ouvre(mut amont: R) -> Result<Self, Refus> {
        let mut tete = Vec::new();
        amont.by_ref().take(TAILLE_TETE).read_to_end(&mut tete).map_err(|e| Refus::lecture(1, &e))?;
        let encodage = encodage(&tete)?;
        if tete.starts_with(BOM_UTF8) {
            tete.drain(..BOM_UTF8.len());
        }
        Ok(Self {
            amont: Cursor::new(tete).chain(amont),
            decodeur: encodage.new_decoder_without_bom_handling(),
            tampon: vec![0; TAILLE_TAMPON].into_boxed_slice(),
            debut: 0,
            fin: 0,
            erreur: None,
            fini: false,
            ligne: 1,
            depuis_marque: 0,
        })
    }

    /// Line of the next byte to be read, from 1.
    pub fn ligne(&self) -> u32 {
        self.ligne
    }

    /// A new tag or text starts here: the bound applies from this point.
    pub fn marque(&mut self) {
        self.depuis_marque = 0;
    }

    fn decode(&mut self) -> io::Result<()> {
        (self.debut, self.fin) = (0, 0);
        while self.fin == 0 && !self.fini {
            let brut = self.amont.fill_buf()?;
            self.fini = brut.is_empty();
            let (resultat, lus, ecrits) =
                self.decodeur.decode_to_utf8_without_replacement(brut, &mut self.tampon, self.fini);
            self.amont.consume(lus);
            self.fin = ecrits;
            if let DecoderResult::Malformed(..) = resultat {
                self.arrete("un octet n'appartient pas à l'encodage annoncé");
            }
            if let Some(place) = self.tampon[..self.fin].iter().position(|&o| interdit(o)) {
                self.fin = place;
                self.arrete("un caractère de contrôle est interdit en XML");
            }
        }
        Ok(())
    }

    fn arrete(&mut self, raison: &str) {
        self.fini = true;
        self.erreur = Some(io::Error::new(io::ErrorKind::InvalidData, raison));
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.depuis_marque > LIMITE_BALISE {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "une balise ou un texte dépasse 1 Mio"));
        }
        if self.debut == self.fin {
            self.decode()?;
            if self.fin == 0
                && let Some(erreur) = self.erreur.take()
            {
                return Err(erreur);
            }
        }
        Ok(&self.tampon[self.debut..self.fin])
    }

    fn consume(&mut self, octets: usize) {
        let fin = (self.debut + octets).min(self.fin);
        let lignes = self.tampon[self.debut..fin].iter().filter(|&&o| o == b'\n').count();
        self.ligne = self.ligne.saturating_add(u32::try_from(lignes).unwrap_or(u32::MAX));
        self.depuis_marque += fin - self.debut;
        self.debut = fin;
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, sortie: &mut [u8]) -> io::Result<usize> {
        let pret = self.fill_buf()?;
        let octets = pret.len().min(sortie.len());
        sortie[..octets].copy_from_slice(&pret[..octets]);
        self.consume(octets);
        Ok(octets)
    }
}

fn interdit(octet: u8) -> bool {
    octet < 0x20 && !matches!(octet, b'\t' | b'\n' | b'\r')
}

/// The encoding that the first bytes announce; without declaration, UTF-8.
fn encodage(tete: &[u8]) -> Result<&'static Encoding, Refus> {
    if tete.starts_with(b"\xFF\xFE") || tete.starts_with(b"\xFE\xFF") || tete.iter().take(4).any(|&o| o == 0)
    {
        return Err(refuse("UTF-16"));
    }
    let bom = tete.starts_with(BOM_UTF8);
    let Some(nom) = encodage_declare(tete.strip_prefix(BOM_UTF8).unwrap_or(tete)) else {
        return Ok(UTF_8);
    };
    match Encoding::for_label(nom) {
        Some(e) if e == UTF_8 || (e == WINDOWS_1252 && !bom) => Ok(e),
        _ => Err(refuse(&String::from_utf8_lossy(nom))),
    }
}

fn refuse(nom: &str) -> Refus {
    Refus::a(
        1,
        format!("L'encodage « {nom} » n'est pas accepté. Demandez le flux en windows-1252 ou en UTF-8."),
    )
}

/// The value of `encoding="…"` in `<?xml … ?>`.
fn encodage_declare(tete: &[u8]) -> Option<&[u8]> {
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
    use super::*;

    fn lit(octets: &[u8]) -> Result<String, String> {
        let mut source = Source::ouvre(octets).map_err(|r| r.to_string())?;
        let mut texte = String::new();
        source.read_to_string(&mut texte).map_err(|e| format!("{} {e}", source.ligne()))?;
        Ok(texte)
    }

    #[test]
    fn decodes_what_is_declared() {
        assert_eq!(
            lit(b"<?xml version='1.0' encoding='windows-1252'?>\xC9t\xE9 \x80").unwrap().chars().next_back(),
            Some('€')
        );
        assert!(lit("<?xml version=\"1.0\" encoding=\"UTF-8\"?>Été".as_bytes()).unwrap().ends_with("Été"));
        assert_eq!(lit("\u{FEFF}<a>é</a>".as_bytes()).unwrap(), "<a>é</a>");
        assert_eq!(lit(b"").unwrap(), "");
    }

    #[test]
    fn refuses_other_encodings_by_name() {
        for (tete, nom) in [
            (&b"<?xml version='1.0' encoding='ISO-8859-15'?><a/>"[..], "ISO-8859-15"),
            (b"\xFF\xFE<\0a\0", "UTF-16"),
            (b"<\0?\0x\0", "UTF-16"),
            (b"<?xml version='1.0' encoding='klingon'?><a/>", "klingon"),
            (b"\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1252'?><a/>", "windows-1252"),
        ] {
            assert!(lit(tete).unwrap_err().contains(nom), "{nom}");
        }
    }

    #[test]
    fn tells_the_line_of_a_bad_byte() {
        assert!(lit(b"<a>\n\n\xFF</a>").unwrap_err().starts_with("3 "));
        assert!(lit(b"<a>\n\x07</a>").unwrap_err().starts_with("2 "));
    }

    #[test]
    fn an_endless_tag_is_stopped() {
        let mut texte = b"<a>".to_vec();
        texte.resize(3 * LIMITE_BALISE, b'x');
        assert!(lit(&texte).unwrap_err().contains("1 Mio"));
    }
}
