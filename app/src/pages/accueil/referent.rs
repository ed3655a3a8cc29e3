//! Home of a référent: the day first, then what waits.

use leptos::prelude::*;
use reciproque_shared::accueil::{Accueil, CompteFile, FileAttente, PLAFOND_COMPTE};
use reciproque_shared::api::ConsulterAccueil;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::mots::jour_et_mois;

use super::compteurs::{compteur, confies};
use crate::pages::recherche::{BoiteRecherche, ListeDossiers};
use crate::pages::rendez_vous::{ListeDuJour, rien_aujourd_hui};
use crate::pages::use_lecture;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn AccueilReferent() -> impl IntoView {
    let session = use_session();
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    let vue = lecture.vue(|accueil| colonnes(&accueil));
    let nouveau = session.permet(Acte::SaisirRendezVous).then(|| {
        view! { <LienBouton href="/rendez-vous/nouveau" icone=Icone::Plus>"Rendez-vous"</LienBouton> }
    });
    view! {
        <main id="contenu" class="page accueil">
            <div class="page-tete">
                <Titre texte=jour_et_mois(session.aujourd_hui())/>
                {nouveau}
            </div>
            <BoiteRecherche/>
            {vue}
        </main>
    }
    .into_any()
}

fn colonnes(accueil: &Accueil) -> AnyView {
    let comptes = RwSignal::new(accueil.files.clone());
    let renseigne = move || {
        comptes.update(|comptes| comptes.iter_mut().for_each(un_de_moins));
    };
    let lignes = accueil.rendez_vous_du_jour.clone();
    let jour = match lignes.is_empty() {
        true => rien_aujourd_hui(),
        false => view! { <ListeDuJour lignes au_resultat=renseigne/> }.into_any(),
    };
    let (derniers, confiees) = (accueil.derniers_dossiers.clone(), accueil.confies);
    let journee = || view! { <a href="/rendez-vous">"Mes rendez-vous"</a> };
    view! {
        <div class="accueil-colonnes">
            <Carte titre="Rendez-vous du jour" id="jour" cote=journee corps=false>{jour}</Carte>
            <Section titre="À faire" id="a-faire">
                {move || {
                    let compteurs = comptes.with(|c| c.iter().map(compteur).collect_view());
                    view! { <Compteurs>{compteurs}{confies(confiees)}</Compteurs> }
                }}
            </Section>
        </div>
        <Section titre="Derniers dossiers consultés" id="derniers">
            <ListeDossiers lignes=derniers/>
        </Section>
    }
    .into_any()
}

/// A result has just been given from the list of the day.
fn un_de_moins(compte: &mut CompteFile) {
    if compte.file == FileAttente::RendezVousARenseigner && compte.nombre <= PLAFOND_COMPTE {
        compte.nombre = compte.nombre.saturating_sub(1);
    }
}
