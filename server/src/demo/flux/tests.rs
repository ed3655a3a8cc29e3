//! The invented flow conforms to the schema, is read without a remark, and looks
//! like a département.

use std::collections::{BTreeMap, HashSet};
use std::io::Write as _;
use std::process::{Command, Stdio};

use chrono::Datelike;
use reciproque_shared::personne::Nir;

use super::*;
use crate::flux::{Foyer, Lecteur, Lu, Options, Origine, Personne, verifie};

const REFERENCE: NaiveDate = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();

fn genere(foyers: usize, graine: u64) -> Vec<u8> {
    let mut octets = Vec::new();
    generer(Demande { foyers, graine, reference: REFERENCE }, &mut octets).unwrap();
    octets
}

/// What the importer reads of it; any remark fails the test.
fn relus(octets: &[u8]) -> Vec<Foyer> {
    let fichier = verifie(octets, &Options::default()).unwrap();
    assert_eq!(fichier.avertissements, []);
    assert_eq!(fichier.entete.origine(), Origine::Exercice);
    let lus = Lecteur::ouvre(octets, fichier).unwrap().map(|lu| match lu.unwrap() {
        Lu::Foyer(foyer) => {
            assert_eq!(foyer.avertissements, []);
            assert_eq!(foyer.autres, []);
            assert_eq!(foyer.codes_inconnus, []);
            *foyer
        }
        Lu::Rejet(rejet) => panic!("{rejet}"),
        Lu::Double(avertissement) => panic!("{avertissement}"),
    });
    lus.collect()
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let demande = Demande { foyers: 300, graine: 3, reference: REFERENCE };
    let relus = relus(&genere(300, 3));
    let mut inventeur = Inventeur::new(demande);
    for (rang, mut relu) in relus.into_iter().enumerate() {
        (relu.ligne, relu.empreinte) = (0, String::new());
        assert_eq!(relu, inventeur.foyer(rang), "foyer {rang}");
    }
}

#[test]
fn the_schema_accepts_it() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/flux/vrsb0801.xsd");
    if !std::path::Path::new(schema).exists() {
        crate::alerter!("schema absent: test skipped");
        return;
    }
    let commande = Command::new("xmllint")
        .args(["--noout", "--schema", schema, "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut xmllint) = commande else {
        crate::alerter!("xmllint absent: test skipped");
        return;
    };
    xmllint.stdin.take().unwrap().write_all(&genere(2000, 1)).unwrap();
    let sortie = xmllint.wait_with_output().unwrap();
    assert!(
        sortie.status.success(),
        "{}",
        String::from_utf8_lossy(&sortie.stderr).chars().take(2000).collect::<String>()
    );
}

#[test]
fn the_seed_decides_everything_and_a_longer_flow_begins_like_a_shorter_one() {
    assert_eq!(genere(40, 7), genere(40, 7));
    assert_ne!(genere(40, 7), genere(40, 8));
    let (court, long) = (relus(&genere(40, 7)), relus(&genere(80, 7)));
    assert_eq!(court[..], long[..40]);
}

/// One reading for all that is said of the default flow: it is the longest.
#[test]
fn it_looks_like_a_departement_of_plausible_people() {
    let foyers = relus(&genere(2000, 1));
    looks_like_a_departement(&foyers);
    people_are_plausible_and_nobody_shares_a_number(&foyers);
}

fn looks_like_a_departement(foyers: &[Foyer]) {
    let part = |combien: usize| combien * 1000 / foyers.len();
    let etat = |etat: &str| part(foyers.iter().filter(|f| f.situation_dossier.etat == etat).count());
    assert!((720..=780).contains(&etat("2")), "open: {}", etat("2"));
    assert!(["0", "1", "3", "4", "5", "6"].into_iter().all(|e| etat(e) > 5));
    let roles = |role: &str| {
        foyers.iter().flat_map(|f| &f.personnes).filter(|p| p.role.as_deref() == Some(role)).count()
    };
    assert!((170..=250).contains(&part(roles("CJT"))), "couples: {}", part(roles("CJT")));
    assert!(part(roles("ENF")) > 600);
    let msa = part(foyers.iter().filter(|f| f.identification.organisme == "MSA").count());
    assert!((60..=100).contains(&msa), "MSA: {msa}");
    let villes: BTreeMap<&str, usize> =
        foyers.iter().filter_map(commune).fold(BTreeMap::new(), |mut villes, commune| {
            *villes.entry(commune).or_default() += 1;
            villes
        });
    assert!(part(villes["68224"]) > 300 && part(villes["68066"]) > 100 && villes.len() > 80, "{villes:?}");
    let hors = foyers.iter().filter(|f| f.adresses[0].pays.as_deref() == Some("HOR")).count();
    let sans_domicile = foyers.iter().filter(|f| f.droit.sans_domicile_fixe == Some(true)).count();
    let sanctions = foyers.iter().filter(|f| !f.droit.reductions.is_empty()).count();
    assert!(hors > 3 && sans_domicile > 20 && sanctions > 20, "{hors} {sans_domicile} {sanctions}");
    let personnes = || foyers.iter().flat_map(|f| &f.personnes);
    assert!(personnes().any(|p| p.rang_naissance == Some(2)), "twins");
    assert!(
        personnes().any(|p| p.avis_pcg.condition_eti.is_some())
            && personnes().any(|p| !p.avis_pcg.derogations.is_empty())
    );
}

fn commune(foyer: &Foyer) -> Option<&str> {
    foyer.adresses[0].france.as_ref()?.commune.as_deref()
}

fn people_are_plausible_and_nobody_shares_a_number(foyers: &[Foyer]) {
    let mut nirs = HashSet::new();
    let mut adultes_sans_nir = 0;
    for foyer in foyers {
        assert_eq!(foyer.personnes.iter().filter(|p| p.role.as_deref() == Some("DEM")).count(), 1);
        assert!(foyer.identification.numero_demande.ends_with("068"));
        for personne in &foyer.personnes {
            let age = hasard::age(personne.date_naissance, REFERENCE);
            let adulte = personne.role.as_deref() != Some("ENF");
            assert!(if adulte { (18..=69).contains(&age) } else { (0..=19).contains(&age) }, "{age}");
            adultes_sans_nir += usize::from(adulte && personne.nir.is_none());
            if let Some(nir) = &personne.nir {
                assert!(nirs.insert(nir.clone()), "given twice");
                verifie_nir(personne, nir);
            }
            assert!(
                personne
                    .qualite
                    .as_deref()
                    .is_none_or(|q| (q == "MME") == (personne.sexe.as_deref() == Some("2")))
            );
        }
        if foyer.identification.organisme == "MSA" {
            let matricule = foyer.identification.matricule.clone();
            assert!(foyer.personnes.iter().any(|p| p.nir == matricule), "the matricule of the MSA is a NIR");
        }
    }
    assert!((40..=110).contains(&adultes_sans_nir), "{adultes_sans_nir}");
    let numeros: HashSet<_> = foyers.iter().map(|f| &f.identification.numero_demande).collect();
    let matricules: HashSet<_> = foyers.iter().map(|f| &f.identification.matricule).collect();
    assert_eq!((numeros.len(), matricules.len()), (2000, 2000));
}

fn verifie_nir(personne: &Personne, nir: &str) {
    let lu = Nir::lire(nir).unwrap();
    assert_eq!(u32::from(lu.annee()), personne.date_naissance.year_ce().1 % 100);
    assert_eq!(lu.mois().map(u32::from), Some(personne.date_naissance.month()));
    assert_eq!(lu.sexe().code(), personne.sexe.as_deref().unwrap());
}
