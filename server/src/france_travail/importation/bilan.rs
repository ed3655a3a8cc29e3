//! The report of a file: what became of its lines. It names lines, nobody.

use std::fmt;

use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::mots::{accord, selon};
use serde::{Deserialize, Serialize};

use super::ecriture::Sort;
use crate::depot::entite::fichier_france_travail;
use crate::france_travail::fichier::Rejet;

/// Rejects printed; all of them are kept in the store.
const REJETS_MONTRES: usize = 20;

/// Counts, as kept in the column `bilan`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilan {
    /// The day that the file describes.
    pub au: Option<NaiveDate>,
    pub lues: u64,
    pub nouvelles: u64,
    pub changees: u64,
    pub inchangees: u64,
    pub rejetees: u64,
    /// Persons known of a former file, that this one does not name.
    pub absentes: u64,
    /// Whether the file was read to its end.
    pub complet: bool,
    #[serde(skip)]
    pub numero: i64,
    #[serde(skip)]
    pub essai: bool,
    #[serde(skip)]
    pub deja_lu: bool,
    #[serde(skip)]
    pub rejets: Vec<Rejet>,
}

impl Bilan {
    /// The one that was kept of a file read to its end.
    pub fn complet(fichier: &fichier_france_travail::Model) -> Option<Self> {
        let bilan: Self = serde_json::from_str(&fichier.bilan).ok()?;
        bilan.complet.then_some(Self { numero: fichier.id, ..bilan })
    }

    pub(super) fn noter(&mut self, sort: Sort) {
        *match sort {
            Sort::Nouvelle => &mut self.nouvelles,
            Sort::Changee => &mut self.changees,
            Sort::Inchangee => &mut self.inchangees,
        } += 1;
    }
}

impl fmt::Display for Bilan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let au = self.au.map(date::court).unwrap_or_default();
        match (self.essai, self.deja_lu) {
            (_, true) => writeln!(f, "Fichier n° {} au {au}, déjà lu : rien ne change.", self.numero)?,
            (true, _) => writeln!(f, "Essai, rien n’est écrit. Fichier au {au} :")?,
            (false, _) => writeln!(f, "Fichier n° {} au {au} :", self.numero)?,
        }
        let lignes: [(u64, &str, &str); 6] = [
            (self.lues, "ligne lue", "lignes lues"),
            (self.nouvelles, "situation nouvelle", "situations nouvelles"),
            (self.changees, "situation changée", "situations changées"),
            (self.inchangees, "situation inchangée", "situations inchangées"),
            (self.rejetees, "ligne rejetée", "lignes rejetées"),
            (
                self.absentes,
                "personne absente de ce fichier, dont la dernière situation connue reste",
                "personnes absentes de ce fichier, dont la dernière situation connue reste",
            ),
        ];
        for (nombre, un, plusieurs) in lignes.into_iter().filter(|(nombre, ..)| *nombre > 0) {
            writeln!(f, "  {nombre:>8} {}", selon(nombre, un, plusieurs))?;
        }
        for Rejet { ligne, raison } in self.rejets.iter().take(REJETS_MONTRES) {
            writeln!(f, "Rejet : ligne {ligne} : {raison}")?;
        }
        let tus = self.rejets.len().saturating_sub(REJETS_MONTRES);
        if tus > 0 {
            writeln!(f, "… et {}.", accord(tus, "autre rejet", "autres rejets"))?;
        }
        Ok(())
    }
}
