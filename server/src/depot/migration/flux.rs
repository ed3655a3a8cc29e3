//! Flows that were read, and the foyers that could not be.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(flux()).await?;
    manager.create_table(rejet()).await?;
    index(manager, "rejet", &["flux_id"]).await
}

/// `annule_le`: since when a flow counts no longer.
fn flux() -> TableCreateStatement {
    Table::create()
        .table("flux")
        .col(big_pk_auto("id"))
        .col(string_uniq("empreinte"))
        .col(string("emetteur"))
        .col(string("version"))
        .col(string("type_flux"))
        .col(date("date_creation"))
        .col(string("heure_creation"))
        .col(date("date_reference"))
        .col(boolean("invente"))
        .col(timestamp_with_time_zone("lu_le"))
        .col(text("bilan"))
        .col(timestamp_with_time_zone_null("annule_le"))
        .to_owned()
}

fn rejet() -> TableCreateStatement {
    Table::create()
        .table("rejet")
        .col(big_pk_auto("id"))
        .col(big_integer("flux_id"))
        .col(big_integer("ligne"))
        .col(string("element"))
        .col(text("raison"))
        .col(string_null("numero_demande"))
        .foreign_key(&mut cle_etrangere("rejet", "flux_id", "flux"))
        .to_owned()
}
