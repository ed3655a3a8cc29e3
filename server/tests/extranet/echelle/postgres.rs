//! The same département on PostgreSQL: the rows of the SQLite one, copied in bulk into a database
//! that the tests of a cluster share.

use std::path::Path;

use reciproque_server::depot::Depot;
use reciproque_server::journal::{Exigence, Journal};
use sea_orm::sqlx::postgres::PgPoolCopyExt;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, Statement};

use super::departement::une_connexion;
use crate::bac::{cluster, dans_le_cluster, sqlite};

/// Rows sent at once.
const PAQUET: i64 = 20_000;
/// The chains of the copy: the journal opened there has its own.
const CHAINES_COPIEES: i64 = 100;

/// The address of the store and of its journal, made by whoever comes first.
pub async fn departement(nom: &str, donnees: &Path, cle: &Path) -> String {
    let cluster = une_connexion(&cluster(), "public").await;
    cluster.execute_unprepared("SELECT pg_advisory_lock(68)").await.unwrap();
    let existe = format!("SELECT 1 FROM pg_database WHERE datname = '{nom}'");
    let existe = Statement::from_string(DbBackend::Postgres, existe);
    if cluster.query_one_raw(existe).await.unwrap().is_none() {
        let partiel = format!("{nom}_partiel");
        cluster.execute_unprepared(&format!("DROP DATABASE IF EXISTS {partiel}")).await.unwrap();
        cluster.execute_unprepared(&format!("CREATE DATABASE {partiel}")).await.unwrap();
        remplir(&dans_le_cluster(&partiel), donnees, cle).await;
        cluster.execute_unprepared(&format!("ALTER DATABASE {partiel} RENAME TO {nom}")).await.unwrap();
    }
    cluster.close().await.unwrap();
    dans_le_cluster(nom)
}

async fn remplir(url: &str, donnees: &Path, cle: &Path) {
    let depot = Depot::ouvrir(url).await.unwrap();
    let journal = Journal::ouvrir_sous(url, cle, Exigence::Levee).await.unwrap();
    journal.fermer().await.unwrap();
    for (schema, fichier) in [("public", "reciproque.sqlite"), ("journal", "journal.sqlite")] {
        let de = une_connexion(&sqlite(donnees, fichier), "").await;
        let vers = une_connexion(url, schema).await;
        // Rows come table by table: what they refer to may come later.
        vers.execute_unprepared("SET session_replication_role = replica").await.unwrap();
        for table in tables(&vers, schema).await {
            copier(&de, &vers, &table).await;
        }
        vers.close().await.unwrap();
        de.close().await.unwrap();
    }
    depot.analyser().await.unwrap();
    depot.lecture().clone().close().await.unwrap();
}

#[derive(FromQueryResult)]
struct Colonne {
    table_name: String,
    column_name: String,
    data_type: String,
}

struct Table {
    nom: String,
    colonnes: Vec<Colonne>,
}

async fn tables(vers: &DatabaseConnection, schema: &str) -> Vec<Table> {
    let texte = format!(
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
         JOIN information_schema.tables USING (table_schema, table_name) \
         WHERE table_schema = '{schema}' AND table_type = 'BASE TABLE' AND table_name <> 'seaql_migrations' \
         ORDER BY table_name, ordinal_position"
    );
    let lues = Colonne::find_by_statement(Statement::from_string(DbBackend::Postgres, texte));
    let mut tables: Vec<Table> = Vec::new();
    for colonne in lues.all(vers).await.unwrap() {
        if tables.last().is_none_or(|table| table.nom != colonne.table_name) {
            tables.push(Table { nom: colonne.table_name.clone(), colonnes: Vec::new() });
        }
        tables.last_mut().unwrap().colonnes.push(colonne);
    }
    tables
}

#[derive(FromQueryResult)]
struct Ligne {
    texte: String,
}

/// The rows as `COPY` reads them, written by SQLite itself.
async fn copier(de: &DatabaseConnection, vers: &DatabaseConnection, table: &Table) {
    let noms: Vec<_> = table.colonnes.iter().map(|c| format!("\"{}\"", c.column_name)).collect();
    let valeurs: Vec<_> = table.colonnes.iter().map(valeur).collect();
    let (nom, noms) = (&table.nom, noms.join(", "));
    let lire = format!("SELECT {} AS texte FROM \"{nom}\"", valeurs.join(" || char(9) || "));
    let pool = vers.get_postgres_connection_pool();
    let mut debut = 0;
    loop {
        let page = format!("{lire} LIMIT {PAQUET} OFFSET {debut}");
        let page = Ligne::find_by_statement(Statement::from_string(DbBackend::Sqlite, page));
        let lignes = page.all(de).await.unwrap();
        if lignes.is_empty() {
            break;
        }
        let mut copie = pool.copy_in_raw(&format!("COPY \"{nom}\" ({noms}) FROM STDIN")).await.unwrap();
        let paquet: String = lignes.iter().flat_map(|ligne| [ligne.texte.as_str(), "\n"]).collect();
        copie.send(paquet.into_bytes()).await.unwrap();
        copie.finish().await.unwrap();
        debut += PAQUET;
    }
    if table.colonnes.iter().any(|colonne| colonne.column_name == "id") {
        let suite = format!(
            "SELECT setval(pg_get_serial_sequence('\"{nom}\"', 'id'), (SELECT max(id) FROM \"{nom}\")) \
             WHERE pg_get_serial_sequence('\"{nom}\"', 'id') IS NOT NULL"
        );
        vers.execute_unprepared(&suite).await.unwrap();
    }
}

fn valeur(colonne: &Colonne) -> String {
    let nom = format!("\"{}\"", colonne.column_name);
    let texte = match colonne.data_type.as_str() {
        "bytea" => format!("'\\\\x' || hex({nom})"),
        _ if colonne.column_name == "chaine" => format!("({nom} + {CHAINES_COPIEES})"),
        "text" | "character varying" => format!(
            "replace(replace(replace(replace({nom}, '\\', '\\\\'), char(9), '\\t'), char(10), '\\n'), \
             char(13), '\\r')"
        ),
        _ => nom.clone(),
    };
    format!("CASE WHEN {nom} IS NULL THEN '\\N' ELSE {texte} END")
}
