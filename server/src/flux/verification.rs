//! The first pass: the whole file is read and judged before anything is loaded.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::BufRead;

use reciproque_shared::identifiant::Departement;
use reciproque_shared::mots::combien;

use super::arbre::Arbre;
use super::bloc::Bloc;
use super::entete::{Entete, Totaux, en_tete, entete};
use super::rapport::{Avertissement, Refus};
use super::xml::{Balise, Xml};

/// What the operator accepts.
#[derive(Clone, Debug)]
pub struct Options {
    /// The département whose foyers are loaded.
    pub departement: Departement,
    /// Loads the foyers of other départements too.
    pub autre_departement: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { departement: Departement::haut_rhin(), autre_departement: false }
    }
}

/// A file found fit to be loaded.
#[derive(Clone)]
#[cfg_attr(test, derive(Debug))]
pub struct FluxVerifie {
    pub entete: Entete,
    pub totaux: Totaux,
    /// `InfosFoyerRSA` blocks in the file.
    pub foyers: u32,
    pub avertissements: Vec<Avertissement>,
    pub(super) options: Options,
    /// Dossiers met more than once: the number of the block that wins, from 1.
    pub(super) derniers: HashMap<String, u32>,
}

/// Reads the file to its last byte and says whether it may be loaded.
///
/// # Errors
/// Wrong encoding, malformed or cut short, not a flow of beneficiaries, or all of
/// it about another département.
pub fn verifie<R: BufRead>(fichier: R, options: &Options) -> Result<FluxVerifie, Refus> {
    let mut xml = Xml::ouvre(fichier)?;
    let mut arbre = Arbre::default();
    ouvre_racine(&mut xml)?;
    let mut releve = Releve::default();
    loop {
        let ligne = xml.ligne();
        match xml.suivante()? {
            Balise::Ouvre("IdentificationFlux") if releve.entete.is_none() && releve.foyers == 0 => {
                let bloc = arbre.lit(&mut xml, "IdentificationFlux")?.map_err(en_tete);
                releve.entete = Some(entete(Bloc::from(bloc?), &mut releve.avertissements)?);
            }
            Balise::Ouvre("InfosFoyerRSA") if releve.entete.is_some() && releve.totaux.is_none() => {
                releve.foyer(&mut xml)?;
            }
            Balise::Ouvre("TransmissionFlux") if releve.entete.is_some() && releve.totaux.is_none() => {
                let bloc = arbre.lit(&mut xml, "TransmissionFlux")?.map_err(en_tete);
                let totaux = Totaux::depuis(Bloc::from(bloc?), &mut releve.avertissements);
                releve.totaux = Some(totaux.map_err(en_tete)?);
            }
            Balise::Ouvre(nom) => return Err(inattendu(nom, ligne)),
            Balise::Ferme(0) => break,
            _ => {}
        }
    }
    let ligne = fin_du_fichier(&mut xml)?;
    releve.avertissements.extend(xml.deguisement()?);
    releve.conclut(ligne, options)
}

/// Goes past the opening tag of `Racine`.
pub(super) fn ouvre_racine<R: BufRead>(xml: &mut Xml<R>) -> Result<(), Refus> {
    loop {
        match xml.suivante()? {
            Balise::Ouvre("Racine") => return Ok(()),
            Balise::Rien => {}
            Balise::Texte(texte) if texte.trim().is_empty() => {}
            Balise::Fin => return Err(Refus::du_fichier("Le fichier est vide. Vérifiez sa copie.")),
            _ => {
                let message = "Ce fichier n'est pas un flux rSa : il ne commence pas par la balise Racine.";
                return Err(Refus::a(xml.ligne(), message));
            }
        }
    }
}

/// Nothing but blanks may follow the root; gives the last line.
fn fin_du_fichier<R: BufRead>(xml: &mut Xml<R>) -> Result<u32, Refus> {
    loop {
        match xml.suivante()? {
            Balise::Fin => return Ok(xml.ligne()),
            Balise::Rien => {}
            Balise::Texte(texte) if texte.trim().is_empty() => {}
            _ => {
                return Err(Refus::a(
                    xml.ligne(),
                    "Du contenu suit la balise de fin. Demandez à nouveau le fichier.",
                ));
            }
        }
    }
}

fn inattendu(nom: &str, ligne: u32) -> Refus {
    let message = match nom {
        "InfosFinancieresFoyerRSA" => {
            "C'est un flux financier : seul le flux des bénéficiaires est lu.".to_owned()
        }
        "InfosCreanceFoyerRSA" => {
            "C'est un flux de créances : seul le flux des bénéficiaires est lu.".to_owned()
        }
        "InfoDemandeRSA" => "C'est un flux d'instruction : seul le flux des bénéficiaires est lu.".to_owned(),
        "IdentificationFlux" | "InfosFoyerRSA" | "TransmissionFlux" => {
            format!("Le bloc {nom} n'est pas à sa place. Demandez à nouveau le fichier à la caisse.")
        }
        _ => "Un bloc inconnu figure à la racine : ce n'est pas un flux des bénéficiaires.".to_owned(),
    };
    Refus::a(ligne, message)
}

/// What the first pass gathers.
#[derive(Default)]
struct Releve {
    entete: Option<Entete>,
    totaux: Option<Totaux>,
    foyers: u32,
    numeros: HashSet<String>,
    derniers: HashMap<String, u32>,
    departements: BTreeSet<String>,
    avertissements: Vec<Avertissement>,
}

impl Releve {
    /// Goes past one foyer, keeping its dossier number and its département.
    fn foyer<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), Refus> {
        self.foyers += 1;
        let exterieur = xml.profondeur() - 1;
        let mut cle = None;
        let mut valeur = String::new();
        while xml.profondeur() > exterieur {
            match xml.suivante()? {
                Balise::Ouvre(nom) => cle = Cle::de(nom),
                Balise::Texte(texte) if cle.is_some() && valeur.len() < 64 => valeur.push_str(&texte),
                Balise::Ferme(_) => {
                    match cle.take() {
                        Some(Cle::Numero) => self.numero(court(&valeur)),
                        Some(Cle::Departement) => self.departement(court(&valeur)),
                        None => {}
                    }
                    valeur.clear();
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn numero(&mut self, numero: String) {
        if let Some(numero) = self.numeros.replace(numero) {
            self.derniers.insert(numero, self.foyers);
        }
    }

    /// One file speaks of few départements: of a hundred, the rest is left out.
    fn departement(&mut self, departement: String) {
        if self.departements.len() < 100 {
            self.departements.insert(Departement::lire(&departement).map_or(departement, String::from));
        }
    }

    fn conclut(self, ligne: u32, options: &Options) -> Result<FluxVerifie, Refus> {
        let manque = || {
            Refus::tronque(
                ligne,
                "le premier ou le dernier bloc (IdentificationFlux, TransmissionFlux) manque",
            )
        };
        let (entete, totaux) = (self.entete.ok_or_else(manque)?, self.totaux.ok_or_else(manque)?);
        let attendu = &options.departement;
        if self.foyers > 0 && !options.autre_departement && !self.departements.contains(attendu.as_str()) {
            let autres: Vec<&str> = self.departements.iter().map(String::as_str).collect();
            return Err(Refus::du_fichier(format!(
                "Ce flux est celui d'un autre département ({}) et non du {attendu}. \
                 Pour le charger quand même, relancez avec --autre-departement.",
                autres.join(", ")
            )));
        }
        let mut avertissements = self.avertissements;
        let sans_anomalies = totaux.dossiers.saturating_sub(totaux.anomalies);
        if self.foyers != totaux.dossiers && self.foyers != sans_anomalies {
            let message = format!(
                "Le fichier annonce {} et en contient {}. Vérifiez auprès de la caisse.",
                combien(totaux.dossiers, "dossier"),
                self.foyers
            );
            avertissements.push(Avertissement::new(ligne, "NBTOTDOSRSATRANSM", message));
        }
        Ok(FluxVerifie {
            entete,
            totaux,
            foyers: self.foyers,
            avertissements,
            options: options.clone(),
            derniers: self.derniers,
        })
    }
}

/// A key is 11 characters at most: more is an error, told when the foyer is read.
fn court(valeur: &str) -> String {
    valeur.trim().chars().take(16).collect()
}

#[derive(Clone, Copy)]
enum Cle {
    Numero,
    Departement,
}

impl Cle {
    fn de(nom: &str) -> Option<Self> {
        match nom {
            "NUMDEMRSA" => Some(Self::Numero),
            "IDEPARTE" => Some(Self::Departement),
            _ => None,
        }
    }
}
