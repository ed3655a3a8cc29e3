//! How the text of the search box is understood: NIR with or without key and spaces, matricule,
//! numéro de demande, birth date whole or in part, names; accents, case, civility and the words
//! that announce a number ignored. What is understood of it all is asked for together.

mod condition;
mod etiquette;
mod naissance;
mod numero;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::dossier::recherche_trop_longue;
use reciproque_shared::erreur::Motif;
use reciproque_shared::identifiant::{Fonorg, Matricule};

use self::etiquette::Mot;
use self::naissance::Naissance;
use self::numero::Numero;

/// Letters needed before a name search means anything.
const NOM_MIN: usize = 2;
/// Nobody has more names.
const NOMS_MAX: usize = 8;

/// What is looked for: all of it at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Critere {
    numero: Option<Numero>,
    naissance: Option<Naissance>,
    /// Each the start of a name or of a first name, alone or glued to its neighbours.
    noms: Vec<Mot>,
}

impl Critere {
    /// # Errors
    /// When the text is too short, or is a number that is none of ours; a NIR says what is wrong in it.
    pub fn lire(texte: &str, aujourdhui: NaiveDate) -> Result<Self, Motif> {
        let (numero, mots) = numero::extraire(etiquette::mots(texte), aujourdhui)?;
        let (naissance, noms) = naissance::extraire(mots, aujourdhui);
        let lu = Self { numero, naissance, noms };
        let exiges: Vec<&str> = lu.exiges().map(|(_, nom)| nom).collect();
        if lu.numero.is_none() && !exiges.is_empty() && exiges.iter().all(|mot| est_nombre(mot)) {
            return Err(nombre_illisible(texte, &exiges.join(" "), aujourdhui));
        }
        match exiges.concat().len() {
            _ if exiges.len() > NOMS_MAX => Err(recherche_trop_longue()),
            lettres if lettres < NOM_MIN && lu.numero.is_none() && lu.naissance.is_none() => {
                Err(trop_court())
            }
            _ => Ok(lu),
        }
    }

    /// The words that a person must have in their names, with their place.
    fn exiges(&self) -> impl Iterator<Item = (usize, &str)> {
        let exiges = self.noms.iter().enumerate().filter(|(_, mot)| !mot.facultatif);
        exiges.map(|(rang, mot)| (rang, mot.texte.as_str()))
    }

    /// As the agent is told.
    pub fn compris(&self) -> String {
        let noms = match (&self.numero, &self.naissance) {
            (None, None) => "nom ou prénom",
            _ => "nom",
        };
        let noms = self.exiges().next().map(|_| noms);
        let numero = self.numero.as_ref().map(Numero::compris);
        let naissance = self.naissance.map(Naissance::compris);
        [noms, numero, naissance].into_iter().flatten().collect::<Vec<_>>().join(" et ")
    }

    /// What kind of search it was, for the journal: never what was typed.
    pub fn code(&self) -> &'static str {
        match (&self.numero, self.naissance, self.exiges().next()) {
            (Some(Numero::Nir(_)), ..) => "nir",
            (Some(Numero::Foyer { .. }), ..) => "numero",
            (None, Some(_), None) => "naissance",
            (None, Some(_), _) => "nom_naissance",
            (None, None, _) => "nom",
        }
    }
}

fn est_nombre(mot: &str) -> bool {
    mot.bytes().all(|octet| octet.is_ascii_digit())
}

/// The words as one text.
fn texte(mots: &[Mot]) -> String {
    mots.iter().map(|mot| mot.texte.as_str()).collect::<Vec<_>>().join(" ")
}

fn a_un_chiffre(mot: &str) -> bool {
    mot.bytes().any(|octet| octet.is_ascii_digit())
}

fn trop_court() -> Motif {
    Motif::new(
        "recherche_trop_courte",
        "Tapez au moins deux lettres d’un nom, ou un numéro de sécurité sociale, un matricule, un numéro de demande, \
         une date de naissance.",
    )
}

/// Digits that are none of our numbers: what is wrong in the one they look like.
fn nombre_illisible(texte: &str, chiffres: &str, aujourdhui: NaiveDate) -> Motif {
    let en_nir = Matricule::du_flux(Fonorg::Msa, chiffres).err().filter(|motif| motif.code != "nir_longueur");
    let en_date = date::lire_naissance(chiffres, aujourdhui).err();
    let en_date = en_date.filter(|motif| texte.contains(['/', '.', '-']) && motif.code != "date_forme");
    en_nir.or(en_date).unwrap_or_else(|| {
        Motif::new(
            "recherche_nombre",
            "Un nombre se cherche en entier : matricule (7 chiffres), numéro de demande (11), numéro de sécurité \
             sociale (13, ou 15 avec sa clé), date de naissance (03/04/1984, 04/1984 ou 1984).",
        )
    })
}
