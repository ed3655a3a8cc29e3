//! The number in a search: NIR, matricule of a CAF, numéro de demande.

use std::ops::Range;

use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::erreur::Motif;
use reciproque_shared::identifiant::{Fonorg, Matricule, MatriculeCaf, NumeroDemande};

use super::etiquette::Mot;
use super::naissance::Naissance;
use super::{a_un_chiffre, texte};

/// Digits below which 11 letters and digits are a name and something else.
const CHIFFRES_DEMANDE_MIN: usize = 6;
/// A matricule of a CAF; a numéro de demande.
const LONGUEURS: [usize; 2] = [7, 11];
/// Digits of a day.
const JOUR_MAX: usize = 2;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numero {
    /// Also the matricule of an MSA.
    Nir(String),
    /// A matricule of a CAF, a numéro de demande: 11 digits may be both.
    Foyer { matricule: Option<String>, demande: Option<String> },
}

impl Numero {
    pub(super) const fn compris(&self) -> &'static str {
        match self {
            Self::Nir(_) => "numéro de sécurité sociale",
            Self::Foyer { matricule: Some(_), demande: None } => "matricule",
            Self::Foyer { matricule: None, .. } => "numéro de demande",
            Self::Foyer { .. } => "matricule ou numéro de demande",
        }
    }

    /// # Errors
    /// The NIR has the right shape, and something is wrong in it.
    fn lire(texte: &str) -> Result<Option<Self>, Motif> {
        let matricule = MatriculeCaf::lire(texte).ok().map(String::from);
        let demande = numero_demande(texte);
        if matricule.is_some() || demande.is_some() {
            return Ok(Some(Self::Foyer { matricule, demande }));
        }
        match Matricule::du_flux(Fonorg::Msa, texte) {
            Ok(nir) => Ok(nir.map(|nir| Self::Nir(nir.as_str().to_owned()))),
            Err(motif) if matches!(motif.code, "nir_cle" | "nir_exemple") => Err(motif),
            Err(_) => Ok(None),
        }
    }
}

fn numero_demande(texte: &str) -> Option<String> {
    let chiffres = texte.chars().filter(char::is_ascii_digit).count();
    let numero = NumeroDemande::lire(texte).ok()?;
    (chiffres >= CHIFFRES_DEMANDE_MIN).then(|| numero.as_str().to_owned())
}

/// The number among these words, and the other words. A date comes before a matricule: 03041984
/// reads as both.
///
/// # Errors
/// Those of a NIR that is wrong.
pub(super) fn extraire(mots: Vec<Mot>, aujourdhui: NaiveDate) -> Result<(Option<Numero>, Vec<Mot>), Motif> {
    for place in candidats(&mots, aujourdhui) {
        let texte = texte(&mots[place.clone()]);
        // « 13/4/1984, K. » has the shape of a matricule and its letter.
        let chiffres = texte.trim_end_matches(|signe: char| !signe.is_ascii_digit());
        if date::lire_naissance(chiffres, aujourdhui).is_ok() {
            continue;
        }
        if let Some(numero) = Numero::lire(&texte)? {
            let autres = [&mots[..place.start], &mots[place.end..]].concat();
            return Ok((Some(numero), autres));
        }
    }
    Ok((None, mots))
}

/// Where a number may be: a word beside those of a date, or words that follow one another and all
/// have a digit, with the letter that is sometimes printed after a matricule or without.
fn candidats(mots: &[Mot], aujourdhui: NaiveDate) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut debut = 0;
    while debut < mots.len() {
        let longueur = mots[debut..].iter().take_while(|mot| a_un_chiffre(&mot.texte)).count();
        let fin = debut + longueur;
        if longueur > 1 {
            let seuls = (0..longueur).filter(|rang| est_isole(&mots[debut..fin], *rang, aujourdhui));
            places.extend(seuls.map(|rang| debut + rang..debut + rang + 1));
        }
        if longueur > 0 {
            let lettre = mots.get(fin).is_some_and(|mot| mot.texte.len() == 1);
            places.extend(lettre.then_some(debut..fin + 1));
            places.push(debut..fin);
        }
        debut = fin + 1;
    }
    places
}

/// A matricule or a numéro de demande beside a date, or beside the day of one whose month is in
/// letters. A NIR and its key are read together.
fn est_isole(suite: &[Mot], rang: usize, aujourdhui: NaiveDate) -> bool {
    let autres = [&suite[..rang], &suite[rang + 1..]].concat();
    let jour = autres.iter().all(|mot| mot.texte.len() <= JOUR_MAX);
    let date = Naissance::lire(&texte(&autres), aujourdhui).is_some();
    (jour || date) && LONGUEURS.contains(&suite[rang].texte.len())
}
