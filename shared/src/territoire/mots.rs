//! Small phrases of the territories, said by the preview, the history and the screen alike.

use super::{CadreTerritoires, ChangementTerritoires, Mouvement};
use crate::date;
use crate::identifiant::CommuneInsee;
use crate::mots::accord;

/// Names told before « et 12 autres communes ».
const NOMS: usize = 4;

/// `Ungersheim`, `Raedersheim et Ungersheim`, `… et 12 autres communes`
fn enumerees(communes: &[CommuneInsee], cadre: &CadreTerritoires) -> String {
    let dites = if communes.len() > NOMS + 1 { NOMS } else { communes.len() };
    let mut noms: Vec<String> =
        communes.iter().take(dites).map(|insee| cadre.commune(insee).to_owned()).collect();
    if dites < communes.len() {
        noms.push(accord(communes.len() - dites, "autre commune", "autres communes"));
    }
    match noms.split_last() {
        Some((derniere, avant)) if !avant.is_empty() => format!("{} et {derniere}", avant.join(", ")),
        _ => noms.concat(),
    }
}

/// `12 dossiers, 20 personnes, 1 CER à décider.`
fn combien(dossiers: i64, personnes: i64, cer: i64) -> String {
    let dossiers = accord(dossiers, "dossier", "dossiers");
    let personnes = accord(personnes, "personne", "personnes");
    format!("{dossiers}, {personnes}, {} à décider.", accord(cer, "CER", "CER"))
}

/// All that a change moved, as [`combien`] says it; nothing of one that moved nothing.
pub fn deplaces(mouvements: &[Mouvement]) -> Option<String> {
    let somme = |nombre: fn(&Mouvement) -> i64| mouvements.iter().map(nombre).sum();
    (!mouvements.is_empty()).then(|| combien(somme(|m| m.dossiers), somme(|m| m.personnes), somme(|m| m.cer)))
}

/// `De « CTSA de Thann » : Cernay. 12 dossiers, 20 personnes, 1 CER à décider.`
pub fn mouvement_dit(mouvement: &Mouvement, cadre: &CadreTerritoires) -> String {
    let de = match mouvement.de {
        Some(ctsa) => format!("De «\u{a0}{}\u{a0}»", cadre.ctsa(ctsa)),
        None => "D’aucune CTSA".to_owned(),
    };
    let communes = enumerees(&mouvement.communes, cadre);
    let combien = combien(mouvement.dossiers, mouvement.personnes, mouvement.cer);
    format!("{de}\u{a0}: {communes}. {combien}")
}

impl ChangementTerritoires {
    /// `Cernay à la CTSA de Thann à partir du 01/12/2026`
    pub fn en_mots(&self, cadre: &CadreTerritoires) -> String {
        let communes = enumerees(self.communes(), cadre);
        format!(
            "{communes} à «\u{a0}{}\u{a0}» à partir du {}",
            cadre.ctsa(self.ctsa()),
            date::court(self.debut())
        )
    }

    /// What was to come for these communes after that day, and won't.
    pub fn remplaces(&self, cadre: &CadreTerritoires) -> Vec<String> {
        let territoires = cadre.territoires();
        let dits = self.communes().iter().flat_map(|commune| {
            let prevues = territoires.a_venir(commune, self.debut());
            prevues.into_iter().map(|tenue| (tenue.ctsa, tenue.debut, commune)).collect::<Vec<_>>()
        });
        let dire = |(ctsa, debut, commune)| {
            let (commune, ctsa) = (cadre.commune(commune), cadre.ctsa(ctsa));
            format!("{commune} n’ira plus à «\u{a0}{ctsa}\u{a0}» le {}.", date::court(debut))
        };
        dits.map(dire).collect()
    }
}
