//! What becomes of the draft when its page is hidden, left or closed.

use leptos::prelude::*;
use reciproque_shared::api::GarderBrouillonRendezVous;

use super::Brouillon;
use crate::pages::adresse_nouveau_rendez_vous;
use crate::pages::brouillon::{Etat, Gardee};
use crate::server::confier;

impl Gardee for Brouillon {
    fn lieu(&self) -> String {
        self.interne.with_value(|i| adresse_nouveau_rendez_vous(i.dossier, i.personne))
    }

    fn enregistre(&self) {
        self.envoie(false);
    }

    fn modifie(&self) -> bool {
        self.interne.with_value(|i| i.courante != i.acquise)
    }

    fn confie(&self) {
        let reste = self
            .interne
            .with_value(|i| (i.courante != i.envoyee).then(|| (i.personne, i.courante.clone(), i.version)));
        if let Some((personne, saisie, version)) = reste {
            confier::<GarderBrouillonRendezVous>(&personne, &saisie, Some(version));
        }
    }

    fn part(&self) {
        self.interne.update_value(|i| i.parti = true);
        self.enregistre();
    }

    fn parti(&self) -> bool {
        self.interne.with_value(|i| i.parti)
    }

    fn etat(&self) -> &ArcRwSignal<Etat> {
        &self.etat
    }
}
