//! The page « Mon compte ».

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterCompte;
use reciproque_shared::compte::{AvisCompte, Compte, Facteurs, SI_INATTENDU};
use reciproque_shared::date;
use reciproque_shared::habilitation::engagement::DONNEES_DES_AGENTS;
use reciproque_shared::mots::accord;
use reciproque_shared::session::EtatSession;

use super::ChangementMotDePasse;
use super::cles::ClesAcces;
use super::second_facteur::{Abandon, Installation, Renouvellement};
use super::sessions::Sessions;
use crate::pages::lecture::Lecture;
use crate::pages::{instant, use_lecture};
use crate::ui::*;

#[component]
pub fn MonCompte() -> impl IntoView {
    let lecture = use_lecture::<ConsulterCompte>(|| ((), ()));
    view! {
        <main id="contenu" class="page">
            <Titre texte="Mon compte"/>
            {lecture.vue(move |compte| lu(compte, lecture))}
        </main>
    }
    .into_any()
}

fn lu(compte: Arc<Compte>, lecture: Lecture<Compte>) -> AnyView {
    let sessions = compte.sessions.clone();
    let changements = changements(&compte.avis);
    view! {
        <div class="deux">
            <MotDePasse compte=compte.clone() lecture/>
            <SecondFacteur compte=compte.clone() lecture/>
        </div>
        <ClesAcces compte lecture/>
        <Sessions sessions lecture/>
        {changements}
        <Section titre="Vos données d’agent" id="donnees">
            <p>{DONNEES_DES_AGENTS}</p>
        </Section>
    }
    .into_any()
}

/// What was changed of all this, and by whom.
fn changements(avis: &[AvisCompte]) -> Option<impl IntoView + use<>> {
    let ligne = |avis: &AvisCompte| {
        let AvisCompte { genre, par, motif, instant: quand, .. } = avis.clone();
        let motif = motif.map(|motif| view! { <p class="discret">{format!("Motif : {motif}")}</p> });
        view! {
            <Ligne>
                <CelluleTitre>{genre.libelle()}{motif}</CelluleTitre>
                <Cellule titre="Le">{instant(quand)}</Cellule>
                <Cellule titre="Par">{par}</Cellule>
            </Ligne>
        }
    };
    let lignes = avis.iter().map(ligne).collect_view();
    (!avis.is_empty()).then(|| view! {
        <Section titre="Derniers changements de vos accès" id="changements">
            <Tableau legende="Derniers changements de vos accès" muette=true colonnes=&["Changement", "Le", "Par"]>{lignes}</Tableau>
            <p class="discret">{SI_INATTENDU}</p>
        </Section>
    })
}

#[component]
fn MotDePasse(compte: Arc<Compte>, lecture: Lecture<Compte>) -> impl IntoView {
    let change = compte.change_le.map_or_else(|| "date inconnue".to_owned(), instant);
    let echeance = compte.a_changer_le.map(|jour| {
        view! { <Fait nom="À changer le">{format!("{}, à votre connexion", date::court(jour))}</Fait> }
    });
    let annonceur = use_annonceur();
    let ouvert = RwSignal::new(false);
    let fait = Callback::new(move |_: EtatSession| {
        annonceur.dit("Mot de passe changé. Vos autres sessions sont fermées.");
        lecture.relire();
    });
    view! {
        <Carte titre="Mot de passe" id="mot-de-passe">
            <Definitions>
                <Fait nom="Adresse électronique">{compte.email.clone()}</Fait>
                <Fait nom="Choisi le">{change}</Fait>
                {echeance}
            </Definitions>
            {move || match ouvert.get() {
                true => view! { <ChangementMotDePasse fait/> }.into_any(),
                false => geste("Changer le mot de passe", move || ouvert.set(true)),
            }}
        </Carte>
    }
    .into_any()
}

/// What is being done in the card of the second factor.
#[derive(Clone, Copy, PartialEq)]
enum GesteCompte {
    Aucun,
    Installer,
    Renouveler,
    Retirer,
}

#[component]
fn SecondFacteur(compte: Arc<Compte>, lecture: Lecture<Compte>) -> impl IntoView {
    let en_cours = RwSignal::new(GesteCompte::Aucun);
    let fait = Callback::new(move |_: EtatSession| lecture.relire());
    let application = compte.application;
    let etat = match (application, compte.second_facteur_exige) {
        (true, _) => {
            "Une application d’authentification est en place : son code vous est demandé à chaque connexion."
        }
        (false, true) => "Un de vos profils demande un second facteur.",
        (false, false) => {
            "Aucun. Avec un second facteur, un mot de passe volé ne suffit plus : votre téléphone est demandé aussi."
        }
    };
    let restants = application.then(|| {
        let restants = accord(compte.codes_secours, "code encore utilisable", "codes encore utilisables");
        let peu = (compte.codes_secours < 3).then_some(" Il est temps d’en demander de nouveaux.");
        view! { <p>{format!("Codes de secours : {restants}.")}{peu}</p> }
    });
    let facteurs = Facteurs { application, cles: compte.cles.len() };
    let retirable = facteurs.sans_application(compte.second_facteur_exige);
    let gestes = move || {
        match application {
        true => view! {
            {geste("Remplacer l’application", move || en_cours.set(GesteCompte::Installer))}
            {geste("Nouveaux codes de secours", move || en_cours.set(GesteCompte::Renouveler))}
            {match retirable {
                true => geste("Retirer l’application", move || en_cours.set(GesteCompte::Retirer)),
                false => view! { <p class="discret">"Un de vos profils demande un second facteur : l’application se remplace, mais ne se retire pas."</p> }.into_any(),
            }}
        }
        .into_any(),
        false => geste("Installer un second facteur", move || en_cours.set(GesteCompte::Installer)),
    }
    };
    view! {
        <Carte titre="Second facteur" id="second-facteur">
            {move || (en_cours.get() == GesteCompte::Aucun).then(|| view! { <p>{etat}</p> })}
            {restants}
            {move || match en_cours.get() {
                GesteCompte::Aucun => gestes().into_any(),
                GesteCompte::Installer => view! { <Installation fait/> }.into_any(),
                GesteCompte::Renouveler => view! { <Renouvellement fait/> }.into_any(),
                GesteCompte::Retirer => view! { <Abandon fait/> }.into_any(),
            }}
        </Carte>
    }
    .into_any()
}

fn geste(nom: &'static str, au_clic: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <div class="actions"><Bouton genre=Genre::Secondaire au_clic=move || au_clic()>{nom}</Bouton></div>
    }
    .into_any()
}
