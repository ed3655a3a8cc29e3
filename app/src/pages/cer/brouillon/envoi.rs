//! What is sent, and what becomes of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{CreerCer, EnregistrerCer};
use reciproque_shared::cer::SaisieCer;
use reciproque_shared::fiche_cer::{FicheCer, NouveauCer};

use super::{Brouillon, Garde, Interne};
use crate::pages::brouillon::{Etat, attente};
use crate::pages::erreurs_de;
use crate::server::{Echec, appeler, appeler_version, confier};

/// What goes to the server next.
enum Envoi {
    Creation(i64, NouveauCer),
    Suite(Garde, SaisieCer),
}

impl Interne {
    fn envoi(&self) -> Envoi {
        let (saisie, malgre_instance) = (self.courante.clone(), self.malgre_instance);
        match (self.garde, &self.creation) {
            (Some(garde), _) => Envoi::Suite(garde, saisie),
            (None, Some(demandee)) => Envoi::Creation(self.personne, demandee.clone()),
            (None, None) => Envoi::Creation(self.personne, NouveauCer { saisie, malgre_instance }),
        }
    }
}

impl Envoi {
    async fn part(self) -> (SaisieCer, Result<FicheCer, Echec>) {
        match self {
            Self::Creation(personne, nouveau) => {
                (nouveau.saisie.clone(), appeler::<CreerCer>(personne, nouveau).await)
            }
            Self::Suite(garde, saisie) => {
                let lu = appeler_version::<EnregistrerCer>(garde.cer, saisie.clone(), garde.version).await;
                (saisie, lu)
            }
        }
    }
}

impl Brouillon {
    pub(super) fn envoie(&self) {
        self.minuterie.desarme();
        let libre = !self.attend_l_agent() && self.a_envoyer();
        let depart = self.interne.with_value(|i| (libre && !i.en_vol).then(|| i.envoi()));
        let Some(envoi) = depart else { return self.conclut() };
        self.interne.update_value(|i| {
            i.en_vol = true;
            if let Envoi::Creation(_, nouveau) = &envoi {
                i.creation = Some(nouveau.clone());
            }
        });
        self.etat.set(Etat::EnCours);
        let moi = self.clone();
        spawn_local(async move {
            let (saisie, lu) = envoi.part().await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(fiche) => moi.acquiert(saisie, &fiche),
                Err(echec) => moi.echoue(echec),
            }
        });
    }

    /// The page is being closed: nobody will be there to read the answer.
    pub(super) fn confie_au_navigateur(&self) {
        let a_envoyer = self.a_envoyer();
        match self.interne.with_value(|i| a_envoyer.then(|| i.envoi())) {
            Some(Envoi::Creation(personne, nouveau)) => confier::<CreerCer>(&personne, &nouveau, None),
            Some(Envoi::Suite(garde, saisie)) => {
                confier::<EnregistrerCer>(&garde.cer, &saisie, Some(garde.version));
            }
            None => {}
        }
    }

    fn acquiert(&self, saisie: SaisieCer, fiche: &FicheCer) {
        self.interne.update_value(|i| {
            i.garde = Some(Garde { cer: fiche.id, version: fiche.version });
            i.creation = None;
            i.acquise = saisie.clone().retenir(&i.acquise).0;
            i.envoyee = saisie;
            i.refuses = fiche.refuses.clone();
            i.acquise_le = Some(fiche.saisie_le);
            i.essais = 0;
        });
        self.conclut();
    }

    pub(super) fn echoue(&self, echec: Echec) {
        match &echec {
            Echec::SessionExpiree => self.etat.set(Etat::SessionFinie),
            Echec::Probleme(p) if matches!(p.status, 409 | 412) => return self.compare(echec),
            Echec::Probleme(p) if p.status < 500 => self.refuse(&echec),
            _ => {
                self.etat.set(Etat::Perdu);
                self.interne.update_value(|i| i.essais += 1);
                self.arme(self.interne.with_value(|i| attente(i.essais)));
            }
        }
        self.poursuit(Err(erreurs_de(&echec, "")));
    }

    /// Said as it is; what is typed next is tried again.
    pub(super) fn refuse(&self, echec: &Echec) {
        self.interne.update_value(|i| i.creation = None);
        let Echec::Probleme(probleme) = echec else { return };
        let refus = probleme.errors.first().map_or(&probleme.detail, |erreur| &erreur.message);
        self.etat.set(Etat::Refuse(refus.clone()));
    }
}
