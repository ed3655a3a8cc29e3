//! The legal delay of a contract as a predicate: which orientations are old enough for it
//! to be over, by the rule in force on the day of each.

use chrono::{Days, NaiveDate};
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::regle::{Depart, Regle, Regles, Valeur};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func};

/// Longest delay that a rule may set, in days: ten years.
const PLUS_LONG: u64 = 3_660;

/// Over the table `orientation`: the contract was due before `jour`.
pub fn depasse(regles: &Regles, jour: NaiveDate) -> Condition {
    let mut depassees = Condition::any();
    for sorte in SorteOrientation::TOUS {
        let versions: Vec<_> =
            regles.toutes().iter().filter(|regle| regle.cle == sorte.delai_contrat()).collect();
        for (rang, regle) in versions.iter().enumerate() {
            let Some(limite) = dernier_depart(&regle.valeur, jour) else { continue };
            let cas = Condition::all()
                .add(Expr::col(("orientation", "sorte")).eq(sorte.code()))
                .add(en_vigueur(regle))
                .add(depart(regle).lte(limite));
            // A version listed before prevails on its days (the local rules come first).
            depassees = depassees
                .add(versions[..rang].iter().fold(cas, |cas, avant| cas.add(en_vigueur(avant).not())));
        }
    }
    depassees
}

/// The orientation was decided while this version was in force.
fn en_vigueur(regle: &Regle) -> Condition {
    let debut = Expr::col(("orientation", "debut"));
    Condition::all().add(debut.clone().gte(regle.debut)).add_option(regle.fin.map(|fin| debut.lte(fin)))
}

/// The day that the delay runs from: the notification in the text of 2025, or the decision
/// when the notification is not known.
fn depart(regle: &Regle) -> Expr {
    let debut = Expr::col(("orientation", "debut"));
    match regle.depart {
        Some(Depart::NotificationOrientation) => {
            Func::coalesce([Expr::col(("orientation", "notifiee_le")), debut]).into()
        }
        _ => debut,
    }
}

/// The latest day whose delay was over before `jour`.
fn dernier_depart(delai: &Valeur, jour: NaiveDate) -> Option<NaiveDate> {
    (0..=PLUS_LONG)
        .filter_map(|jours| jour.checked_sub_days(Days::new(jours)))
        .find(|depart| delai.apres(*depart).is_some_and(|echeance| echeance < jour))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn delais() -> impl Strategy<Value = Valeur> {
        prop_oneof![(0..=120_u32).prop_map(Valeur::Mois), (0..=3_650_u32).prop_map(Valeur::Jours)]
    }

    proptest! {
        #[test]
        fn the_cut_off_parts_late_from_in_time(jours in 0..40_000_u64, delai in delais()) {
            let jour = NaiveDate::from_ymd_opt(2009, 6, 1).unwrap() + Days::new(jours);
            let limite = dernier_depart(&delai, jour).unwrap();
            prop_assert!(delai.apres(limite).unwrap() < jour);
            prop_assert!(delai.apres(limite + Days::new(1)).unwrap() >= jour);
        }
    }
}
