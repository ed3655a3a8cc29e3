//! Who is who: the persons that a flow names, among those that the dossier holds.
//!
//! Orientations, référents, CER and drafts hang on the line of a person, so a corrected
//! spelling must find it again. From the surest likeness to the loosest, and each time
//! only when one person of each side fits: what is ambiguous is never merged. Two valid
//! numbers that differ are two people, whatever their names.

mod voisinage;

use chrono::Datelike;
use reciproque_shared::personne::{DateNaissance, Nir, Sexe};

use self::voisinage::Nommee;
use crate::depot::entite::personne;
use crate::flux::Personne;
use crate::flux::importation::identifiants::naissance;

/// What of a person tells who it is.
pub struct Fiche {
    nommee: Nommee,
    naissance: DateNaissance,
    /// 0 when it is not told.
    rang: i32,
    nir: Option<Nir>,
    sexe: Option<Sexe>,
    presente: bool,
}

impl Fiche {
    pub fn connue(ligne: &personne::Model) -> Self {
        let nir = ligne.nir.as_deref().and_then(|nir| Nir::lire(nir).ok());
        Self {
            nommee: Nommee::new(&ligne.nom, &ligne.nom_naissance, &ligne.prenom, &[]),
            naissance: ligne.naissance(),
            rang: ligne.rang_naissance,
            sexe: nir.as_ref().map(Nir::sexe),
            nir,
            presente: ligne.partie_le.is_none(),
        }
    }

    pub fn recue(recue: &Personne, nir: Option<&Nir>) -> Self {
        Self {
            nommee: Nommee::new(&recue.nom, &recue.nom_naissance, &recue.prenom, &recue.autres_prenoms),
            naissance: naissance(recue),
            rang: rang(recue),
            nir: nir.cloned(),
            sexe: recue.sexe.as_deref().and_then(Sexe::du_code),
            presente: true,
        }
    }

    fn meme_nir(&self, autre: &Self) -> bool {
        self.nir.is_some() && self.nir == autre.nir
    }

    /// Temporary number, then the definitive one.
    fn immatriculee(&self, autre: &Self) -> bool {
        self.nir.as_ref().zip(autre.nir.as_ref()).is_some_and(|(un, autre)| un.est_le_meme(autre))
    }

    /// Nothing says that they are two.
    fn compatible(&self, autre: &Self) -> bool {
        let definitif = |fiche: &Self| fiche.nir.clone().filter(|nir| !nir.est_provisoire());
        let autre_nir = definitif(self).zip(definitif(autre)).is_some_and(|(un, autre)| un != autre);
        let autre_sexe = self.sexe.zip(autre.sexe).is_some_and(|(un, autre)| un != autre);
        !autre_nir && !autre_sexe
    }

    fn meme_jour(&self, autre: &Self) -> bool {
        self.naissance.date() == autre.naissance.date()
    }

    fn rang_compatible(&self, autre: &Self) -> bool {
        self.rang == autre.rang || self.rang == 0 || autre.rang == 0
    }

    /// NOMNAI, PRENOM, DTNAI and RGNAI, whatever the accents: the key of the flow.
    fn meme_identite(&self, autre: &Self) -> bool {
        self.meme_jour(autre)
            && self.rang == autre.rang
            && self.nommee.meme(&autre.nommee)
            && self.compatible(autre)
    }

    /// A rank of birth is added.
    fn rang_ajoute(&self, autre: &Self) -> bool {
        self.meme_jour(autre)
            && self.rang_compatible(autre)
            && self.nommee.meme(&autre.nommee)
            && self.compatible(autre)
    }

    /// A spelling is corrected, first names are split, a particle is joined.
    fn graphie_corrigee(&self, autre: &Self) -> bool {
        self.meme_jour(autre)
            && self.rang_compatible(autre)
            && self.nommee.voisine(&autre.nommee)
            && self.compatible(autre)
    }

    /// The date was not wholly known, or came with a temporary number.
    fn naissance_precisee(&self, autre: &Self) -> bool {
        let incertaine = |fiche: &Self| {
            fiche.naissance.est_fictive() || fiche.nir.as_ref().is_some_and(Nir::est_provisoire)
        };
        (incertaine(self) || incertaine(autre))
            && self.meme_annee(autre)
            && self.rang_compatible(autre)
            && self.nommee.meme(&autre.nommee)
            && self.compatible(autre)
    }

    fn meme_annee(&self, autre: &Self) -> bool {
        self.naissance.date().year() == autre.naissance.date().year()
    }

    /// The same identity under another number.
    fn autre_numero(&self, autre: &Self) -> bool {
        self.meme_jour(autre) && self.nommee.meme(&autre.nommee) && !self.compatible(autre)
    }

    /// Enough alike to be told, not enough to be merged.
    fn ressemble(&self, autre: &Self) -> bool {
        self.meme_jour(autre) && self.nommee.ressemble(&autre.nommee) && self.compatible(autre)
    }
}

/// The rank of birth received, 0 when it is not told.
pub fn rang(recue: &Personne) -> i32 {
    recue.rang_naissance.and_then(|rang| i32::try_from(rang).ok()).unwrap_or_default()
}

type Epreuve = fn(&Fiche, &Fiche) -> bool;

/// The key of the flow: nothing was corrected.
const SURES: [Epreuve; 2] = [Fiche::meme_nir, Fiche::meme_identite];
/// What was corrected since.
const CORRECTIONS: [Epreuve; 4] =
    [Fiche::immatriculee, Fiche::rang_ajoute, Fiche::graphie_corrigee, Fiche::naissance_precisee];

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
    let epreuves = SURES.iter().map(|e| (e, false)).chain(CORRECTIONS.iter().map(|e| (e, true)));
    for (epreuve, corrigee) in epreuves {
        // who is still in the foyer first
        for parties in [false, true] {
            let libres: Vec<usize> =
                (0..connues.len()).filter(|&c| !prises[c] && (parties || connues[c].presente)).collect();
            for (recue, connue) in paires(epreuve, connues, &libres, recues, &places) {
                places[recue] = Some((connue, corrigee));
                prises[connue] = true;
            }
        }
    }
    let libres = || connues.iter().zip(&prises).filter(|(_, prise)| !**prise).map(|(fiche, _)| fiche);
    let juger = |(recue, place): (&Fiche, Option<(usize, bool)>)| match place {
        Some((place, corrigee)) => Trouvee::Ici { place, corrigee },
        None if connues.iter().any(|connue| recue.autre_numero(connue)) => Trouvee::AutreNumero,
        None if libres().any(|connue| recue.ressemble(connue)) => Trouvee::Douteuse,
        None => Trouvee::Neuve,
    };
    recues.iter().zip(places.clone()).map(juger).collect()
}

/// The pairs that pass, each of the two passing with no other.
fn paires(
    epreuve: &Epreuve,
    connues: &[Fiche],
    libres: &[usize],
    recues: &[Fiche],
    places: &[Option<(usize, bool)>],
) -> Vec<(usize, usize)> {
    let attendent: Vec<usize> = (0..recues.len()).filter(|&recue| places[recue].is_none()).collect();
    let passe = |recue: usize, connue: usize| epreuve(&connues[connue], &recues[recue]);
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
