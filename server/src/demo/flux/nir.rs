//! Invented NIR: right sex, birth and place, and an order number that no commune
//! reaches; each is given once.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

#[derive(Default)]
pub struct Nirs(HashSet<String>);

impl Nirs {
    /// 13 characters, never given before; `None` once the thousand of this month and
    /// place are given.
    pub fn invente(&mut self, femme: bool, naissance: NaiveDate, code: &str) -> Option<String> {
        let sexe = if femme { 2 } else { 1 };
        let debut = format!("{sexe}{:02}{:02}{code}", naissance.year() % 100, naissance.month());
        let nir =
            (1..=999).rev().map(|ordre| format!("{debut}{ordre:03}")).find(|nir| !self.0.contains(nir))?;
        self.0.insert(nir.clone());
        Some(nir)
    }
}
