//! Whether the journal can be written, without an event: through the writer and its connection,
//! down to the disk.

use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};

use super::ecriture::Demande;
use super::{Journal, JournalErreur};

/// On SQLite the number that it lets its users keep in the header, written again; on PostgreSQL a
/// word in its own log, which the role that can only add may write.
const fn ecriture(moteur: DbBackend) -> &'static str {
    match moteur {
        DbBackend::Sqlite => "PRAGMA user_version = 0",
        _ => "SELECT pg_logical_emit_message(true, 'reciproque', '')",
    }
}

pub(super) async fn sonder(base: &DatabaseConnection) -> Result<(), JournalErreur> {
    base.execute_unprepared(ecriture(base.get_database_backend())).await?;
    Ok(())
}

impl Journal {
    /// Whether an event could be written now.
    pub async fn sonder(&self) -> Result<(), JournalErreur> {
        self.demander(Demande::Sonder).await
    }
}
