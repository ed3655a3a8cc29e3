//! Names that are one under two spellings.

use strsim::osa_distance;

use crate::cle_recherche::cle_de_recherche;

/// What may stand before a name or be joined to it.
const PARTICULES: [&str; 19] = [
    "al", "ben", "bin", "d", "da", "de", "del", "della", "der", "des", "di", "dos", "du", "el", "l", "la",
    "le", "les", "van",
];

/// The names of a person, folded for comparing.
#[derive(Clone, PartialEq, Eq)]
pub struct Noms {
    /// The name of usage, and the one of birth.
    usage: String,
    naissance: String,
    prenom: String,
    /// Every first name, word by word.
    prenoms: Vec<String>,
}

impl Noms {
    pub fn new(nom: &str, nom_naissance: &str, prenom: &str, autres: &[String]) -> Self {
        let prenom = cle_de_recherche(prenom);
        let tous = std::iter::once(prenom.clone()).chain(autres.iter().map(|p| cle_de_recherche(p)));
        let prenoms = tous.flat_map(|p| p.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        Self { usage: cle_de_recherche(nom), naissance: cle_de_recherche(nom_naissance), prenom, prenoms }
    }

    /// NOMNAI and PRENOM, whatever the accents.
    pub fn meme(&self, autre: &Self) -> bool {
        self.naissance == autre.naissance && self.prenom == autre.prenom
    }

    /// Close in both the name and the first names.
    pub fn voisine(&self, autre: &Self) -> bool {
        self.noms_voisins(autre) && self.prenoms_voisins(autre)
    }

    /// Close in one of them.
    pub fn ressemble(&self, autre: &Self) -> bool {
        self.noms_voisins(autre) || self.prenoms_voisins(autre)
    }

    /// The same first names, joined or split, all of them told or not: no letter differs.
    pub fn memes_prenoms(&self, autre: &Self) -> bool {
        self.commencent_pareil(autre) || serre(&self.prenom) == serre(&autre.prenom)
    }

    /// The names of birth, or those of birth and of usage taken one for the other.
    pub fn noms_voisins(&self, autre: &Self) -> bool {
        let croises =
            noms_proches(&self.usage, &autre.naissance) && noms_proches(&self.naissance, &autre.usage);
        croises || noms_proches(&self.naissance, &autre.naissance)
    }

    /// A spelling corrected, or the same first names put otherwise in their boxes.
    pub fn prenoms_voisins(&self, autre: &Self) -> bool {
        self.commencent_pareil(autre) || proches(&serre(&self.prenom), &serre(&autre.prenom))
    }

    fn commencent_pareil(&self, autre: &Self) -> bool {
        self.prenoms.iter().zip(&autre.prenoms).all(|(un, autre)| un == autre)
    }
}

fn noms_proches(un: &str, autre: &str) -> bool {
    let compose = |court: &str, long: &str| {
        let mots: Vec<&str> = long.split(' ').collect();
        court.split(' ').all(|mot| mot.len() > 3 && mots.contains(&mot))
    };
    proches(&serre(un), &serre(autre))
        || sans_particules(un).iter().any(|nom| sans_particules(autre).contains(nom))
        || compose(un, autre)
        || compose(autre, un)
}

/// The name joined, whole and without each of its leading particles: `delatour`, `latour`, `tour`.
fn sans_particules(nom: &str) -> Vec<String> {
    let mots: Vec<&str> = nom.split(' ').collect();
    let particules = mots[..mots.len() - 1].iter().take_while(|mot| PARTICULES.contains(mot)).count();
    (0..=particules).map(|rang| mots[rang..].concat()).collect()
}

/// Without the blanks that hyphens, apostrophes and particles leave.
fn serre(texte: &str) -> String {
    texte.replace(' ', "")
}

/// The same but for a slip: one letter from four letters on, two from eight on.
fn proches(un: &str, autre: &str) -> bool {
    let tolere = match un.chars().count().min(autre.chars().count()) {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    un == autre || (tolere > 0 && osa_distance(un, autre) <= tolere)
}
