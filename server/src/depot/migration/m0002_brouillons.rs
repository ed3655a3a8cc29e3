//! What an agent types to change or to postpone a rendez-vous is a draft too, beside the one of a
//! new rendez-vous of the same person.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index, index_des_presentes, index_unique};

pub struct Brouillons;

impl MigrationName for Brouillons {
    fn name(&self) -> &str {
        "m0002_brouillons"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Brouillons {
    /// SQLite drops no constraint: the table is made anew, with what it held.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        executer(manager, "ALTER TABLE brouillon_rendez_vous RENAME TO brouillon_avant").await?;
        manager.create_table(brouillon()).await?;
        executer(manager, REPRISE).await?;
        executer(manager, "DROP TABLE brouillon_avant").await?;
        index(manager, "brouillon_rendez_vous", &["personne_id"]).await?;
        index_des_presentes(manager, "brouillon_rendez_vous", "rendez_vous_id").await?;
        executer(manager, UN_NOUVEAU).await?;
        let un_changement = &["agent_id", "rendez_vous_id", "changement"];
        index_unique(manager, "ux_brouillon_rendez_vous_changement", "brouillon_rendez_vous", un_changement)
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const REPRISE: &str = "INSERT INTO brouillon_rendez_vous (agent_id, personne_id, version, saisie, saisie_le) \
     SELECT agent_id, personne_id, version, saisie, saisie_le FROM brouillon_avant";

const UN_NOUVEAU: &str = "CREATE UNIQUE INDEX ux_brouillon_rendez_vous_nouveau \
     ON brouillon_rendez_vous (agent_id, personne_id) WHERE rendez_vous_id IS NULL";

/// `rendez_vous_id` and `changement`: the rendez-vous that it changes, and how; none for a new one.
/// `depart`: what that rendez-vous said when it was typed (JSON of `SaisieRendezVous`).
fn brouillon() -> TableCreateStatement {
    Table::create()
        .table("brouillon_rendez_vous")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(big_integer("personne_id"))
        .col(big_integer_null("rendez_vous_id"))
        .col(string_null("changement"))
        .col(integer("version").default(1))
        .col(text("saisie"))
        .col(text_null("depart"))
        .col(timestamp_with_time_zone("saisie_le"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("brouillon_rendez_vous", "rendez_vous_id", "rendez_vous"))
        .check(Expr::cust("(rendez_vous_id IS NULL) = (changement IS NULL)"))
        .check(Expr::cust("(rendez_vous_id IS NULL) = (depart IS NULL)"))
        .to_owned()
}
