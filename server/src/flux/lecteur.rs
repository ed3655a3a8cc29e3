//! The second pass: the foyers of a checked file, one by one.

use std::io::BufRead;

use super::arbre::Arbre;
use super::extraction;
use super::foyer::Foyer;
use super::rapport::{Avertissement, Faute, Refus, Rejet};
use super::verification::{FluxVerifie, ouvre_racine};
use super::xml::{Balise, Xml};

/// One `InfosFoyerRSA`, read.
pub enum Lu {
    Foyer(Box<Foyer>),
    Rejet(Rejet),
    /// The same dossier comes later in the file: that one wins, readable or not.
    Double(Avertissement),
}

impl Lu {
    pub fn foyer(&self) -> Option<&Foyer> {
        match self {
            Self::Foyer(foyer) => Some(foyer),
            Self::Rejet(_) | Self::Double(_) => None,
        }
    }
}

/// Yields the foyers of a file that [`super::verifie()`] accepted.
pub struct Lecteur<R> {
    xml: Xml<R>,
    arbre: Arbre,
    fichier: FluxVerifie,
    rang: u32,
    fini: bool,
}

impl<R: BufRead> Lecteur<R> {
    /// `octets` starts again from the first byte of the file that was checked.
    ///
    /// # Errors
    /// The file is no longer the one that was checked.
    pub fn ouvre(octets: R, fichier: FluxVerifie) -> Result<Self, Refus> {
        let mut xml = Xml::ouvre(octets)?;
        ouvre_racine(&mut xml)?;
        Ok(Self { xml, arbre: Arbre::default(), fichier, rang: 0, fini: false })
    }

    pub fn fichier(&self) -> &FluxVerifie {
        &self.fichier
    }

    fn suivant(&mut self) -> Result<Option<Lu>, Refus> {
        loop {
            match self.xml.suivante()? {
                Balise::Ouvre("InfosFoyerRSA") => return self.foyer().map(Some),
                Balise::Fin => return Ok(None),
                _ => {}
            }
        }
    }

    fn foyer(&mut self) -> Result<Lu, Refus> {
        self.rang += 1;
        Ok(match self.arbre.lit(&mut self.xml, "InfosFoyerRSA")? {
            Err(Faute { ligne, element, raison }) => {
                Lu::Rejet(Rejet { ligne, element, raison, numero_demande: None, matricule: None })
            }
            Ok(racine) => match extraction::foyer(racine, &self.fichier.options) {
                Err(rejet) => self.garde(rejet.numero_demande.clone(), rejet.ligne, Lu::Rejet(rejet)),
                Ok(foyer) => {
                    let numero = foyer.identification.numero_demande.clone();
                    self.garde(Some(numero), foyer.ligne, Lu::Foyer(Box::new(foyer)))
                }
            },
        })
    }

    /// What was read, unless the same dossier comes again further on.
    fn garde(&self, numero: Option<String>, ligne: u32, lu: Lu) -> Lu {
        let dernier = numero.and_then(|n| self.fichier.derniers.get(&n));
        if dernier.is_some_and(|&rang| rang > self.rang) {
            let message = "Le même dossier figure deux fois dans le fichier : le dernier est gardé.";
            return Lu::Double(Avertissement::new(ligne, "NUMDEMRSA", message));
        }
        lu
    }
}

impl<R: BufRead> Iterator for Lecteur<R> {
    type Item = Result<Lu, Refus>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.fini {
            return None;
        }
        let lu = self.suivant().transpose();
        self.fini = !matches!(lu, Some(Ok(_)));
        lu
    }
}
