//! What the server's account may do in a PostgreSQL journal: add and read; index, apart. Whoever could alter what
//! it wrote is not let write, unless told to in so many words.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::JournalErreur;

/// Whether the server may write under an account that could alter what it wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exigence {
    /// It may only add and read.
    Stricte,
    /// Asked for by the operator: training, trials.
    Levee,
}

/// The role, and its rights on the schema.
const DROITS: &str = include_str!("schema_postgres_droits.sql");

/// By itself or by any role that it may take: `RESET ROLE` is one statement away. Rows of the index, which
/// proves nothing, may go.
const EXCES: &str = "\
    WITH moi AS (SELECT oid, rolsuper FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')), \
    tables AS (SELECT c.oid, c.relowner, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
        WHERE n.nspname = 'journal' AND c.relkind IN ('r', 'p')) \
    SELECT session_user::text, \
        EXISTS (SELECT FROM moi WHERE rolsuper), \
        EXISTS (SELECT FROM pg_namespace n JOIN moi ON moi.oid = n.nspowner WHERE n.nspname = 'journal') \
        OR EXISTS (SELECT FROM tables JOIN moi ON moi.oid = tables.relowner) \
        OR EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace \
            JOIN moi ON moi.oid = p.proowner WHERE n.nspname = 'journal'), \
        EXISTS (SELECT FROM tables, moi WHERE has_any_column_privilege(moi.oid, tables.oid, 'UPDATE') \
            OR (has_table_privilege(moi.oid, tables.oid, 'DELETE') \
                AND tables.relname NOT IN ('renvoi', 'signet')) \
            OR has_table_privilege(moi.oid, tables.oid, 'TRUNCATE') \
            OR has_table_privilege(moi.oid, tables.oid, 'TRIGGER'))";

const RAISONS: [&str; 3] = [
    "il est superutilisateur",
    "il possède le schéma, une table ou une fonction du journal, dont il peut retirer les protections",
    "il a le droit de modifier, d’effacer ou de vider une table du journal",
];

/// Refuses the account of this connection when it could alter what it writes.
pub(super) async fn exiger(base: &DatabaseConnection) -> Result<(), JournalErreur> {
    let ligne = base.query_one_raw(Statement::from_string(DbBackend::Postgres, EXCES)).await?;
    let Some(ligne) = ligne else { return Ok(()) };
    let compte: String = ligne.try_get_by_index(0)?;
    let mut raisons = Vec::new();
    for (rang, raison) in RAISONS.into_iter().enumerate() {
        if ligne.try_get_by_index(rang + 1)? {
            raisons.push(raison);
        }
    }
    if raisons.is_empty() {
        return Ok(());
    }
    Err(JournalErreur::CompteTropPuissant { remede: remede(&compte), compte, raisons: raisons.join(" ; ") })
}

/// What puts it right, to be run in the database of the journal by a superuser.
fn remede(compte: &str) -> String {
    let compte = compte.replace('"', "\"\"");
    format!(
        "CREATE ROLE reciproque_journal NOLOGIN; -- s’il n’existe pas\n\
         CREATE ROLE reciproque_proprietaire LOGIN PASSWORD '…' IN ROLE reciproque_journal;\n\
         ALTER SCHEMA journal OWNER TO reciproque_proprietaire;\n\
         ALTER TABLE journal.evenement OWNER TO reciproque_proprietaire;\n\
         ALTER TABLE journal.sceau OWNER TO reciproque_proprietaire;\n\
         ALTER TABLE journal.repere OWNER TO reciproque_proprietaire;\n\
         ALTER TABLE journal.renvoi OWNER TO reciproque_proprietaire;\n\
         ALTER TABLE journal.signet OWNER TO reciproque_proprietaire;\n\
         ALTER FUNCTION journal.refuser() OWNER TO reciproque_proprietaire;\n\
         ALTER FUNCTION journal.conserver() OWNER TO reciproque_proprietaire;\n\
         GRANT USAGE ON SCHEMA journal TO reciproque_journal;\n\
         GRANT SELECT, INSERT ON journal.evenement, journal.sceau TO reciproque_journal;\n\
         GRANT SELECT ON journal.repere TO reciproque_journal;\n\
         GRANT SELECT, INSERT, DELETE ON journal.renvoi, journal.signet TO reciproque_journal;\n\
         REVOKE ALL ON ALL TABLES IN SCHEMA journal FROM \"{compte}\";\n\
         ALTER ROLE \"{compte}\" NOSUPERUSER;\n\
         GRANT reciproque_journal TO \"{compte}\";"
    )
}

/// Gives the role its rights, when this account owns the schema.
pub(super) async fn accorder(base: &DatabaseConnection) -> Result<(), JournalErreur> {
    let requete = "SELECT count(*) FROM pg_namespace \
                   WHERE nspname = 'journal' AND pg_has_role(session_user, nspowner, 'MEMBER')";
    let ligne = base.query_one_raw(Statement::from_string(DbBackend::Postgres, requete)).await?;
    let proprietaire: i64 = ligne.map_or(Ok(0), |ligne| ligne.try_get_by_index(0))?;
    if proprietaire > 0 {
        base.execute_unprepared(DROITS).await?;
    }
    Ok(())
}
