//! The operator's gestures are kept among the decisions, without an author among the agents; and
//! the gestures of the hour, to be counted.

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};
use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// SQLite does not let a column become optional: the table is made again.
const REPRISE: [&str; 3] = [
    "INSERT INTO supervision_neuve SELECT id, organisation_id, agent_id, geste, motif, instant, par FROM supervision",
    "DROP TABLE supervision",
    "ALTER TABLE supervision_neuve RENAME TO supervision",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.create_table(supervision()).await?;
            for etape in REPRISE {
                base.execute_unprepared(etape).await?;
            }
            index(manager, "supervision", &["organisation_id"]).await?;
            index(manager, "supervision", &["agent_id"]).await?;
        } else {
            base.execute_unprepared("ALTER TABLE supervision ALTER COLUMN par DROP NOT NULL").await?;
        }
        manager.create_table(geste_acces()).await?;
        index(manager, "geste_acces", &["par", "instant"]).await
    }
}

fn supervision() -> TableCreateStatement {
    Table::create()
        .table("supervision_neuve")
        .col(big_pk_auto("id"))
        .col(big_integer_null("organisation_id"))
        .col(big_integer_null("agent_id"))
        .col(string("geste"))
        .col(text("motif"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer_null("par"))
        .foreign_key(&mut cle_etrangere("supervision", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("supervision", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("supervision", "par", "agent"))
        .check(Expr::cust("(organisation_id IS NULL) <> (agent_id IS NULL)"))
        .to_owned()
}

/// Numbers and codes, kept an hour: no foreign key, so that nothing waits for them to go.
fn geste_acces() -> TableCreateStatement {
    Table::create()
        .table("geste_acces")
        .col(big_pk_auto("id"))
        .col(big_integer("par"))
        .col(big_integer("sur"))
        .col(string("geste"))
        .col(timestamp_with_time_zone("instant"))
        .to_owned()
}
