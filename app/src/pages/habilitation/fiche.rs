//! One habilitation: where it stands, its proofs, what to do, its documents, its history.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::{ConsulterHabilitation, GrouperAgent, NommerPrincipal};
use reciproque_shared::date;
use reciproque_shared::habilitation::fiche::{
    EtapeHabilitation, FicheHabilitation, LigneHabilitation, SaisieGroupe,
};
use reciproque_shared::habilitation::{Acte, EtatHabilitation};
use reciproque_shared::mots::{instant, jour_et_heure};

use super::document::Document;
use super::gestes::Gestes;
use super::mots::{etat, faits, nom};
use crate::pages::{erreurs_de, numero, use_lecture};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Habilitation() -> impl IntoView {
    let id = numero("habilitation");
    let lecture = use_lecture::<ConsulterHabilitation>(move || (id.get(), ()));
    lecture.page("Habilitation", move |fiche| {
        let contenu = contenu(&fiche, Callback::new(move |_| lecture.relire()));
        view! { <main id="contenu" class="page">{contenu}</main> }.into_any()
    })
}

fn contenu(fiche: &Arc<FicheHabilitation>, fait: Callback<FicheHabilitation>) -> AnyView {
    let ligne = &fiche.ligne;
    let (ton, mot) = etat(ligne);
    let fonction = ligne.fonction.clone().unwrap_or_else(|| "fonction non renseignée".to_owned());
    let sous_titre = format!("{} · {fonction} · {}", ligne.profil.libelle(), ligne.organisation_nom);
    let gestes = fiche.gestes.clone();
    let suite = Gestes::nouveau(ligne, fiche.seances.clone(), fait).carte(gestes);
    let derniere = fiche.etapes.len().saturating_sub(1);
    let etapes = fiche.etapes.iter().enumerate().rev();
    let etapes = etapes.map(|(rang, etape)| etape_vue(etape, rang == derniere)).collect_view();
    let (que_faire, preuves, documents) = (ligne.etat.que_faire(), preuves(ligne), documents(fiche));
    let (nom, principal, groupe) = (nom(ligne), principal(ligne, fait), groupe(ligne, fait));
    let code = (fiche.premier_code && !ligne.profil.reserve()).then(|| {
        view! { <p><a href="/comptes">"Remettre le code de première connexion"</a></p> }
    });
    let exploitant = (ligne.etat == EtatHabilitation::ASigner && ligne.profil.reserve()).then(|| {
        view! { <p>"L’exploitant du serveur remet le code qui ouvre ce compte (commande « reciproque code »)."</p> }
    });
    let historique = match fiche.etapes.is_empty() {
        true => view! { <p>"Créée par l’exploitant, sans demande à l’écran : aucune étape à montrer."</p> }
            .into_any(),
        false => view! { <Frise>{etapes}</Frise> }.into_any(),
    };
    view! {
        <div class="page-tete">
            <div><Titre texte=nom onglet="Habilitation"/><p>{sous_titre}</p></div>
            <Etiquette ton texte=mot/>
        </div>
        <div class="formulaire">
            <div class="formulaire-corps">{preuves}{documents}</div>
            <aside class="formulaire-cote" aria-label="Suite et historique">
                <Carte titre="Prochaine étape" id="suite"><p>{que_faire}</p>{code}{exploitant}{suite}</Carte>
                {principal}
                {groupe}
                <Carte titre="Historique" id="historique">{historique}</Carte>
            </aside>
        </div>
        <p><a href="/habilitations">"Toutes les habilitations"</a></p>
    }
    .into_any()
}

fn preuves(ligne: &LigneHabilitation) -> AnyView {
    let jour = |jour: Option<chrono::NaiveDate>| jour.map_or_else(|| "—".to_owned(), date::court);
    let signe = |quand: Option<_>| quand.map_or_else(|| "—".to_owned(), instant);
    let seance = match (ligne.seance, &ligne.seance_lieu) {
        (Some(debut), Some(lieu)) => format!("{}, {lieu}", jour_et_heure(debut)),
        _ => "—".to_owned(),
    };
    let mut preuves = vec![
        ("Adresse électronique", ligne.email.clone()),
        ("Demandée le", date::court(ligne.demandee_le)),
        ("Séance de formation", seance),
        ("Formée le", jour(ligne.formee_le)),
        ("Attestation le", jour(ligne.certifiee_le)),
        ("Engagement signé le", signe(ligne.engagement_signe_le)),
        ("Charte signée le", signe(ligne.charte_signee_le)),
        ("Accès ouvert le", jour(ligne.debut)),
    ];
    preuves.extend(ligne.fin.map(|fin| ("Accès fermé à partir du", date::court(fin))));
    let preuves = faits(preuves);
    view! { <Carte titre="Preuves" id="preuves">{preuves}</Carte> }.into_any()
}

fn documents(fiche: &FicheHabilitation) -> AnyView {
    let (id, ouverte) = (fiche.ligne.id, fiche.ligne.debut.is_some());
    let lien = move |document: Document| {
        let href = format!("/habilitations/{id}/documents/{}", document.code());
        let titre = document.titre(ouverte);
        view! { <li><a href=href>{titre}</a></li> }
    };
    let liens = Document::de(fiche).into_iter().map(lien).collect_view();
    view! { <Carte titre="Documents à imprimer" id="documents"><ul class="suite">{liens}</ul></Carte> }
        .into_any()
}

fn etape_vue(etape: &EtapeHabilitation, courante: bool) -> AnyView {
    let qui_quand = format!("{}, {}, le {}", etape.agent, etape.organisation, instant(etape.instant));
    let quoi = etape.geste.fait();
    match etape.motif.clone() {
        Some(motif) => view! { <Etape quoi qui_quand motif courante/> }.into_any(),
        None => view! { <Etape quoi qui_quand courante/> }.into_any(),
    }
}

/// The département names the principal manager; the others are deputies.
fn principal(ligne: &LigneHabilitation, fait: Callback<FicheHabilitation>) -> Option<AnyView> {
    if !ligne.profil.gestionnaire() || ligne.etat != EtatHabilitation::Active {
        return None;
    }
    let (id, echec) = (ligne.id, RwSignal::new(None::<String>));
    let nommer = move || {
        spawn_local(async move {
            match appeler::<NommerPrincipal>(id, ()).await {
                Ok(fiche) => drop(fait.try_run(fiche)),
                Err(refus) => drop(echec.try_set(Some(refus.detail().to_owned()))),
            }
        });
    };
    let permis = !ligne.principal && use_session().permet(Acte::NommerGestionnaire);
    let dit = match ligne.principal {
        true => "Gestionnaire principal de son organisation.",
        false => "Gestionnaire suppléant de son organisation.",
    };
    Some(
        view! {
            <Carte titre="Gestionnaire" id="gestionnaire">
                <p>{dit}</p>
                {permis.then(|| view! { <Bouton genre=Genre::Secondaire au_clic=nommer>"Nommer gestionnaire principal"</Bouton> })}
                {move || echec.get().map(|echec| view! { <Alerte ton=Ton::Erreur vivante=true><p>{echec}</p></Alerte> })}
            </Carte>
        }
        .into_any(),
    )
}

fn groupe(ligne: &LigneHabilitation, fait: Callback<FicheHabilitation>) -> AnyView {
    let (id, erreurs) = (ligne.id, Erreurs::new());
    let groupe = RwSignal::new(ligne.groupe.clone().unwrap_or_default());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieGroupe { groupe: groupe.get_untracked() };
        spawn_local(async move {
            match appeler::<GrouperAgent>(id, saisie).await {
                Ok(fiche) => drop(fait.try_run(fiche)),
                Err(echec) => erreurs.pose(erreurs_de(&echec, "groupe")),
            }
        });
    };
    view! {
        <Carte titre="Groupe" id="carte-groupe">
            <form class="question" novalidate on:submit=soumet>
                <ChampTexte id="groupe" libelle="Site ou service" facultatif=true indice="Pour retrouver vos agents dans la liste." valeur=groupe erreur=erreurs.de("groupe")/>
                <Bouton soumet=true genre=Genre::Secondaire petit=true>"Enregistrer le groupe"</Bouton>
            </form>
        </Carte>
    }
    .into_any()
}
