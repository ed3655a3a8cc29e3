//! The published description: well formed, equal to the routes, and true of the answers.

mod schema;

use std::collections::BTreeSet;

use reciproque_shared::api::{Methode, RACINE};
use reciproque_shared::habilitation::{Acte, Vue};
use serde_json::Value;

use crate::bac::Bac;
use crate::bac::rubriques::remplir;
use crate::matrice::{PROFILS, Scene, dans_l_ordre, routes};
use schema::{pointer, valider};

async fn document() -> Value {
    let reponse = Bac::ouvrir().await.visiteur().lire("/openapi.json").await;
    assert_eq!(reponse.status(), 200);
    reponse.json().await.unwrap()
}

fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let chemins = document["paths"].as_object().unwrap();
    let operations = chemins.iter().flat_map(|(chemin, methodes)| {
        let methodes = methodes.as_object().unwrap();
        methodes.iter().map(|(methode, operation)| (methode.to_uppercase(), chemin.clone(), operation))
    });
    operations.collect()
}

#[tokio::test]
async fn the_description_is_the_one_of_the_routes() {
    let document = document().await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let decrites: BTreeSet<_> = operations(&document)
        .into_iter()
        .map(|(methode, chemin, operation)| {
            format!("{methode} {chemin} {}", operation["operationId"].as_str().unwrap())
        })
        .collect();
    let routees = routes();
    let routees: BTreeSet<_> = routees
        .iter()
        .map(|r| format!("{} {RACINE}{} {}", r.methode.code(), r.chemin, r.operation))
        .collect();
    assert_eq!(decrites, routees);
}

#[tokio::test]
async fn each_operation_declares_its_parameters_answers_and_session() {
    let document = document().await;
    for (methode, chemin, operation) in operations(&document) {
        let nommes = |lieu: &str| -> BTreeSet<String> {
            let vide = Vec::new();
            let parametres = operation["parameters"].as_array().unwrap_or(&vide);
            parametres
                .iter()
                .filter(|p| p["in"] == lieu)
                .map(|p| p["name"].as_str().unwrap().to_owned())
                .collect()
        };
        let attendus: BTreeSet<String> = chemin
            .split('/')
            .filter_map(|m| Some(m.strip_prefix('{')?.strip_suffix('}')?.to_owned()))
            .collect();
        assert_eq!(nommes("path"), attendus, "{methode} {chemin}");
        assert!(
            operation["responses"]["200"]["content"]["application/json"]["schema"].is_object(),
            "{chemin}"
        );
        let refus = operation["responses"].as_object().unwrap().iter().filter(|(statut, _)| *statut != "200");
        for (statut, refus) in refus {
            assert!(statut.parse::<u16>().is_ok(), "{methode} {chemin}: {statut} is no status");
            let probleme = &refus["content"]["application/problem+json"]["schema"];
            assert_eq!(probleme["$ref"], "#/components/schemas/Probleme", "{methode} {chemin} {statut}");
            assert!(!refus["description"].as_str().unwrap().is_empty());
        }
        let publique = [
            ("POST", "/api/v1/session"),
            ("POST", "/api/v1/session/cle"),
            ("POST", "/api/v1/session/cle/defi"),
            ("GET", "/api/v1/notice"),
        ]
        .contains(&(methode.as_str(), chemin.as_str()));
        assert_eq!(operation["security"].is_array(), !publique, "{methode} {chemin}");
        assert!(!operation["summary"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn every_reference_resolves_and_every_schema_is_used() {
    let document = document().await;
    let mut vues = BTreeSet::new();
    references(&document, &mut vues);
    for reference in &vues {
        assert!(pointer(&document, reference).is_some(), "{reference} leads nowhere");
    }
    for nom in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(vues.contains(&format!("#/components/schemas/{nom}")), "{nom} is not used");
    }
}

/// What holds the file of a person, or a part of it.
const FICHES: [&str; 6] =
    ["FicheDossier", "NirComplet", "FicheCer", "FicheRendezVous", "PreparationRendezVous", "ExtraitAcces"];

/// An answer that holds a file is that of a view, for which an agent under watch says why, or
/// of a gesture in a file that was opened before.
#[tokio::test]
async fn no_route_answers_a_file_without_being_a_view_of_it() {
    let document = document().await;
    let mut trouvees: BTreeSet<&str> = BTreeSet::new();
    for route in routes() {
        let chemin = format!("{RACINE}{}", route.chemin);
        let operation = &document["paths"][chemin][route.methode.code().to_lowercase()];
        let mut atteints = BTreeSet::new();
        atteindre(&document, &operation["responses"]["200"], &mut atteints);
        let fiches =
            FICHES.iter().filter(|fiche| atteints.contains(&format!("#/components/schemas/{fiche}")));
        let fiches: Vec<_> = fiches.collect();
        let vue = route.acte.vue();
        assert!(fiches.is_empty() || matches!(vue, Vue::Dossier | Vue::Suite), "{}", route.operation);
        let demande_un_motif = operation["parameters"].to_string().contains("x-motif");
        let en_veut_un = matches!(vue, Vue::Dossier | Vue::Suite);
        assert_eq!(demande_un_motif, en_veut_un, "{}", route.operation);
        trouvees.extend(fiches);
    }
    assert_eq!(trouvees.len(), FICHES.len(), "a file that no route answers any more: {trouvees:?}");
}

/// All the references that an answer leads to.
fn atteindre(document: &Value, depuis: &Value, atteints: &mut BTreeSet<String>) {
    let mut vues = BTreeSet::new();
    references(depuis, &mut vues);
    for reference in vues {
        if atteints.insert(reference.clone()) {
            atteindre(document, pointer(document, &reference).unwrap(), atteints);
        }
    }
}

fn references(valeur: &Value, vues: &mut BTreeSet<String>) {
    match valeur {
        Value::Object(champs) => {
            if let Some(Value::String(reference)) = champs.get("$ref") {
                vues.insert(reference.clone());
            }
            champs.values().for_each(|v| references(v, vues));
        }
        Value::Array(valeurs) => valeurs.iter().for_each(|v| references(v, vues)),
        _ => {}
    }
}

/// Two types of one name would be described as one: each answer would then fail here.
#[rstest::rstest]
#[tokio::test]
async fn requests_and_answers_are_what_the_description_says(
    #[values('A', 'D', 'G', 'I', 'L', 'N', 'O')] lettre: char,
) {
    let cas = PROFILS.iter().find(|cas| cas.lettre == lettre).unwrap();
    let scene = Scene::dresser(cas).await;
    remplir(&scene.bac, scene.bac.gens.keller).await;
    let document = document().await;
    for route in dans_l_ordre() {
        let operation =
            &document["paths"][format!("{RACINE}{}", route.chemin)][route.methode.code().to_lowercase()];
        let cellule = scene.jouer(&route).await;
        let corps = &operation["requestBody"]["content"]["application/json"]["schema"];
        assert_eq!(corps.is_null(), cellule.recette.corps.is_null(), "{}: body", route.operation);
        if !corps.is_null() {
            valider(&document, corps, &cellule.recette.corps, &format!("{} ←", route.operation));
        }
        let (reponses, genre) = (&operation["responses"], &cellule.reponse.entetes["content-type"]);
        let reponse = &reponses[cellule.reponse.statut.as_str()];
        let schema = &reponse["content"][genre.to_str().unwrap()]["schema"];
        assert!(schema.is_object(), "{}: {} {genre:?}", route.operation, cellule.reponse.statut);
        let ou = format!("{} {lettre} →", route.operation);
        valider(&document, schema, &cellule.reponse.json(), &ou);
        if let Some(code) = cellule.reponse.refus() {
            assert_ne!(code, "interne", "{ou}");
        }
    }
}

/// What each call answers follows from what it is: nothing is declared that can't come.
#[tokio::test]
async fn each_call_declares_the_refusals_that_it_can_answer_and_no_other() {
    let document = document().await;
    let declares = |methode: &str, chemin: &str| {
        let reponses = document["paths"][format!("{RACINE}{chemin}")][methode]["responses"].as_object();
        reponses.unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    };
    for (methode, chemin, attendus) in [
        ("get", "/notice", "200 405 503"),
        ("post", "/session/cle/defi", "200 403 405 409 429 500 503"),
        ("post", "/session", "200 400 401 403 405 409 413 415 422 429 500 503"),
        ("get", "/accueil", "200 401 403 405 500 503"),
        ("get", "/dossiers/{dossier}", "200 401 403 404 405 500 503"),
        ("post", "/recherches", "200 400 401 403 404 405 413 415 422 500 503"),
        ("post", "/cer/{cer}/decisions", "200 400 401 403 404 405 409 412 413 415 422 428 500 503"),
        ("post", "/revues/{revue}/sceau", "200 401 403 404 405 409 412 428 500 503"),
    ] {
        assert_eq!(declares(methode, chemin), attendus, "{methode} {chemin}");
    }
}

/// An address answers another method with 405 and those that it has, as the description says.
#[tokio::test]
async fn every_address_refuses_the_methods_that_it_does_not_have() {
    let (bac, document) = (Bac::ouvrir().await, document().await);
    for (chemin, methodes) in document["paths"].as_object().unwrap() {
        let adresse = chemin.replace(['{', '}'], "");
        for methode in [Methode::Get, Methode::Post, Methode::Put, Methode::Delete] {
            let operation = &methodes[methode.code().to_lowercase()];
            let statut = bac.visiteur().requete(methode, &adresse).send().await.unwrap().status();
            assert_eq!(statut == 405, operation.is_null(), "{} {chemin}: {statut}", methode.code());
            assert!(operation.is_null() || operation["responses"]["405"].is_object(), "{chemin}");
        }
    }
}

#[tokio::test]
async fn the_document_needs_no_session_and_names_nobody() {
    let document = document().await;
    assert!(routes().iter().filter(|r| r.acte == Acte::SeConnecter).count() == 3);
    let texte = document.to_string();
    for nom in ["KELLER", "SOPHIE", "exemple.fr"] {
        assert!(!texte.contains(nom));
    }
}
