//! Corrections that find the person again, and likenesses that must not.

use chrono::NaiveDate;
use proptest::prelude::*;
use reciproque_shared::personne::{DateNaissance, Nir, PrecisionNaissance};
use reciproque_shared::rapprochement::{EtatCivil, Noms};
use rstest::rstest;

use super::{Fiche, Trouvee, reconnaitre};

/// `NOM/Prénom autres/1984-03-02[J]/rank/NIR`
fn fiche(texte: &str) -> Fiche {
    let mut parts = texte.split('/');
    let mut suivant = || parts.next().unwrap_or_default();
    let (nom, prenoms, naissance, rang, nir) = (suivant(), suivant(), suivant(), suivant(), suivant());
    let mut prenoms = prenoms.split('+').map(str::to_owned);
    let prenom = prenoms.next().unwrap();
    let (jour, precision) = naissance.split_at(10);
    let precision = PrecisionNaissance::du_flux(Some(precision).filter(|code| !code.is_empty()));
    let nir = Some(nir).filter(|nir| !nir.is_empty()).map(|nir| Nir::lire(nir).unwrap());
    let noms = Noms::new(nom, nom, &prenom, &prenoms.collect::<Vec<_>>());
    let naissance = DateNaissance::new(jour.parse::<NaiveDate>().unwrap(), precision);
    let etat_civil = EtatCivil::new(noms, (naissance, rang.parse().unwrap_or_default()), nir, None);
    Fiche { etat_civil, presente: true }
}

fn trouver(connues: &[&str], recues: &[&str]) -> Vec<Trouvee> {
    let lire = |textes: &[&str]| textes.iter().map(|texte| fiche(texte)).collect::<Vec<_>>();
    reconnaitre(&lire(connues), &lire(recues))
}

#[rstest]
#[case::temporary_number(
    "TRANSCRA/YOUSEF/1982-02-06//7820299350061",
    "TRANSCRA/YOUSSEF/1982-02-06//1820299350061"
)]
#[case::date_of_a_temporary_number(
    "TRANSCRC/AMINATA/1984-01-01//8840199350063",
    "TRANSCRC/AMINATA/1984-03-15//2840399350063"
)]
#[case::split_first_names("PRENOMSPLIT/MARIE CLAIRE/1985-02-06", "PRENOMSPLIT/MARIE+CLAIRE/1985-02-06")]
#[case::joined_first_names("MARTIN/JEAN PIERRE/1985-02-06", "MARTIN/JEANPIERRE/1985-02-06")]
#[case::first_name_cut("MARTIN/MARIE CLAIRE/1985-02-06", "MARTIN/MARIE/1985-02-06")]
#[case::particle("DELATOUR/ELSA/1985-02-08", "DE LATOUR/ELSA/1985-02-08")]
#[case::particle_dropped("LATOUR/ELSA/1985-02-08", "DE LA TOUR/ELSA/1985-02-08")]
#[case::compound("MARTIN/ELSA/1985-02-08", "MARTIN DUPONT/ELSA/1985-02-08")]
#[case::rank("RANGNEUF/LOU/1985-02-10", "RANGNEUF/LOU/1985-02-10/1")]
#[case::day_now_known("KAYA/EMINE/1970-01-01J", "KAYA/EMINE/1970-01-17")]
#[case::spelling("BOUMEDIENNE/KARIM/1990-05-05", "BOUMEDIENE/KARIM/1990-05-05")]
#[case::swapped_letters("SCHMITT/LOUISE/1990-05-05", "SHCMITT/LOUISE/1990-05-05")]
#[case::number_added("MARTIN/LUC/1990-05-05", "MARTIN/LUCAS/1990-05-05")]
fn a_correction_finds_the_person(#[case] connue: &str, #[case] recue: &str) {
    let attendu = match connue {
        // three letters: too short for a slip, told and not merged
        "MARTIN/LUC/1990-05-05" => Trouvee::Douteuse,
        _ => Trouvee::Ici { place: 0, corrigee: true },
    };
    assert_eq!(trouver(&[connue], &[recue]), [attendu]);
}

#[rstest]
#[case::two_numbers(
    "MARTIN/LUC/1990-05-05//1900568066012",
    "MARTIN/LUC/1990-05-05//1900568066013",
    Trouvee::AutreNumero
)]
#[case::two_sexes(
    "MARTIN/LOUIS/1990-05-05//1900568066012",
    "MARTIN/LOUISE/1990-05-05//2900568066013",
    Trouvee::Neuve
)]
#[case::another_name("MARTIN/LUCIE/1990-05-05", "KLEIN/LUCIE/1990-05-05", Trouvee::Douteuse)]
#[case::another_first_name("MARTIN/LUCIE/1990-05-05", "MARTIN/PAUL/1990-05-05", Trouvee::Douteuse)]
#[case::another_day("MARTIN/LUCIE/1990-05-05", "MARTIN/LUCIE/1990-05-06", Trouvee::Neuve)]
#[case::another_rank("MARTIN/LEA/1990-05-05/1", "MARTIN/LEA/1990-05-05/2", Trouvee::Douteuse)]
#[case::nobody("MARTIN/LUCIE/1990-05-05", "KLEIN/PAUL/1990-05-05", Trouvee::Neuve)]
fn a_likeness_is_never_merged(#[case] connue: &str, #[case] recue: &str, #[case] attendu: Trouvee) {
    assert_eq!(trouver(&[connue], &[recue]), [attendu]);
}

#[test]
fn what_fits_two_people_is_told_and_merged_with_none() {
    let jumelles = ["KLEIN/MARIE CLAIRE/1990-05-05", "KLEIN/MARIE ANNE/1990-05-05"];
    assert_eq!(trouver(&jumelles, &["KLEIN/MARIE/1990-05-05"]), [Trouvee::Douteuse]);
    assert_eq!(trouver(&["KLEIN/MARIE/1990-05-05"], &jumelles), [Trouvee::Douteuse; 2]);
    // the surest likeness leaves the other person alone
    let ici = |place, corrigee| Trouvee::Ici { place, corrigee };
    let recues = ["KLEIN/MARIE ANNE/1990-05-05", "KLEIN/MARIE+CLAIRE/1990-05-05"];
    assert_eq!(trouver(&jumelles, &recues), [ici(1, false), ici(0, true)]);
}

#[test]
fn the_number_wins_over_the_name() {
    let connues = ["KLEIN/LEA/1990-05-05//2900568066012", "KLEIN/LEO/1990-05-05//2900568066013"];
    let recues = ["KLEIN/LEO/1990-05-05//2900568066012", "KLEIN/LEA/1990-05-05//2900568066013"];
    let ici = |place| Trouvee::Ici { place, corrigee: false };
    assert_eq!(trouver(&connues, &recues), [ici(0), ici(1)]);
}

proptest! {
    /// Whoever is named again as before is found, alone or not, in any order.
    #[test]
    fn the_same_foyer_is_found_whole(
        noms in prop::collection::btree_set("[A-D]{2}[EF]{1,2}", 1..6),
        melange in any::<prop::sample::Index>(),
    ) {
        let connues: Vec<String> = noms.iter().map(|nom| format!("KLEIN/{nom}/1990-05-05")).collect();
        let mut recues = connues.clone();
        let rang = melange.index(recues.len());
        recues.rotate_left(rang);
        let textes = |fiches: &[String]| fiches.iter().map(|f| fiche(f)).collect::<Vec<_>>();
        let trouvees = reconnaitre(&textes(&connues), &textes(&recues));
        for (recue, trouvee) in recues.iter().zip(trouvees) {
            let place = connues.iter().position(|connue| connue == recue).unwrap();
            prop_assert_eq!(trouvee, Trouvee::Ici { place, corrigee: false });
        }
    }
}
