//! XML reduced to what a flow needs: tags and text.
//!
//! No DTD, no entity other than the five of XML and character references, so no
//! external file is ever opened and nothing expands. Comments and processing
//! instructions are skipped.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::rapport::{Avertissement, Refus};
use super::source::Source;

/// What the parser meets next.
pub enum Balise<'t> {
    Ouvre(&'t str),
    Texte(Cow<'t, str>),
    /// How many elements remain open.
    Ferme(usize),
    /// A comment, a declaration: nothing to read.
    Rien,
    Fin,
}

pub struct Xml<R> {
    lecteur: Reader<Source<R>>,
    tampon: Vec<u8>,
    nom: String,
    profondeur: usize,
}

impl<R: BufRead> Xml<R> {
    /// # Errors
    /// See [`Source::ouvre`].
    pub fn ouvre(amont: R) -> Result<Self, Refus> {
        let mut lecteur = Reader::from_reader(Source::ouvre(amont)?);
        lecteur.config_mut().expand_empty_elements = true;
        Ok(Self { lecteur, tampon: Vec::new(), nom: String::new(), profondeur: 0 })
    }

    /// Line of the last tag or text read, where it ends.
    pub fn ligne(&self) -> u32 {
        self.lecteur.get_ref().ligne()
    }

    /// See [`Source::deguisement`].
    ///
    /// # Errors
    /// The bytes are not what the file declares.
    pub fn deguisement(&self) -> Result<Option<Avertissement>, Refus> {
        self.lecteur.get_ref().deguisement()
    }

    /// Elements open after the last tag read.
    pub fn profondeur(&self) -> usize {
        self.profondeur
    }

    /// # Errors
    /// Malformed XML, a DTD, an unknown entity, a file cut short; with the line.
    pub fn suivante(&mut self) -> Result<Balise<'_>, Refus> {
        self.tampon.clear();
        self.lecteur.get_mut().marque();
        let evenement = match self.lecteur.read_event_into(&mut self.tampon) {
            Ok(evenement) => evenement,
            Err(erreur) => return Err(Refus::xml(self.lecteur.get_ref().ligne(), &erreur)),
        };
        let ligne = self.lecteur.get_ref().ligne();
        match evenement {
            Event::Start(balise) => {
                self.profondeur += 1;
                self.nom.clear();
                self.nom.push_str(nom(&balise, ligne)?);
                Ok(Balise::Ouvre(&self.nom))
            }
            Event::End(_) => {
                self.profondeur = self.profondeur.saturating_sub(1);
                Ok(Balise::Ferme(self.profondeur))
            }
            Event::Text(texte) => Ok(Balise::Texte(texte.into_inner())),
            Event::CData(texte) => Ok(Balise::Texte(texte.into_inner())),
            Event::GeneralRef(reference) => caractere(&reference, ligne),
            Event::DocType(_) => Err(Refus::a(
                ligne,
                "Une déclaration DOCTYPE est interdite dans un flux. Demandez le fichier d'origine à la caisse.",
            )),
            Event::Eof if self.profondeur > 0 => {
                Err(Refus::tronque(ligne, "le fichier s'arrête avant la dernière balise"))
            }
            Event::Eof => Ok(Balise::Fin),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => Ok(Balise::Rien),
        }
    }
}

fn nom<'b>(balise: &'b BytesStart<'_>, ligne: u32) -> Result<&'b str, Refus> {
    let nom = balise.name().into_inner();
    let mut lettres = nom.chars();
    let bon = lettres.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && lettres.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'));
    let attributs = balise.attributes_raw().trim().is_empty() || balise.attributes().all(|a| a.is_ok());
    if bon && attributs {
        return Ok(nom);
    }
    let message = "Une balise est mal écrite : un « < » dans un texte s'écrit « &lt; ». Demandez à nouveau le fichier \
                   à la caisse.";
    Err(Refus::a(ligne, message))
}

fn caractere(reference: &BytesRef<'_>, ligne: u32) -> Result<Balise<'static>, Refus> {
    if reference.contains(|c: char| !c.is_ascii_alphanumeric() && c != '#') {
        return Err(Refus::esperluette(ligne));
    }
    let inconnue =
        || Refus::a(ligne, "Une entité XML n'est pas connue : seuls les caractères échappés sont admis.");
    if let Some(c) = reference.resolve_char_ref().map_err(|_| inconnue())? {
        return if c >= ' ' || c.is_ascii_whitespace() {
            Ok(Balise::Texte(c.to_string().into()))
        } else {
            Err(inconnue())
        };
    }
    quick_xml::escape::resolve_xml_entity(reference).map(|t| Balise::Texte(t.into())).ok_or_else(inconnue)
}
