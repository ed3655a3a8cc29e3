//! The list, by kind; those that were set aside apart.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::accueil::FileAttente;
use reciproque_shared::api::ConsulterEcarts;
use reciproque_shared::date;
use reciproque_shared::france_travail::{LIGNES, LigneEcart, NatureEcart, PageEcarts, SaisieEcarts};

use crate::pages::{adresse_dossier, use_lecture};
use crate::session::use_session;
use crate::ui::*;

/// Where the list is.
pub const ECARTS: &str = "/ecarts-france-travail";

fn adresse(saisie: SaisieEcarts) -> String {
    let nature = saisie.nature.map(|nature| format!("nature={}", nature.code()));
    let de_cote = saisie.de_cote.then(|| "de-cote=1".to_owned());
    let page = (saisie.page > 0).then(|| format!("page={}", saisie.page + 1));
    let demande: Vec<String> = [nature, de_cote, page].into_iter().flatten().collect();
    if demande.is_empty() { ECARTS.to_owned() } else { format!("{ECARTS}?{}", demande.join("&")) }
}

#[component]
pub fn Ecarts() -> impl IntoView {
    let demande = use_query_map();
    let saisie = Memo::new(move |_| {
        demande.with(|d| SaisieEcarts {
            nature: d.get_str("nature").and_then(NatureEcart::du_code),
            de_cote: d.get_str("de-cote").is_some(),
            page: page_demandee(d),
        })
    });
    let lecture = use_lecture::<ConsulterEcarts>(move || ((), saisie.get()));
    let titre = Signal::derive(move || match saisie.get().page {
        0 => FileAttente::EcartsFranceTravail.libelle().to_owned(),
        page => format!("{}, page {}", FileAttente::EcartsFranceTravail.libelle(), page + 1),
    });
    let h1 = use_titre(titre);
    revenir_au_titre_si(h1, saisie);
    let vue = lecture.vue(move |page| liste(&page, saisie.get_untracked()));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div>
                    <h1 node_ref=h1 tabindex="-1">{titre}</h1>
                    <p>"Ce que dit le dernier fichier reçu, et ce que dit le parcours ici. Le plus ancien est en premier."</p>
                </div>
            </div>
            {move || choix(saisie.get())}
            {vue}
        </main>
    }
    .into_any()
}

/// Which kind is shown.
fn choix(ici: SaisieEcarts) -> AnyView {
    let lien = |voulue: SaisieEcarts, nom: &'static str| {
        let courante = SaisieEcarts { page: 0, ..ici } == voulue;
        let genre = if courante { Genre::Principal } else { Genre::Secondaire };
        let href = adresse(voulue);
        view! { <LienBouton href genre petit=true attr:aria-current=courante.then_some("true")>{nom}</LienBouton> }
    };
    let natures = NatureEcart::TOUS
        .iter()
        .map(|nature| {
            lien(SaisieEcarts { nature: Some(*nature), ..SaisieEcarts::default() }, nature.libelle())
        })
        .collect_view();
    view! {
        <nav class="actions" aria-label="Écarts affichés">
            {lien(SaisieEcarts::default(), "Tous")}
            {natures}
            {lien(SaisieEcarts { de_cote: true, ..SaisieEcarts::default() }, "Mis de côté")}
        </nav>
    }
    .into_any()
}

fn liste(page: &Arc<PageEcarts>, saisie: SaisieEcarts) -> AnyView {
    if page.lignes.is_empty() {
        return vide(page.total, saisie);
    }
    let (ici, nombre) = (page.page, page.total.div_ceil(LIGNES));
    let compte = FileAttente::EcartsFranceTravail.compte(page.total);
    use_annonceur().dit(&compte);
    let aujourdhui = use_session().aujourd_hui();
    let lignes = page.lignes.iter().map(|lue| ligne(lue, aujourdhui)).collect_view();
    view! {
        <p class="discret">{compte}</p>
        <Tableau
            legende="Écarts avec France Travail"
            muette=true
            colonnes=&["Personne", "Écart", "Depuis le", "Référent", "Suite"]
        >
            {lignes}
        </Tableau>
        <Pagination ici nombre adresse=move |page: u32| adresse(SaisieEcarts { page, ..saisie })/>
    }
    .into_any()
}

fn vide(total: u64, saisie: SaisieEcarts) -> AnyView {
    let (titre, suite) = match (total, saisie.de_cote) {
        (1.., _) => ("Plus aucun écart sur cette page", "La liste est plus courte qu’avant."),
        (0, true) => (
            "Aucun écart n’est mis de côté",
            "Un écart qui n’est pas à traiter se met de côté depuis la page de la personne, avec son motif.",
        ),
        (0, false) => (
            "Aucun écart",
            "Les écarts apparaîtront ici à la lecture du prochain fichier de France Travail, ou quand un parcours changera.",
        ),
    };
    let ailleurs = (total > 0 || saisie != SaisieEcarts::default())
        .then(|| view! { <LienBouton href=ECARTS genre=Genre::Secondaire>"Toute la liste"</LienBouton> });
    view! { <EtatVide titre><p>{suite}</p>{ailleurs}</EtatVide> }.into_any()
}

fn ligne(lue: &LigneEcart, aujourdhui: chrono::NaiveDate) -> AnyView {
    let (personne, nature) = (&lue.personne, lue.nature.libelle());
    let (qui, dossier) = (personne.nom_prenom(), adresse_dossier(personne.dossier, personne.personne));
    let examiner = format!("/personnes/{}/ecarts-france-travail", personne.personne);
    let a_qui = format!(" l’écart de {qui}");
    let (precision, referent) = (lue.precision.clone(), lue.referent.clone());
    let motif = lue.motif.clone().map(|motif| view! { <p class="discret">"Mis de côté : "{motif}</p> });
    let depuis = format!("{} ({})", date::court(lue.depuis), date::relatif(lue.depuis, aujourdhui));
    view! {
        <Ligne>
            <CelluleTitre><a href=dossier>{qui}</a></CelluleTitre>
            <Cellule titre="Écart"><div>{nature}<p class="discret">{precision}</p>{motif}</div></Cellule>
            <Cellule titre="Depuis le">{depuis}</Cellule>
            <Cellule titre="Référent">{referent}</Cellule>
            <Cellule titre="Suite"><a href=examiner>"Examiner"<span class="invisible">{a_qui}</span></a></Cellule>
        </Ligne>
    }
    .into_any()
}
