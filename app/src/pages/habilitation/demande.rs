//! Asking for somebody's habilitation: who, which profil, why; what it opens is shown.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterHabilitations, DemanderHabilitation};
use reciproque_shared::habilitation::fiche::{Habilitations, OrganisationGeree};
use reciproque_shared::habilitation::{Demande, LONGUEUR_MOTIF, Profil, SaisieHabilitation};

use super::liste::{occupation, ouvre};
use crate::pages::geste::{Champs, Envoi};
use crate::pages::use_lecture;
use crate::server::appeler;
use crate::ui::*;

#[component]
pub fn NouvelleHabilitation() -> impl IntoView {
    let lecture = use_lecture::<ConsulterHabilitations>(|| ((), ()));
    let vue = lecture.vue(|lues| view! { <Formulaire lues/> }.into_any());
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Demander une habilitation"/>
            <p>"La personne suivra une formation, recevra une attestation, puis signera l’engagement de confidentialité et la charte. Son accès s’ouvre à sa signature."</p>
            {vue}
        </main>
    }
    .into_any()
}

/// What one manager has no choice about is chosen.
fn depart(lues: &Habilitations, champs: Champs) {
    if let [seule] = lues.organisations.as_slice() {
        champs.depart("organisation", &seule.id.to_string());
        if let [lu] = seule.profils.as_slice() {
            champs.depart("profil", lu.profil.code());
        }
    }
}

fn saisie(champs: Champs) -> SaisieHabilitation {
    let texte = |champ| champs.texte(champ);
    SaisieHabilitation {
        organisation: texte("organisation").parse().ok(),
        nom: texte("nom"),
        prenom: texte("prenom"),
        email: texte("email"),
        fonction: texte("fonction"),
        profil: texte("profil"),
        motif: texte("motif"),
    }
}

fn organisation_choisie(champs: Champs, lues: Arc<Habilitations>) -> Memo<Option<OrganisationGeree>> {
    let organisation = champs.valeur("organisation");
    Memo::new(move |_| {
        let id: Option<i64> = organisation.with(|o| o.parse().ok());
        lues.organisations.iter().find(|o| Some(o.id) == id).cloned()
    })
}

#[component]
fn Formulaire(lues: Arc<Habilitations>) -> impl IntoView {
    let envoi = Envoi::nouveau();
    let champs = Champs::nouveau(envoi);
    depart(&lues, champs);
    let va = use_navigate();
    let choisie = organisation_choisie(champs, lues.clone());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = saisie(champs);
        let permis: Vec<Profil> = choisie.with_untracked(|o| o.iter().flat_map(profils).collect());
        if envoi.admet(Demande::lire(&saisie, &permis)).is_some() {
            let va = va.clone();
            envoi.lance(appeler::<DemanderHabilitation>((), saisie), move |fiche| {
                va(&format!("/habilitations/{}", fiche.ligne.id), Default::default());
            });
        }
    };
    let Envoi { erreurs, occupe, .. } = envoi;
    let organisations = choix_de_l_organisation(&lues.organisations, champs);
    view! {
        <form class="formulaire-corps" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            {organisations}
            <ChampTexte id="nom" libelle="Nom" valeur=champs.valeur("nom") erreur=champs.erreur("nom")/>
            <ChampTexte id="prenom" libelle="Prénom" valeur=champs.valeur("prenom") erreur=champs.erreur("prenom")/>
            <ChampTexte id="email" libelle="Adresse électronique professionnelle" indice="Celle de la personne : elle lui servira à se connecter." genre="email" valeur=champs.valeur("email") erreur=champs.erreur("email")/>
            <ChampTexte id="fonction" libelle="Fonction" valeur=champs.valeur("fonction") erreur=champs.erreur("fonction")/>
            {move || choisie.get().map(|organisation| choix_du_profil(&organisation, champs))}
            <ChampZone id="motif" libelle="Motif de la demande" indice="Pourquoi cette personne a besoin de l’accès." valeur=champs.valeur("motif") max=LONGUEUR_MOTIF erreur=champs.erreur("motif")/>
            <div class="actions">
                <Bouton soumet=true occupe>"Envoyer la demande"</Bouton>
                <LienBouton href="/habilitations" genre=Genre::Secondaire>"Renoncer"</LienBouton>
            </div>
        </form>
    }
    .into_any()
}

/// Asked of those who look after several organisations.
fn choix_de_l_organisation(organisations: &[OrganisationGeree], champs: Champs) -> Option<AnyView> {
    let (valeur, erreur) = (champs.valeur("organisation"), champs.erreur("organisation"));
    let choix: Vec<_> = organisations.iter().map(|o| Choix::new(o.id.to_string(), &o.nom)).collect();
    (choix.len() > 1).then(|| {
        view! {
            <ListeFermee id="organisation" libelle="Organisation" valeur choix erreur/>
        }
        .into_any()
    })
}

fn profils(organisation: &OrganisationGeree) -> Vec<Profil> {
    organisation.profils.iter().map(|lu| lu.profil).collect()
}

/// Least privilege: each profil with its places, and what it opens once chosen.
fn choix_du_profil(organisation: &OrganisationGeree, champs: Champs) -> AnyView {
    let (valeur, erreur) = (champs.valeur("profil"), champs.erreur("profil"));
    let lus = organisation.profils.clone();
    let choix: Vec<_> =
        lus.iter().map(|lu| Choix::new(lu.profil.code(), lu.profil.libelle()).aide(occupation(lu))).collect();
    let detail = move || {
        let lu = lus.iter().find(|lu| valeur.with(|v| v == lu.profil.code()))?;
        Some(view! {
            <details>
                <summary>"Ce que ce profil ouvre"</summary>
                {ouvre(lu)}
            </details>
        })
    };
    view! {
        <GroupeRadio id="profil" legende="Profil" indice="Le plus étroit qui suffit à la mission." valeur choix erreur/>
        {detail}
    }
    .into_any()
}
