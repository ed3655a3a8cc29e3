//! The portfolio of one référent, and to whom it goes.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::ConsulterPortefeuille;
use reciproque_shared::date;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::portefeuille::{FichePortefeuille, LigneEquipe};

use super::transmission::Transmission;
use super::{apercu, lignes};
use crate::pages::geste::Envoi;
use crate::pages::{numero, use_lecture};
use crate::ui::*;

#[component]
pub fn Portefeuille() -> impl IntoView {
    let agent = numero("agent");
    let lecture = use_lecture::<ConsulterPortefeuille>(move || (agent.get(), ()));
    lecture.page("Portefeuille", |fiche| page(&fiche))
}

fn page(fiche: &Arc<FichePortefeuille>) -> AnyView {
    let titre = format!("Portefeuille de {}", fiche.nom);
    let total = i64::try_from(fiche.total).unwrap_or(i64::MAX);
    let suivies = accord(total, "personne suivie", "personnes suivies");
    let (ton, etat) = match fiche.en_poste {
        true => (Ton::Succes, "Habilité"),
        false => (Ton::Attention, "N’est plus habilité"),
    };
    let contenu = match fiche.lignes.is_empty() {
        true => vide(),
        false => formulaire(fiche),
    };
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><Titre texte=titre onglet="Portefeuille"/><p>{suivies}</p></div>
                <Etiquette ton texte=etat/>
            </div>
            <p><a href="/equipe">"Toute l’équipe"</a></p>
            {contenu}
        </main>
    }
    .into_any()
}

fn vide() -> AnyView {
    view! {
        <EtatVide titre="Aucune personne à transmettre">
            <p>"Cet agent n’est le référent de personne dans votre structure."</p>
        </EtatVide>
    }
    .into_any()
}

fn formulaire(fiche: &Arc<FichePortefeuille>) -> AnyView {
    let transmission = Transmission::nouvelle(fiche);
    if !fiche.transmissible {
        return lignes::partie(transmission);
    }
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        transmission.prepare();
    };
    let Envoi { erreurs, occupe, .. } = transmission.preparation;
    let (jour, vers) = (jour(transmission), vers(transmission, &fiche.receveurs));
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <Carte titre="Transmettre" id="transmettre">
                {jour}
                {vers}
            </Carte>
            {lignes::partie(transmission)}
            <div class="actions"><Bouton soumet=true genre=Genre::Secondaire occupe>"Voir ce qui sera transmis"</Bouton></div>
        </form>
        {apercu::partie(transmission)}
    }
    .into_any()
}

fn jour(transmission: Transmission) -> AnyView {
    let (champs, aujourdhui) = (transmission.champs, transmission.aujourdhui());
    view! {
        <ChampTexte
            id="jour"
            libelle="À partir du"
            indice="Les rendez-vous de ce jour et des suivants changent de référent ; ceux d’avant gardent le leur. Les brouillons suivent aussitôt."
            valeur=champs.valeur("jour")
            largeur=Largeur::Date
            lecture=move |texte: String| date::lire_agenda(&texte, aujourdhui).map(date::long).unwrap_or_default()
            erreur=champs.erreur("jour")
        />
    }
    .into_any()
}

fn vers(transmission: Transmission, receveurs: &[LigneEquipe]) -> AnyView {
    if receveurs.is_empty() {
        return view! {
            <Alerte ton=Ton::Attention>
                <p>"Aucun collègue n’est habilité comme référent : demandez d’abord une habilitation."</p>
            </Alerte>
        }
        .into_any();
    }
    let choix = |ligne: &LigneEquipe| {
        let suivies = accord(ligne.personnes, "personne suivie", "personnes suivies");
        Choix::new(ligne.agent.to_string(), &ligne.nom).aide(suivies)
    };
    let choix: Vec<_> = receveurs.iter().map(choix).collect();
    view! {
        <GroupeCases
            id="affectations"
            legende="À qui"
            indice="Un seul collègue : tout va à lui. Plusieurs : à parts égales."
            valeurs=transmission.vers
            choix
            erreur=transmission.champs.erreur("affectations")
        />
    }
    .into_any()
}
