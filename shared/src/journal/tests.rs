//! The chain: any change to it is seen.

use chrono::{DateTime, TimeDelta};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

mod regles;

fn cle() -> CleChaine {
    CleChaine::new(&[7; 32])
}

/// What someone who has not the key may chain with.
fn autre_cle() -> CleChaine {
    CleChaine::new(&[8; 32])
}

fn chainer(tete: Tete, cle: CleChaine, evenement: Evenement) -> Maillon {
    Chaineur::new(tete, cle).chainer(evenement)
}

fn attestee(tete: Tete, sorte: Sorte) -> Attestee {
    Attestee { tete, sorte }
}

/// Checks a chain that was opened at its genesis.
fn verifier(
    depart: Tete,
    maillons: &[Maillon],
    attestees: impl IntoIterator<Item = Tete>,
) -> Result<Bilan, Rupture> {
    let ouverture = attestee(Tete::genese(depart.chaine), Sorte::Ouverture);
    let attestees = attestees.into_iter().map(|tete| attestee(tete, Sorte::Courant));
    verifier_contre(depart, maillons, attestees.chain([ouverture]))
}

fn verifier_contre(
    depart: Tete,
    maillons: &[Maillon],
    attestees: impl IntoIterator<Item = Attestee>,
) -> Result<Bilan, Rupture> {
    let regime = Regime { cle: cle(), exige: true };
    let mut verificateur = Verificateur::new(depart, regime, attestees);
    maillons.iter().try_for_each(|maillon| verificateur.avancer(&maillon.lien()))?;
    verificateur.terminer()
}

fn evenement() -> Evenement {
    Evenement {
        instant: DateTime::UNIX_EPOCH + TimeDelta::milliseconds(1_795_000_000_123),
        agent: Some(12),
        profil: Some("referent".into()),
        organisation: Some(3),
        session: Some("k7f2".into()),
        acte: "dossier.consulter".into(),
        objet: Some("dossier:42".into()),
        rubriques: vec!["identite".into(), "rsa".into()],
        motif: None,
        issue: Issue::Reussi,
        client: "192.0.2.7 Firefox".into(),
        lie_a: Some(8),
    }
}

fn evenements() -> impl Strategy<Value = Evenement> {
    let texte = || prop::sample::select(vec!["", "a", "b", "aa", "ab"]).prop_map(String::from);
    let entete = (0..4_i64, option::of(0..3_i64), option::of(texte()), option::of(0..3_i64));
    let quoi = (option::of(texte()), texte(), option::of(texte()), vec(texte(), 0..3));
    let suite = (option::of(texte()), 0..4_usize, texte(), option::of(0..3_u64));
    (entete, quoi, suite).prop_map(|(entete, quoi, suite)| Evenement {
        instant: DateTime::UNIX_EPOCH + TimeDelta::milliseconds(entete.0),
        agent: entete.1,
        profil: entete.2,
        organisation: entete.3,
        session: quoi.0,
        acte: quoi.1,
        objet: quoi.2,
        rubriques: quoi.3,
        motif: suite.0,
        issue: Issue::TOUTES[suite.1],
        client: suite.2,
        lie_a: suite.3,
    })
}

fn chaine(evenements: Vec<Evenement>) -> Vec<Maillon> {
    let mut chaineur = Chaineur::new(Tete::genese(0), cle());
    evenements.into_iter().map(|evenement| chaineur.chainer(evenement)).collect()
}

/// Everything from `rang` on, chained again as someone without the key would.
fn rechainer(maillons: &mut [Maillon], rang: usize) {
    let mut tete = Tete::genese(0);
    if rang > 0 {
        tete = Tete { seq: rang as u64, empreinte: maillons[rang - 1].empreinte, ..tete };
    }
    let mut chaineur = Chaineur::new(tete, autre_cle());
    for maillon in &mut maillons[rang..] {
        *maillon = chaineur.chainer(maillon.evenement.clone());
    }
}

fn tete_de(maillons: &[Maillon]) -> Tete {
    let dernier = maillons.last().unwrap();
    Tete { chaine: 0, seq: dernier.seq, empreinte: dernier.empreinte }
}

fn octets(evenement: &Evenement) -> Vec<u8> {
    let mut tampon = Vec::new();
    evenement.vue().encoder(&mut tampon);
    tampon
}

/// What someone with access to the store may do to it.
#[derive(Clone, Debug)]
enum Atteinte {
    Modifier(Evenement),
    ModifierEtRechainer(Evenement),
    Supprimer,
    SupprimerEtRechainer,
    Inserer(Evenement),
    Repeter,
    Echanger(prop::sample::Index),
    EchangerEtRenumeroter(prop::sample::Index),
    Tronquer,
    Ajouter(Evenement),
    ChangerEmpreinte(usize),
}

fn atteintes() -> impl Strategy<Value = Atteinte> {
    prop_oneof![
        evenements().prop_map(Atteinte::Modifier),
        evenements().prop_map(Atteinte::ModifierEtRechainer),
        Just(Atteinte::Supprimer),
        Just(Atteinte::SupprimerEtRechainer),
        evenements().prop_map(Atteinte::Inserer),
        Just(Atteinte::Repeter),
        any::<prop::sample::Index>().prop_map(Atteinte::Echanger),
        any::<prop::sample::Index>().prop_map(Atteinte::EchangerEtRenumeroter),
        Just(Atteinte::Tronquer),
        evenements().prop_map(Atteinte::Ajouter),
        (0..32_usize).prop_map(Atteinte::ChangerEmpreinte),
    ]
}

/// Applies the attack at `rang` and says which position must be blamed.
fn porter(atteinte: Atteinte, maillons: &mut Vec<Maillon>, rang: usize) -> u64 {
    let position = rang as u64 + 1;
    match atteinte {
        Atteinte::Modifier(evenement) => maillons[rang].evenement = evenement,
        Atteinte::ModifierEtRechainer(evenement) => {
            maillons[rang].evenement = evenement;
            rechainer(maillons, rang);
        }
        Atteinte::Supprimer | Atteinte::Tronquer if rang + 1 == maillons.len() => {
            maillons.pop();
        }
        Atteinte::Supprimer => {
            maillons.remove(rang);
        }
        Atteinte::SupprimerEtRechainer => {
            maillons.remove(rang);
            rechainer(maillons, rang);
        }
        Atteinte::Inserer(evenement) => {
            let avant = Tete { chaine: 0, seq: rang as u64, empreinte: maillons[rang].precedent };
            maillons.insert(rang, chainer(avant, autre_cle(), evenement));
        }
        Atteinte::Ajouter(evenement) => {
            let ajoute = chainer(tete_de(maillons), autre_cle(), evenement);
            maillons.push(ajoute);
            return maillons.len() as u64;
        }
        Atteinte::Repeter => {
            maillons.insert(rang, maillons[rang].clone());
            return position + 1;
        }
        Atteinte::Echanger(autre) => {
            let autre = autre.index(maillons.len());
            maillons.swap(rang, autre);
            return position.min(autre as u64 + 1);
        }
        Atteinte::EchangerEtRenumeroter(autre) => {
            let autre = autre.index(maillons.len());
            maillons.swap(rang, autre);
            for (rang, maillon) in maillons.iter_mut().enumerate() {
                maillon.seq = rang as u64 + 1;
            }
            return position.min(autre as u64 + 1);
        }
        Atteinte::Tronquer => maillons.truncate(rang),
        Atteinte::ChangerEmpreinte(octet) => {
            let mut octets = *maillons[rang].empreinte.octets();
            octets[octet] ^= 1;
            maillons[rang].empreinte = Empreinte::new(octets);
        }
    }
    position
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_damage_is_found_at_its_place(
        evenements in vec(evenements(), 1..8),
        rang in any::<prop::sample::Index>(),
        atteinte in atteintes(),
    ) {
        let intacts = chaine(evenements);
        let attestee = tete_de(&intacts);
        let mut maillons = intacts.clone();
        let rang = rang.index(maillons.len());
        let position = porter(atteinte, &mut maillons, rang);
        prop_assume!(maillons != intacts);
        let rupture = verifier(Tete::genese(0), &maillons, [attestee]).unwrap_err();
        prop_assert_eq!(rupture.position, position, "{}", rupture);
    }
}

proptest! {
    #[test]
    fn two_different_events_never_give_the_same_bytes(a in evenements(), b in evenements()) {
        prop_assert_eq!(a == b, octets(&a) == octets(&b));
    }

    #[test]
    fn an_intact_chain_goes_through_all_its_heads(evenements in vec(evenements(), 0..20)) {
        let maillons = chaine(evenements);
        let tetes = (1..=maillons.len()).map(|n| tete_de(&maillons[..n]));
        let bilan = verifier(Tete::genese(0), &maillons, tetes).unwrap();
        prop_assert_eq!(bilan.verifies, maillons.len() as u64);
        prop_assert_eq!(bilan.attestes, bilan.verifies);
        prop_assert_eq!(bilan.tete.seq, bilan.verifies);
    }

    #[test]
    fn a_chain_is_verified_from_any_head(
        evenements in vec(evenements(), 2..20),
        coupe in any::<prop::sample::Index>(),
    ) {
        let maillons = chaine(evenements);
        let (avant, apres) = maillons.split_at(1 + coupe.index(maillons.len() - 1));
        let bilan = verifier(tete_de(avant), apres, []).unwrap();
        prop_assert_eq!(bilan.tete, tete_de(&maillons));
    }
}

/// Even by who has the key.
#[test]
fn rewriting_is_bounded_by_the_attested_heads() {
    let mut maillons = chaine(vec![evenement(); 9]);
    let attestees = [3, 6, 9].map(|n| tete_de(&maillons[..n]));
    let depuis = Tete { chaine: 0, seq: 4, empreinte: maillons[3].empreinte };
    let mut chaineur = Chaineur::new(depuis, cle());
    for maillon in &mut maillons[4..] {
        let objet = Some("dossier:43".into());
        *maillon = chaineur.chainer(Evenement { objet, ..maillon.evenement.clone() });
    }
    let rupture = verifier(Tete::genese(0), &maillons, attestees).unwrap_err();
    assert_eq!(rupture.position, 4);
    assert_eq!(rupture.raison, Raison::Reecrit { atteste: 6 });
}

#[test]
fn a_link_does_not_change_chains() {
    let maillons = chaine(vec![evenement()]);
    let rupture = verifier(Tete::genese(1), &maillons, []).unwrap_err();
    assert_eq!((rupture.chaine, rupture.position, rupture.raison), (1, 1, Raison::Precedent));
}

#[test]
fn digits_below_the_millisecond_do_not_count() {
    let mut fin = evenement();
    fin.instant += TimeDelta::nanoseconds(999_999);
    assert_eq!(octets(&fin), octets(&evenement()));
}

/// Stores written by earlier versions must still verify: these digests, computed by another
/// program, never change.
#[test]
fn the_canonical_form_is_fixed() {
    let maillon = chainer(Tete::genese(0), cle(), evenement());
    let attendue = "a4d704b314ffe40ca4460360cca0ac75cb26db32562e72a7296ed612e9fdc053";
    assert_eq!(maillon.empreinte.to_string(), attendue);
    let ancienne = regles::ancien(Tete::genese(0), evenement()).empreinte;
    let attendue = "4748e00718edd307c87fd1931375f2939ad075c41023481831545b2417482bef";
    assert_eq!(ancienne.to_string(), attendue);
}

#[test]
fn each_sorte_is_read_back_by_its_code() {
    for sorte in Sorte::TOUTES {
        assert_eq!(Sorte::lire(sorte.code()), Some(sorte));
    }
    assert_eq!(Sorte::lire("autre"), None);
}

#[test]
fn each_issue_is_read_back_by_its_code() {
    for issue in Issue::TOUTES {
        assert_eq!(Issue::lire(issue.code()), Some(issue));
    }
    assert_eq!(Issue::lire("autre"), None);
}
