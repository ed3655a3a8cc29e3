//! What was done is never told, nor traced, as failed; what is told as refused changed nothing. Each
//! call that writes is tried, in the first case in which the reviewed matrix lets it pass, while the
//! store stops giving connections in the middle of it: what is under way may end, and nothing more
//! can be read.

use std::collections::{BTreeMap, BTreeSet};

use reciproque_server::depot::Depot;
use reciproque_server::http::openapi::Route;
use reciproque_shared::api::Methode;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Issue;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::bac::Bac;
use crate::matrice::{COMPTES, Cas, PROFILS, Scene, dans_l_ordre};

const MATRICE: &str =
    include_str!("snapshots/extranet__matrice__the_matrix_is_the_one_that_was_reviewed.snap");
/// Characters before the first cell of a line of the matrix, and of each cell.
const MARGE: usize = 53;
const CELLULE: usize = 7;

/// Passes in no case of the matrix, which has no authenticator.
const SANS_AUTHENTIFICATEUR: [&str; 1] = ["POST /compte/cles"];
/// Neither a change nor its absence: the throttle, and when a session was seen.
const ACCESSOIRES: [&str; 3] = ["frein", "essai_second_facteur", "seaql_migrations"];

/// For each call, the letters of the cases in which the matrix lets it pass.
pub fn passages() -> BTreeMap<String, Vec<char>> {
    let mut passages: BTreeMap<String, Vec<char>> = BTreeMap::new();
    let mut lettres = Vec::new();
    for ligne in MATRICE.lines().map(|ligne| ligne.chars().collect::<Vec<_>>()) {
        let Some((tete, cellules)) = ligne.split_at_checked(MARGE) else { continue };
        let tete = tete.iter().collect::<String>();
        let cellules = cellules.chunks(CELLULE).map(|c| c.iter().collect::<String>().trim().to_owned());
        if tete.trim().is_empty() {
            lettres = cellules.filter_map(|cellule| cellule.chars().next()).collect();
            continue;
        }
        let qui = cellules.zip(&lettres).filter(|(cellule, _)| cellule.starts_with("200"));
        let mots: Vec<_> = tete.split_whitespace().collect();
        passages.entry(mots.join(" ")).or_default().extend(qui.map(|(_, lettre)| *lettre));
    }
    passages
}

/// The case of this letter.
pub fn cas(lettre: char) -> &'static Cas {
    PROFILS.iter().chain(&COMPTES).find(|cas| cas.lettre == lettre).unwrap()
}

/// The calls that the matrix makes before this one, and that it needs.
fn prealables(route: &Route) -> Vec<Route> {
    let noms: &[&str] = match route.operation {
        "RenouvelerCodesSecours" | "RetirerSecondFacteur" => {
            &["ProposerSecondFacteur", "ConfirmerSecondFacteur"]
        }
        _ => &[],
    };
    dans_l_ordre().into_iter().filter(|autre| noms.contains(&autre.operation)).collect()
}

/// From here on nobody is given a connection; those that are held go on.
fn fermer(depot: &Depot) {
    for base in [depot.lecture(), depot.ecriture()] {
        // Closed as soon as asked: the answer only tells when the last connection is back.
        match base.get_database_backend() {
            DbBackend::Sqlite => drop(base.get_sqlite_connection_pool().close()),
            _ => drop(base.get_postgres_connection_pool().close()),
        }
    }
}

/// Every row of the store, as text, table by table.
async fn contenu(bac: &Bac) -> BTreeMap<String, String> {
    let base = Database::connect(bac.lieux().base).await.unwrap();
    let mut contenu = BTreeMap::new();
    for table in tables(&base).await {
        let requete = match base.get_database_backend() {
            DbBackend::Sqlite => sqlite(&base, &table).await,
            _ => format!(
                "SELECT coalesce(string_agg(ligne, ';' ORDER BY ligne), '') FROM \
                 (SELECT (to_jsonb(t) - 'vue_le')::text AS ligne FROM public.\"{table}\" t) lignes"
            ),
        };
        contenu.insert(table, texte(&base, &requete).await.unwrap_or_default());
    }
    base.close().await.unwrap();
    contenu
}

async fn sqlite(base: &DatabaseConnection, table: &str) -> String {
    let colonnes = format!(
        "SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') FROM pragma_table_info('{table}') \
         WHERE name <> 'vue_le'"
    );
    let colonnes = texte(base, &colonnes).await.unwrap();
    format!("SELECT group_concat(ligne, ';') FROM (SELECT {colonnes} AS ligne FROM \"{table}\" ORDER BY 1)")
}

async fn texte(base: &DatabaseConnection, requete: &str) -> Option<String> {
    let requete = Statement::from_string(base.get_database_backend(), requete);
    base.query_one_raw(requete).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn tables(base: &DatabaseConnection) -> Vec<String> {
    let requete = match base.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let requete = Statement::from_string(base.get_database_backend(), requete);
    let lues = base.query_all_raw(requete).await.unwrap();
    let noms = lues.iter().map(|lue| lue.try_get_by_index::<String>(0).unwrap());
    noms.filter(|nom| !ACCESSOIRES.contains(&nom.as_str())).collect()
}

/// Whether the call announced a writing, in the middle of which the store was lost.
async fn perdre_la_base_pendant(route: &Route, scene: &Scene) -> bool {
    let bac = &scene.bac;
    let recette = bac.recette(route, scene.qui, scene.cible).await;
    let (avant, deja) = (contenu(bac).await, bac.evenements().await.len());
    let depot = bac.app.depot.clone();
    bac.instructions.a_la_premiere_ecriture(move || fermer(&depot));
    let reponse = scene.client.executer(&recette).await;
    if !bac.instructions.est_survenu() {
        return false;
    }
    let (change, operation) = (avant != contenu(bac).await, route.operation);
    let dit_fait = reponse.statut.is_success();
    assert!(dit_fait || !change, "{operation} is done, and told {}", reponse.texte);
    // The latest first.
    let evenements = bac.evenements().await;
    let nouveaux = &evenements[..evenements.len() - deja];
    let issues: Vec<_> = nouveaux.iter().map(|lu| lu.maillon.evenement.issue).collect();
    assert!(issues.contains(&Issue::Annonce), "{operation}: {issues:?}");
    assert_eq!(!issues.contains(&Issue::Echoue), dit_fait, "{operation} is traced {issues:?}");
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_never_told_as_failed() {
    let passages = passages();
    let (mut essayes, mut lus) = (BTreeSet::new(), BTreeSet::new());
    let ecrit = |route: &&Route| route.methode != Methode::Get && route.acte != Acte::SeConnecter;
    for route in dans_l_ordre().iter().filter(ecrit) {
        let appel = format!("{} {}", route.methode.code(), route.chemin);
        let lettres = passages.get(&appel).unwrap_or_else(|| panic!("{appel} is not in the matrix"));
        let Some(lettre) = lettres.first() else {
            assert!(SANS_AUTHENTIFICATEUR.contains(&appel.as_str()), "{appel} passes in no case");
            continue;
        };
        let scene = Scene::dresser(cas(*lettre)).await;
        for prealable in prealables(route) {
            scene.jouer(&prealable).await;
        }
        match perdre_la_base_pendant(route, &scene).await {
            true => essayes.insert(route.operation),
            false => lus.insert(route.operation),
        };
    }
    let liste = |noms: BTreeSet<&str>| noms.into_iter().collect::<Vec<_>>().join("\n");
    // A sign-in is not announced: it is not among them.
    insta::assert_snapshot!(format!("TRIED\n{}\n\nWRITES NOTHING\n{}", liste(essayes), liste(lus)));
}
