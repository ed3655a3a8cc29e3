//! What several processes must share to count tries as one: the throttle, the tries at the second
//! factor, the browsers that an agent signed in with, the questions asked of passkeys.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, index_unique};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [frein(), essai(), appareil(), question()] {
        manager.create_table(table).await?;
    }
    index(manager, "frein", &["plein_a"]).await?;
    index(manager, "appareil", &["empreinte"]).await?;
    index_unique(manager, "ux_appareil_agent_id_empreinte", "appareil", &["agent_id", "empreinte"]).await
}

/// `cle` is a digest; `plein_a` the instant, in milliseconds, when all its tries are there again.
fn frein() -> TableCreateStatement {
    Table::create().table("frein").col(string("cle").primary_key()).col(big_integer("plein_a")).to_owned()
}

/// `appareil` is the digest of a browser's token, empty for all those that nobody knows.
fn essai() -> TableCreateStatement {
    Table::create()
        .table("essai_second_facteur")
        .col(big_integer("agent_id"))
        .col(string("appareil"))
        .col(integer("essais"))
        .col(timestamp_with_time_zone("dernier_le"))
        .primary_key(Index::create().col("agent_id").col("appareil"))
        .foreign_key(&mut cle_etrangere("essai_second_facteur", "agent_id", "agent"))
        .to_owned()
}

fn appareil() -> TableCreateStatement {
    Table::create()
        .table("appareil")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("empreinte"))
        .col(timestamp_with_time_zone("vu_le"))
        .foreign_key(&mut cle_etrangere("appareil", "agent_id", "agent"))
        .to_owned()
}

fn question() -> TableCreateStatement {
    Table::create()
        .table("question")
        .col(big_pk_auto("id"))
        .col(string_uniq("nom"))
        .col(text("etat"))
        .col(timestamp_with_time_zone("posee_le"))
        .to_owned()
}
