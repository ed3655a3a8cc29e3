//! Who is who: the persons that a flow names, among those that the dossier holds.
//!
//! Orientations, référents, CER and drafts hang on the line of a person, so a corrected
//! spelling must find it again. From the surest likeness to the loosest, and each time
//! only when one person of each side fits: what is ambiguous is never merged. Two valid
//! numbers that differ are two people, whatever their names.

use reciproque_shared::personne::{Nir, Sexe};
use reciproque_shared::rapprochement::{EtatCivil, Noms, Preuve};

use crate::depot::entite::personne;
use crate::depot::reunion::etat_civil;
use crate::flux::Personne;
use crate::flux::importation::identifiants::naissance;

/// What of a person tells who it is, and whether the last flow named them.
pub struct Fiche {
    etat_civil: EtatCivil,
    presente: bool,
}

impl Fiche {
    pub fn connue(ligne: &personne::Model) -> Self {
        Self { etat_civil: etat_civil(ligne), presente: ligne.partie_le.is_none() }
    }

    pub fn recue(recue: &Personne, nir: Option<&Nir>) -> Self {
        let noms = Noms::new(&recue.nom, &recue.nom_naissance, &recue.prenom, &recue.autres_prenoms);
        let sexe = recue.sexe.as_deref().and_then(Sexe::du_code);
        let etat_civil = EtatCivil::new(noms, (naissance(recue), rang(recue)), nir.cloned(), sexe);
        Self { etat_civil, presente: true }
    }

    pub fn etat_civil(&self) -> &EtatCivil {
        &self.etat_civil
    }
}

/// The rank of birth received, 0 when it is not told.
pub fn rang(recue: &Personne) -> i32 {
    recue.rang_naissance.and_then(|rang| i32::try_from(rang).ok()).unwrap_or_default()
}

/// What was found of one person received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouvee {
    /// At this place among the known ones.
    Ici { place: usize, corrigee: bool },
    /// Nobody.
    Neuve,
    /// Nobody for sure, though one resembles.
    Douteuse,
    /// The same identity under another number: two people.
    AutreNumero,
}

/// Finds each person received among those known; a known one is found once.
pub fn reconnaitre(connues: &[Fiche], recues: &[Fiche]) -> Vec<Trouvee> {
    let mut prises = vec![false; connues.len()];
    let mut places: Vec<Option<(usize, bool)>> = vec![None; recues.len()];
    for preuve in Preuve::TOUTES {
        // who is still in the foyer first
        for parties in [false, true] {
            let libres: Vec<usize> =
                (0..connues.len()).filter(|&c| !prises[c] && (parties || connues[c].presente)).collect();
            for (recue, connue) in paires(preuve, connues, &libres, recues, &places) {
                places[recue] = Some((connue, preuve.corrigee()));
                prises[connue] = true;
            }
        }
    }
    let libres = || connues.iter().zip(&prises).filter(|(_, prise)| !**prise).map(|(fiche, _)| fiche);
    let juger = |(recue, place): (&Fiche, Option<(usize, bool)>)| match place {
        Some((place, corrigee)) => Trouvee::Ici { place, corrigee },
        None if connues.iter().any(|connue| recue.etat_civil.autre_numero(&connue.etat_civil)) => {
            Trouvee::AutreNumero
        }
        None if libres().any(|connue| recue.etat_civil.ressemble(&connue.etat_civil)) => Trouvee::Douteuse,
        None => Trouvee::Neuve,
    };
    recues.iter().zip(places.clone()).map(juger).collect()
}

/// The pairs that pass, each of the two passing with no other.
fn paires(
    preuve: Preuve,
    connues: &[Fiche],
    libres: &[usize],
    recues: &[Fiche],
    places: &[Option<(usize, bool)>],
) -> Vec<(usize, usize)> {
    let attendent: Vec<usize> = (0..recues.len()).filter(|&recue| places[recue].is_none()).collect();
    let passe =
        |recue: usize, connue: usize| preuve.tient(&connues[connue].etat_civil, &recues[recue].etat_civil);
    let seule = |recue: usize| {
        let mut candidates = libres.iter().filter(|&&connue| passe(recue, connue));
        candidates.next().filter(|_| candidates.next().is_none()).copied()
    };
    attendent
        .iter()
        .filter_map(|&recue| Some((recue, seule(recue)?)))
        .filter(|&(_, connue)| attendent.iter().filter(|&&autre| passe(autre, connue)).count() == 1)
        .collect()
}

#[cfg(test)]
mod tests;
