//! Resources of an adult over the quarter before the month of the flow.

use super::famille::Atelier;
use super::hasard::{premier_du_mois, veille};
use crate::flux::{DetailRessource, Personne, Ressources, RessourcesMensuelles};

/// What somebody of that activity declares each month: nature, lowest, highest (cents).
fn natures(activite: &str) -> &'static [(&'static str, i64, i64)] {
    match activite {
        "SAL" => &[("001", 25_000, 95_000)],
        "CUI" => &[("001", 60_000, 75_000)],
        "INT" | "TSA" => &[("001", 0, 110_000), ("010", 0, 40_000)],
        "ABA" => &[("010", 40_000, 80_000)],
        "ASS" => &[("010", 48_000, 51_000)],
        "SFP" => &[("201", 31_000, 65_000)],
        "MAL" => &[("011", 20_000, 60_000)],
        "INV" => &[("021", 28_000, 55_000)],
        "ETI" | "AEN" => &[("030", 0, 70_000)],
        "EXP" => &[("032", 0, 50_000)],
        "RET" => &[("022", 25_000, 60_000)],
        _ => &[],
    }
}

/// Fills in the resources; gives their monthly mean, in cents.
pub fn revenus(atelier: &mut Atelier<'_>, personne: &mut Personne) -> i64 {
    let natures = personne.activites.last().map_or(&[][..], |a| natures(&a.activite));
    let pension = atelier.hasard.chance(60).then(|| atelier.hasard.entre(8_000..=22_000));
    // one foyer in twenty has not sent its quarterly declaration
    if atelier.hasard.chance(50) {
        return 0;
    }
    let nulles = natures.is_empty() && pension.is_none();
    let mois =
        if nulles { Vec::new() } else { (0..3).map(|rang| mois(atelier, rang, natures, pension)).collect() };
    personne.ressources = Some(Ressources {
        nulles: Some(nulles),
        debut: Some(premier_du_mois(atelier.jour, -3)),
        fin: Some(veille(premier_du_mois(atelier.jour, 0))),
        mois,
    });
    moyenne(personne)
}

fn mois(
    atelier: &mut Atelier<'_>,
    rang: i32,
    natures: &[(&str, i64, i64)],
    pension: Option<i64>,
) -> RessourcesMensuelles {
    let mut details: Vec<DetailRessource> = Vec::new();
    for &(nature, bas, haut) in natures {
        let euros = atelier.hasard.entre(bas..=haut) / 100;
        let abattement = (nature == "010" && atelier.hasard.chance(60)).then(|| "N".to_owned());
        details.push(DetailRessource { nature: nature.to_owned(), montant: Some(euros * 100), abattement });
    }
    if let Some(pension) = pension {
        details.push(DetailRessource { nature: "026".to_owned(), montant: Some(pension), abattement: None });
    }
    let salaire = details.iter().find(|d| d.nature == "001").and_then(|d| d.montant);
    RessourcesMensuelles {
        mois: Some(premier_du_mois(atelier.jour, rang - 3)),
        // about 9 € net an hour
        heures_travaillees: salaire.map(|cents| u32::try_from((cents / 900).min(151)).unwrap_or(0)),
        details,
    }
}

/// Mean of the quarter, all natures, cents a month.
pub fn moyenne(personne: &Personne) -> i64 {
    somme(personne, |_| true) / 3
}

/// Mean of the quarter, earnings from work only, cents a month.
pub fn professionnels(personne: &Personne) -> i64 {
    somme(personne, |nature| matches!(nature, "001" | "030" | "032")) / 3
}

fn somme(personne: &Personne, admise: impl Fn(&str) -> bool) -> i64 {
    let mois = personne.ressources.iter().flat_map(|r| &r.mois);
    mois.flat_map(|m| &m.details).filter(|d| admise(&d.nature)).filter_map(|d| d.montant).sum()
}
