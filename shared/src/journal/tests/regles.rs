//! Which rule holds where: before the opening, after it, after a stop.

use super::super::chaine;
use super::*;

/// A link from before chains had a key.
pub fn ancien(tete: Tete, evenement: Evenement) -> Maillon {
    let (seq, precedent) = (tete.seq + 1, tete.empreinte);
    let empreinte = chaine::empreinte_sans_cle(&mut Vec::new(), seq, &evenement.vue(), &precedent);
    Maillon { seq, evenement, precedent, empreinte }
}

#[test]
fn a_journal_of_before_the_key_verifies_up_to_its_opening_then_under_the_key() {
    let mut maillons = vec![ancien(Tete::genese(0), evenement())];
    maillons.push(ancien(tete_de(&maillons), evenement()));
    let ouverture = attestee(tete_de(&maillons), Sorte::Ouverture);
    let sans_cle = |maillons: &[Maillon], exige| {
        let mut verificateur = Verificateur::new(Tete::genese(0), Regime { cle: cle(), exige }, []);
        maillons.iter().try_for_each(|maillon| verificateur.avancer(&maillon.lien()))
    };
    assert_eq!(sans_cle(&maillons, false), Ok(()));
    assert_eq!(sans_cle(&maillons, true).unwrap_err().raison, Raison::JamaisOuverte);
    let (mut suite, mut retour) = (maillons.clone(), maillons.clone());
    suite.push(chainer(tete_de(&maillons), cle(), evenement()));
    retour.push(ancien(tete_de(&maillons), evenement()));
    assert_eq!(verifier_contre(Tete::genese(0), &suite, [ouverture]).unwrap().verifies, 3);
    let rupture = verifier_contre(Tete::genese(0), &retour, [ouverture]).unwrap_err();
    assert_eq!((rupture.position, rupture.raison), (3, Raison::Contenu), "no way back to the former rule");
}

#[test]
fn nothing_follows_a_stop_without_a_new_opening() {
    let maillons = chaine(vec![evenement(); 3]);
    let bornes = |sortes: &[Sorte]| {
        let ici = tete_de(&maillons[..2]);
        let ouverture = attestee(Tete::genese(0), Sorte::Ouverture);
        sortes.iter().map(|sorte| attestee(ici, *sorte)).chain([ouverture]).collect::<Vec<_>>()
    };
    let rupture = verifier_contre(Tete::genese(0), &maillons, bornes(&[Sorte::Arret])).unwrap_err();
    assert_eq!((rupture.position, rupture.raison), (3, Raison::ApresArret));
    for rouverte in [[Sorte::Arret, Sorte::Ouverture], [Sorte::Ouverture, Sorte::Arret]] {
        let bilan = verifier_contre(Tete::genese(0), &maillons, bornes(&rouverte)).unwrap();
        assert_eq!((bilan.verifies, bilan.attestes), (3, 1));
    }
    // The same when verification starts at the stop itself.
    let depart = tete_de(&maillons[..2]);
    let rupture = verifier_contre(depart, &maillons[2..], bornes(&[Sorte::Arret])).unwrap_err();
    assert_eq!((rupture.position, rupture.raison), (3, Raison::ApresArret));
    assert!(verifier_contre(depart, &maillons[2..], bornes(&[Sorte::Arret, Sorte::Ouverture])).is_ok());
}
