//! The same intention sent many times makes one thing: a double click, a retry after a lost
//! answer, two tabs. Every call that creates is tried, and a call that adds rows without being
//! declared as creating is found.

use std::collections::{BTreeMap, BTreeSet};

use reciproque_server::http::openapi::Route;
use reciproque_shared::api::ENTETE_CLE;
use reqwest::StatusCode;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
use tokio::task::JoinSet;

use crate::bac::{Bac, Recette, ampleur, cle_neuve};
use crate::matrice::{COMPTES, Cas, PROFILS, Scene, dans_l_ordre, routes};

/// In whose place each creation is tried: a new one does not pass until it has its line.
fn createur(operation: &str) -> char {
    match operation {
        "CreerCer" | "CorrigerCer" | "CreerRendezVous" | "RenseignerRendezVous" => 'A',
        "DemanderReorientation" => 'A',
        "Orienter" | "OrienterLot" | "DesignerReferent" | "OuvrirInstruction" => 'I',
        "CreerOrganisation" | "SaisirConvention" | "SaisirAvenant" | "ConfierCommunes" => 'K',
        "DemanderHabilitation" | "PlanifierFormation" => 'K',
        "SurveillerAgent" | "EnregistrerDemande" => 'O',
        "TransfererPortefeuille" => 'N',
        "RectifierDonnee" => 'Q',
        "DonnerMotif" => 's',
        autre => panic!("{autre} creates: say here who does it, so that it is tried"),
    }
}

/// Each view needs a reason of its own: only the key tells two intentions from one.
const SANS_DOUBLON: &str = "DonnerMotif";

/// What a gesture adds beside the thing that it changes, what is kept one a person or a setting,
/// what counts tries; creations add to other tables.
const SUITES: &[&str] = &[
    "alerte_etape",
    "alerte_seuil",
    "appareil",
    "attente",
    "avis_compte",
    "brouillon_rendez_vous",
    "cer_etape",
    "cle_creation",
    "code_secours",
    "compte",
    "correction",
    "demande_etape",
    "ecart_etape",
    "essai_second_facteur",
    "frein",
    "geste_acces",
    "gestionnaire_principal",
    "habilitation_etape",
    "instruction_etape",
    "parcours_etape",
    "question",
    "rapprochement_etape",
    "rendez_vous_etape",
    "reorientation_etape",
    "revue_ligne",
    "session",
    "supervision",
    "surveillance",
    "territoire_etape",
];

fn cas(lettre: char) -> &'static Cas {
    PROFILS.iter().chain(&COMPTES).find(|cas| cas.lettre == lettre).unwrap()
}

/// How many rows each table of the store has.
async fn lignes(bac: &Bac) -> BTreeMap<String, i64> {
    let moteur = bac.base().get_database_backend();
    let tables = match moteur {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        _ => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()",
    };
    let tables = bac.base().query_all_raw(Statement::from_string(moteur, tables)).await.unwrap();
    let comptes: Vec<String> = tables
        .iter()
        .map(|ligne| ligne.try_get::<String>("", "name").unwrap())
        .map(|nom| format!("SELECT '{nom}' AS nom, COUNT(*) AS nombre FROM {nom}"))
        .collect();
    let tous = Statement::from_string(moteur, comptes.join(" UNION ALL "));
    let lus = bac.base().query_all_raw(tous).await.unwrap();
    lus.iter().map(|l| (l.try_get("", "nom").unwrap(), l.try_get("", "nombre").unwrap())).collect()
}

/// The tables that grew, and by how much.
fn ajouts(avant: &BTreeMap<String, i64>, apres: &BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let ecarts = apres.iter().map(|(nom, nombre)| (nom.clone(), nombre - avant[nom]));
    ecarts
        .filter(|(nom, ecart)| {
            *ecart != 0 && !["cle_creation", "session", "appareil", "frein"].contains(&nom.as_str())
        })
        .collect()
}

/// What a creation sent at once under each of these keys adds, and how each was answered.
async fn essayer(route: &Route, cles: &[String]) -> (BTreeMap<String, i64>, Vec<(StatusCode, String)>) {
    let scene = Scene::dresser(cas(createur(route.operation))).await;
    let recette = scene.bac.recette(route, scene.qui, scene.cible).await;
    let avant = lignes(&scene.bac).await;
    let mut envois = JoinSet::new();
    for cle in cles {
        let recette = Recette { cle: Some(cle.clone()), ..recette.clone() };
        let requete = scene.client.preparer(&recette);
        envois.spawn(async move {
            let reponse = requete.send().await.unwrap();
            (reponse.status(), reponse.text().await.unwrap())
        });
    }
    let reponses = envois.join_all().await;
    (ajouts(&avant, &lignes(&scene.bac).await), reponses)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_intention_sent_many_times_at_once_makes_one_thing_and_is_answered_alike() {
    let combien = ampleur(12, 50);
    for route in routes().into_iter().filter(|route| route.cree) {
        let nom = route.operation;
        let (une, reponses) = essayer(&route, &[cle_neuve()]).await;
        assert_eq!(reponses[0].0, StatusCode::OK, "{nom}: {}", reponses[0].1);
        assert!(!une.is_empty(), "{nom} creates nothing");
        let (memes, reponses) = essayer(&route, &vec![cle_neuve(); combien]).await;
        for (statut, texte) in &reponses {
            assert_eq!(*statut, StatusCode::OK, "{nom}: {texte}");
        }
        assert_eq!(memes, une, "{nom}: many times under one key");
        if nom != SANS_DOUBLON {
            let cles: Vec<String> = (0..combien).map(|_| cle_neuve()).collect();
            let (autres, reponses) = essayer(&route, &cles).await;
            assert_eq!(autres, une, "{nom}: many times under as many keys");
            assert!(reponses.iter().all(|(statut, _)| !statut.is_server_error()), "{nom}: {reponses:?}");
        }
    }
}

/// Alone, each adds to the tables of the things that there are: then it is declared as creating.
#[tokio::test]
async fn a_call_that_creates_is_declared_as_such() {
    let suites = BTreeSet::from_iter(SUITES.iter().copied());
    for lettre in ['A', 'I', 'K', 'N', 'O', 'Q'] {
        let scene = Scene::dresser(cas(lettre)).await;
        for route in dans_l_ordre().into_iter().filter(|route| !route.cree) {
            let recette = scene.bac.recette(&route, scene.qui, scene.cible).await;
            let avant = lignes(&scene.bac).await;
            scene.jouer_ainsi(&route, recette).await;
            let ajouts = ajouts(&avant, &lignes(&scene.bac).await);
            let crees: Vec<_> =
                ajouts.iter().filter(|(nom, ecart)| **ecart > 0 && !suites.contains(nom.as_str())).collect();
            assert!(crees.is_empty(), "{} creates in {crees:?} without a key", route.operation);
        }
    }
}

async fn rendez_vous(scene: &Scene) -> Recette {
    let route = routes().into_iter().find(|route| route.operation == "CreerRendezVous").unwrap();
    scene.bac.recette(&route, scene.qui, scene.cible).await
}

#[tokio::test]
async fn a_creation_without_a_key_or_under_the_key_of_another_is_refused_in_words() {
    let scene = Scene::dresser(cas('A')).await;
    let recette = rendez_vous(&scene).await;
    for mauvaise in [None, Some("court".to_owned()), Some("Sophie Keller née en 1982".to_owned())] {
        let sans = Recette { cle: None, ..recette.clone() };
        let mut requete = scene.client.preparer(&sans);
        if let Some(cle) = mauvaise {
            requete = requete.header(ENTETE_CLE, cle.as_bytes());
        }
        let reponse = requete.send().await.unwrap();
        assert_eq!(reponse.status(), StatusCode::BAD_REQUEST);
        assert!(reponse.text().await.unwrap().contains("Idempotency-Key"));
    }
    assert_eq!(scene.client.executer(&recette).await.statut, StatusCode::OK);
    let mut autre = recette.clone();
    autre.corps["heure"] = "15:00".into();
    let refus = scene.client.executer(&autre).await;
    assert_eq!(
        (refus.statut, refus.refus().as_deref()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("cle_reprise"))
    );
    let noe = scene.bac.connecter("noe").await;
    let a_lui = noe.executer(&autre).await;
    assert_eq!(a_lui.statut, StatusCode::OK, "the keys of one agent are not those of another");
}

/// The retry reads the thing as it is now, under the scope of now, and leaves its own trace.
#[tokio::test]
async fn a_retry_answers_what_was_created_as_it_is_now_and_under_the_scope_of_now() {
    let scene = Scene::dresser(cas('A')).await;
    let recette = rendez_vous(&scene).await;
    let cree = scene.client.executer(&recette).await;
    let relu = scene.client.executer(&recette).await;
    let id = |texte: &serde_json::Value| texte["enregistre"]["ligne"]["id"].clone();
    assert_eq!(id(&cree.json()), id(&relu.json()));
    assert_ne!(cree.entetes["x-trace"], relu.entetes["x-trace"]);
    let hier = scene.bac.horloge.aujourdhui() - chrono::Days::new(1);
    scene.bac.finir_orientation(scene.cible.personne, hier).await;
    assert_eq!(scene.client.executer(&recette).await.statut, StatusCode::NOT_FOUND);
}

/// The day after, a key is forgotten: its rows do not pile up.
#[tokio::test]
async fn keys_are_forgotten_after_a_day() {
    use reciproque_server::depot::entite::cle_creation;

    let scene = Scene::dresser(cas('K')).await;
    let route = routes().into_iter().find(|route| route.operation == "CreerOrganisation").unwrap();
    let une = scene.bac.recette(&route, scene.qui, scene.cible).await;
    assert_eq!(scene.client.executer(&une).await.statut, StatusCode::OK);
    scene.bac.horloge.avancer(25 * 3_600);
    let client = scene.bac.connecter("sonia").await;
    let mut autre = scene.bac.recette(&route, scene.qui, scene.cible).await;
    autre.corps["nom"] = "Structure du lendemain".into();
    assert_eq!(client.executer(&autre).await.statut, StatusCode::OK);
    let restantes = cle_creation::Entity::find().all(scene.bac.base()).await.unwrap();
    assert_eq!(restantes.len(), 1, "{restantes:?}");
}

/// Two colleagues give the same hour to the same person at the same moment.
#[tokio::test(flavor = "multi_thread")]
async fn two_colleagues_never_take_the_same_hour_unknowingly() {
    for _ in 0..ampleur(3, 20) {
        let scene = Scene::dresser(cas('A')).await;
        let noe = scene.bac.connecter("noe").await;
        let recette = rendez_vous(&scene).await;
        let sienne = Recette { cle: Some(cle_neuve()), ..recette.clone() };
        let (a, b) = tokio::join!(scene.client.executer(&recette), noe.executer(&sienne));
        let crees = [&a, &b].iter().filter(|r| r.texte.contains("\"enregistre\":{")).count();
        assert_eq!(crees, 1, "{a:?} {b:?}");
    }
}
