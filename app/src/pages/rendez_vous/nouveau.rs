//! A new rendez-vous for one adult.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterRendezVous, PreparerRendezVous};
use reciproque_shared::fiche_rendez_vous::PreparationRendezVous;
use reciproque_shared::mots::instant;
use reciproque_shared::rendez_vous::SaisieRendezVous;

use super::brouillon::{Brouillon, Projet, effacer};
use super::entete::avec;
use super::envoi::creer;
use super::formulaire::{Formulaire, FormulaireRendezVous, Suite};
use super::passage;
use crate::pages::brouillon::{Etat, Gardee as _, comparaison, ligne, veiller};
use crate::pages::{adresse_dossier, numero, remettre, use_lecture};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn NouveauRendezVous() -> impl IntoView {
    let personne = numero("personne");
    let lecture = use_lecture::<PreparerRendezVous>(move || (personne.get(), ()));
    let vue = lecture.vue(|preparation| formulaire(&preparation));
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Nouveau rendez-vous"/>
            {vue}
        </main>
    }
    .into_any()
}

fn formulaire(preparation: &PreparationRendezVous) -> AnyView {
    let brouillon = Brouillon::ouvrir(Projet::depart(preparation));
    let PreparationRendezVous { personne, equipe, depart, brouillon: garde } = preparation.clone();
    let repris = garde.as_ref().map(|garde| instant(garde.saisie_le));
    let formulaire = Formulaire::new(brouillon.courante(), "");
    let aujourdhui = use_session().aujourd_hui();
    let champs = formulaire.champs;
    veiller(&brouillon, move || champs.lit().pour_brouillon(aujourdhui), formulaire.occupe);
    let comparaison = comparaison(&brouillon, move |texte| champs.pose(texte.clone()), |_| {});
    let envoyer = envoi(formulaire, &brouillon, personne.personne);
    let quitte = {
        let brouillon = brouillon.clone();
        move |_| brouillon.enregistre()
    };
    let retour = adresse_dossier(personne.dossier, personne.personne);
    let renoncer = move || {
        view! {
            <LienBouton href=retour.clone() genre=Genre::Secondaire>"Retour au dossier"</LienBouton>
            {effacement(formulaire, &brouillon, &depart)}
        }
    };
    view! {
        {avec(&personne)}
        {repris.map(|quand| view! {
            <Alerte ton=Ton::Info titre="Brouillon repris"><p>{format!("Ce que vous aviez saisi est ci-dessous, enregistré le {quand}.")}</p></Alerte>
        })}
        <div on:focusout=quitte data-brouillon>
            <FormulaireRendezVous formulaire equipe libelle="Enregistrer le rendez-vous" envoyer renoncer/>
        </div>
        {comparaison}
    }
    .into_any()
}

/// The draft first, then the rendez-vous.
fn envoi(formulaire: Formulaire, brouillon: &Brouillon, personne: i64) -> Callback<SaisieRendezVous> {
    let (va, brouillon) = (use_navigate(), brouillon.clone());
    Callback::new(move |saisie: SaisieRendezVous| {
        let (va, brouillon) = (va.clone(), brouillon.clone());
        brouillon.clone().puis(move |_| {
            spawn_local(async move {
                let Some(Suite::Enregistre(fiche)) = formulaire.recevoir(creer(personne, saisie).await)
                else {
                    return brouillon.reprend();
                };
                brouillon.termine();
                passage::laisser("Rendez-vous enregistré.");
                let remplace = NavigateOptions { replace: true, ..Default::default() };
                let id = fiche.ligne.id;
                remettre::<ConsulterRendezVous>(&id, Arc::new(fiche));
                va(&format!("/rendez-vous/{id}"), remplace);
            });
        });
    })
}

/// Where the draft stands, and a button to give it up once there is one.
fn effacement(formulaire: Formulaire, brouillon: &Brouillon, depart: &SaisieRendezVous) -> AnyView {
    let (etat, annonceur) = (brouillon.etat.clone(), use_annonceur());
    let present = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(|etat| *etat != Etat::Vide)
    });
    let (brouillon, depart) = (brouillon.clone(), depart.clone());
    let efface = RwSignal::new(None::<SaisieRendezVous>);
    let effacer = Callback::new(move |()| {
        let (pose, saisie) = (depart.clone(), untrack(|| formulaire.champs.lit()));
        let fait = move |()| {
            formulaire.champs.pose(pose.clone());
            formulaire.erreurs.efface();
            efface.set(Some(saisie.clone()));
            annonceur.dit("Brouillon effacé. Vous pouvez le rétablir.");
            met_au_point("objet");
        };
        effacer(&brouillon, depart.clone(), Callback::new(fait));
    });
    // On the form again, it is saved like anything typed.
    let retablir = Callback::new(move |()| {
        if let Some(saisie) = efface.try_update(Option::take).flatten() {
            formulaire.champs.pose(saisie);
            annonceur.dit("Brouillon rétabli.");
            met_au_point("objet");
        }
    });
    let bouton = move || match (present.get(), efface.with(Option::is_some)) {
        (true, _) => {
            view! { <Bouton genre=Genre::Discret au_clic=effacer>"Effacer le brouillon"</Bouton> }.into_any()
        }
        (false, true) => {
            view! { <Bouton genre=Genre::Discret au_clic=retablir>"Rétablir le brouillon"</Bouton> }
                .into_any()
        }
        (false, false) => ().into_any(),
    };
    view! { {bouton} {ligne(&etat)} }.into_any()
}
