//! A rendez-vous postponed: the new date makes the next one, linked to this one.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterEquipe;
use reciproque_shared::rendez_vous::Changement;
use reciproque_shared::rendez_vous::fiche::FicheRendezVous;
use reciproque_shared::session::Equipe;

use super::brouillon::{Brouillon, Projet, changement, effacer};
use super::formulaire::formulaire;
use crate::pages::brouillon::Gardee as _;
use crate::pages::geste::Dit;
use crate::pages::use_lecture;
use crate::ui::*;

/// The form of the next rendez-vous: same object, place and person, another date.
#[component]
pub fn Report(
    fiche: FicheRendezVous,
    suite: Callback<(FicheRendezVous, Dit)>,
    renoncer: Callback<()>,
) -> impl IntoView {
    let lecture = use_lecture::<ConsulterEquipe>(|| ((), ()));
    let vue = lecture.vue(move |equipe| saisie(&fiche, &equipe, suite, renoncer));
    view! {
        <Section titre="Reporter à une autre date" id="reporter">
            <p>"Le rendez-vous actuel restera dans l’historique comme « Reporté »."</p>
            {vue}
        </Section>
    }
    .into_any()
}

fn saisie(
    fiche: &FicheRendezVous,
    equipe: &Equipe,
    suite: Callback<(FicheRendezVous, Dit)>,
    renoncer: Callback<()>,
) -> AnyView {
    let fait = Callback::new(move |fiche| suite.run((fiche, Dit::Fait)));
    let voir = move |projet: Projet| {
        if let Some(fiche) = projet.fiche() {
            suite.run((fiche.clone(), Dit::Devance(String::new())));
        }
    };
    request_animation_frame(|| met_au_point("report.date"));
    let depart = changement(Changement::Report, fiche, equipe);
    formulaire(depart, ("report.", "Reporter le rendez-vous"), fait, voir, |brouillon| {
        let brouillon = brouillon.clone();
        let renonce = move || renonce(&brouillon, renoncer);
        view! { <Bouton genre=Genre::Secondaire au_clic=renonce>"Ne pas reporter"</Bouton> }.into_any()
    })
}

/// What was typed goes with the intention.
fn renonce(brouillon: &Brouillon, renoncer: Callback<()>) {
    if brouillon.version() > 0 || brouillon.modifie() {
        effacer(brouillon, renoncer);
    } else {
        renoncer.run(());
    }
}
