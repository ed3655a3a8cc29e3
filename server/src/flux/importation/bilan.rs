//! The report of an import: what happened to each foyer, and what to look at.
//! It is kept in the store and printed; it names lines and elements, nobody.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use chrono::NaiveDate;
use reciproque_shared::mots::{accord, selon};
use serde::{Deserialize, Serialize};

use super::enregistrement::Issue;
use super::identifiants::remarques;
use crate::flux::{Avertissement, CodeInconnu, FluxVerifie, Foyer, Rejet};

/// Kinds of remarks listed; a flow that makes more is read by its first ones.
const ALERTES_MAX: usize = 200;

/// Rejects printed; all of them are kept in the store.
const REJETS_MONTRES: usize = 20;

/// What became of one foyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Cree,
    Change,
    Inchange,
    /// The store already holds something more recent.
    Perime,
}

/// Counts and remarks, as kept in the column `bilan`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilan {
    /// Foyers in the file.
    pub foyers: u32,
    pub crees: u32,
    pub changes: u32,
    pub inchanges: u32,
    pub perimes: u32,
    pub rejetes: u32,
    /// Versions of a dossier that a later one of the same file replaces.
    pub doubles: u32,
    /// Dossiers of the store that a monthly file does not name; they stay.
    pub absents: Option<u64>,
    /// Persons whom their dossier names no more.
    #[serde(default)]
    pub departs: u32,
    /// Persons named by a dossier of the store that did not name them.
    #[serde(default)]
    pub arrivees: u32,
    /// Persons followed from one dossier to another.
    #[serde(default)]
    pub suites: u32,
    /// Questions asked to the CTSA: the same person, or two.
    #[serde(default)]
    pub doutes: u32,
    /// French, without anything personal.
    pub alertes: Vec<String>,
    /// Whether the file was read to its end.
    pub complet: bool,
    /// What names the flow to the operator.
    #[serde(skip)]
    pub numero: i64,
    #[serde(skip)]
    pub rejets: Vec<Rejet>,
}

impl Bilan {
    /// Whether the store was changed.
    pub fn a_ecrit(&self) -> bool {
        self.crees + self.changes > 0
    }
}

impl fmt::Display for Bilan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let foyers = accord(self.foyers, "foyer lu", "foyers lus");
        writeln!(f, "Flux n° {} : {foyers} :", self.numero)?;
        let absents = self.absents.unwrap_or_default();
        let lignes: [(u64, &str, &str); 11] = [
            (self.crees.into(), "créé", "créés"),
            (self.changes.into(), "modifié", "modifiés"),
            (self.inchanges.into(), "inchangé", "inchangés"),
            (
                self.perimes.into(),
                "plus ancien que la base, laissé de côté",
                "plus anciens que la base, laissés de côté",
            ),
            (
                self.doubles.into(),
                "remplacé par une version suivante du même fichier",
                "remplacés par une version suivante du même fichier",
            ),
            (self.rejetes.into(), "rejeté", "rejetés"),
            (
                absents,
                "dossier de la base absent de ce fichier, conservé",
                "dossiers de la base absents de ce fichier, conservés",
            ),
            (self.departs.into(), "personne partie de son dossier", "personnes parties de leur dossier"),
            (
                self.arrivees.into(),
                "personne arrivée dans un dossier connu",
                "personnes arrivées dans un dossier connu",
            ),
            (
                self.suites.into(),
                "personne suivie d’un dossier à un autre",
                "personnes suivies d’un dossier à un autre",
            ),
            (
                self.doutes.into(),
                "doute posé à la CTSA : une personne, ou deux",
                "doutes posés à la CTSA : une personne, ou deux",
            ),
        ];
        for (nombre, un, plusieurs) in lignes.into_iter().filter(|(nombre, ..)| *nombre > 0) {
            writeln!(f, "  {nombre:>8} {}", selon(nombre, un, plusieurs))?;
        }
        for alerte in &self.alertes {
            writeln!(f, "Attention : {alerte}")?;
        }
        for rejet in self.rejets.iter().take(REJETS_MONTRES) {
            writeln!(f, "Rejet : {rejet}")?;
        }
        let tus = self.rejets.len().saturating_sub(REJETS_MONTRES);
        if tus > 0 {
            let autres = accord(tus, "autre rejet, gardé", "autres rejets, gardés");
            writeln!(f, "… et {autres} dans la base.")?;
        }
        Ok(())
    }
}

/// The report while it is being made.
pub struct Decompte {
    bilan: Bilan,
    /// Dossiers of the store that the file names, readable or not.
    pub(super) connus: u64,
    pub(super) mensuel: bool,
    /// Day that the flow was made: nobody in it is born later.
    creation: NaiveDate,
    /// Remarks alike are told once, with how many and the first line.
    remarques: BTreeMap<(String, String), (u32, u32)>,
    codes: HashMap<CodeInconnu, u32>,
}

impl Decompte {
    pub fn new(fichier: &FluxVerifie) -> Self {
        let alertes = fichier.avertissements.iter().map(ToString::to_string).collect();
        Self {
            bilan: Bilan { foyers: fichier.foyers, alertes, ..Bilan::default() },
            connus: 0,
            creation: fichier.entete.creation,
            mensuel: fichier.entete.periodicite == "M",
            remarques: BTreeMap::new(),
            codes: HashMap::new(),
        }
    }

    /// Foyers dealt with so far.
    pub fn lus(&self) -> u32 {
        let b = &self.bilan;
        b.crees + b.changes + b.inchanges + b.perimes + b.rejetes + b.doubles
    }

    pub fn foyer(&mut self, foyer: &Foyer, Issue { sort, notes, mouvements }: Issue) {
        self.bilan.departs += mouvements.departs;
        self.bilan.arrivees += mouvements.arrivees;
        self.bilan.suites += mouvements.suites;
        self.bilan.doutes += mouvements.doutes;
        let compte = match sort {
            Sort::Cree => &mut self.bilan.crees,
            Sort::Change => &mut self.bilan.changes,
            Sort::Inchange => &mut self.bilan.inchanges,
            Sort::Perime => &mut self.bilan.perimes,
        };
        *compte += 1;
        self.connus += 1;
        for avertissement in foyer.avertissements.iter().chain(&remarques(foyer, self.creation)).chain(&notes)
        {
            self.remarque(avertissement);
        }
        for element in &foyer.autres {
            self.remarque(&Avertissement {
                ligne: foyer.ligne,
                element: element.nom.clone(),
                message: "Élément inconnu, laissé de côté.".to_owned(),
            });
        }
        for code in &foyer.codes_inconnus {
            if self.codes.len() < ALERTES_MAX || self.codes.contains_key(code) {
                *self.codes.entry(code.clone()).or_default() += 1;
            }
        }
    }

    pub fn rejet(&mut self, rejet: Rejet, connu: bool) {
        self.bilan.rejetes += 1;
        self.connus += u64::from(connu);
        self.bilan.rejets.push(rejet);
    }

    pub fn double(&mut self, avertissement: &Avertissement) {
        self.bilan.doubles += 1;
        self.remarque(avertissement);
    }

    fn remarque(&mut self, avertissement: &Avertissement) {
        let cle = (avertissement.element.clone(), avertissement.message.clone());
        if self.remarques.len() < ALERTES_MAX || self.remarques.contains_key(&cle) {
            self.remarques.entry(cle).or_insert((0, avertissement.ligne)).0 += 1;
        }
    }

    /// The report of a file read to its end.
    pub fn conclure(mut self, numero: i64, absents: Option<u64>) -> Bilan {
        let remarques =
            self.remarques.into_iter().map(|((element, message), (combien, ligne))| match combien {
                1 => format!("ligne {ligne}, {element} : {message}"),
                _ => format!("{element} : {message} ({combien} fois, d'abord ligne {ligne})"),
            });
        self.bilan.alertes.extend(remarques);
        let mut codes: Vec<_> = self.codes.into_iter().collect();
        codes.sort_by(|a, b| a.0.cmp(&b.0));
        let codes = codes.into_iter().map(|(inconnu, combien)| {
            format!("{} : code inconnu ({}), rencontré {combien} fois.", inconnu.liste, inconnu.code)
        });
        self.bilan.alertes.extend(codes);
        Bilan { numero, absents, complet: true, ..self.bilan }
    }
}
