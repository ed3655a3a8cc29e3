//! The schema of the journal's store, made and brought up to date.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait as _,
};

use super::JournalErreur;
use super::base::{CLASSE_VERROU, Usage, connecter};
use super::droits::{self, Exigence};
use super::lecture::COLONNES;

/// Under the account itself: makes the schema where it may, or refuses an account that could
/// alter what it writes.
pub(super) async fn preparer_postgres(url: &str, exigence: Exigence) -> Result<(), JournalErreur> {
    let base = connecter(url, Usage::Purge).await?;
    if exigence == Exigence::Stricte {
        droits::exiger(&base).await?;
        if !a_jour(&base).await? {
            return Err(JournalErreur::SchemaAbsent);
        }
    } else {
        preparer(&base).await?;
    }
    Ok(base.close().await?)
}

/// Creates the schema and its role, or brings them up to date: what the owner of a PostgreSQL
/// journal does before the server may write there.
pub(super) async fn installer(url: &str) -> Result<(), JournalErreur> {
    let base = connecter(url, Usage::Purge).await?;
    preparer(&base).await?;
    Ok(base.close().await?)
}

/// Brings the schema of a journal from before chains had a key up to date; any other stays untouched.
pub(super) async fn mettre_a_jour(url: &str) -> Result<(), JournalErreur> {
    let base = connecter(url, Usage::Lecture).await?;
    let a_jour = sait_la_sorte(&base).await?;
    base.close().await?;
    if !a_jour {
        let base = connecter(url, Usage::Purge).await?;
        preparer(&base).await?;
        base.close().await?;
    }
    Ok(())
}

/// Whether seals say of which kind they are.
async fn sait_la_sorte(base: &impl ConnectionTrait) -> Result<bool, JournalErreur> {
    let requete = match base.get_database_backend() {
        DbBackend::Postgres => SORTE_POSTGRES,
        _ => "SELECT COUNT(*) > 0 FROM pragma_table_info('sceau') WHERE name = 'sorte'",
    };
    vrai(base, requete).await
}

const SORTE_POSTGRES: &str = "SELECT count(*) > 0 FROM information_schema.columns \
     WHERE table_schema = 'journal' AND table_name = 'sceau' AND column_name = 'sorte'";

const RENVOI_POSTGRES: &str = "SELECT to_regclass('journal.renvoi') IS NOT NULL";

/// Whether the journal has its index apart: one from before is verified as it is.
pub(super) async fn a_un_index(base: &impl ConnectionTrait) -> Result<bool, JournalErreur> {
    let requete = match base.get_database_backend() {
        DbBackend::Postgres => RENVOI_POSTGRES,
        _ => "SELECT COUNT(*) > 0 FROM sqlite_master WHERE name = 'renvoi'",
    };
    vrai(base, requete).await
}

/// What makes the schema of PostgreSQL, in order, each with the question that says whether it is
/// done.
const SCHEMAS: [(&str, &str); 4] = [
    ("SELECT to_regclass('journal.evenement') IS NOT NULL", include_str!("schema_postgres.sql")),
    ("SELECT to_regclass('journal.repere') IS NOT NULL", include_str!("schema_postgres_purge.sql")),
    (SORTE_POSTGRES, include_str!("schema_postgres_cle.sql")),
    (RENVOI_POSTGRES, include_str!("schema_postgres_renvoi.sql")),
];

async fn a_jour(base: &DatabaseConnection) -> Result<bool, JournalErreur> {
    for (present, _) in SCHEMAS {
        if !vrai(base, present).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn vrai(base: &impl ConnectionTrait, requete: &str) -> Result<bool, JournalErreur> {
    let ligne = base.query_one_raw(Statement::from_string(base.get_database_backend(), requete)).await?;
    Ok(ligne.map_or(Ok(false), |ligne| ligne.try_get_by_index(0))?)
}

pub(super) async fn preparer(base: &DatabaseConnection) -> Result<(), JournalErreur> {
    if base.get_database_backend() == DbBackend::Sqlite {
        return preparer_sqlite(base).await;
    }
    // Two servers that start together must not both create it.
    base.execute_unprepared(&format!("SELECT pg_advisory_lock({CLASSE_VERROU}, -1)")).await?;
    for (present, schema) in SCHEMAS {
        if !vrai(base, present).await? {
            base.execute_unprepared(schema).await?;
        }
    }
    droits::accorder(base).await?;
    base.execute_unprepared(&format!("SELECT pg_advisory_unlock({CLASSE_VERROU}, -1)")).await?;
    Ok(())
}

async fn preparer_sqlite(base: &DatabaseConnection) -> Result<(), JournalErreur> {
    let requete = "SELECT count(*) FROM sqlite_master WHERE name = 'evenement' AND sql LIKE '%chaine = 0%'";
    let ligne = base.query_one_raw(Statement::from_string(DbBackend::Sqlite, requete)).await?;
    let une_chaine: i64 = ligne.map_or(Ok(0), |ligne| ligne.try_get_by_index(0))?;
    // Takes the pen at once: another process may be writing its own chain.
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    let transaction = base.begin_with_options(options).await?;
    if une_chaine > 0 {
        transaction.execute_unprepared(include_str!("schema_sqlite_une_chaine.sql")).await?;
    }
    transaction.execute_unprepared(include_str!("schema_sqlite.sql")).await?;
    if une_chaine > 0 {
        let reprise = format!(
            "INSERT INTO evenement ({COLONNES}) SELECT {COLONNES} FROM evenement_une_chaine ORDER BY seq;
             DROP TABLE evenement_une_chaine"
        );
        transaction.execute_unprepared(&reprise).await?;
    }
    if !sait_la_sorte(&transaction).await? {
        transaction.execute_unprepared(include_str!("schema_sqlite_cle.sql")).await?;
    }
    // Last: the indexes of a journal from before leave the table of the chain.
    transaction.execute_unprepared(include_str!("schema_sqlite_renvoi.sql")).await?;
    Ok(transaction.commit().await?)
}
