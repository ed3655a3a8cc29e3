//! Organisations, their conventions, their agents, habilitations and sessions.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, un_seul_en_cours};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in
            [reglage(), organisation(), territoire(), convention(), agent(), habilitation(), session()]
        {
            manager.create_table(table).await?;
        }
        un_seul_en_cours(manager, "habilitation", "agent_id, profil").await?;
        index(manager, "territoire", &["commune"]).await?;
        index(manager, "convention", &["organisation_id"]).await?;
        index(manager, "agent", &["organisation_id"]).await?;
        index(manager, "session", &["agent_id"]).await
    }
}

fn reglage() -> TableCreateStatement {
    Table::create().table("reglage").col(string("cle").primary_key()).col(text("valeur")).to_owned()
}

fn organisation() -> TableCreateStatement {
    Table::create()
        .table("organisation")
        .col(big_pk_auto("id"))
        .col(string("sorte"))
        .col(string_uniq("nom"))
        .check(Expr::cust("sorte IN ('departement', 'ctsa', 'structure', 'pole_emploi')"))
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

fn convention() -> TableCreateStatement {
    Table::create()
        .table("convention")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("reference"))
        .col(date("date_effet"))
        .col(date_null("date_fin"))
        .col(boolean("saisie"))
        .col(text("rubriques"))
        .foreign_key(&mut cle_etrangere("convention", "organisation_id", "organisation"))
        .check(Expr::cust("date_fin IS NULL OR date_fin >= date_effet"))
        .to_owned()
}

fn agent() -> TableCreateStatement {
    Table::create()
        .table("agent")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("nom"))
        .col(string("prenom"))
        .col(string_uniq("email"))
        .col(string("mot_de_passe"))
        .col(timestamp_with_time_zone_null("suspendu_le"))
        .foreign_key(&mut cle_etrangere("agent", "organisation_id", "organisation"))
        .check(Expr::cust("email = lower(email)"))
        .to_owned()
}

fn habilitation() -> TableCreateStatement {
    Table::create()
        .table("habilitation")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("profil"))
        .col(date("debut"))
        .col(date_null("fin"))
        .col(date("engagement_signe_le"))
        .foreign_key(&mut cle_etrangere("habilitation", "agent_id", "agent"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .check(Expr::cust("engagement_signe_le <= debut"))
        .to_owned()
}

/// The token itself is never stored: `empreinte` is its SHA-256; `reference` is the
/// short public name under which the journal knows the session.
fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(big_pk_auto("id"))
        .col(string_uniq("empreinte"))
        .col(string_uniq("reference"))
        .col(big_integer("agent_id"))
        .col(string("profil"))
        .col(timestamp_with_time_zone("ouverte_le"))
        .col(timestamp_with_time_zone("vue_le"))
        .foreign_key(&mut cle_etrangere("session", "agent_id", "agent"))
        .to_owned()
}
