//! What the store keeps about the journal: traces that it could not write yet, that it was replaced
//! or put back, when its heads last left the machine.

use sea_orm_migration::{prelude::*, schema::*};

use super::index_unique;

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [trace_differee(), incident_journal(), sortie_tetes()] {
        manager.create_table(table).await?;
    }
    // Told once.
    let cle = ["sorte", "chaine", "seq", "empreinte"];
    index_unique(manager, "ux_incident_journal", "incident_journal", &cle).await
}

/// The traces of acts that took access away while the journal could not be written: kept in the
/// same transaction as the act, until the journal has them.
fn trace_differee() -> TableCreateStatement {
    Table::create()
        .table("trace_differee")
        .col(big_pk_auto("id"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .col(text("profil"))
        .col(big_integer("organisation_id"))
        .col(text("session"))
        .col(text("acte"))
        .col(text_null("objet"))
        .col(text("rubriques"))
        .col(text_null("motif"))
        .col(text("client"))
        .to_owned()
}

fn incident_journal() -> TableCreateStatement {
    Table::create()
        .table("incident_journal")
        .col(big_pk_auto("id"))
        .col(text("sorte"))
        .col(timestamp_with_time_zone("instant"))
        .col(integer("chaine"))
        .col(big_integer("seq"))
        .col(text("empreinte"))
        .to_owned()
}

fn sortie_tetes() -> TableCreateStatement {
    Table::create()
        .table("sortie_tetes")
        .col(integer("id").primary_key())
        .col(timestamp_with_time_zone_null("derniere_le"))
        .col(timestamp_with_time_zone("tentee_le"))
        .col(text_null("echec"))
        .to_owned()
}
