//! What of a draft can be kept: one text over its cap never holds the others back.

use super::saisie::{SaisieCer, SaisieEngagement, SaisieObjectif};
use crate::erreur::ErreurChamp;

impl SaisieCer {
    /// The draft to keep over `garde`, and the fields refused, which stay as they were kept.
    #[must_use]
    pub fn retenir(mut self, garde: &Self) -> (Self, Vec<ErreurChamp>) {
        let Err(refus) = self.pour_brouillon() else { return (self, Vec::new()) };
        self.remet(&refus, garde);
        // What was kept may be older than the caps.
        if let Err(reste) = self.pour_brouillon() {
            self.remet(&reste, &Self::default());
        }
        (self, refus)
    }

    fn remet(&mut self, refus: &[ErreurChamp], garde: &Self) {
        for champ in refus.iter().map(|refus| refus.champ.as_str()) {
            match place(champ) {
                Some(("objectifs", rang, nom)) => {
                    let avant = garde.objectifs.get(rang);
                    if let Some(ligne) = self.objectifs.get_mut(rang) {
                        ligne.remet(nom, avant);
                    }
                }
                Some((liste, rang, nom)) => {
                    let avant = garde.liste(liste);
                    if let Some(ligne) = self.liste_mut(liste).and_then(|lignes| lignes.get_mut(rang)) {
                        ligne.remet(nom, avant);
                    }
                }
                None => self.reprend(champ, garde),
            }
        }
    }

    fn liste(&self, liste: &str) -> &[SaisieEngagement] {
        let connue = self.listes_engagements().into_iter().find(|(nom, _)| *nom == liste);
        connue.map_or(&[], |(_, lignes)| lignes)
    }

    fn liste_mut(&mut self, liste: &str) -> Option<&mut Vec<SaisieEngagement>> {
        match liste {
            "engagements_personne" => Some(&mut self.engagements_personne),
            "engagements_referent" => Some(&mut self.engagements_referent),
            "engagements_departement" => Some(&mut self.engagements_departement),
            _ => None,
        }
    }
}

impl SaisieObjectif {
    /// As in the line that held the same objective; empty when there is none.
    fn remet(&mut self, nom: &str, avant: Option<&Self>) {
        let avant = avant.filter(|avant| avant.objectif == self.objectif);
        match nom {
            "precision" => self.precision = avant.map(|avant| avant.precision.clone()).unwrap_or_default(),
            "theme" => self.theme.clear(),
            _ => self.objectif.clear(),
        }
    }
}

impl SaisieEngagement {
    /// Lines move as one ticks: the former one is known by its code.
    fn remet(&mut self, nom: &str, avant: &[Self]) {
        if nom == "precision" {
            let meme = avant.iter().find(|ligne| ligne.engagement == self.engagement);
            self.precision = meme.map(|ligne| ligne.precision.clone()).unwrap_or_default();
        } else {
            self.engagement.clear();
        }
    }
}

/// `objectifs.0.theme`: the list, the line, the field; none for a field of the contract itself.
fn place(champ: &str) -> Option<(&str, usize, &str)> {
    let (liste, reste) = champ.split_once('.')?;
    let (rang, nom) = reste.split_once('.')?;
    Some((liste, rang.parse().ok()?, nom))
}
