//! What a structure asks about the orientation of whom it accompanies: each request, and each step of
//! its thread. One is open at a time for a person: the tables hold it, whatever writes them.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index, index_des_presentes};

pub struct Reorientation;

impl MigrationName for Reorientation {
    fn name(&self) -> &str {
        "m0006_reorientation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Reorientation {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(reorientation()).await?;
        manager.create_table(etape()).await?;
        index(manager, "reorientation", &["personne_id"]).await?;
        index_des_presentes(manager, "reorientation", "decision_id").await?;
        index(manager, "reorientation_etape", &["reorientation_id"]).await?;
        executer(manager, FINIES).await?;
        executer(manager, UNE_OUVERTE).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Whom a structure accompanied until lately is told to it, on its home page too.
const FINIES: &str = "CREATE INDEX ix_orientation_organisation_id_fin ON orientation (organisation_id, fin) WHERE fin IS NOT NULL";

const UNE_OUVERTE: &str = "CREATE UNIQUE INDEX ux_reorientation_personne_id_ouverte ON reorientation (personne_id) \
     WHERE etat IN ('demandee', 'en_instruction')";

/// `decision_id`: the step of the parcours that answered, so that undoing it reopens the request.
fn reorientation() -> TableCreateStatement {
    Table::create()
        .table("reorientation")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("orientation_id"))
        .col(big_integer("organisation_id"))
        .col(big_integer("agent_id"))
        .col(string("motif"))
        .col(string_null("sorte"))
        .col(text("note"))
        .col(string("etat"))
        .col(timestamp_with_time_zone("demandee_le"))
        .col(timestamp_with_time_zone_null("repondue_le"))
        .col(timestamp_with_time_zone_null("lue_le"))
        .col(big_integer_null("decision_id"))
        .foreign_key(&mut cle_etrangere("reorientation", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("reorientation", "orientation_id", "orientation"))
        .foreign_key(&mut cle_etrangere("reorientation", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("reorientation", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("reorientation", "decision_id", "parcours_etape"))
        .check(Expr::cust(
            "etat IN ('demandee', 'en_instruction', 'acceptee', 'refusee', 'retiree', 'sans_objet')",
        ))
        .check(Expr::cust("(etat IN ('acceptee', 'refusee', 'sans_objet')) = (repondue_le IS NOT NULL)"))
        .check(Expr::cust("lue_le IS NULL OR repondue_le IS NOT NULL"))
        .check(Expr::cust("(etat IN ('acceptee', 'sans_objet')) = (decision_id IS NOT NULL)"))
        .to_owned()
}

/// Append-only. `rang`: 1 for the first about a person, then one more each time, whatever the request:
/// two at once are one too many.
fn etape() -> TableCreateStatement {
    Table::create()
        .table("reorientation_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("reorientation_id"))
        .col(integer("rang"))
        .col(string("geste"))
        .col(string("etat"))
        .col(text_null("motif"))
        .col(big_integer("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .index(
            Index::create()
                .unique()
                .name("ux_reorientation_etape_personne_id_rang")
                .col("personne_id")
                .col("rang"),
        )
        .foreign_key(&mut cle_etrangere("reorientation_etape", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("reorientation_etape", "reorientation_id", "reorientation"))
        .foreign_key(&mut cle_etrangere("reorientation_etape", "agent_id", "agent"))
        .check(Expr::cust("rang > 0"))
        .to_owned()
}
