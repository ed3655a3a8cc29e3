//! What is refused before any call is reached: a problem in French like the others.

use std::time::Duration;

use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    Appel, ConsulterDossier, ConsulterNotice, ConsulterSession, Methode, RACINE, Rechercher,
};
use reciproque_shared::erreur::Probleme;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use reqwest::{RequestBuilder, Response, StatusCode};

use crate::bac::{Bac, MOT_DE_PASSE, Recette, nom_de_session};
use crate::matrice::{PROFILS, Scene, dans_l_ordre};

/// The problem answered, checked against its own status.
async fn probleme(requete: RequestBuilder) -> (Probleme, Option<String>) {
    let reponse: Response = requete.send().await.unwrap();
    let (statut, entetes) = (reponse.status(), reponse.headers().clone());
    assert_eq!(entetes["content-type"], "application/problem+json", "{statut}");
    let probleme: Probleme = reponse.json().await.unwrap();
    assert_eq!(probleme.status, statut.as_u16());
    assert!(probleme.detail.ends_with('.') && !probleme.title.is_empty());
    (probleme, entetes.get("allow").map(|methodes| methodes.to_str().unwrap().to_owned()))
}

#[tokio::test]
async fn a_method_that_an_address_does_not_have_is_said_with_those_it_has() {
    let bac = Bac::ouvrir().await;
    for (methode, chemin, permises) in [
        (Methode::Delete, "/api/v1/dossiers/1", "GET,HEAD"),
        (Methode::Get, "/api/v1/session/prolongation", "POST"),
        (Methode::Post, "/healthz", "GET,HEAD"),
    ] {
        let (refus, allow) = probleme(bac.visiteur().requete(methode, chemin)).await;
        assert_eq!((refus.genre.as_str(), refus.status), ("/problemes/methode_absente", 405), "{chemin}");
        assert_eq!(allow.as_deref(), Some(permises), "{chemin}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_not_found_whatever_the_method() {
    let bac = Bac::ouvrir().await;
    for methode in [Methode::Get, Methode::Post, Methode::Put, Methode::Delete] {
        let (refus, _) = probleme(bac.visiteur().requete(methode, "/api/v1/nulle/part")).await;
        assert_eq!(refus.genre, "/problemes/introuvable");
    }
}

#[tokio::test]
async fn a_request_from_another_site_is_refused_and_does_nothing() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let avant = bac.evenements().await.len();
    let sortie = nadia.requete(Methode::Delete, &format!("{RACINE}/session"));
    let (refus, _) = probleme(sortie.header("sec-fetch-site", "cross-site")).await;
    assert_eq!((refus.genre.as_str(), refus.status), ("/problemes/autre_site", 403));
    assert_eq!(bac.evenements().await.len(), avant);
    assert!(nadia.lire("/session").await.status().is_success(), "the session was closed from another site");
}

#[tokio::test]
async fn a_body_too_large_is_refused_and_traced() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let recherche = nadia.requete(Methode::Post, &Rechercher::chemin(&()));
    let (refus, _) = probleme(recherche.body(format!("{{\"texte\": \"{}\"}}", "x".repeat(70_000)))).await;
    assert_eq!((refus.genre.as_str(), refus.status), ("/problemes/trop_volumineux", 413));
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.motif.as_deref(), trace.issue), (Some("trop_volumineux"), Issue::Refuse));
}

/// A form of another site can send any of these without asking the browser's leave.
const PAS_JSON: [Option<&str>; 7] = [
    None,
    Some("text/plain"),
    Some("text/plain; application/json"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
    Some("application/json; charset=iso-8859-1"),
    Some("application/jsonp"),
];

fn avec_genre(requete: RequestBuilder, corps: &serde_json::Value, genre: Option<&str>) -> RequestBuilder {
    let requete = requete.body(corps.to_string());
    match genre {
        Some(genre) => requete.header("content-type", genre),
        None => requete,
    }
}

#[tokio::test]
async fn a_body_that_does_not_say_it_is_json_is_refused_by_every_call_and_traced() {
    let mut scenes = Vec::new();
    for cas in PROFILS.iter().filter(|cas| "AIKLNO".contains(cas.lettre)) {
        scenes.push(Scene::dresser(cas).await);
    }
    let (mut sans_session, mut sous_garde) = (0, 0);
    for route in dans_l_ordre() {
        for scene in &scenes {
            let recette = scene.bac.recette(&route, scene.qui, scene.cible).await;
            if recette.corps.is_null() {
                continue;
            }
            let genre = PAS_JSON[(sans_session + sous_garde) % PAS_JSON.len()];
            let vide = Recette { corps: serde_json::Value::Null, ..recette.clone() };
            let ouvre = route.acte == Acte::SeConnecter;
            let visiteur = scene.bac.visiteur();
            let client = if ouvre { &visiteur } else { &scene.client };
            let (refus, _) = probleme(avec_genre(client.preparer(&vide), &recette.corps, genre)).await;
            if refus.status == 403 {
                continue;
            }
            let dit = (refus.genre.as_str(), refus.status);
            assert_eq!(dit, ("/problemes/corps_non_json", 415), "{} {genre:?}", route.operation);
            if ouvre {
                sans_session += 1;
            } else {
                sous_garde += 1;
                let trace = scene.bac.evenements().await.remove(0).maillon.evenement;
                let trace = (trace.acte.as_str(), trace.motif.as_deref(), trace.issue);
                assert_eq!(trace, (route.acte.code(), Some("corps_non_json"), Issue::Refuse));
            }
            break;
        }
    }
    let avec_corps = dans_l_ordre()
        .iter()
        .filter(|route| route.refus.contains(&StatusCode::UNSUPPORTED_MEDIA_TYPE))
        .count();
    assert_eq!(sans_session + sous_garde, avec_corps, "a call with a body was not played");
}

#[tokio::test]
async fn json_is_json_however_its_type_is_written() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let corps = serde_json::json!({ "texte": "keller" });
    for genre in [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
    ] {
        let recherche =
            avec_genre(nadia.requete(Methode::Post, &Rechercher::chemin(&())), &corps, Some(genre));
        assert_eq!(recherche.send().await.unwrap().status(), 200, "{genre}");
    }
}

#[tokio::test]
async fn a_search_longer_than_any_name_is_refused() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    for (texte, statut) in [
        ("a b c d e f g keller".to_owned(), 200),
        ("2 82 02 51 108 030 94".to_owned(), 200),
        ("a b c d e f g h keller".to_owned(), 422),
        ("a ".repeat(20_000), 422),
        ("a".repeat(60_000), 422),
    ] {
        let saisie = serde_json::json!({ "texte": texte });
        let recherche = nadia.requete(Methode::Post, &Rechercher::chemin(&())).json(&saisie);
        let reponse = recherche.send().await.unwrap();
        assert_eq!(reponse.status(), statut, "{}", &texte[..20]);
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let bac = Bac::avec(Reglages { delai: Duration::ZERO, ..Reglages::default() }).await;
    let saisie = serde_json::json!({ "email": nom_de_session("nadia"), "mot_de_passe": MOT_DE_PASSE });
    let (refus, _) =
        probleme(bac.visiteur().requete(Methode::Post, &format!("{RACINE}/session")).json(&saisie)).await;
    assert_eq!((refus.genre.as_str(), refus.status), ("/problemes/trop_long", 503));
}

/// Nothing would be shown, and the journal would say that it was.
#[tokio::test]
async fn a_file_is_not_asked_for_by_its_headers_alone() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let avant = bac.evenements().await.len();
    for chemin in [ConsulterDossier::chemin(&bac.gens.keller.dossier), ConsulterSession::chemin(&())] {
        let tete = nadia.requete_de(reqwest::Method::HEAD, &chemin).send().await.unwrap();
        assert_eq!(
            (tete.status().as_u16(), &tete.headers()["allow"]),
            (405, &"GET".parse().unwrap()),
            "{chemin}"
        );
    }
    assert_eq!(bac.evenements().await.len(), avant);
    let notice = nadia.requete_de(reqwest::Method::HEAD, &ConsulterNotice::chemin(&())).send().await.unwrap();
    assert_eq!(notice.status(), 200, "what anybody may read");
}
