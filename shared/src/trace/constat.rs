//! What the monthly figures say, in one sentence: the heading of their chart.

use chrono::{Datelike, NaiveDate};

use super::ChiffresMois;
use crate::date;
use crate::mots::combien;

/// The finding of a month: among organisations, who consulted most; for one alone, what
/// changed since the month before.
pub fn constat(chiffres: &[ChiffresMois], mois: NaiveDate) -> String {
    let du_mois: Vec<&ChiffresMois> = chiffres.iter().filter(|c| c.mois == mois).collect();
    let nom = date::mois_long(mois);
    let total: u64 = du_mois.iter().map(|c| c.consultations).sum();
    let refus = refus(du_mois.iter().map(|c| c.refus).sum());
    match (du_mois.iter().max_by_key(|c| c.consultations), du_mois.len()) {
        (None, _) => format!("En {nom}, aucune trace"),
        (Some(_), _) if total == 0 => format!("En {nom}, aucune consultation{refus}"),
        (Some(_), 1) => {
            format!("En {nom}, {}{}{refus}", consultations(total), evolution(chiffres, mois, total))
        }
        (Some(premiere), _) => {
            let part = (premiere.consultations * 100 + total / 2) / total;
            format!("{} : {part} % des {} de {nom}{refus}", premiere.organisation, consultations(total))
        }
    }
}

fn consultations(nombre: u64) -> String {
    combien(nombre, "consultation")
}

fn refus(nombre: u64) -> String {
    match nombre {
        0 => " ; aucun refus".to_owned(),
        nombre => format!(" ; {nombre} refus"),
    }
}

fn evolution(chiffres: &[ChiffresMois], mois: NaiveDate, total: u64) -> String {
    let precedent = mois.pred_opt().and_then(|jour| jour.with_day(1));
    let avant = precedent.map_or(0, |precedent| {
        chiffres.iter().filter(|c| c.mois == precedent).map(|c| c.consultations).sum::<u64>()
    });
    match (avant, total) {
        (0, _) => String::new(),
        (avant, total) if avant == total => ", autant que le mois précédent".to_owned(),
        (avant, total) => {
            let sens = if total > avant { "de plus" } else { "de moins" };
            let ecart = (total.abs_diff(avant) * 100 + avant / 2) / avant;
            format!(", {ecart} % {sens} que le mois précédent")
        }
    }
}
