//! The comment guard: what may not be written in a free text of a file.
//!
//! No belief, opinion, ethnic, sexual, health or judicial data, and no judgement
//! (conventions 2016; RGPD art. 9 and 10), no social security or bank number.
//! Word stems, accents and case ignored, without regular expressions. A person
//! reads the result: each finding names the word, why, and what to write instead.

mod chiffres;
mod lexique;
mod metier;
mod mots;
mod permis;
#[cfg(test)]
mod tests;

use crate::erreur::Motif;
use crate::liste::liste_fermee;
use crate::texte::debug_muet;

liste_fermee! {
    /// Why a passage has no place in a comment. The label ends « ce passage … ».
    Categorie {
        Sante = "sante", "relève de la santé";
        Opinion = "opinion", "relève des opinions politiques ou syndicales";
        Croyance = "croyance", "relève des croyances";
        OrigineEthnique = "origine_ethnique", "relève de l'origine ethnique";
        VieSexuelle = "vie_sexuelle", "relève de la vie intime";
        Jugement = "jugement", "est un jugement sur la personne";
        Infraction = "infraction", "relève des infractions ou de la justice pénale";
        NumeroSecuriteSociale = "numero_securite_sociale", "ressemble à un numéro de sécurité sociale";
        NumeroBancaire = "numero_bancaire", "ressemble à un numéro bancaire";
    }
}

/// One passage to be rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signalement {
    /// The passage as typed; the words « ce numéro » for a number, never repeated.
    pub mot: String,
    pub categorie: Categorie,
    /// First byte of the passage in the text.
    pub debut: usize,
    /// First byte after the passage.
    pub fin: usize,
    /// What to write instead.
    pub conseil: &'static str,
}

/// The passages of a text that may not be kept, in the order of the text.
pub fn examiner(texte: &str) -> Vec<Signalement> {
    let mots = mots::decoupe(texte);
    let permis = permis::marque(texte, &mots);
    let mut signalements = chiffres::cherche(texte);
    let mut rang = 0;
    while rang < mots.len() {
        let trouve = if permis[rang] { None } else { lexique::cherche(&mots[rang..]) };
        let Some((groupe, longueur)) = trouve else {
            rang += 1;
            continue;
        };
        let (debut, fin) = (mots[rang].debut, mots[rang + longueur - 1].fin);
        signalements.push(Signalement {
            mot: texte[debut..fin].to_owned(),
            categorie: groupe.categorie,
            debut,
            fin,
            conseil: groupe.conseil,
        });
        rang += longueur;
    }
    signalements.sort_by_key(|signalement| signalement.debut);
    // A letter may belong to a number (Corsican NIR): it is told once.
    let mut fin = 0;
    signalements.retain(|signalement| {
        let nouveau = signalement.debut >= fin;
        fin = fin.max(signalement.fin);
        nouveau
    });
    signalements
}

/// The refusal of a text: the first passage, why, what to write instead, and the
/// other passages; `None` when the text may be kept.
pub fn refus(signalements: &[Signalement]) -> Option<Motif> {
    let (premier, autres) = signalements.split_first()?;
    let mut message = String::from("« ");
    for part in [&premier.mot, " » ", premier.categorie.libelle(), ". ", premier.conseil] {
        message.push_str(part);
    }
    for (rang, autre) in autres.iter().take(3).enumerate() {
        message.push_str(if rang == 0 { " À revoir aussi : « " } else { ", « " });
        message.push_str(&autre.mot);
        message.push_str(" »");
    }
    if !autres.is_empty() {
        message.push('.');
    }
    Some(Motif::new("commentaire_garde", message))
}

/// A short factual text that passed the guard: never empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Note(String);

debug_muet!(Note);

impl Note {
    /// Reads a free text of at most `plafond` characters; blank is no note.
    ///
    /// # Errors
    /// `trop_long`, or `commentaire_garde` naming the passage to rewrite.
    pub fn lire(texte: &str, plafond: usize) -> Result<Option<Self>, Motif> {
        Self::lire_selon(texte, plafond, |_| true)
    }

    /// Reads why something is done about an agent's access: fraud, theft or a complaint may
    /// be the very subject, the rest stays out as in a file.
    ///
    /// # Errors
    /// As [`Note::lire`].
    pub fn lire_sur_un_agent(texte: &str, plafond: usize) -> Result<Option<Self>, Motif> {
        Self::lire_selon(texte, plafond, |categorie| categorie != Categorie::Infraction)
    }

    fn lire_selon(
        texte: &str,
        plafond: usize,
        gardee: impl Fn(Categorie) -> bool,
    ) -> Result<Option<Self>, Motif> {
        let texte = texte.trim();
        if texte.is_empty() {
            return Ok(None);
        }
        if depasse(texte, plafond) {
            return Err(trop_long(plafond));
        }
        let mut signalements = examiner(texte);
        signalements.retain(|signalement| gardee(signalement.categorie));
        refus(&signalements).map_or_else(|| Ok(Some(Self(texte.to_owned()))), Err)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// True when the text has more characters than `plafond`.
pub(crate) fn depasse(texte: &str, plafond: usize) -> bool {
    // Bytes first: nobody counts the characters of a megabyte.
    texte.len() > plafond && (texte.len() > plafond * 4 || texte.chars().count() > plafond)
}

pub(crate) fn trop_long(plafond: usize) -> Motif {
    let mut message = String::from("Texte trop long : raccourcissez-le à ");
    message.push_str(&plafond.to_string());
    message.push_str(" caractères au plus.");
    Motif::new("trop_long", message)
}
