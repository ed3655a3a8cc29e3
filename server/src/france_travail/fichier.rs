//! A file of France Travail: its bytes, its digest, its text and its lines.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use base16ct::lower::encode_string;
use csv::StringRecord;
use encoding_rs::WINDOWS_1252;
use sha2::{Digest, Sha256};

use crate::fichier::inutilisable;

/// A département of a hundred thousand recipients takes less.
const TAILLE_MAXIMALE: u64 = 64 << 20;
/// Letters of the digest that name the file in the journal.
const ABREGE: usize = 12;
const BOM_UTF8: &[u8] = b"\xEF\xBB\xBF";

/// A file read whole.
pub struct Fichier {
    pub empreinte: String,
    pub entetes: Vec<String>,
    pub lignes: Vec<Enregistrement>,
}

/// A line that is not the first: its number, and its fields if it has as many as there are headings.
pub struct Enregistrement {
    pub ligne: u64,
    pub champs: Result<StringRecord, &'static str>,
}

/// A line of which nothing was kept, with why: nobody is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejet {
    pub ligne: u64,
    pub raison: String,
}

impl Fichier {
    /// # Errors
    /// The file can't be read, is empty, or is no table of text.
    pub fn lire(chemin: &Path) -> anyhow::Result<Self> {
        let remede = "Vérifiez le chemin du fichier et le droit de le lire.";
        let octets = octets(chemin).map_err(inutilisable("le fichier", chemin, remede))?;
        ensure!(
            octets.len() as u64 <= TAILLE_MAXIMALE,
            "le fichier dépasse 64 Mio : ce n’est sans doute pas celui de France Travail"
        );
        let empreinte = encode_string(&Sha256::digest(&octets));
        let (entetes, lignes) = decouper(&texte(&octets)?)?;
        Ok(Self { empreinte, entetes, lignes })
    }

    pub fn entetes(&self) -> Vec<&str> {
        self.entetes.iter().map(String::as_str).collect()
    }

    /// How the journal names it.
    pub fn objet(&self) -> String {
        format!("france_travail:{}", self.empreinte.chars().take(ABREGE).collect::<String>())
    }
}

impl Enregistrement {
    /// Its fields as texts, if it has them all.
    pub fn textes(&self) -> Result<Vec<&str>, &'static str> {
        self.champs.as_ref().map(|champs| champs.iter().collect()).map_err(|raison| *raison)
    }
}

/// One byte more than may be, so that a file too long is known to be.
fn octets(chemin: &Path) -> io::Result<Vec<u8>> {
    let fichier = File::open(chemin)?;
    if fichier.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut octets = Vec::new();
    fichier.take(TAILLE_MAXIMALE + 1).read_to_end(&mut octets)?;
    Ok(octets)
}

/// UTF-8 with or without its mark; windows-1252 otherwise.
fn texte(octets: &[u8]) -> anyhow::Result<String> {
    if octets.starts_with(b"\xFF\xFE") || octets.starts_with(b"\xFE\xFF") {
        bail!("le fichier est en UTF-16 : demandez-le en UTF-8 ou en windows-1252");
    }
    let nus = octets.strip_prefix(BOM_UTF8).unwrap_or(octets);
    Ok(match std::str::from_utf8(nus) {
        Ok(texte) => texte.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(nus).0.into_owned(),
    })
}

fn decouper(texte: &str) -> anyhow::Result<(Vec<String>, Vec<Enregistrement>)> {
    let mut lecture = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(texte.as_bytes());
    let entetes: Vec<String> =
        lecture.headers().context("l’en-tête ne se lit pas")?.iter().map(str::to_owned).collect();
    ensure!(
        entetes.iter().any(|entete| !entete.trim().is_empty()),
        "le fichier est vide : il lui faut une ligne d’en-tête, puis une ligne par personne"
    );
    let mut lignes = Vec::new();
    for lu in lecture.records() {
        let champs = lu.context("le fichier ne se découpe pas en colonnes")?;
        let ligne = champs.position().map_or(0, csv::Position::line);
        let champs = match champs.len() == entetes.len() {
            true => Ok(champs),
            false => Err("La ligne n’a pas autant de colonnes que l’en-tête."),
        };
        lignes.push(Enregistrement { ligne, champs });
    }
    Ok((entetes, lignes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_read_the_same() {
        let (ansi, ..) = WINDOWS_1252.encode("NOM;PRENOM\nOBERLÉ;Théo\n");
        for octets in [&ansi[..], "\u{feff}NOM;PRENOM\nOBERLÉ;Théo\n".as_bytes()] {
            let (entetes, lignes) = decouper(&texte(octets).unwrap()).unwrap();
            assert_eq!(entetes, ["NOM", "PRENOM"]);
            assert_eq!(lignes[0].textes().unwrap(), ["OBERLÉ", "Théo"]);
            assert_eq!(lignes[0].ligne, 2);
        }
    }

    #[test]
    fn a_line_of_another_width_is_told_by_its_number() {
        let (_, lignes) = decouper("A;B\n1;2\n3\n4;5\n").unwrap();
        let fautives: Vec<u64> =
            lignes.iter().filter(|ligne| ligne.champs.is_err()).map(|ligne| ligne.ligne).collect();
        assert_eq!(fautives, [3]);
    }

    #[test]
    fn an_empty_file_and_utf_16_are_refused() {
        assert!(decouper("").is_err());
        assert!(texte(b"\xFF\xFEA\0").is_err());
    }
}
