//! Places: the real communes of the Haut-Rhin, streets, and places of birth.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use reciproque_shared::nomenclature::{Commune, communes};

use super::hasard::Hasard;
use super::noms::Origine;
use crate::flux::{Adresse, AdresseFrance};

/// Towns where most of the foyers live, in tenths of a percent; the other communes
/// share what is left evenly.
const VILLES: &[(&str, u32)] = &[
    ("68224", 410), // Mulhouse
    ("68066", 160), // Colmar
    ("68297", 45),  // Saint-Louis
    ("68376", 32),  // Wittenheim
    ("68154", 30),  // Illzach
    ("68166", 26),  // Kingersheim
    ("68112", 28),  // Guebwiller
    ("68334", 24),  // Thann
    ("68063", 22),  // Cernay
    ("68278", 20),  // Rixheim
    ("68271", 16),  // Riedisheim
    ("68375", 16),  // Wittelsheim
    ("68004", 18),  // Altkirch
    ("68315", 13),  // Soultz
    ("68374", 12),  // Wintzenheim
];
const HORS_DES_VILLES: u32 = 128;

static POIDS: LazyLock<Vec<(&'static Commune, u32)>> = LazyLock::new(|| {
    let poids = |commune: &Commune| -> u32 {
        VILLES
            .iter()
            .filter(|(insee, _)| *insee == commune.insee.as_str())
            .map(|(_, poids)| poids * 366)
            .sum()
    };
    communes().iter().map(|commune| (commune, poids(commune) + HORS_DES_VILLES)).collect()
});

const VOIES: &[(&str, &[&str])] = &[
    (
        "RUE",
        &[
            "DES VOSGES",
            "DU FOSSÉ",
            "DE LA GARE",
            "DES TANNEURS",
            "DU MARÉCHAL-FERRANT",
            "DES PRÉS",
            "DU MOULIN",
            "DE L'ÉGLISE",
            "DES VERGERS",
            "DU RUISSEAU",
            "DES CIGOGNES",
            "DE L'ILL",
            "DU VIGNOBLE",
            "D'ALSACE",
        ],
    ),
    ("AVENUE", &["DE LA LIBERTÉ", "DE COLMAR", "DU RHIN", "DES ACACIAS"]),
    ("PLACE", &["DU MARCHÉ", "DE LA RÉUNION", "DU TILLEUL"]),
    ("IMPASSE", &["DES LILAS", "DU CANAL", "DES MÉSANGES"]),
    ("CHEMIN", &["DU HOHNECK", "DES CARRIÈRES"]),
    ("ALLÉE", &["DES ÉRABLES", "DU PARC"]),
];

/// A commune, by weight.
pub fn commune(hasard: &mut Hasard) -> &'static Commune {
    hasard.pondere(&POIDS)
}

/// An address in France at that rank.
pub fn adresse(hasard: &mut Hasard, rang: u32, sans_domicile: bool, depuis: NaiveDate) -> Adresse {
    let commune = commune(hasard);
    let (type_voie, voies) = hasard.parmi(VOIES);
    let collectif = hasard.chance(450);
    let france = AdresseFrance {
        complement_identite: sans_domicile.then(|| "CCAS ÉLECTION DE DOMICILE".to_owned()),
        complement: collectif
            .then(|| format!("BÂT {} APPT {}", hasard.parmi(&["A", "B", "C"]), hasard.entre(1..=48))),
        numero: Some(numero(hasard)),
        type_voie: Some(type_voie.to_owned()),
        voie: Some(hasard.parmi(voies).to_owned()),
        lieu_dit: None,
        commune: Some(commune.insee.as_str().to_owned()),
        code_postal: Some(hasard.parmi(&codes_postaux(commune)).to_owned()),
        nom_commune: Some(commune.libelle.to_uppercase()),
    };
    Adresse {
        rang,
        emmenagement: Some(depuis),
        pays: Some("FRA".to_owned()),
        genre: Some(hasard.pondere(&[("D", 95), ("P", 5)]).to_owned()),
        etat: Some(hasard.pondere(&[("CO", 92), ("NC", 3), ("VO", 3), ("VC", 2)]).to_owned()),
        france: Some(france),
        etranger: Vec::new(),
    }
}

fn numero(hasard: &mut Hasard) -> String {
    let suite = hasard.pondere(&[("", 92), ("BIS", 5), ("A", 3)]);
    format!("{}{suite}", hasard.entre(1..=140))
}

fn codes_postaux(commune: &Commune) -> Vec<&str> {
    commune.codes_postaux.iter().map(|code| code.as_str()).collect()
}

/// An address out of France: no commune, hence no territory.
pub fn adresse_hors_france(hasard: &mut Hasard, rang: u32, depuis: NaiveDate) -> Adresse {
    let lieux = [
        ("BASEL", "SUISSE"),
        ("LÖRRACH", "ALLEMAGNE"),
        ("WEIL AM RHEIN", "ALLEMAGNE"),
        ("LIÈGE", "BELGIQUE"),
    ];
    let (ville, pays) = hasard.parmi(&lieux);
    let voie = format!("{} HAUPTSTRASSE", hasard.entre(1..=90));
    Adresse {
        rang,
        emmenagement: Some(depuis),
        pays: Some("HOR".to_owned()),
        genre: Some("D".to_owned()),
        etat: Some("AU".to_owned()),
        france: None,
        etranger: vec![voie, ville.to_owned(), pays.to_owned()],
    }
}

/// A place of birth: its name, and the code that the NIR holds (département and
/// commune, or 99 and country).
#[derive(Clone, Copy)]
pub struct Naissance {
    pub lieu: &'static str,
    pub code: &'static str,
}

const EN_FRANCE: &[((&str, &str), u32)] = &[
    (("MULHOUSE", "68224"), 42),
    (("COLMAR", "68066"), 22),
    (("SAINT-LOUIS", "68297"), 5),
    (("ALTKIRCH", "68004"), 4),
    (("GUEBWILLER", "68112"), 4),
    (("THANN", "68334"), 5),
    (("SÉLESTAT", "67462"), 3),
    (("STRASBOURG", "67482"), 4),
    (("BELFORT", "90010"), 2),
    (("BESANÇON", "25056"), 1),
    (("NANCY", "54395"), 1),
    (("ÉPINAL", "88160"), 1),
    (("PARIS 12E ARRONDISSEMENT", "75112"), 1),
    (("MARSEILLE", "13204"), 1),
    (("SAINT-DENIS", "97411"), 1),
    (("FORT-DE-FRANCE", "97209"), 1),
    (("AJACCIO", "2A004"), 1),
    (("BASTIA", "2B033"), 1),
];

const A_L_ETRANGER: [&[(&str, &str)]; 8] = [
    &[("BÂLE", "99140"), ("FRIBOURG-EN-BRISGAU", "99109"), ("LIÈGE", "99131")],
    &[("ORAN", "99352"), ("SÉTIF", "99352"), ("CASABLANCA", "99350"), ("OUJDA", "99350"), ("SFAX", "99351")],
    &[("ISTANBUL", "99208"), ("KONYA", "99208"), ("KAYSERI", "99208")],
    &[("BRAGA", "99139"), ("PORTO", "99139"), ("PALERMO", "99127"), ("ALICANTE", "99134")],
    &[("PRISTINA", "99157"), ("BEOGRAD", "99121"), ("TIRANA", "99125"), ("TUZLA", "99118")],
    &[("IASI", "99114"), ("KYIV", "99155"), ("GDANSK", "99122"), ("EREVAN", "99252"), ("TBILISSI", "99255")],
    &[
        ("CONAKRY", "99330"),
        ("KINSHASA", "99312"),
        ("ABIDJAN", "99326"),
        ("DAKAR", "99341"),
        ("BAMAKO", "99335"),
    ],
    &[
        ("HANOI", "99243"),
        ("JAFFNA", "99235"),
        ("ALEP", "99206"),
        ("KABOUL", "99212"),
        ("BATTAMBANG", "99234"),
    ],
];

/// Where somebody of these names, born that day, was born.
pub fn naissance(hasard: &mut Hasard, origine: Origine, jour: NaiveDate, majeur: bool) -> Naissance {
    let ici = match (origine, majeur) {
        (Origine::Alsace, _) => 970,
        (_, false) => 800,
        (_, true) => 350,
    };
    let (lieu, code) = if hasard.chance(ici) {
        hasard.pondere(EN_FRANCE)
    } else {
        hasard.parmi(A_L_ETRANGER[origine as usize])
    };
    // Corsica was one département, 20, until 1976
    let code = if jour.year() < 1976 && code.starts_with("2A") { "20004" } else { code };
    let code = if jour.year() < 1976 && code.starts_with("2B") { "20033" } else { code };
    Naissance { lieu, code }
}
