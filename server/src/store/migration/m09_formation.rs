//! The life of a habilitation: training sessions, each step with its author, what an
//! agent does and with whom, the principal manager of an organisation.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// `version` counts the changes (If-Match).
const COLONNES: [&str; 4] = [
    "ALTER TABLE agent ADD COLUMN fonction text",
    "ALTER TABLE agent ADD COLUMN groupe text",
    "ALTER TABLE habilitation ADD COLUMN version integer NOT NULL DEFAULT 1",
    "ALTER TABLE habilitation ADD COLUMN formation_id bigint REFERENCES formation (id)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(formation()).await?;
        for colonne in COLONNES {
            manager.get_connection().execute_unprepared(colonne).await?;
        }
        manager.create_table(habilitation_etape()).await?;
        manager.create_table(gestionnaire_principal()).await?;
        index(manager, "habilitation", &["formation_id"]).await?;
        index(manager, "habilitation_etape", &["habilitation_id"]).await
    }
}

fn formation() -> TableCreateStatement {
    Table::create()
        .table("formation")
        .col(big_pk_auto("id"))
        .col(date_time("debut"))
        .col(text("lieu"))
        .col(integer("places"))
        .col(big_integer("agent_id"))
        .foreign_key(&mut cle_etrangere("formation", "agent_id", "agent"))
        .check(Expr::cust("places > 0"))
        .to_owned()
}

/// Append-only: nothing updates or deletes a step.
fn habilitation_etape() -> TableCreateStatement {
    Table::create()
        .table("habilitation_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("habilitation_id"))
        .col(string("geste"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .col(text_null("motif"))
        .foreign_key(&mut cle_etrangere("habilitation_etape", "habilitation_id", "habilitation"))
        .foreign_key(&mut cle_etrangere("habilitation_etape", "agent_id", "agent"))
        .to_owned()
}

/// The key is the organisation: it can't have two.
fn gestionnaire_principal() -> TableCreateStatement {
    Table::create()
        .table("gestionnaire_principal")
        .col(big_integer("organisation_id").primary_key())
        .col(big_integer_uniq("habilitation_id"))
        .foreign_key(&mut cle_etrangere("gestionnaire_principal", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("gestionnaire_principal", "habilitation_id", "habilitation"))
        .to_owned()
}
