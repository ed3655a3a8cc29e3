//! One foyer as a small tree, reused from one foyer to the next.
//!
//! Nodes are in document order in one vector and their names and values in one
//! buffer, so that a foyer costs no allocation once the buffers have grown. Each
//! node remembers whether it was asked for: what nobody asked for is unknown to
//! us and is kept aside rather than lost.

use std::cell::Cell;
use std::io::BufRead;
use std::ops::Range;

use base16ct::lower::encode_string;
use reciproque_shared::caractere;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::rapport::{Faute, Refus};
use super::xml::{Balise, Xml};

/// Depth inside a foyer; the schema stops at 6.
const PROFONDEUR_MAX: usize = 16;
/// Elements in one foyer; a large family has a few hundred.
const NOEUDS_MAX: usize = 20_000;
/// Names and values of one foyer, in bytes.
const TEXTE_MAX: usize = 1 << 20;
/// Changes when the reading of the same bytes gives another record, so that a
/// new version of the software reads again what it had read.
const VERSION_LECTURE: u8 = 3;

struct Noeud {
    nom: Range<usize>,
    valeur: Range<usize>,
    /// Index after the last descendant.
    fin: usize,
    ligne: u32,
    profondeur: u8,
    /// A character that no text may hold was dropped from its value.
    altere: bool,
    lu: Cell<bool>,
}

#[derive(Default)]
pub struct Arbre {
    texte: String,
    noeuds: Vec<Noeud>,
    ouverts: Vec<usize>,
    exces: Option<Faute>,
}

impl Arbre {
    /// Reads the element whose opening tag, called `nom`, was just met, up to its
    /// closing tag.
    ///
    /// The inner result is a fault when the element exceeds the bounds: it has
    /// been skipped and the reading can go on.
    ///
    /// # Errors
    /// The file itself cannot be read further.
    pub fn lit<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        nom: &str,
    ) -> Result<Result<Element<'_>, Faute>, Refus> {
        self.texte.clear();
        self.noeuds.clear();
        self.ouverts.clear();
        self.exces = None;
        let exterieur = xml.profondeur() - 1;
        self.ouvre(nom, xml.ligne());
        while xml.profondeur() > exterieur {
            let ligne = xml.ligne();
            match xml.suivante()? {
                // past the bounds the tags are only counted, by `xml`
                _ if self.exces.is_some() => {}
                Balise::Ouvre(nom) => self.ouvre(nom, ligne),
                Balise::Texte(texte) => self.ajoute(&texte),
                Balise::Ferme(_) => self.ferme(),
                Balise::Rien => {}
                Balise::Fin => return Err(Refus::tronque(ligne, "un foyer n'est pas refermé")),
            }
        }
        Ok(match self.exces.take() {
            Some(faute) => Err(faute),
            None => Ok(Element { arbre: self, place: 0 }),
        })
    }

    fn ouvre(&mut self, nom: &str, ligne: u32) {
        if let Some(&parent) = self.ouverts.last() {
            // a parent has no value: forget the blanks before its first child
            let valeur = &mut self.noeuds[parent].valeur;
            if valeur.end == usize::MAX {
                self.texte.truncate(valeur.start);
                valeur.end = valeur.start;
            }
        }
        let texte = self.texte.len() + nom.len();
        if self.noeuds.len() >= NOEUDS_MAX || self.ouverts.len() >= PROFONDEUR_MAX || texte > TEXTE_MAX {
            self.exces = Some(trop_grand(ligne, nom));
            return;
        }
        let debut = self.texte.len();
        if nom.is_ascii() {
            self.texte.push_str(nom);
        } else {
            self.texte.extend(nom.nfd().filter(|&c| !is_combining_mark(c)));
        }
        let milieu = self.texte.len();
        let profondeur = u8::try_from(self.ouverts.len()).unwrap_or(u8::MAX);
        self.ouverts.push(self.noeuds.len());
        self.noeuds.push(Noeud {
            nom: debut..milieu,
            // an end at MAX marks a value still open to text
            valeur: milieu..usize::MAX,
            fin: 0,
            ligne,
            profondeur,
            altere: false,
            lu: Cell::new(false),
        });
    }

    fn ajoute(&mut self, texte: &str) {
        let Some(noeud) = self.ouverts.last().map(|&i| &mut self.noeuds[i]) else { return };
        if self.texte.len() + texte.len() > TEXTE_MAX {
            self.exces = Some(trop_grand(noeud.ligne, &self.texte[noeud.nom.clone()]));
        } else if noeud.valeur.end == usize::MAX {
            if caractere::peut_en_tenir(texte.as_bytes()) && texte.contains(caractere::est_interdit) {
                noeud.altere = true;
                self.texte.extend(texte.chars().filter(|&c| !caractere::est_interdit(c)));
            } else {
                self.texte.push_str(texte);
            }
        }
    }

    fn ferme(&mut self) {
        let fin = self.noeuds.len();
        if let Some(i) = self.ouverts.pop() {
            let noeud = &mut self.noeuds[i];
            noeud.fin = fin;
            if noeud.valeur.end == usize::MAX {
                noeud.valeur.end = self.texte.len();
            }
        }
    }
}

fn trop_grand(ligne: u32, nom: &str) -> Faute {
    Faute::new(ligne, nom, "Le foyer est trop grand ou trop profond pour être lu.")
}

/// One element of the tree.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    arbre: &'a Arbre,
    place: usize,
}

impl<'a> Element<'a> {
    fn noeud(&self) -> &'a Noeud {
        &self.arbre.noeuds[self.place]
    }

    /// The name, without accents: `Dérogation` and `Derogation` are one.
    pub fn nom(&self) -> &'a str {
        &self.arbre.texte[self.noeud().nom.clone()]
    }

    pub fn ligne(&self) -> u32 {
        self.noeud().ligne
    }

    /// The value without the blanks that pad it; blank is absent.
    pub fn valeur(&self) -> Option<&'a str> {
        let valeur = self.arbre.texte[self.noeud().valeur.clone()].trim();
        (!valeur.is_empty()).then_some(valeur)
    }

    /// The children, in order, without marking them as read.
    fn fils(self) -> impl Iterator<Item = Element<'a>> {
        let (arbre, fin) = (self.arbre, self.noeud().fin);
        let mut suivant = self.place + 1;
        std::iter::from_fn(move || {
            if suivant >= fin {
                return None;
            }
            let place = suivant;
            suivant = arbre.noeuds[place].fin;
            Some(Element { arbre, place })
        })
    }

    /// The children called `nom`, marked as read when reached.
    pub fn tous(self, nom: &'a str) -> impl Iterator<Item = Element<'a>> {
        self.fils().filter(move |fils| fils.nom() == nom).inspect(|fils| fils.noeud().lu.set(true))
    }

    /// This element and all below it, in order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'a>> {
        let arbre = self.arbre;
        (self.place..self.noeud().fin).map(move |place| Element { arbre, place })
    }

    pub fn est_feuille(&self) -> bool {
        self.noeud().fin == self.place + 1
    }

    pub fn est_altere(&self) -> bool {
        self.noeud().altere
    }

    /// Whether no reading asked for it.
    pub fn ignore(&self) -> bool {
        !self.noeud().lu.get()
    }

    /// SHA-256, in hexadecimal, of the names and trimmed values in order: the
    /// same content indented or encoded otherwise has the same.
    pub fn empreinte(self) -> String {
        let mut hache = Sha256::new();
        hache.update([VERSION_LECTURE]);
        for element in self.descendants() {
            hache.update([element.noeud().profondeur]);
            hache.update(element.nom());
            hache.update([0]);
            hache.update(element.valeur().unwrap_or_default());
            hache.update([0]);
        }
        encode_string(&hache.finalize())
    }
}
