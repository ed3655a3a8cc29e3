//! The requests about one adult: those of before, and the form of a new one.

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterInstructions;
use reciproque_shared::date;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::instruction::{LigneInstruction, PageInstructions};

use super::fil::etiquette;
use super::nouvelle::Nouvelle;
use crate::pages::{a_l_heure, adresse_dossier, numero, use_lecture};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Instructions() -> impl IntoView {
    let personne = numero("personne");
    let lecture = use_lecture::<ConsulterInstructions>(move || (personne.get(), ()));
    let nouvelle = Nouvelle::commencee();
    lecture.page("Demandes sur le droit", move |lue| page(&lue, nouvelle))
}

fn page(lue: &Arc<PageInstructions>, nouvelle: Nouvelle) -> AnyView {
    let personne = &lue.personne;
    let titre = format!("Demandes de {} {}", personne.prenom, personne.nom);
    let naissance = format!("Naissance : {}", personne.date_naissance);
    let formulaire = use_session()
        .permet(Acte::Instruire)
        .then(|| nouvelle.carte(personne.personne, lue.lignes.is_empty()));
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Demandes sur le droit"/><p>{naissance}</p></div>
            </div>
            <p class="trace-ligne">
                <span><Picto icone=Icone::Oeil/>" Consultation enregistrée à "{a_l_heure(lue.consulte_a)}</span>
                <a href=adresse_dossier(personne.dossier, personne.personne)>"Retour au dossier"</a>
            </p>
            {lignes(&lue.lignes)}
            {formulaire}
        </main>
    }
    .into_any()
}

fn lignes(lues: &[LigneInstruction]) -> AnyView {
    if lues.is_empty() {
        return view! {
            <EtatVide titre="Aucune demande">
                <p>"Dérogation, remise de dette, recours, évaluation des ressources d’un indépendant : ouvrez la demande quand elle arrive."</p>
            </EtatVide>
        }
        .into_any();
    }
    let jour = use_session().aujourd_hui();
    let ligne = |lue: &LigneInstruction| {
        let href = format!("/instructions/{}", lue.id);
        let (objet, recue, etat) = (lue.objet.en_mots(), date::court(lue.recue_le), etiquette(lue, jour));
        let conclusion = lue.conclusion.map(|conclusion| conclusion.en_mots());
        view! {
            <Ligne>
                <CelluleTitre><a href=href>{objet}</a></CelluleTitre>
                <Cellule titre="Reçue le">{recue}</Cellule>
                <Cellule titre="État">{etat}</Cellule>
                <Cellule titre="ConclusionInstruction">{conclusion}</Cellule>
            </Ligne>
        }
    };
    let lignes = lues.iter().map(ligne).collect_view();
    view! {
        <Tableau legende="Demandes" muette=true colonnes=&["Demande", "Reçue le", "État", "ConclusionInstruction"]>{lignes}</Tableau>
    }
    .into_any()
}
