//! Rendez-vous and the history of their statuses.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rendez_vous()).await?;
        manager.create_table(rendez_vous_etape()).await?;
        for colonnes in [&["personne_id"][..], &["referent_id", "debut"], &["organisation_id"]] {
            index(manager, "rendez_vous", colonnes).await?;
        }
        index(manager, "rendez_vous_etape", &["rendez_vous_id"]).await
    }
}

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

fn rendez_vous_etape() -> TableCreateStatement {
    Table::create()
        .table("rendez_vous_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("rendez_vous_id"))
        .col(string("statut"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .foreign_key(&mut cle_etrangere("rendez_vous_etape", "rendez_vous_id", "rendez_vous"))
        .foreign_key(&mut cle_etrangere("rendez_vous_etape", "agent_id", "agent"))
        .to_owned()
}
