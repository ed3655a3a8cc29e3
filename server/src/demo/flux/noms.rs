//! Names to combine: of Alsace and of the world, in capitals and with the accents
//! that windows-1252 has. The combinations are invented.

use std::sync::LazyLock;

use super::hasard::Hasard;

/// Where the names of a family come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Origine {
    Alsace,
    Maghreb,
    Turquie,
    EuropeDuSud,
    Balkans,
    EuropeDeLEst,
    Afrique,
    Asie,
}

pub const ORIGINES: &[(Origine, u32)] = &[
    (Origine::Alsace, 58),
    (Origine::Maghreb, 14),
    (Origine::Turquie, 7),
    (Origine::EuropeDuSud, 5),
    (Origine::Balkans, 5),
    (Origine::EuropeDeLEst, 4),
    (Origine::Afrique, 5),
    (Origine::Asie, 2),
];

/// A line an origin, in the order of [`Origine`]: family names, first names of women, of men.
const TEXTE: &str = include_str!("noms.csv");

static LISTES: LazyLock<Vec<[Vec<&'static str>; 3]>> = LazyLock::new(|| {
    let listes = |ligne: &'static str| {
        let mut colonnes = ligne.split(';').skip(1).map(|noms| noms.split(',').collect());
        std::array::from_fn(|_| colonnes.next().unwrap_or_default())
    };
    TEXTE.lines().skip(1).map(listes).collect()
});

pub fn nom(hasard: &mut Hasard, origine: Origine) -> String {
    hasard.parmi(&LISTES[origine as usize][0]).to_owned()
}

pub fn prenom(hasard: &mut Hasard, origine: Origine, femme: bool) -> String {
    // in any family some children bear a first name of here
    let origine = if hasard.chance(80) { Origine::Alsace } else { origine };
    hasard.parmi(&LISTES[origine as usize][if femme { 1 } else { 2 }]).to_owned()
}
