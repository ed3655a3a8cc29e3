//! Rendez-vous, the history of their statuses, and what an agent is typing before it is one.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, index_des_presentes};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [rendez_vous(), rendez_vous_etape(), brouillon()] {
        manager.create_table(table).await?;
    }
    for (table, colonnes) in INDEX {
        index(manager, table, colonnes).await?;
    }
    index_des_presentes(manager, "rendez_vous", "origine_id").await
}

const INDEX: [(&str, &[&str]); 7] = [
    ("rendez_vous", &["personne_id"]),
    ("rendez_vous", &["referent_id", "debut"]),
    ("rendez_vous", &["referent_id", "statut", "debut"]),
    ("rendez_vous", &["organisation_id", "statut", "debut"]),
    ("rendez_vous_etape", &["rendez_vous_id"]),
    // Monthly counts.
    ("rendez_vous_etape", &["instant", "rendez_vous_id"]),
    ("brouillon_rendez_vous", &["personne_id"]),
];

/// `debut` is local time at the département (Europe/Paris). `origine_id` links a
/// rendez-vous to the one it postpones.
fn rendez_vous() -> TableCreateStatement {
    Table::create()
        .table("rendez_vous")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("organisation_id"))
        .col(big_integer("referent_id"))
        .col(big_integer_null("origine_id"))
        .col(string("objet"))
        .col(date_time("debut"))
        .col(integer("duree_minutes"))
        .col(string("canal"))
        .col(text_null("lieu"))
        .col(string("statut"))
        .col(text_null("note"))
        .col(integer("version"))
        .foreign_key(&mut cle_etrangere("rendez_vous", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("rendez_vous", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("rendez_vous", "referent_id", "agent"))
        .foreign_key(&mut cle_etrangere("rendez_vous", "origine_id", "rendez_vous"))
        .check(Expr::cust("duree_minutes > 0"))
        .to_owned()
}

/// On a step that changes a planned rendez-vous: its date, time and place until then. `rectifie`:
/// the person asked for it, as a rectification.
fn rendez_vous_etape() -> TableCreateStatement {
    Table::create()
        .table("rendez_vous_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("rendez_vous_id"))
        .col(string("statut"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .col(date_time_null("debut_avant"))
        .col(text_null("lieu_avant"))
        .col(boolean("rectifie").default(false))
        .foreign_key(&mut cle_etrangere("rendez_vous_etape", "rendez_vous_id", "rendez_vous"))
        .foreign_key(&mut cle_etrangere("rendez_vous_etape", "agent_id", "agent"))
        .to_owned()
}

/// One an agent and a person. `saisie` is the draft as typed (JSON of `SaisieRendezVous`);
/// `version` keeps two tabs from overwriting each other.
fn brouillon() -> TableCreateStatement {
    Table::create()
        .table("brouillon_rendez_vous")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(big_integer("personne_id"))
        .col(integer("version").default(1))
        .col(text("saisie"))
        .col(timestamp_with_time_zone("saisie_le"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "personne_id", "personne"))
        .index(
            Index::create()
                .unique()
                .name("ux_brouillon_rendez_vous_agent_personne")
                .col("agent_id")
                .col("personne_id"),
        )
        .to_owned()
}
