//! The figures that the planners go by. PostgreSQL takes them again by itself, but not at once
//! after much was written; SQLite never does.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::Depot;

/// Entries read of each index: enough to tell which lead to few rows, in milliseconds whatever
/// the size. Without a limit SQLite would also keep samples of values, and then prepare a
/// statement again each time another value is bound to it.
const ENTREES: u32 = 1_000;
const CHAQUE_JOUR: Duration = Duration::from_secs(24 * 3_600);

impl Depot {
    /// Takes the figures again: after much was written.
    pub async fn analyser(&self) -> Result<(), DbErr> {
        let base = self.ecriture();
        let instructions = match base.get_database_backend() {
            // A connection reads the figures with the schema: a change of it, undone at once, is
            // what tells the others, those of a running server included.
            DbBackend::Sqlite => format!(
                "PRAGMA analysis_limit = {ENTREES}; ANALYZE; CREATE TABLE analyse (faite); DROP TABLE analyse"
            ),
            // Where nobody is left to see another version of a row, its index answers alone.
            _ => "VACUUM (ANALYZE)".to_owned(),
        };
        base.execute_unprepared(&instructions).await.map(drop)
    }
}

/// Takes the figures of a SQLite store at once, then each day.
pub async fn veiller(depot: Depot) {
    if depot.lecture().get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let mut cadence = tokio::time::interval(CHAQUE_JOUR);
    loop {
        cadence.tick().await;
        if let Err(cause) = depot.analyser().await {
            tracing::warn!(%cause, "les statistiques de la base n’ont pas été refaites : nouvel essai demain");
        }
    }
}
