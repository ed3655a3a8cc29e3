//! A work list: everything that one count of the home page counts, twenty at a time.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use reciproque_shared::accueil::{FileAttente, LIGNES_PAR_PAGE, LigneFile, PageFile, SaisieFile};
use reciproque_shared::api::ConsulterFile;
use reciproque_shared::date;
use reciproque_shared::habilitation::Acte;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::ecarts::ECARTS;
use super::introuvable::Introuvable;
use super::parcours::A_ORIENTER;
use super::{adresse_dossier, use_lecture};
use crate::session::use_session;
use crate::ui::*;

mod vide;

/// Where a page of a list is.
pub fn adresse(file: FileAttente, saisie: SaisieFile) -> String {
    let equipe = if saisie.equipe { "&equipe=1" } else { "" };
    match (saisie.page, saisie.equipe) {
        (0, false) => format!("/files/{}", file.code()),
        (page, _) => format!("/files/{}?page={}{equipe}", file.code(), page + 1),
    }
}

#[component]
pub fn FileTravail() -> impl IntoView {
    let parametres = use_params_map();
    let file = Memo::new(move |_| parametres.with(|p| p.get_str("file").and_then(FileAttente::du_code)));
    move || match file.get() {
        Some(file) => view! { <Liste file/> }.into_any(),
        None => view! { <Introuvable/> }.into_any(),
    }
}

/// What the address asks for: pages are counted from 1 there.
fn demandee() -> Memo<SaisieFile> {
    let demande = use_query_map();
    Memo::new(move |_| {
        demande.with(|d| SaisieFile { page: page_demandee(d), equipe: d.get_str("equipe").is_some() })
    })
}

#[component]
fn Liste(file: FileAttente) -> impl IntoView {
    let saisie = demandee();
    let lecture = use_lecture::<ConsulterFile>(move || (file, saisie.get()));
    let titre = Signal::derive(move || match saisie.get().page {
        0 => file.libelle().to_owned(),
        page => format!("{}, page {}", file.libelle(), page + 1),
    });
    let h1 = use_titre(titre);
    revenir_au_titre_si(h1, saisie);
    let session = use_session();
    let referent = session.profil().is_some_and(|profil| profil.traits().accompagne);
    let suite = match file {
        FileAttente::AOrienter if session.permet(Acte::Orienter) => {
            Some((A_ORIENTER, "Orienter plusieurs personnes"))
        }
        FileAttente::EcartsFranceTravail => Some((ECARTS, "Trier et mettre de côté")),
        _ => None,
    };
    let suite = suite.map(|(href, nom)| view! { <LienBouton href>{nom}</LienBouton> });
    let vue = lecture.vue(move |page| {
        let (ici, nombre) = (page.page, page.total.div_ceil(LIGNES_PAR_PAGE));
        let equipe = saisie.get_untracked().equipe;
        view! {
            <p class="discret">{file.compte(page.total)}</p>
            <LignesFile page miens=referent && !equipe/>
            <Pagination ici nombre adresse=move |page: u32| adresse(file, SaisieFile { page, equipe })/>
        }
        .into_any()
    });
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <h1 node_ref=h1 tabindex="-1">{titre}</h1>
                {move || referent.then(|| de_qui(file, saisie.get().equipe))}
                {suite}
            </div>
            {vue}
        </main>
    }
    .into_any()
}

/// Mine, or my whole team's.
fn de_qui(file: FileAttente, equipe: bool) -> AnyView {
    let lien = |voulue: bool, nom: &'static str| {
        let genre = if voulue == equipe { Genre::Principal } else { Genre::Secondaire };
        let href = adresse(file, SaisieFile { page: 0, equipe: voulue });
        view! { <LienBouton href genre petit=true attr:aria-current=(voulue == equipe).then_some("true")>{nom}</LienBouton> }
    };
    view! {
        <nav class="actions" aria-label="Suivis affichés">{lien(false, "Mes suivis")}{lien(true, "Toute l’équipe")}</nav>
    }
    .into_any()
}

/// The lines of a page, or what to do next when there is none. Arrows go from line to line.
#[component]
pub fn LignesFile(
    page: Arc<PageFile>,
    /// All are followed by the reader: no line repeats it.
    #[prop(optional)]
    miens: bool,
) -> impl IntoView {
    if page.lignes.is_empty() {
        return vide::vide(page.file);
    }
    let boite = NodeRef::<Div>::new();
    let touche = move |ev: KeyboardEvent| {
        if let Some(cible) = boite.get_untracked().and_then(|boite| voisin(&boite, &ev.key())) {
            ev.prevent_default();
            let _ = cible.focus();
        }
    };
    let aujourdhui = use_session().aujourd_hui();
    let lignes = page.lignes.iter().map(|l| ligne(l, page.file, aujourdhui, miens)).collect_view();
    let colonnes = colonnes(page.file);
    let colonnes = if miens { colonnes.split_last().map_or(colonnes, |(_, reste)| reste) } else { colonnes };
    view! {
        <div node_ref=boite on:keydown=touche>
            <Tableau legende=page.file.libelle() muette=true colonnes>{lignes}</Tableau>
        </div>
    }
    .into_any()
}

fn voisin(boite: &HtmlElement, touche: &str) -> Option<HtmlElement> {
    let liens = boite.query_selector_all("th a").ok()?;
    let ici = document().active_element()?;
    let rang = (0..liens.length()).find(|rang| liens.item(*rang).is_some_and(|lien| *lien == **ici))?;
    let rang = match touche {
        "ArrowDown" => rang + 1,
        "ArrowUp" => rang.checked_sub(1)?,
        _ => return None,
    };
    liens.item(rang)?.dyn_into().ok()
}

/// What the date of a line means, by list.
const fn mot_de_la_date(file: FileAttente) -> &'static str {
    match file {
        FileAttente::RendezVousDuJour => "Heure",
        FileAttente::RendezVousARenseigner => "Prévu le",
        FileAttente::CerFinissant => "Fin du CER",
        FileAttente::SansCer => "Délai dépassé le",
        FileAttente::CerACompleter => "Renvoyé le",
        FileAttente::CerATransmettre => "Signé le",
        FileAttente::Brouillons => "Commencé le",
        FileAttente::CerADecider => "Transmis le",
        FileAttente::AOrienter => "À orienter avant le",
        FileAttente::SansReferent => "Depuis le",
        FileAttente::Reorientations => "Répondre avant le",
        FileAttente::ReponsesReorientation => "Répondu le",
        FileAttente::AInstruire => "À instruire depuis le",
        FileAttente::ADecider => "Proposée le",
        FileAttente::ANotifier => "Décidée le",
        FileAttente::ATransmettre => "Notifiée le",
        FileAttente::ReferentParti => "Référent depuis le",
        FileAttente::EcartsFranceTravail => "Constaté le",
    }
}

const fn colonnes(file: FileAttente) -> &'static [&'static str] {
    match file {
        FileAttente::RendezVousDuJour => &["Personne", "Heure", "Objet", "Référent"],
        FileAttente::RendezVousARenseigner => &["Personne", "Prévu le", "Objet", "Référent"],
        FileAttente::CerFinissant => &["Personne", "Fin du CER", "Objet", "Référent"],
        FileAttente::SansCer => &["Personne", "Délai dépassé le", "Objet", "Référent"],
        FileAttente::CerACompleter => &["Personne", "Renvoyé le", "Objet", "Référent"],
        FileAttente::CerATransmettre => &["Personne", "Signé le", "Objet", "Référent"],
        FileAttente::Brouillons => &["Personne", "Commencé le", "Objet", "Référent"],
        FileAttente::CerADecider => &["Personne", "Transmis le", "Objet", "Référent"],
        FileAttente::AOrienter => &["Personne", "À orienter avant le", "Objet", "Référent"],
        FileAttente::SansReferent => &["Personne", "Depuis le", "Objet", "Référent"],
        FileAttente::Reorientations => &["Personne", "Répondre avant le", "Objet", "Référent"],
        FileAttente::ReponsesReorientation => &["Personne", "Répondu le", "Objet", "Référent"],
        FileAttente::AInstruire => &["Personne", "À instruire depuis le", "Objet", "Référent"],
        FileAttente::ADecider => &["Personne", "Proposée le", "Objet", "Référent"],
        FileAttente::ANotifier => &["Personne", "Décidée le", "Objet", "Référent"],
        FileAttente::ATransmettre => &["Personne", "Notifiée le", "Objet", "Référent"],
        FileAttente::ReferentParti => &["Personne", "Référent depuis le", "Objet", "Référent"],
        FileAttente::EcartsFranceTravail => &["Personne", "Constaté le", "Objet", "Référent"],
    }
}

fn ligne(ligne: &LigneFile, file: FileAttente, aujourdhui: chrono::NaiveDate, miens: bool) -> AnyView {
    let personne = &ligne.personne;
    let href = match (ligne.cer, ligne.rendez_vous, ligne.instruction) {
        (Some(cer), ..) => format!("/cer/{cer}"),
        (_, Some(rendez_vous), _) => format!("/rendez-vous/{rendez_vous}"),
        (.., Some(instruction)) => format!("/instructions/{instruction}"),
        _ if file == FileAttente::Reorientations => format!("/personnes/{}/parcours", personne.personne),
        _ if file == FileAttente::ReponsesReorientation => {
            format!("/personnes/{}/reorientation", personne.personne)
        }
        _ if use_session().permet(Acte::ConsulterDossier) => {
            adresse_dossier(personne.dossier, personne.personne)
        }
        _ => format!("/personnes/{}/parcours", personne.personne),
    };
    let qui = format!("{} {}", personne.nom, personne.prenom);
    let (quand, precision, referent) =
        (quand(ligne, file, aujourdhui), ligne.precision.clone(), ligne.referent.clone());
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{qui}</a></CelluleTitre>
            <Cellule titre=mot_de_la_date(file)>{quand}</Cellule>
            <Cellule titre="Objet">{precision}</Cellule>
            {(!miens).then(|| view! { <Cellule titre="Référent">{referent}</Cellule> })}
        </Ligne>
    }
    .into_any()
}

fn quand(ligne: &LigneFile, file: FileAttente, aujourdhui: chrono::NaiveDate) -> String {
    match (ligne.heure, ligne.date) {
        (Some(debut), _) if file == FileAttente::RendezVousDuJour => date::affiche_heure(debut.time()),
        (Some(debut), _) => {
            format!("{} à {}", date::court(debut.date()), date::affiche_heure(debut.time()))
        }
        (None, Some(jour)) => format!("{} ({})", date::court(jour), date::relatif(jour, aujourdhui)),
        (None, None) => String::new(),
    }
}
