//! The schema as it was reviewed, and the stores that this version opens: those of the versions
//! before it, brought to the same schema, and no other.

mod ages;
mod magasins;
mod postgres;
mod sqlite;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use reciproque_server::depot::Depot;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

use crate::bac::urls;

/// The name of the engine under trial.
fn moteur(base: &DatabaseConnection) -> &'static str {
    match base.get_database_backend() {
        DbBackend::Sqlite => "sqlite",
        _ => "postgres",
    }
}

/// What is declared of each table: the order in which columns came says nothing.
async fn decrire(base: &DatabaseConnection) -> String {
    let declarations = match base.get_database_backend() {
        DbBackend::Sqlite => sqlite::declarations(base).await,
        _ => postgres::declarations(base).await,
    };
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, declaration) in declarations {
        tables.entry(table).or_default().push(declaration);
    }
    let mut texte = String::new();
    for (table, declarations) in tables {
        writeln!(texte, "{table}\n  {}\n", declarations.join("\n  ")).unwrap();
    }
    texte
}

/// Couples of texts, sorted.
async fn lire(base: &DatabaseConnection, requete: &str) -> Vec<(String, String)> {
    let requete = Statement::from_string(base.get_database_backend(), requete);
    let lignes = base.query_all_raw(requete).await.unwrap();
    let lues = lignes.iter().map(|l| (l.try_get_by_index(0).unwrap(), l.try_get_by_index(1).unwrap()));
    let mut lues: Vec<_> = lues.collect();
    lues.sort();
    lues
}

/// One space for all that separates words.
fn d_une_ligne(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_schema_is_the_one_that_was_reviewed() {
    let dossier = tempfile::tempdir().unwrap();
    let depot = Depot::ouvrir(&urls(&dossier).await.0).await.unwrap();
    insta::assert_snapshot!(moteur(depot.lecture()), decrire(depot.lecture()).await);
}
