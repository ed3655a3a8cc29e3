//! What a page shows is of one instant: whatever is written between two of its readings, it is the
//! page of before. Each fiche is read with everything changing under it after each of its
//! statements.

use std::thread;

use reciproque_server::http::openapi::Route;
use reciproque_shared::api::Methode;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;
use tokio::runtime;

use crate::bac::Recette;
use crate::certitude::{cas, passages};
use crate::matrice::{Scene, dans_l_ordre};

/// What differs from one reading to the next by nature: when, under which trace, how many of them.
const DE_LA_LECTURE: [&str; 6] =
    ["trace", "consulte_a", "instant", "etabli_le", "verifiee_le", "consultations"];

/// About documents that nothing of this changes.
const SCELLES: [&str; 2] = ["ExporterRevue", "VerifierRevue"];

/// Everything that has a version has another one, and everybody another name.
async fn tout_changer(base: &DatabaseConnection) {
    let versionnees = match base.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'version'"
        }
        _ => {
            "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'public' \
             AND column_name = 'version' AND data_type = 'integer'"
        }
    };
    let lues =
        base.query_all_raw(Statement::from_string(base.get_database_backend(), versionnees)).await.unwrap();
    let tables = lues.iter().map(|lue| lue.try_get_by_index::<String>(0).unwrap());
    let tables: Vec<_> = tables.filter(|table| table != "seaql_migrations").collect();
    assert!(tables.len() > 4, "{tables:?}");
    for table in tables {
        base.execute_unprepared(&format!("UPDATE \"{table}\" SET version = version + 1")).await.unwrap();
    }
    for table in ["agent", "organisation", "personne"] {
        base.execute_unprepared(&format!("UPDATE \"{table}\" SET nom = nom || 'x'")).await.unwrap();
    }
}

/// From a thread of its own: what hears the statements is not asynchronous.
fn changer_tout(url: String) {
    let travail = move || {
        let execution = runtime::Builder::new_current_thread().enable_all().build().unwrap();
        execution.block_on(async {
            let base = Database::connect(url).await.unwrap();
            tout_changer(&base).await;
            base.close().await.unwrap();
        });
    };
    thread::spawn(travail).join().unwrap();
}

/// The answer, without what tells one reading from another.
fn sans_la_lecture(valeur: Value) -> Value {
    match valeur {
        Value::Object(champs) => champs
            .into_iter()
            .filter(|(nom, _)| !DE_LA_LECTURE.contains(&nom.as_str()))
            .map(|(nom, valeur)| (nom, sans_la_lecture(valeur)))
            .collect(),
        Value::Array(valeurs) => valeurs.into_iter().map(sans_la_lecture).collect(),
        autre => autre,
    }
}

/// Where two answers differ first, and how.
fn ecart(chemin: &str, avant: &Value, pendant: &Value) -> Option<String> {
    match (avant, pendant) {
        _ if avant == pendant => None,
        (Value::Object(avant), Value::Object(pendant)) => avant.iter().find_map(|(nom, valeur)| {
            ecart(&format!("{chemin}.{nom}"), valeur, pendant.get(nom).unwrap_or(&Value::Null))
        }),
        (Value::Array(avant), Value::Array(pendant)) if avant.len() == pendant.len() => {
            avant.iter().zip(pendant).find_map(|(avant, pendant)| ecart(chemin, avant, pendant))
        }
        _ => Some(format!("{chemin}: {avant}, then {pendant}")),
    }
}

async fn lire(recette: &Recette, scene: &Scene) -> Value {
    let reponse = scene.client.executer(recette).await;
    assert!(reponse.statut.is_success(), "{}: {}", recette.chemin, reponse.texte);
    sans_la_lecture(reponse.json())
}

/// How many statements it took.
async fn d_un_instant(route: &Route, scene: &Scene) -> usize {
    let bac = &scene.bac;
    let recette = bac.recette(route, scene.qui, scene.cible).await;
    // The first reading also notes that the session lives.
    lire(&recette, scene).await;
    let mut rang = 1;
    loop {
        let avant = lire(&recette, scene).await;
        let url = bac.lieux().base;
        bac.instructions.apres(rang, move || changer_tout(url));
        let reponse = scene.client.executer(&recette).await;
        if !bac.instructions.est_survenu() {
            return rang - 1;
        }
        let pendant = sans_la_lecture(reponse.json());
        let ecart = ecart(route.operation, &avant, &pendant);
        assert_eq!(ecart, None, "another instant after statement {rang}");
        if !SCELLES.contains(&route.operation) {
            assert_ne!(lire(&recette, scene).await, avant, "{}: nothing changed", route.operation);
        }
        rang += 1;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fiche_is_of_one_instant() {
    let (passages, mut lues) = (passages(), Vec::new());
    let fiche = |route: &&Route| route.methode == Methode::Get && route.chemin.contains('{');
    for route in dans_l_ordre().iter().filter(fiche) {
        let appel = format!("{} {}", route.methode.code(), route.chemin);
        let Some(lettre) = passages[&appel].first() else { continue };
        let instructions = d_un_instant(route, &Scene::dresser(cas(*lettre)).await).await;
        lues.push(format!("{}: {instructions}", route.operation));
    }
    lues.sort();
    insta::assert_snapshot!(lues.join("\n"));
}
