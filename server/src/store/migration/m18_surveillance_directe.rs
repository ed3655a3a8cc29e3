//! A watch that the officer decides without an alert, until a day or until it is lifted, with
//! who lifted it and why; and the version of a rendez-vous draft, so that two tabs can't
//! overwrite each other.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, un_seul_en_cours};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => assouplir(manager).await?,
            _ => refaire(manager).await?,
        }
        let version = integer("version").default(1).take();
        let ajout = Table::alter().table("brouillon_rendez_vous").add_column(version).to_owned();
        manager.alter_table(ajout).await
    }
}

async fn assouplir(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for changement in [
        "ALTER COLUMN alerte_id DROP NOT NULL",
        "ALTER COLUMN jusqu_au DROP NOT NULL",
        "ADD COLUMN levee_par bigint REFERENCES agent (id)",
        "ADD COLUMN motif_levee text",
    ] {
        let requete = format!("ALTER TABLE surveillance {changement}");
        manager.get_connection().execute_unprepared(&requete).await?;
    }
    Ok(())
}

/// SQLite can't make a column optional: both tables are made again, the one that refers first
/// out of the way.
async fn refaire(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(surveillance()).await?;
    manager.create_table(motif()).await?;
    for requete in [
        "INSERT INTO surveillance_nouvelle (id, agent_id, alerte_id, posee_par, debut, jusqu_au, motif, fin) \
         SELECT id, agent_id, alerte_id, posee_par, debut, jusqu_au, motif, fin FROM surveillance",
        "INSERT INTO motif_nouveau (id, surveillance_id, donne_le, motif, precision, objet) \
         SELECT id, surveillance_id, donne_le, motif, precision, objet FROM motif",
        "DROP TABLE motif",
        "DROP TABLE surveillance",
        "ALTER TABLE surveillance_nouvelle RENAME TO surveillance",
        "ALTER TABLE motif_nouveau RENAME TO motif",
    ] {
        manager.get_connection().execute_unprepared(requete).await?;
    }
    index(manager, "motif", &["surveillance_id"]).await?;
    un_seul_en_cours(manager, "surveillance", "agent_id").await
}

fn surveillance() -> TableCreateStatement {
    Table::create()
        .table("surveillance_nouvelle")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(big_integer_null("alerte_id"))
        .col(big_integer("posee_par"))
        .col(timestamp_with_time_zone("debut"))
        .col(date_null("jusqu_au"))
        .col(text("motif"))
        .col(timestamp_with_time_zone_null("fin"))
        .col(big_integer_null("levee_par"))
        .col(text_null("motif_levee"))
        .foreign_key(&mut cle_etrangere("surveillance_nouvelle", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("surveillance_nouvelle", "alerte_id", "alerte"))
        .foreign_key(&mut cle_etrangere("surveillance_nouvelle", "posee_par", "agent"))
        .foreign_key(&mut cle_etrangere("surveillance_nouvelle", "levee_par", "agent"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .to_owned()
}

fn motif() -> TableCreateStatement {
    Table::create()
        .table("motif_nouveau")
        .col(big_pk_auto("id"))
        .col(big_integer("surveillance_id"))
        .col(timestamp_with_time_zone("donne_le"))
        .col(string("motif"))
        .col(text_null("precision"))
        .col(string_null("objet"))
        .foreign_key(&mut cle_etrangere("motif_nouveau", "surveillance_id", "surveillance_nouvelle"))
        .to_owned()
}
