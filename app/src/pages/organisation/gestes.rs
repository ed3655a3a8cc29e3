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
    let demande = RwSignal::new(None::<GesteSupervision>);
    let ouvert = RwSignal::new(false);
    let motif = RwSignal::new(String::new());
    let bouton = move |geste: GesteSupervision| {
        let demander = move || {
            envoi.erreurs.efface();
            motif.set(String::new());
            demande.set(Some(geste));
            ouvert.set(true);
        };
        let genre = match geste {
            GesteSupervision::Suspendre | GesteSupervision::RetirerDelegation => Genre::Danger,
            _ => Genre::Secondaire,
        };
        view! { <Bouton genre petit=true au_clic=demander>{geste.libelle()}</Bouton> }
    };
    let titre = Signal::derive(move || {
        let libelle = demande.get().map(GesteSupervision::libelle).unwrap_or_default();
        format!("{libelle} : {sur}")
    });
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let Some(geste) = demande.get_untracked() else { return };
        let saisie = SaisieSupervision { geste, motif: motif.get_untracked() };
        match saisie.motif() {
            Ok(_) => envoyer.run((saisie,)),
            Err(refus) => envoi.refuser(refus),
        }
    };
    let consequence = move || demande.get().map(GesteSupervision::consequence);
    let libelle = move || demande.get().map(GesteSupervision::libelle);
    let erreurs = envoi.erreurs;
    let boutons = gestes.into_iter().map(bouton).collect_view();
    let faits = decisions.into_iter().map(decision).collect_view();
    view! {
        <div class="actions">{boutons}</div>
        <Frise>{faits}</Frise>
        <Dialogue ouvert titre>
            <form class="formulaire-corps" novalidate on:submit=soumet>
                <p>{consequence}</p>
                <ResumeErreurs erreurs/>
                <ChampTexte
                    id="motif" libelle="Motif" valeur=motif erreur=erreurs.de("motif")
                    indice="Il reste dans l’historique, avec votre nom et la date."
                />
                <div class="actions">
                    <Bouton soumet=true occupe=envoi.occupe>{libelle}</Bouton>
                    <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"Renoncer"</Bouton>
                </div>
            </form>
        </Dialogue>
    }
    .into_any()
}

fn decision(decision: Decision) -> AnyView {
    let qui_quand = format!("Par {}, le {}", decision.par, instant(decision.instant));
    view! { <Etape quoi=decision.geste.fait() qui_quand motif=decision.motif/> }.into_any()
}
