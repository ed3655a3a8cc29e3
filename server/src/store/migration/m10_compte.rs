//! How one signs in: one-time code, former password, second factor, passkeys; and where
//! each session was opened from.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for colonne in du_compte() {
            manager.alter_table(Table::alter().table("compte").add_column(colonne).to_owned()).await?;
        }
        for colonne in de_la_session() {
            manager.alter_table(Table::alter().table("session").add_column(colonne).to_owned()).await?;
        }
        manager.create_table(code_secours()).await?;
        manager.create_table(cle_acces()).await?;
        index(manager, "code_secours", &["agent_id"]).await?;
        index(manager, "cle_acces", &["agent_id"]).await
    }
}

fn du_compte() -> Vec<ColumnDef> {
    vec![
        // Hash of the one-time code, while there is no password.
        string_null("code"),
        timestamp_with_time_zone_null("code_expire_le"),
        // Hash of the password before this one: it may not come back.
        string_null("precedent"),
        // The secret of the application is drawn from this salt and a key kept elsewhere.
        string_null("graine"),
        // The salt shown and not confirmed yet.
        string_null("graine_proposee"),
        // Last step of time for which a code was accepted: no code serves twice.
        big_integer_null("dernier_pas"),
    ]
}

fn de_la_session() -> Vec<ColumnDef> {
    vec![
        string("adresse").default("").take(),
        string("navigateur").default("").take(),
        timestamp_with_time_zone_null("second_facteur_le"),
        // The password was a one-time code, or too old, when the session was opened.
        boolean("mot_de_passe_echu").default(false).take(),
    ]
}

fn code_secours() -> TableCreateStatement {
    Table::create()
        .table("code_secours")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("empreinte"))
        .foreign_key(&mut cle_etrangere("code_secours", "agent_id", "agent"))
        .to_owned()
}

fn cle_acces() -> TableCreateStatement {
    Table::create()
        .table("cle_acces")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("nom"))
        .col(string_uniq("identifiant"))
        .col(text("cle"))
        .col(timestamp_with_time_zone("creee_le"))
        .col(timestamp_with_time_zone_null("utilisee_le"))
        .foreign_key(&mut cle_etrangere("cle_acces", "agent_id", "agent"))
        .to_owned()
}
