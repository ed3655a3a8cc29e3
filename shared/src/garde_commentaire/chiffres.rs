//! Numbers that have no place in a comment: social security and bank numbers.

use super::{Categorie, Signalement};

/// Digits typed together, and where they stand.
struct Groupe {
    /// Digits; `A` or `B` where a Corsican département has one.
    chiffres: String,
    debut: usize,
    fin: usize,
    /// One blank, point or hyphen between it and the group before.
    suit: bool,
    /// Typed right after a letter, as in `FR76`.
    colle: bool,
}

const CONSEIL_NIR: &str = "Retirez-le : le dossier identifie déjà la personne.";
const CONSEIL_BANQUE: &str =
    "Retirez-le : un numéro de compte ou de carte ne se note jamais dans un commentaire.";

pub(super) fn cherche(texte: &str) -> Vec<Signalement> {
    let groupes = groupes(texte);
    let mut trouves = Vec::new();
    let mut rang = 0;
    while rang < groupes.len() {
        let suite = &groupes[rang..];
        let trouve = nir(suite)
            .map(|longueur| (Categorie::NumeroSecuriteSociale, longueur, CONSEIL_NIR))
            .or_else(|| banque(suite).map(|longueur| (Categorie::NumeroBancaire, longueur, CONSEIL_BANQUE)));
        let Some((categorie, longueur, conseil)) = trouve else {
            rang += 1;
            continue;
        };
        let (debut, fin) = (suite[0].debut, suite[longueur - 1].fin);
        trouves.push(Signalement { mot: "ce numéro".to_owned(), categorie, debut, fin, conseil });
        rang += longueur;
    }
    trouves
}

fn groupes(texte: &str) -> Vec<Groupe> {
    let mut groupes: Vec<Groupe> = Vec::new();
    let (mut avant, mut avant_avant) = (' ', ' ');
    for (place, signe) in texte.char_indices() {
        let ouvert = groupes.last_mut().filter(|groupe| groupe.fin == place);
        match ouvert {
            Some(groupe) if signe.is_ascii_digit() || corse(&groupe.chiffres, signe) => {
                groupe.chiffres.push(signe.to_ascii_uppercase());
                groupe.fin = place + 1;
            }
            _ if signe.is_ascii_digit() => {
                let separe = matches!(avant, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-')
                    && avant_avant.is_ascii_alphanumeric();
                let suit = separe && groupes.last().is_some_and(|g| g.fin + avant.len_utf8() == place);
                let colle = avant.is_alphabetic();
                groupes.push(Groupe {
                    chiffres: signe.to_string(),
                    debut: place,
                    fin: place + 1,
                    suit,
                    colle,
                });
            }
            _ => {}
        }
        (avant_avant, avant) = (avant, signe);
    }
    groupes
}

/// `2A` and `2B`, alone or as the sixth and seventh positions of a NIR.
fn corse(chiffres: &str, signe: char) -> bool {
    matches!(signe, 'A' | 'B' | 'a' | 'b') && chiffres.ends_with('2') && matches!(chiffres.len(), 1 | 6)
}

/// Groups that form one number: each follows the one before.
fn suite(groupes: &[Groupe]) -> usize {
    1 + groupes.iter().skip(1).take_while(|groupe| groupe.suit).count()
}

fn nir(groupes: &[Groupe]) -> Option<usize> {
    let mut nombre = String::new();
    let mut trouve = None;
    for (rang, groupe) in groupes[..suite(groupes)].iter().enumerate().take(7) {
        nombre.push_str(&groupe.chiffres);
        // Cut as printed on the card, or in three pieces at most: dates and
        // telephone numbers in a row are not a NIR.
        let coupe = rang < 3 || groupes[0].chiffres.len() == 1;
        if matches!(nombre.len(), 13 | 15) && coupe && plausible(&nombre) {
            trouve = Some(rang + 1);
        }
    }
    trouve
}

/// Sex, month and département as in a NIR (see the identifiers of the domain).
fn plausible(nombre: &str) -> bool {
    let sexe = matches!(nombre.as_bytes().first(), Some(b'1' | b'2' | b'3' | b'4' | b'7' | b'8'));
    let mois = nombre.get(3..5).and_then(|mois| mois.parse::<u8>().ok());
    let mois = matches!(mois, Some(1..=12 | 20..=42 | 50..=99));
    let departement = nombre.get(5..7).unwrap_or("00");
    let corps = nombre.get(7..).unwrap_or("");
    // A CAF matricule padded with zeros is not a NIR.
    let rempli = !nombre.ends_with("00000");
    sexe && mois
        && departement != "00"
        && departement != "96"
        && rempli
        && corps.bytes().all(|c| c.is_ascii_digit())
}

fn banque(groupes: &[Groupe]) -> Option<usize> {
    let longueur = suite(groupes);
    let groupes = &groupes[..longueur];
    let total: usize = groupes.iter().map(|groupe| groupe.chiffres.len()).sum();
    let telephones =
        groupes.iter().any(|groupe| groupe.chiffres.len() == 10 && groupe.chiffres.starts_with('0'));
    let long = groupes.iter().any(|groupe| groupe.chiffres.len() > 4) && !telephones;
    let compte = total >= 17 && (long || groupes[0].colle);
    let carte = total == 16 && !telephones && luhn(groupes);
    (compte || carte).then_some(longueur)
}

fn luhn(groupes: &[Groupe]) -> bool {
    let chiffres = groupes.iter().rev().flat_map(|groupe| groupe.chiffres.bytes().rev());
    let somme: u32 = chiffres
        .enumerate()
        .map(|(rang, chiffre)| {
            let chiffre = u32::from(chiffre.saturating_sub(b'0'));
            if rang % 2 == 0 { chiffre } else { chiffre * 2 - if chiffre > 4 { 9 } else { 0 } }
        })
        .sum();
    somme.is_multiple_of(10)
}
