//! Whom another structure accompanies since lately: names and days, which open nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::accueil::SaisieFile;
use reciproque_shared::api::ConsulterConfies;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::confies::{LIGNES, LigneConfiee, PageConfies};

use super::use_lecture;
use crate::ui::*;

/// Where the list is.
pub const ADRESSE: &str = "/confies";

fn adresse(page: u32, equipe: bool) -> String {
    match (page, equipe) {
        (0, false) => ADRESSE.to_owned(),
        (0, true) => format!("{ADRESSE}?equipe=1"),
        (page, false) => format!("{ADRESSE}?page={}", page + 1),
        (page, true) => format!("{ADRESSE}?page={}&equipe=1", page + 1),
    }
}

#[component]
pub fn Confies() -> impl IntoView {
    let demande = use_query_map();
    let saisie = Memo::new(move |_| {
        demande.with(|d| SaisieFile { page: page_demandee(d), equipe: d.get_str("equipe").is_some() })
    });
    let lecture = use_lecture::<ConsulterConfies>(move || ((), saisie.get()));
    let vue = lecture.vue(move |page| liste(&page, saisie.get_untracked().equipe));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Confiés à une autre structure"/>
                {move || de_qui(saisie.get().equipe)}
            </div>
            {vue}
        </main>
    }
    .into_any()
}

fn de_qui(equipe: bool) -> AnyView {
    let lien = |voulue: bool, nom: &'static str| {
        let genre = if voulue == equipe { Genre::Principal } else { Genre::Secondaire };
        let href = adresse(0, voulue);
        view! { <LienBouton href genre petit=true attr:aria-current=(voulue == equipe).then_some("true")>{nom}</LienBouton> }
    };
    view! {
        <nav class="actions" aria-label="Suivis affichés">{lien(false, "Mes suivis")}{lien(true, "Toute l’équipe")}</nav>
    }
    .into_any()
}

fn liste(page: &PageConfies, equipe: bool) -> AnyView {
    if page.lignes.is_empty() {
        return view! {
            <EtatVide titre="Personne n’a été confié à une autre structure">
                <p>"Le nom d’une personne que le Département confie à une autre structure reste ici quelque temps."</p>
            </EtatVide>
        }
        .into_any();
    }
    let (ici, nombre) = (page.page, page.total.div_ceil(LIGNES));
    let jours = accord(page.jours, "jour", "jours");
    let lignes = page.lignes.iter().map(ligne).collect_view();
    view! {
        <p>{format!("Votre structure ne lit plus leur dossier. Chaque nom reste ici {jours}.")}</p>
        <p class="discret">{accord(page.total, "personne", "personnes")}</p>
        <Tableau legende="Confiés à une autre structure, le plus récent d’abord" muette=true court=true colonnes=&["Personne", "Suite"]>
            {lignes}
        </Tableau>
        <Pagination ici nombre adresse=move |page: u32| adresse(page, equipe)/>
    }
    .into_any()
}

fn ligne(ligne: &LigneConfiee) -> AnyView {
    let (qui, quand) = (format!("{} {}", ligne.nom, ligne.prenom), date::court(ligne.le));
    view! {
        <Ligne>
            <CelluleTitre>{qui}</CelluleTitre>
            <Cellule titre="Suite">"Confiée à une autre structure le "{quand}</Cellule>
        </Ligne>
    }
    .into_any()
}
