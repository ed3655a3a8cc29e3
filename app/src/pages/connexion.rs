//! Sign-in: e-mail and password, what to do when locked out, what is traced.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};
use reciproque_shared::session::SaisieConnexion;

use super::compte::ParCle;
use super::erreurs_de;
use crate::session::{DECONNEXION, use_session};
use crate::ui::*;

#[component]
pub fn Connexion() -> impl IntoView {
    let chemin = use_location().pathname;
    let sorti = move || chemin.with(|chemin| chemin == DECONNEXION);
    view! {
        <main id="contenu" class="page">
            <div class="connexion">
                <p class="nom"><Marque/>"Réciproque"</p>
                {move || sorti().then(|| view! {
                    <Alerte ton=Ton::Succes titre="Vous êtes déconnecté">
                        <p>"Rien de ce que vous avez consulté ne reste dans ce navigateur."</p>
                    </Alerte>
                })}
                <Formulaire/>
                <details>
                    <summary>"Je n’arrive pas à me connecter"</summary>
                    <p>"Après plusieurs essais refusés, attendez quelques minutes avant de recommencer. Pour un mot de passe oublié, un compte fermé ou une première connexion, adressez-vous au gestionnaire des habilitations de votre structure, ou au référent utilisateurs du Département."</p>
                </details>
                <p class="discret">
                    <Picto icone=Icone::Oeil/>
                    " Accès réservé aux agents habilités. Votre connexion et chaque dossier consulté sont enregistrés à votre nom. Sans activité pendant 30 minutes, la session se ferme ; votre saisie est gardée."
                </p>
            </div>
        </main>
    }
    .into_any()
}

#[component]
fn Formulaire() -> impl IntoView {
    let session = use_session();
    let email = RwSignal::new(String::new());
    let mot_de_passe = RwSignal::new(String::new());
    let erreurs = Erreurs::new();
    let occupe = RwSignal::new(false);
    let (chemin, va) = (use_location().pathname, use_navigate());
    // A page asked for before signing in opens by itself; these two are no pages.
    let accueil = move || chemin.with_untracked(|chemin| chemin == DECONNEXION || chemin == "/connexion");
    let accueillir = va.clone();
    let par_cle = Callback::new(move |etat| {
        let accueil = accueil();
        session.entrer(etat);
        if accueil {
            accueillir("/", Default::default());
        }
    });
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if occupe.get_untracked() {
            return;
        }
        let saisie = SaisieConnexion {
            email: email.with_untracked(|email| email.trim().to_owned()),
            mot_de_passe: mot_de_passe.get_untracked(),
        };
        let oublis = oublis(&saisie);
        let complet = oublis.is_empty();
        erreurs.pose(oublis);
        if !complet {
            return;
        }
        occupe.set(true);
        let (accueil, va) = (accueil(), va.clone());
        spawn_local(async move {
            match session.se_connecter(saisie).await {
                Ok(()) if accueil => va("/", Default::default()),
                Ok(()) => {}
                Err(echec) => erreurs.pose(erreurs_de(&echec, "")),
            }
            occupe.try_set(false);
        });
    };
    view! {
        <form novalidate on:submit=soumet>
            <Titre texte="Connexion"/>
            <ResumeErreurs erreurs titre="Connexion refusée"/>
            <ChampTexte id="email" libelle="Adresse électronique" valeur=email erreur=erreurs.de("email") genre="email" auto="username"/>
            <ChampSecret id="mot_de_passe" libelle="Mot de passe" valeur=mot_de_passe erreur=erreurs.de("mot_de_passe")/>
            <Bouton soumet=true occupe>"Se connecter"</Bouton>
            <ParCle fait=par_cle/>
        </form>
    }
}

fn oublis(saisie: &SaisieConnexion) -> Vec<Erreur> {
    let mut erreurs = Vec::new();
    if saisie.email.is_empty() {
        erreurs.push(Erreur::new("email", "Indiquez votre adresse électronique."));
    }
    if saisie.mot_de_passe.is_empty() {
        erreurs.push(Erreur::new("mot_de_passe", "Indiquez votre mot de passe."));
    }
    erreurs
}
