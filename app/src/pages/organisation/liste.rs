//! The organisations with the state of their convention and the use of their quotas.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use reciproque_shared::api::{ConsulterOrganisations, CreerOrganisation};
use reciproque_shared::convention::{EtatConvention, finit_bientot};
use reciproque_shared::date;
use reciproque_shared::organisation::{SaisieOrganisation, SorteOrganisation};
use reciproque_shared::supervision::fiche::{LigneOrganisation, Usage};

use crate::pages::geste::Envoi;
use crate::pages::use_lecture;
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Organisations() -> impl IntoView {
    let lecture = use_lecture::<ConsulterOrganisations>(|| ((), ()));
    let ouvert = RwSignal::new(false);
    let annonceur = use_annonceur();
    let demande = use_query_map();
    let proches = Memo::new(move |_| demande.with(|demande| demande.get_str("fin") == Some("proche")));
    let cree = Callback::new(move |()| {
        ouvert.set(false);
        annonceur.dit("Organisation créée.");
        lecture.relire();
    });
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <Titre texte="Organisations et conventions"/>
                <div class="actions">
                    <LienBouton href="/territoires" petit=true genre=Genre::Secondaire>"Territoires des CTSA"</LienBouton>
                    <Bouton petit=true icone=Icone::Plus au_clic=move || ouvert.set(true)>"Nouvelle organisation"</Bouton>
                </div>
            </div>
            {lecture.vue(move |lues| choisies(&lues.lignes, proches.get()))}
            <Dialogue ouvert titre="Nouvelle organisation"><Creation cree/></Dialogue>
        </main>
    }
    .into_any()
}

/// All of them, or those whose convention ends soon.
fn choisies(lignes: &[LigneOrganisation], proches: bool) -> AnyView {
    if !proches {
        return table(lignes);
    }
    let aujourdhui = use_session().aujourd_hui();
    let garde = |ligne: &&LigneOrganisation| {
        ligne.etat.is_some_and(EtatConvention::ouvre_l_acces) && finit_bientot(ligne.date_fin, aujourdhui)
    };
    let lignes: Vec<_> = lignes.iter().filter(garde).cloned().collect();
    let liste = match lignes.is_empty() {
        true => view! {
            <EtatVide titre="Rien à préparer"><p>"Aucune convention ne prend fin dans les trois mois."</p></EtatVide>
        }
        .into_any(),
        false => table(&lignes),
    };
    view! {
        <p>"Conventions qui prennent fin dans les trois mois. "<a href="/organisations">"Toutes les organisations"</a></p>
        {liste}
    }
    .into_any()
}

fn table(lignes: &[LigneOrganisation]) -> AnyView {
    let lignes = lignes.iter().map(ligne).collect_view();
    view! {
        <Tableau
            legende="Organisations, avec l’état de leur convention"
            colonnes=&["Organisation", "Sorte", "Convention", "Habilitations"]
        >
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn ligne(ligne: &LigneOrganisation) -> AnyView {
    let (href, nom, sorte) = (
        format!("/organisations/{}", ligne.id),
        ligne.nom.clone(),
        sorte_dite(ligne.sorte, ligne.sans_compte),
    );
    let etat = etat(ligne);
    let usages = match ligne.sorte.a_des_comptes() {
        true => {
            let usages = ligne.usages.iter().map(|u| view! { <li>{usage(u)}</li> }).collect_view();
            view! { <ul class="suite">{usages}</ul> }.into_any()
        }
        false => view! { <span class="discret">"Aucun compte"</span> }.into_any(),
    };
    let reference = ligne.reference.clone().map(|reference| view! { <br/><small>{reference}</small> });
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{nom}</a></CelluleTitre>
            <Cellule titre="Sorte">{sorte}</Cellule>
            <Cellule titre="Convention">{etat}{reference}</Cellule>
            <Cellule titre="Habilitations">{usages}</Cellule>
        </Ligne>
    }
    .into_any()
}

/// `Référent : 4 sur 6`
pub fn usage(usage: &Usage) -> String {
    let libelle = usage.profil.libelle();
    match usage.quota {
        Some(quota) if usage.depasse() => {
            format!("{libelle} : {} sur {quota}, quota dépassé", usage.occupees)
        }
        Some(quota) => format!("{libelle} : {} sur {quota}", usage.occupees),
        None => format!("{libelle} : {}", usage.occupees),
    }
}

fn etat(ligne: &LigneOrganisation) -> AnyView {
    if ligne.sans_compte && ligne.suspendue {
        return view! { <Etiquette ton=Ton::Neutre texte="Structure fermée"/> }.into_any();
    }
    if ligne.suspendue {
        return view! { <Etiquette ton=Ton::Erreur texte="Organisation suspendue"/> }.into_any();
    }
    if ligne.sans_compte || !ligne.sorte.sous_convention() {
        return view! { <span class="discret">"Sans objet"</span> }.into_any();
    }
    etat_convention(ligne.etat, ligne.date_fin, ligne.sorte)
}

/// « Structure sans compte »
pub fn sorte_dite(sorte: SorteOrganisation, sans_compte: bool) -> &'static str {
    if sans_compte { "Structure sans compte" } else { sorte.libelle() }
}

/// The state of a convention, with its last day when it has one, and what follows for the agents of the
/// organisation, where there are some.
pub fn etat_convention(
    etat: Option<EtatConvention>,
    fin: Option<chrono::NaiveDate>,
    sorte: SorteOrganisation,
) -> AnyView {
    let comptes = sorte.a_des_comptes();
    let (ton, mut texte) = match etat {
        None if !comptes => (Ton::Neutre, "Aucune convention saisie".to_owned()),
        Some(EtatConvention::Terminee) if !comptes => (Ton::Neutre, "Terminée".to_owned()),
        None => (Ton::Attention, "Aucune convention : accès fermé".to_owned()),
        Some(EtatConvention::EnVigueur) => (Ton::Succes, "En vigueur".to_owned()),
        Some(EtatConvention::Denoncee) => (Ton::Attention, "Dénoncée".to_owned()),
        Some(EtatConvention::AVenir) => (Ton::Info, "À venir".to_owned()),
        Some(EtatConvention::Terminee) => (Ton::Erreur, "Terminée : accès fermé".to_owned()),
        Some(EtatConvention::Annulee) => (Ton::Neutre, "Annulée".to_owned()),
    };
    if let (Some(fin), Some(EtatConvention::EnVigueur | EtatConvention::Denoncee)) = (fin, etat) {
        texte.push_str(&format!(", jusqu’au {}", date::court(fin)));
    }
    view! { <Etiquette ton texte/> }.into_any()
}

/// Chosen beside the kinds of organisations: a structure that has no account.
const SANS_COMPTE: &str = "structure_sans_compte";

#[component]
fn Creation(cree: Callback<()>) -> impl IntoView {
    let envoi = Envoi::nouveau();
    let (nom, sorte) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sans_compte = move || sorte.with(|code| code == SANS_COMPTE);
    let conventionnees = SorteOrganisation::TOUS
        .iter()
        .filter(|sorte| **sorte != SorteOrganisation::Departement)
        .map(|sorte| Choix::new(sorte.code(), sorte.libelle()));
    let sans = Choix::new(SANS_COMPTE, sorte_dite(SorteOrganisation::Structure, true));
    let sortes: Vec<Choix> = conventionnees.chain([sans]).collect();
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = untrack(|| {
            let (nom, sans_compte) = (nom.get(), sans_compte());
            let sorte =
                if sans_compte { SorteOrganisation::Structure.code().to_owned() } else { sorte.get() };
            SaisieOrganisation { nom, sorte, sans_compte }
        });
        if envoi.admet(saisie.lire()).is_some() {
            envoi.lance(appeler::<CreerOrganisation>((), saisie), move |_| cree.run(()));
        }
    };
    let erreurs = envoi.erreurs;
    let sans_acces = move || {
        sans_compte().then(|| {
            view! {
                <p class="discret">
                    "Elle accompagne des personnes sans se connecter : ni convention, ni habilitation. La CTSA suit leurs délais."
                </p>
            }
        })
    };
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <ChampTexte id="nom" libelle="Nom" valeur=nom erreur=erreurs.de("nom") indice="Comme sur sa convention"/>
            <ListeFermee id="sorte" libelle="Sorte" valeur=sorte choix=sortes erreur=erreurs.de("sorte")/>
            <div aria-live="polite">{sans_acces}</div>
            <div class="actions"><Bouton soumet=true occupe=envoi.occupe>"Créer l’organisation"</Bouton></div>
        </form>
    }
    .into_any()
}
