//! The birth date in a search, whole or in part, anywhere among the words.

use chrono::NaiveDate;
use reciproque_shared::date::{self, NaissancePartielle};

use super::etiquette::Mot;
use super::{a_un_chiffre, texte};

/// Words that a birth date takes (« le mardi 3 avril 1984 »).
const MOTS_MAX: usize = 5;
/// A neighbour of fewer characters is another part of the same date.
const PARTIE_MAX: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naissance {
    Jour(NaiveDate),
    Partielle(NaissancePartielle),
}

impl Naissance {
    pub(super) const fn compris(self) -> &'static str {
        match self {
            Self::Jour(_) => "date de naissance",
            Self::Partielle(NaissancePartielle::Mois(_)) => "mois de naissance",
            Self::Partielle(NaissancePartielle::Annee(_)) => "année de naissance",
        }
    }

    pub(super) fn lire(texte: &str, aujourdhui: NaiveDate) -> Option<Self> {
        let jour = date::lire_naissance(texte, aujourdhui).ok().map(Self::Jour);
        jour.or_else(|| date::lire_naissance_partielle(texte, aujourdhui).map(Self::Partielle))
    }
}

/// The birth date among these words, and the other words: the longest date wins.
pub(super) fn extraire(mots: Vec<Mot>, aujourdhui: NaiveDate) -> (Option<Naissance>, Vec<Mot>) {
    let places = (1..=MOTS_MAX.min(mots.len()))
        .rev()
        .flat_map(|longueur| (0..=mots.len() - longueur).map(move |debut| debut..debut + longueur));
    for place in places {
        let voisins = [place.start.checked_sub(1), Some(place.end)];
        let coupee = voisins.iter().flatten().filter_map(|rang| mots.get(*rang)).any(est_partie);
        if coupee || !mots[place.clone()].iter().any(|mot| a_un_chiffre(&mot.texte)) {
            continue;
        }
        if let Some(lue) = Naissance::lire(&texte(&mots[place.clone()]), aujourdhui) {
            let autres = [&mots[..place.start], &mots[place.end..]].concat();
            return (Some(lue), autres);
        }
    }
    (None, mots)
}

fn est_partie(mot: &Mot) -> bool {
    a_un_chiffre(&mot.texte) && mot.texte.len() <= PARTIE_MAX
}
