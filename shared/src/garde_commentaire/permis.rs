//! What may be written although a word of it is in the lexicon: names of
//! bodies and rights, streets, people's names.

use super::metier;
use super::mots::{Mot, mesure};

/// Administrative and factual expressions, one a line.
const EXPRESSIONS: &str = include_str!("permis.txt");

/// Words after which a capitalised word is a name.
const CIVILITES: &str = "m|mr|mme|mmes|mlle|monsieur|madame|mademoiselle|dr|docteur|maitre";
/// Words that open the name of a street or a place.
const VOIES: &str = "rue|avenue|boulevard|impasse|quai|allee|allees|chemin|square|faubourg|place|cours|route|passage|residence|cite|lycee|college|ecole|hopital|clinique|foyer|espace|centre|association|quartier";
/// Small words inside such a name.
const LIAISONS: &str = "de|du|des|d|la|le|les|l|aux|au|et|saint|sainte|st|ste";
/// Words that can open nothing but the name of a street.
const RUES: &str = "rue|avenue|boulevard|impasse|quai|allee|faubourg";

/// For each word, true when it may be written.
pub(super) fn marque(texte: &str, mots: &[Mot]) -> Vec<bool> {
    let mut permis = vec![false; mots.len()];
    for rang in 0..mots.len() {
        let longueur = EXPRESSIONS
            .lines()
            .filter_map(|expression| mesure(expression, &mots[rang..]))
            .chain(nom_propre(texte, &mots[rang..]))
            .chain(metier::travail(texte, mots, rang))
            .chain(metier::casier_demande(texte, &mots[rang..]))
            .chain(metier::langues(texte, &mots[rang..]))
            .max()
            .unwrap_or(0);
        for marque in &mut permis[rang..rang + longueur] {
            *marque = true;
        }
    }
    permis
}

/// Number of words of a title or a street with the name after it.
fn nom_propre(texte: &str, mots: &[Mot]) -> Option<usize> {
    let premier = mots.first()?;
    if mesure(CIVILITES, mots).is_some() {
        // « M. » is the only abbreviation whose point belongs to it.
        let point = mots.get(1).is_some_and(|mot| texte[premier.fin..mot.debut].trim() == ".");
        return mots.get(1).filter(|mot| mot.majuscule && (mot.suit || point)).map(|_| 2);
    }
    mesure(VOIES, mots)?;
    let liaisons = mots[1..]
        .iter()
        .take_while(|mot| mot.suit && mesure(LIAISONS, std::slice::from_ref(mot)).is_some())
        .count();
    let nom = mots.get(1 + liaisons).filter(|mot| mot.suit)?;
    let rue_en_minuscules = liaisons > 0 && mesure(RUES, mots).is_some();
    (nom.majuscule || rue_en_minuscules).then_some(2 + liaisons)
}
