//! What an avenant changes, for those who decide and for those it touches.

use super::{Termes, capacite_dite, territoire_dit};
use crate::habilitation::{Profil, Rubrique};

/// From some terms to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub ouvertes: Vec<Rubrique>,
    pub fermees: Vec<Rubrique>,
    /// Entry opens (`true`) or closes (`false`).
    pub saisie: Option<bool>,
    /// Reading stops at the current rights (`true`) or goes on to those that are over (`false`).
    pub droits_en_cours: Option<bool>,
    /// The territory before and after, in words.
    pub territoire: Option<(String, String)>,
    /// Before and after.
    pub capacite: Option<(Option<u32>, Option<u32>)>,
    /// Profil, before, after.
    pub quotas: Vec<(Profil, u32, u32)>,
}

impl Termes {
    /// What changes when `apres` replaces these.
    pub fn vers(&self, apres: &Self) -> Difference {
        let manque = |a: &Self, b: &Self| -> Vec<Rubrique> {
            b.rubriques.iter().copied().filter(|rubrique| !a.rubriques.contains(rubrique)).collect()
        };
        let quota = |profil: &Profil| (*profil, self.quota(*profil), apres.quota(*profil));
        Difference {
            ouvertes: manque(self, apres),
            fermees: manque(apres, self),
            saisie: (self.saisie != apres.saisie).then_some(apres.saisie),
            droits_en_cours: (self.droits_en_cours != apres.droits_en_cours).then_some(apres.droits_en_cours),
            territoire: self.territoire_vers(apres),
            capacite: (self.capacite != apres.capacite).then_some((self.capacite, apres.capacite)),
            quotas: Profil::TOUS.iter().map(quota).filter(|(_, avant, apres)| avant != apres).collect(),
        }
    }

    fn territoire_vers(&self, apres: &Self) -> Option<(String, String)> {
        let dit = |termes: &Self| territoire_dit(termes.niveau, &termes.territoire);
        let meme = (self.niveau, &self.territoire) == (apres.niveau, &apres.territoire);
        (!meme).then(|| (dit(self), dit(apres)))
    }
}

impl Difference {
    pub fn est_vide(&self) -> bool {
        *self == Self::default()
    }

    /// In plain words, one sentence a change.
    pub fn phrases(&self) -> Vec<String> {
        let mut phrases = Vec::new();
        let rubriques = |liste: &[Rubrique]| liste.iter().map(|r| r.libelle()).collect::<Vec<_>>().join(", ");
        if !self.ouvertes.is_empty() {
            phrases.push(format!("Rubriques ouvertes : {}.", rubriques(&self.ouvertes)));
        }
        if !self.fermees.is_empty() {
            phrases.push(format!("Rubriques fermées : {}.", rubriques(&self.fermees)));
        }
        match self.saisie {
            Some(true) => phrases.push("La saisie s’ouvre : CER et rendez-vous.".to_owned()),
            Some(false) => phrases.push("La saisie se ferme : consultation seule.".to_owned()),
            None => {}
        }
        match self.droits_en_cours {
            Some(true) => phrases.push("Les dossiers dont le droit est clos se ferment.".to_owned()),
            Some(false) => phrases.push("Les dossiers dont le droit est clos s’ouvrent aussi.".to_owned()),
            None => {}
        }
        if let Some((avant, apres)) = &self.territoire {
            phrases.push(format!("Territoire : {apres}, au lieu de : {avant}."));
        }
        if let Some((avant, apres)) = self.capacite {
            phrases.push(format!(
                "Capacité : {}, au lieu de : {}.",
                capacite_dite(apres),
                capacite_dite(avant)
            ));
        }
        for (profil, avant, apres) in &self.quotas {
            phrases.push(format!("Quota « {} » : {apres} au lieu de {avant}.", profil.libelle()));
        }
        phrases
    }
}
