//! What is sent, and what becomes of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::brouillon::BrouillonGarde;

use super::{Brouillon, EtatBrouillon, Saisie, attente};
use crate::pages::erreurs_de;
use crate::server::Echec;

impl<S: Saisie> Brouillon<S> {
    /// Saves what is typed; even when the server has it already, if `inchange`.
    pub(super) fn envoie(&self, inchange: bool) {
        self.desarme();
        if self.occupe() || !(inchange || self.a_envoyer()) {
            return self.conclut();
        }
        let (saisie, texte, version) = self.interne.with_value(|i| {
            (i.saisie.clone(), i.en_suspens.as_ref().unwrap_or(&i.courante).clone(), i.version)
        });
        self.interne.update_value(|i| {
            i.en_vol = true;
            i.en_suspens = Some(texte.clone());
        });
        self.etat.set(EtatBrouillon::EnCours);
        let moi = self.clone();
        spawn_local(async move {
            let lu = saisie.garder(texte.clone(), version).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok((saisie, garde)) => moi.acquiert(saisie, texte, garde),
                Err(echec) => moi.echoue(echec),
            }
        });
    }

    pub(super) fn confie_au_navigateur(&self) {
        if !self.a_envoyer() {
            return;
        }
        self.interne.with_value(|i| {
            let premiere = i.en_suspens.as_ref().filter(|_| i.version == 0);
            i.saisie.confier(premiere.unwrap_or(&i.courante), i.version);
        });
    }

    fn acquiert(&self, saisie: S, texte: S::Texte, garde: BrouillonGarde) {
        self.interne.update_value(|i| {
            i.saisie = saisie;
            i.version = garde.version;
            i.acquise = S::retenir(texte.clone(), &i.acquise);
            i.envoyee = texte;
            i.refuses = garde.refuses;
            i.acquise_le = Some(garde.saisie_le);
            i.en_suspens = None;
            i.essais = 0;
        });
        self.conclut();
    }

    /// It could not be saved, or what followed the save could not be done.
    pub fn echoue(&self, echec: Echec) {
        match &echec {
            Echec::Probleme(probleme) if matches!(probleme.status, 409 | 412) => self.compare(echec),
            _ => self.manque(&echec),
        }
    }

    /// Said as it is. What is typed stays, and is tried again.
    pub(super) fn manque(&self, echec: &Echec) {
        match echec {
            Echec::SessionExpiree => self.etat.set(EtatBrouillon::SessionFinie),
            Echec::Probleme(probleme) if probleme.status < 500 => {
                self.interne.update_value(|i| i.en_suspens = None);
                let refus = probleme.errors.first().map_or(&probleme.detail, |erreur| &erreur.message);
                self.etat.set(EtatBrouillon::Refuse(refus.clone()));
            }
            _ => {
                self.etat.set(EtatBrouillon::Perdu);
                self.interne.update_value(|i| i.essais += 1);
                self.arme(self.interne.with_value(|i| attente(i.essais)));
            }
        }
        self.poursuit(Err(erreurs_de(echec, "")));
    }
}
