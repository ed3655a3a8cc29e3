//! One habilitation: where it stands, its proofs, what to do, its documents, its history.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::{GrouperAgent, NommerPrincipal};
use reciproque_shared::date;
use reciproque_shared::habilitation::fiche::{
    EtapeHabilitation, FicheHabilitation, LigneHabilitation, SaisieGroupe,
};
use reciproque_shared::habilitation::{Acte, EtatHabilitation};
use reciproque_shared::mots::{instant, jour_et_heure};

use super::document::Document;
use super::gestes::{Gestes, suite};
use super::mots::{etat, faits, nom};
use crate::pages::geste::{Envoi, Ouverte};
use crate::pages::{numero, portefeuille};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn Habilitation() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("habilitation"));
    let gestes = Gestes::nouveau(ouverte);
    ouverte.page("Habilitation", move |fiche| {
        let contenu = contenu(&fiche, ouverte, gestes);
        view! { <main id="contenu" class="page">{contenu}</main> }.into_any()
    })
}

fn contenu(fiche: &FicheHabilitation, ouverte: Ouverte<FicheHabilitation>, gestes: Gestes) -> AnyView {
    let ligne = &fiche.ligne;
    let (ton, mot) = etat(ligne);
    let fonction = ligne.fonction.clone().unwrap_or_else(|| "fonction non renseignée".to_owned());
    let sous_titre = format!("{} · {fonction} · {}", ligne.profil.libelle(), ligne.organisation_nom);
    let suite = suite(fiche, gestes);
    let derniere = fiche.etapes.len().saturating_sub(1);
    let etapes = fiche.etapes.iter().enumerate().rev();
    let etapes = etapes.map(|(rang, etape)| etape_vue(etape, rang == derniere)).collect_view();
    let (que_faire, preuves, documents) = (ligne.etat.que_faire(), preuves(ligne), documents(fiche));
    let (nom, principal, groupe) = (nom(ligne), principal(ligne, ouverte), groupe(ligne, ouverte));
    let code = (fiche.premier_code && !ligne.profil.reserve()).then(|| {
        view! { <p><a href="/comptes">"Remettre le code de première connexion"</a></p> }
    });
    let exploitant = (ligne.etat == EtatHabilitation::ASigner && ligne.profil.reserve()).then(|| {
        view! { <p>"L’exploitant du serveur remet le code qui ouvre ce compte (commande « reciproque code »)."</p> }
    });
    let portefeuille = (ligne.profil.traits().accompagne && ligne.debut.is_some())
        .then(|| use_session().permet(Acte::ConsulterPortefeuille))
        .filter(|permis| *permis)
        .map(|_| {
            let href = portefeuille::adresse(ligne.agent);
            view! { <p><a href=href>"Transmettre le portefeuille"</a></p> }
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
        {ouverte.devancee(fiche)}
        <div class="formulaire">
            <div class="formulaire-corps">{preuves}{documents}</div>
            <aside class="formulaire-cote" aria-label="Suite et historique">
                <Carte titre="Prochaine étape" id="suite"><p>{que_faire}</p>{code}{exploitant}{portefeuille}{suite}</Carte>
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
fn principal(ligne: &LigneHabilitation, ouverte: Ouverte<FicheHabilitation>) -> Option<AnyView> {
    if !ligne.profil.gestionnaire() || ligne.etat != EtatHabilitation::Active {
        return None;
    }
    let (id, envoi) = (ligne.id, Envoi::nouveau());
    let nommer = move || {
        ouverte.agit(envoi, appeler::<NommerPrincipal>(id, ()), String::new(), "C’est fait.");
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
                {permis.then(|| view! { <Bouton genre=Genre::Secondaire occupe=envoi.occupe au_clic=nommer>"Nommer gestionnaire principal"</Bouton> })}
                {envoi.echec()}
            </Carte>
        }
        .into_any(),
    )
}

fn groupe(ligne: &LigneHabilitation, ouverte: Ouverte<FicheHabilitation>) -> AnyView {
    let (id, envoi) = (ligne.id, Envoi::nouveau());
    let groupe = RwSignal::new(ligne.groupe.clone().unwrap_or_default());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        let saisie = SaisieGroupe { groupe: groupe.get_untracked() };
        let tape = saisie.groupe.clone();
        ouverte.agit(envoi, appeler::<GrouperAgent>(id, saisie), tape, "C’est fait.");
    };
    view! {
        <Carte titre="Groupe" id="carte-groupe">
            <form class="question" novalidate on:submit=soumet>
                <ResumeErreurs erreurs=envoi.erreurs/>
                <ChampTexte id="groupe" libelle="Site ou service" facultatif=true indice="Pour retrouver vos agents dans la liste." valeur=groupe erreur=envoi.erreurs.de("groupe")/>
                <Bouton soumet=true genre=Genre::Secondaire petit=true occupe=envoi.occupe>"Enregistrer le groupe"</Bouton>
            </form>
        </Carte>
    }
    .into_any()
}
