//! Organisations, their opening hours, and the communes that each CTSA holds.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, index_unique};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(organisation()).await?;
    manager.create_table(territoire()).await?;
    index(manager, "territoire", &["commune"]).await?;
    // A commune belongs to one CTSA, so that what a file awaits does.
    index_unique(manager, "ux_territoire_commune", "territoire", &["commune"]).await
}

const HEURES: &str = "(ouvre_a IS NULL AND ferme_a IS NULL) \
     OR (ouvre_a IS NOT NULL AND ferme_a IS NOT NULL AND ouvre_a < ferme_a)";

fn organisation() -> TableCreateStatement {
    Table::create()
        .table("organisation")
        .col(big_pk_auto("id"))
        .col(string("sorte"))
        .col(string_uniq("nom"))
        .col(time_null("ouvre_a"))
        .col(time_null("ferme_a"))
        .col(timestamp_with_time_zone_null("suspendue_le"))
        .check(Expr::cust("sorte IN ('departement', 'ctsa', 'structure', 'pole_emploi')"))
        .check(Expr::cust(HEURES))
        .to_owned()
}

fn territoire() -> TableCreateStatement {
    Table::create()
        .table("territoire")
        .col(big_integer("organisation_id"))
        .col(string_len("commune", 5))
        .primary_key(Index::create().col("organisation_id").col("commune"))
        .foreign_key(&mut cle_etrangere("territoire", "organisation_id", "organisation"))
        .to_owned()
}
