//! « Mes sessions »: where I am signed in.

use leptos::prelude::*;
use reciproque_shared::api::{FermerAutresSessions, FermerUneSession};
use reciproque_shared::compte::{Compte, SessionLue};

use crate::pages::geste::Envoi;
use crate::pages::instant;
use crate::pages::lecture::Lecture;
use crate::server::appeler;
use crate::ui::*;

#[component]
pub fn Sessions(sessions: Vec<SessionLue>, lecture: Lecture<Compte>) -> impl IntoView {
    let (envoi, annonceur) = (Envoi::nouveau(), use_annonceur());
    let apres = move |_| {
        annonceur.dit("Session fermée.");
        lecture.relire();
    };
    let fermer = Callback::new(move |(id,): (i64,)| envoi.lance(appeler::<FermerUneSession>(id, ()), apres));
    let autres = move || envoi.lance(appeler::<FermerAutresSessions>((), ()), apres);
    let plusieurs = sessions.len() > 1;
    let lignes = sessions.into_iter().map(|session| ligne(session, fermer)).collect_view();
    view! {
        <Section titre="Mes sessions" id="sessions">
            {envoi.echec()}
            <Tableau legende="Où vous êtes connecté" colonnes=&["Navigateur", "Adresse", "Ouverte le", "Vue le", "Geste"]>
                {lignes}
            </Tableau>
            <p class="discret">"Une session que vous ne reconnaissez pas ? Fermez-la, changez votre mot de passe et prévenez le gestionnaire des habilitations de votre structure."</p>
            {plusieurs.then(|| view! {
                <div class="actions"><Bouton genre=Genre::Secondaire au_clic=autres>"Fermer toutes les autres"</Bouton></div>
            })}
        </Section>
    }
    .into_any()
}

fn ligne(session: SessionLue, fermer: Callback<(i64,)>) -> AnyView {
    let id = session.id;
    let nom =
        if session.navigateur.is_empty() { "Navigateur inconnu".to_owned() } else { session.navigateur };
    let geste = match session.courante {
        true => view! { <Etiquette ton=Ton::Succes icone=Icone::Verifie texte="Cette session"/> }.into_any(),
        false => view! {
            <Bouton genre=Genre::Secondaire petit=true au_clic=move || fermer.run((id,))>"Fermer"</Bouton>
        }
        .into_any(),
    };
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="Adresse">{session.adresse}</Cellule>
            <Cellule titre="Ouverte le">{instant(session.ouverte_le)}</Cellule>
            <Cellule titre="Vue le">{instant(session.vue_le)}</Cellule>
            <Cellule titre="">{geste}</Cellule>
        </Ligne>
    }
    .into_any()
}
