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
        noms.push(format!("{} autres communes", communes.len() - dites));
    }
    match noms.split_last() {
        Some((derniere, avant)) if !avant.is_empty() => format!("{} et {derniere}", avant.join(", ")),
        _ => noms.concat(),
    }
}

/// `De la CTSA de Thann : Cernay. 12 dossiers, 20 personnes, 1 CER à décider.`
pub fn mouvement_dit(mouvement: &Mouvement, cadre: &CadreTerritoires) -> String {
    let de = match mouvement.de {
        Some(ctsa) => format!("De «\u{a0}{}\u{a0}»", cadre.ctsa(ctsa)),
        None => "D’aucune CTSA".to_owned(),
    };
    let dossiers = accord(mouvement.dossiers, "dossier", "dossiers");
    let personnes = accord(mouvement.personnes, "personne", "personnes");
    let cer = accord(mouvement.cer, "CER à décider", "CER à décider");
    let communes = enumerees(&mouvement.communes, cadre);
    format!("{de}\u{a0}: {communes}. {dossiers}, {personnes}, {cer}.")
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
