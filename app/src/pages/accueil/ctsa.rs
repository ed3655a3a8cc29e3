//! Home of a CTSA agent: the CER that await a decision, then what is coming.

use leptos::prelude::*;
use reciproque_shared::accueil::{Accueil, CompteFile, FileAttente, PageFile, SaisieFile};
use reciproque_shared::api::{ConsulterAccueil, ConsulterFile};
use reciproque_shared::habilitation::Acte;

use super::compteurs::{compteur, rapprochements};
use crate::pages::file::{LignesFile, adresse};
use crate::pages::parcours::A_ORIENTER;
use crate::pages::recherche::{BoiteRecherche, ListeDossiers};
use crate::pages::use_lecture;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn AccueilCtsa() -> impl IntoView {
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let attente = use_lecture::<ConsulterFile>(|| (FileAttente::CerADecider, SaisieFile::default()));
    let vue = lecture.vue(|accueil| suite(&accueil));
    let a_decider = attente.vue(a_decider);
    view! {
        <main id="contenu" class="page accueil">
            <Titre texte="Accueil"/>
            <BoiteRecherche/>
            <Section titre="CER en attente de décision" id="a-decider">{a_decider}</Section>
            {vue}
        </main>
    }
    .into_any()
}

/// The first page of what awaits, and the way to the whole list.
fn a_decider(page: std::sync::Arc<PageFile>) -> AnyView {
    let reste = page.total > page.lignes.len() as u64;
    let tout = reste.then(|| {
        let texte = format!("Voir les {} CER", page.total);
        let href = adresse(FileAttente::CerADecider, SaisieFile::default());
        view! { <LienBouton href genre=Genre::Secondaire>{texte}</LienBouton> }
    });
    view! { <LignesFile page/>{tout.map(|tout| view! { <div class="actions">{tout}</div> })} }.into_any()
}

fn suite(accueil: &Accueil) -> AnyView {
    let compteurs =
        accueil.files.iter().map(compteur).chain(rapprochements(accueil.rapprochements)).collect_view();
    let attendent = |compte: &CompteFile| compte.file == FileAttente::AOrienter && compte.nombre > 0;
    let orienter = (accueil.files.iter().any(attendent) && use_session().permet(Acte::Orienter)).then(|| {
        view! {
            <div class="actions">
                <LienBouton href=A_ORIENTER genre=Genre::Secondaire>"Orienter plusieurs personnes"</LienBouton>
            </div>
        }
    });
    let lignes = accueil.derniers_dossiers.clone();
    view! {
        <Section titre="À suivre" id="a-suivre">
            <Compteurs>{compteurs}</Compteurs>
            {orienter}
        </Section>
        <Section titre="Derniers dossiers consultés" id="derniers">
            <ListeDossiers lignes/>
        </Section>
    }
    .into_any()
}
