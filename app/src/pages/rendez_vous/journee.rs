//! The day: today's rendez-vous, then the past ones that wait for their result.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use reciproque_shared::accueil::{Accueil, FileAttente, LigneFile, PageFile, SaisieFile};
use reciproque_shared::api::{ConsulterAccueil, ConsulterFile};
use reciproque_shared::mots::jour_et_mois;

use super::ligne::ListeDuJour;
use crate::pages::file::{LignesFile, adresse};
use crate::pages::use_lecture;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Journee() -> impl IntoView {
    let jour = use_session().aujourd_hui();
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let attente =
        use_lecture::<ConsulterFile>(|| (FileAttente::RendezVousARenseigner, SaisieFile::default()));
    let vue = lecture.vue(du_jour);
    let a_renseigner = attente.vue(move |page| anciens(&page, jour));
    let equipe = || {
        view! { <a href=adresse(FileAttente::RendezVousDuJour, SaisieFile { page: 0, equipe: true })>"Toute l’équipe"</a> }
    };
    let cote =
        || view! { <a href=adresse(FileAttente::RendezVousARenseigner, SaisieFile::default())>"Tous"</a> };
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Mes rendez-vous"/>
                <LienBouton href="/rendez-vous/nouveau" icone=Icone::Plus>"Rendez-vous"</LienBouton>
            </div>
            <Carte titre=jour_et_mois(jour) id="jour" cote=equipe corps=false>{vue}</Carte>
            <Section titre="À renseigner, jours précédents" id="a-renseigner" cote>{a_renseigner}</Section>
        </main>
    }
    .into_any()
}

/// Those of today are above, each with its buttons.
fn anciens(page: &PageFile, jour: NaiveDate) -> AnyView {
    let ancien = |ligne: &&LigneFile| ligne.heure.is_none_or(|debut| debut.date() != jour);
    let lignes: Vec<_> = page.lignes.iter().filter(ancien).cloned().collect();
    if lignes.is_empty() && !page.lignes.is_empty() {
        return view! { <p class="discret">"Aucun des jours précédents."</p> }.into_any();
    }
    view! { <LignesFile page=Arc::new(PageFile { lignes, ..page.clone() }) miens=true/> }.into_any()
}

fn du_jour(accueil: Arc<Accueil>) -> AnyView {
    match accueil.rendez_vous_du_jour.is_empty() {
        true => rien_aujourd_hui(),
        false => {
            view! { <ListeDuJour lignes=accueil.rendez_vous_du_jour.clone() au_resultat=|| ()/> }.into_any()
        }
    }
}

/// No rendez-vous today, and what to do then.
pub fn rien_aujourd_hui() -> AnyView {
    view! {
        <div class="carte-corps">
            <p>"Aucun rendez-vous aujourd’hui. Les prochains se fixent depuis un dossier ou avec le bouton « Rendez-vous »."</p>
        </div>
    }
    .into_any()
}
