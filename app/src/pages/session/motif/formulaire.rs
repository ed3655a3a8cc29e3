//! The form of the reason, fetched when it is first asked for: few are under watch.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::alerte::{MotifVue, SaisieMotif};
use reciproque_shared::api::{ConsulterSession, DonnerMotif};

use super::{Question, dite};
use crate::pages::geste::Envoi;
use crate::server::appeler;
use crate::session::{Session, use_session};
use crate::ui::*;

#[component]
pub fn FormulaireMotif() -> impl IntoView {
    let (session, question) = (use_session(), expect_context::<Question>());
    let (motif, precision) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // The ids of the fields, apart from those of the page under the dialog.
    let envoi = Envoi::prefixe("surveillance-");
    request_animation_frame(|| met_au_point("surveillance-motif"));
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieMotif { motif: motif.get_untracked(), precision: precision.get_untracked() };
        envoi.lance(appeler::<DonnerMotif>((), saisie), move |donne| {
            // The page that waits for its number goes on.
            question.repondre(Some(donne.numero));
            question.ouverte.set(false);
            spawn_local(apprendre(session));
        });
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    let choix: Vec<Choix> = MotifVue::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    view! {
        <form class="question" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <p>{dite(session.etat().and_then(|etat| etat.surveillance).and_then(|lue| lue.jusqu_au))}</p>
            <GroupeRadio
                id="surveillance-motif"
                legende="Motif de la consultation"
                valeur=motif
                choix
                erreur=erreurs.de("surveillance-motif")
            />
            <ChampTexte
                id="surveillance-precision"
                libelle="Précision"
                facultatif=true
                indice="Quelques mots, sans nom ni donnée sensible. Demandée pour « Autre raison »."
                valeur=precision
                erreur=erreurs.de("surveillance-precision")
            />
            <div class="actions">
                <Bouton soumet=true occupe>"Ouvrir"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || question.ouverte.set(false)>"Ne pas ouvrir"</Bouton>
            </div>
        </form>
    }
}

/// The watch may have begun since the session was opened: the frame then says so.
async fn apprendre(session: Session) {
    if session.etat().is_some_and(|etat| etat.surveillance.is_none())
        && let Ok(etat) = appeler::<ConsulterSession>((), ()).await
    {
        session.entrer(etat);
    }
}
