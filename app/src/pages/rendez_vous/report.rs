//! A rendez-vous postponed: the new date makes the next one, linked to this one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ConsulterEquipe;
use reciproque_shared::fiche_rendez_vous::{FicheRendezVous, SaisieStatut};
use reciproque_shared::rendez_vous::{SaisieRendezVous, StatutRendezVous};
use reciproque_shared::session::Equipe;

use super::champs::saisie_de;
use super::envoi::renseigner;
use super::formulaire::{Formulaire, FormulaireRendezVous, Suite};
use crate::pages::use_lecture;
use crate::ui::*;

/// The form of the next rendez-vous: same object, place and person, another date.
#[component]
pub fn Report(fiche: FicheRendezVous, suite: Callback<Suite>, renoncer: Callback<()>) -> impl IntoView {
    let lecture = use_lecture::<ConsulterEquipe>(|| ((), ()));
    let vue = lecture.vue(move |equipe| formulaire(&fiche, equipe.as_ref().clone(), suite, renoncer));
    view! {
        <Section titre="Reporter à une autre date" id="reporter">
            <p>"Le rendez-vous actuel restera dans l’historique comme « Reporté »."</p>
            {vue}
        </Section>
    }
    .into_any()
}

fn formulaire(
    fiche: &FicheRendezVous,
    equipe: Equipe,
    suite: Callback<Suite>,
    renoncer: Callback<()>,
) -> AnyView {
    let depart = SaisieRendezVous {
        date: String::new(),
        heure: String::new(),
        note: String::new(),
        ..saisie_de(fiche)
    };
    let formulaire = Formulaire::new(depart, "report.");
    let (id, version) = (fiche.ligne.id, fiche.ligne.version);
    let envoyer = Callback::new(move |report| {
        let saisie = SaisieStatut { statut: StatutRendezVous::Reporte, report: Some(report) };
        spawn_local(async move {
            if let Some(fait) = formulaire.recevoir(renseigner(id, version, saisie).await) {
                suite.run(fait);
            }
        });
    });
    request_animation_frame(|| met_au_point("report.date"));
    let renoncer =
        move || view! { <Bouton genre=Genre::Secondaire au_clic=renoncer>"Ne pas reporter"</Bouton> };
    view! { <FormulaireRendezVous formulaire equipe libelle="Reporter le rendez-vous" envoyer renoncer/> }
        .into_any()
}
