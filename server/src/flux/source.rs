//! The bytes of a flow as checked UTF-8, with the line they are on.
//!
//! The encoding is the one that the file declares (see [`tete`](super::tete)). The XML
//! parser reads from here, so nothing it sees is undecoded.

use std::io::{self, BufRead, Chain, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use super::deguise::Deguisement;
use super::rapport::{Avertissement, Refus};
use super::tete::{BOM_UTF8, TAILLE_TETE, encodage};

/// One tag or one text longer than this is no flow: 1 MiB, a hundred usual foyers.
const LIMITE_BALISE: usize = 1 << 20;
const TAILLE_TAMPON: usize = 1 << 16;

/// A decoding reader that counts lines and bounds what one tag may hold.
pub struct Source<R> {
    amont: Chain<Cursor<Vec<u8>>, R>,
    decodeur: Decoder,
    /// Watched when one byte is one character: UTF-8 reads as such too, as gibberish.
    deguisement: Option<Deguisement>,
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
    /// A compressed file, an encoding that is not read, or an unreadable file.
    pub fn ouvre(mut amont: R) -> Result<Self, Refus> {
        let mut tete = Vec::new();
        amont.by_ref().take(TAILLE_TETE).read_to_end(&mut tete).map_err(|e| Refus::lecture(1, &e))?;
        let encodage = encodage(&tete)?;
        if tete.starts_with(BOM_UTF8) {
            tete.drain(..BOM_UTF8.len());
        }
        Ok(Self {
            amont: Cursor::new(tete).chain(amont),
            deguisement: (encodage != UTF_8).then(Deguisement::default),
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

    /// What the bytes read so far say against the encoding declared.
    ///
    /// # Errors
    /// They are UTF-8, and the file says otherwise.
    pub fn deguisement(&self) -> Result<Option<Avertissement>, Refus> {
        self.deguisement.as_ref().map_or(Ok(None), Deguisement::juge)
    }

    fn decode(&mut self) -> io::Result<()> {
        (self.debut, self.fin) = (0, 0);
        while self.fin == 0 && !self.fini {
            let brut = self.amont.fill_buf()?;
            self.fini = brut.is_empty();
            let (resultat, lus, ecrits) =
                self.decodeur.decode_to_utf8_without_replacement(brut, &mut self.tampon, self.fini);
            if let Some(deguisement) = &mut self.deguisement {
                deguisement.voit(&brut[..lus], self.ligne);
            }
            self.amont.consume(lus);
            self.fin = ecrits;
            if let DecoderResult::Malformed(..) = resultat {
                self.arrete("un octet n'appartient pas à l'encodage que le fichier annonce");
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
        assert!(lit(b"<?xml version='1.0' encoding='ISO-8859-15'?>\xA4 \xBD").unwrap().ends_with("€ œ"));
        assert!(lit("<?xml version=\"1.0\" encoding=\"UTF-8\"?>Été".as_bytes()).unwrap().ends_with("Été"));
        assert_eq!(lit("\u{FEFF}<a>é</a>".as_bytes()).unwrap(), "<a>é</a>");
        assert_eq!(lit(b"").unwrap(), "");
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
