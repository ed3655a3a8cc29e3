//! Two tabs hold the same draft: what differs, in words, and how to keep either side field by
//! field.

use super::{Canal, ObjetRendezVous, SaisieRendezVous};
use crate::cer::Difference;
use crate::session::Equipe;

/// How one field is shown, and how it is taken from the other version.
struct Champ {
    nom: &'static str,
    libelle: &'static str,
    montre: fn(&SaisieRendezVous, &Equipe) -> String,
    prend: fn(&mut SaisieRendezVous, &SaisieRendezVous),
}

macro_rules! champs {
    ($($champ:ident, $libelle:literal, $montre:expr;)+) => {
        &[$(Champ {
            nom: stringify!($champ),
            libelle: $libelle,
            montre: |saisie, equipe| $montre(&saisie.$champ, equipe),
            prend: |moi, autre| moi.$champ.clone_from(&autre.$champ),
        },)+]
    };
}

/// In the order of the form.
const CHAMPS: &[Champ] = champs! {
    objet, "Objet", |code: &String, _| libelle(code, ObjetRendezVous::du_code(code).map(ObjetRendezVous::libelle));
    date, "Date", |texte: &String, _| texte.clone();
    heure, "Heure", |texte: &String, _| texte.clone();
    duree_minutes, "Durée en minutes", |texte: &String, _| texte.clone();
    canal, "Modalité", |code: &String, _| libelle(code, Canal::du_code(code).map(Canal::libelle));
    lieu, "Lieu", |texte: &String, _| texte.clone();
    referent, "Reçu par", |id: &Option<i64>, equipe: &Equipe| receveur(*id, equipe);
    note, "Note", |texte: &String, _| texte.clone();
};

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
}

/// The words for a field as a refusal names it.
pub fn libelle_du_champ(champ: &str) -> &'static str {
    CHAMPS.iter().find(|connu| connu.nom == champ).map_or("", |connu| connu.libelle)
}

fn libelle(code: &str, connu: Option<&'static str>) -> String {
    connu.unwrap_or(code).to_owned()
}

/// Two who bear the same name are told apart by their number.
fn receveur(id: Option<i64>, equipe: &Equipe) -> String {
    match id {
        Some(id) if id != equipe.moi => equipe
            .collegues
            .iter()
            .find(|collegue| collegue.id == id)
            .map_or_else(|| format!("Agent n° {id}"), |c| format!("{} {} (n° {id})", c.prenom, c.nom)),
        _ => "Moi".to_owned(),
    }
}
