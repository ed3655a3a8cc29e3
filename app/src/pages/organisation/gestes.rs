//! The gestures of the supervisor, each asked with its consequence and its reason, and
//! those that were done.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::supervision::{Decision, GesteSupervision, SaisieSupervision};

use super::envoi::Envoi;
use crate::pages::instant;
use crate::ui::*;

#[component]
pub fn Gestes(
    gestes: Vec<GesteSupervision>,
    decisions: Vec<Decision>,
    /// About whom: « Nadia BENALI », « ALSA ».
    sur: String,
    envoi: Envoi,
    envoyer: Callback<(SaisieSupervision,)>,
) -> impl IntoView {
    let demande = Demande {
        geste: RwSignal::new(None),
        ouvert: RwSignal::new(false),
        motif: RwSignal::new(String::new()),
        envoi,
        envoyer,
    };
    let ouvert = demande.ouvert;
    let titre = Signal::derive(move || format!("{} : {sur}", demande.libelle().unwrap_or_default()));
    let boutons = gestes.into_iter().map(|geste| demande.bouton(geste)).collect_view();
    let faits = decisions.into_iter().map(decision).collect_view();
    view! {
        <div class="actions">{boutons}</div>
        <Frise>{faits}</Frise>
        // Only while it is asked: other forms of the page have a reason too.
        <Dialogue ouvert titre>{move || ouvert.get().then(|| demande.formulaire())}</Dialogue>
    }
    .into_any()
}

/// The gesture that is being asked about.
#[derive(Clone, Copy)]
struct Demande {
    geste: RwSignal<Option<GesteSupervision>>,
    ouvert: RwSignal<bool>,
    motif: RwSignal<String>,
    envoi: Envoi,
    envoyer: Callback<(SaisieSupervision,)>,
}

impl Demande {
    fn libelle(self) -> Option<&'static str> {
        self.geste.get().map(GesteSupervision::libelle)
    }

    fn bouton(self, geste: GesteSupervision) -> AnyView {
        let demander = move || {
            self.envoi.erreurs.efface();
            if self.geste.get_untracked() != Some(geste) {
                self.motif.set(String::new());
            }
            self.geste.set(Some(geste));
            self.ouvert.set(true);
        };
        let genre = match geste {
            GesteSupervision::Suspendre | GesteSupervision::RetirerDelegation => Genre::Danger,
            _ => Genre::Secondaire,
        };
        view! { <Bouton genre petit=true au_clic=demander>{geste.libelle()}</Bouton> }.into_any()
    }

    fn envoie(self) {
        let Some(geste) = self.geste.get_untracked() else { return };
        let saisie = SaisieSupervision { geste, motif: self.motif.get_untracked() };
        match saisie.motif() {
            Ok(_) => self.envoyer.run((saisie,)),
            Err(refus) => self.envoi.refuser(refus),
        }
    }

    fn formulaire(self) -> AnyView {
        let soumet = move |ev: SubmitEvent| {
            ev.prevent_default();
            self.envoie();
        };
        let consequence = move || self.geste.get().map(GesteSupervision::consequence);
        let erreurs = self.envoi.erreurs;
        view! {
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <p>{consequence}</p>
                <ResumeErreurs erreurs/>
                <ChampTexte
                    id="motif" libelle="Motif" valeur=self.motif erreur=erreurs.de("motif")
                    indice="Il reste dans l’historique, avec votre nom et la date."
                />
                <div class="actions">
                    <Bouton soumet=true occupe=self.envoi.occupe>{move || self.libelle()}</Bouton>
                    <Bouton genre=Genre::Secondaire au_clic=move || self.ouvert.set(false)>"Renoncer"</Bouton>
                </div>
            </form>
        }
        .into_any()
    }
}

fn decision(decision: Decision) -> AnyView {
    let qui_quand = format!("Par {}, le {}", decision.par, instant(decision.instant));
    view! { <Etape quoi=decision.geste.fait() qui_quand motif=decision.motif/> }.into_any()
}
