//! The form of an orientation: who takes over, why, since when; and what follows, before it is sent.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::{
    Contexte, GesteParcours, OrientationDecidee, OrigineOrientation, SaisieOrientation, SorteOrientation,
};

use super::champs::{ChampsOrientation, ce_qui_s_ensuit};
use super::reorientation::ouverte;
use super::suites;
use crate::pages::geste::{Champs, Envoi, Ouverte};
use crate::server::appeler_version;
use crate::ui::*;

#[derive(Clone, Copy)]
pub struct Orienter {
    fiche: StoredValue<Arc<FicheParcours>>,
    ouverte: Ouverte<FicheParcours>,
    envoi: Envoi,
    champs: ChampsOrientation,
    /// At once when nobody accompanies, on demand otherwise.
    ouvert: RwSignal<bool>,
}

impl Orienter {
    pub fn nouveau(fiche: &Arc<FicheParcours>, page: Ouverte<FicheParcours>) -> Self {
        let envoi = Envoi::nouveau();
        let champs = Champs::nouveau(envoi);
        if let Some(demandee) = ouverte(fiche) {
            champs.depart("origine", OrigineOrientation::Reorientation.code());
            champs.depart("sorte", demandee.sorte.map_or("", SorteOrientation::code));
        }
        let champs = ChampsOrientation::nouveaux(champs, &fiche.contexte);
        let permis = fiche.permet(GesteParcours::Orienter);
        let ouvert = RwSignal::new(permis && fiche.contexte.en_cours.is_none());
        Self { fiche: StoredValue::new(fiche.clone()), ouverte: page, envoi, champs, ouvert }
    }

    /// Shows the form, or why it can't be for now; nothing when it is shown already.
    pub fn bouton(self) -> Option<AnyView> {
        let contexte = self.fiche.with_value(|fiche| fiche.contexte.clone());
        contexte.en_cours.as_ref()?;
        if !self.fiche.with_value(|fiche| fiche.permet(GesteParcours::Orienter)) {
            return None;
        }
        if let Some(motif) = contexte.a_venir() {
            return Some(view! { <p>{motif.message}</p> }.into_any());
        }
        let montre = move || {
            self.ouvert.set(true);
            request_animation_frame(|| met_au_point("sorte"));
        };
        Some(view! { <Bouton genre=Genre::Secondaire au_clic=montre>"Réorienter"</Bouton> }.into_any())
    }

    pub fn carte(self) -> AnyView {
        let titre = self.fiche.with_value(|fiche| match fiche.contexte.en_cours {
            Some(_) => "Réorienter",
            None => "Orienter",
        });
        let carte = move || {
            self.ouvert.get().then(|| {
                view! { <div class="pas-imprime"><Carte titre id="orienter">{self.formulaire(titre)}</Carte></div> }
            })
        };
        carte.into_any()
    }

    fn formulaire(self, titre: &'static str) -> AnyView {
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            self.envoie();
        };
        let (champs, Envoi { erreurs, occupe, .. }) = (self.champs, self.envoi);
        let suites = move || {
            let saisie = champs.saisie();
            self.fiche.with_value(|fiche| suites::de_l_orientation(fiche, &saisie))
        };
        view! {
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <ResumeErreurs erreurs/>
                {champs.vers_qui()}
                {champs.referent()}
                {champs.pourquoi()}
                {champs.quand()}
                {champs.par_qui()}
                {ce_qui_s_ensuit(suites)}
                <div class="actions"><Bouton soumet=true occupe>{titre}</Bouton></div>
            </form>
        }
        .into_any()
    }

    fn envoie(self) {
        let (saisie, fiche) = (untrack(|| self.champs.saisie()), self.fiche.get_value());
        if self.envoi.admet(OrientationDecidee::lire(&saisie, &fiche.contexte)).is_none() {
            return;
        }
        let tape = voulue(&fiche.contexte, &saisie);
        let appel = appeler_version::<api::Orienter>(fiche.personne.personne, saisie, fiche.version);
        self.ouverte.agit(self.envoi, appel, tape, "Orientation enregistrée.");
    }
}

/// What one asked for, told back when somebody acted first.
fn voulue(contexte: &Contexte, saisie: &SaisieOrientation) -> String {
    let sorte = saisie.sorte.map_or("", |sorte| sorte.libelle());
    let structure = saisie.structure.and_then(|id| contexte.structure(id)).map_or("", |s| &s.nom);
    format!("{sorte}, {structure}, à partir du {}", saisie.debut)
}
