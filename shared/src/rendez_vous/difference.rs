//! Two tabs hold the same draft: what differs, in words, and how to keep either side field by
//! field.

use super::SaisieRendezVous;
use super::saisie::CHAMPS;
use crate::cer::Difference;
use crate::session::Equipe;

/// How one field is shown, and how it is taken from the other version.
pub(super) struct Champ {
    pub nom: &'static str,
    pub libelle: &'static str,
    /// As typed.
    pub texte: fn(&SaisieRendezVous) -> &str,
    pub montre: fn(&SaisieRendezVous, &Equipe) -> String,
    pub prend: fn(&mut SaisieRendezVous, &SaisieRendezVous),
}

/// What of a field is typed: nothing of who receives, who is chosen.
pub(super) trait Texte {
    fn texte(&self) -> &str {
        ""
    }
}

impl Texte for String {
    fn texte(&self) -> &str {
        self
    }
}

impl Texte for Option<i64> {}

macro_rules! champs {
    ($($champ:ident, $libelle:literal, $montre:expr;)+) => {
        &[$(Champ {
            nom: stringify!($champ),
            libelle: $libelle,
            texte: |saisie| saisie.$champ.texte(),
            montre: |saisie, equipe| $montre(&saisie.$champ, equipe),
            prend: |moi, autre| moi.$champ.clone_from(&autre.$champ),
        },)+]
    };
}
pub(super) use champs;

/// The fields that differ, in the order of the form. Blanks around a text do not count.
pub fn differences(
    la_votre: &SaisieRendezVous,
    l_autre: &SaisieRendezVous,
    equipe: &Equipe,
) -> Vec<Difference> {
    let ecart = |champ: &Champ| {
        let (mienne, autre) = ((champ.montre)(la_votre, equipe), (champ.montre)(l_autre, equipe));
        (mienne.trim() != autre.trim()).then_some(Difference {
            champ: champ.nom,
            libelle: champ.libelle,
            la_votre: mienne,
            l_autre: autre,
        })
    };
    CHAMPS.iter().filter_map(ecart).collect()
}

impl SaisieRendezVous {
    /// Takes one field (as named in a [`Difference`]) from the other version. An unknown name
    /// changes nothing.
    pub fn reprend(&mut self, champ: &str, autre: &Self) {
        if let Some(champ) = CHAMPS.iter().find(|connu| connu.nom == champ) {
            (champ.prend)(self, autre);
        }
    }

    /// The fields that hold something typed, and what, in words.
    pub fn remplis(&self) -> Vec<(&'static str, String)> {
        // Who receives is not typed.
        let equipe = Equipe { moi: 0, collegues: Vec::new() };
        let remplis = CHAMPS.iter().filter(|champ| !(champ.texte)(self).is_empty());
        remplis.map(|champ| (champ.libelle, (champ.montre)(self, &equipe))).collect()
    }
}

/// The words for a field as a refusal names it.
pub fn libelle_du_champ(champ: &str) -> &'static str {
    CHAMPS.iter().find(|connu| connu.nom == champ).map_or("", |connu| connu.libelle)
}

pub(super) fn libelle(code: &str, connu: Option<&'static str>) -> String {
    connu.unwrap_or(code).to_owned()
}

/// Two who bear the same name are told apart by their number.
pub(super) fn receveur(id: Option<i64>, equipe: &Equipe) -> String {
    match id {
        Some(id) if id != equipe.moi => equipe
            .collegues
            .iter()
            .find(|collegue| collegue.id == id)
            .map_or_else(|| format!("Agent n° {id}"), |c| format!("{} {} (n° {id})", c.prenom, c.nom)),
        _ => "Moi".to_owned(),
    }
}
