//! What awaits a decision, the most alike first, then the last decisions.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::accueil::SaisieFile;
use reciproque_shared::api::ConsulterRapprochements;
use reciproque_shared::mots::accord;
use reciproque_shared::rapprochement::{LIGNES, LigneRapprochement, PageRapprochements};

use super::{ADRESSE, etiquette, ressemblance};
use crate::pages::{instant, use_lecture};
use crate::ui::*;

#[component]
pub fn Rapprochements() -> impl IntoView {
    let demande = use_query_map();
    let saisie =
        Memo::new(move |_| demande.with(|d| SaisieFile { page: page_demandee(d), ..SaisieFile::default() }));
    let lecture = use_lecture::<ConsulterRapprochements>(move || ((), saisie.get()));
    let vue = lecture.vue(|page| view! { {ouverts(&page)}{decides(&page.decides)} }.into_any());
    view! {
        <main id="contenu" class="page">
            <Titre texte="Personnes à rapprocher"/>
            <p>"Le flux de la caisse ne dit pas toujours si deux dossiers parlent de la même personne. Comparez, puis décidez : chaque décision s’annule."</p>
            {vue}
        </main>
    }
    .into_any()
}

fn ouverts(page: &PageRapprochements) -> AnyView {
    if page.lignes.is_empty() {
        return view! {
            <EtatVide titre="Aucune question n’attend de réponse">
                <p>"Quand un import laisse un doute sur une personne de votre territoire, la question est posée ici."</p>
            </EtatVide>
        }
        .into_any();
    }
    let (ici, nombre) = (page.page, page.total.div_ceil(LIGNES));
    let lignes = page.lignes.iter().map(ouvert).collect_view();
    view! {
        <p class="discret">{accord(page.total, "question", "questions")}</p>
        <Tableau
            legende="Une personne, ou deux : la plus ressemblante d’abord" muette=true
            colonnes=&["Personne", "Ressemblance", "Depuis"]
        >
            {lignes}
        </Tableau>
        <Pagination ici nombre adresse=adresse/>
    }
    .into_any()
}

fn adresse(page: u32) -> String {
    match page {
        0 => ADRESSE.to_owned(),
        page => format!("{ADRESSE}?page={}", page + 1),
    }
}

fn lien(ligne: &LigneRapprochement) -> AnyView {
    let (href, qui) =
        (format!("{ADRESSE}/{}", ligne.id), format!("{} {}", ligne.personne.nom, ligne.personne.prenom));
    let naissance = format!("Naissance\u{a0}: {}", ligne.personne.date_naissance);
    view! { <a href=href>{qui}</a><br/><span class="discret">{naissance}</span> }.into_any()
}

fn ouvert(ligne: &LigneRapprochement) -> AnyView {
    let (depuis, qui, score) = (instant(ligne.trouve_le), lien(ligne), ressemblance(ligne.score));
    view! {
        <Ligne>
            <CelluleTitre>{qui}</CelluleTitre>
            <Cellule titre="Ressemblance">{score}</Cellule>
            <Cellule titre="Depuis">{depuis}</Cellule>
        </Ligne>
    }
    .into_any()
}

/// The way back from them is on their page.
fn decides(lignes: &[LigneRapprochement]) -> Option<AnyView> {
    (!lignes.is_empty()).then(|| {
        let lignes = lignes.iter().map(|ligne| {
            let (quand, qui, decision) = (ligne.decide_le.map(instant), lien(ligne), etiquette(ligne.etat));
            view! {
                <Ligne>
                    <CelluleTitre>{qui}</CelluleTitre>
                    <Cellule titre="Décision">{decision}</Cellule>
                    <Cellule titre="Le">{quand}</Cellule>
                </Ligne>
            }
        });
        let lignes = lignes.collect_view();
        view! {
            <Section titre="Dernières décisions" id="decisions">
                <Tableau legende="Décisions, la plus récente d’abord" muette=true colonnes=&["Personne", "Décision", "Le"]>
                    {lignes}
                </Tableau>
            </Section>
        }
        .into_any()
    })
}
