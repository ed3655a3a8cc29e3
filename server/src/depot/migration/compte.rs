//! How one signs in: password, one-time code, second factor, passkeys; and what an agent is told
//! of the changes to it.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [compte(), code_secours(), cle_acces(), avis_compte()] {
        manager.create_table(table).await?;
    }
    for table in ["code_secours", "cle_acces", "avis_compte"] {
        index(manager, table, &["agent_id"]).await?;
    }
    Ok(())
}

fn compte() -> TableCreateStatement {
    Table::create()
        .table("compte")
        .col(big_integer("agent_id").primary_key())
        .col(string_null("mot_de_passe"))
        .col(timestamp_with_time_zone_null("change_le"))
        .col(boolean("a_changer"))
        // Hash of the password before this one: it may not come back.
        .col(string_null("precedent"))
        // Hash of the one-time code, while there is no password.
        .col(string_null("code"))
        .col(timestamp_with_time_zone_null("code_expire_le"))
        // A one-time code opens one session: the hash of the one that did.
        .col(string_null("code_servi"))
        // The secret of the application is drawn from this salt and a key kept elsewhere.
        .col(string_null("graine"))
        // The salt shown and not confirmed yet.
        .col(string_null("graine_proposee"))
        // Last step of time for which a code was accepted: no code serves twice.
        .col(big_integer_null("dernier_pas"))
        .foreign_key(&mut cle_etrangere("compte", "agent_id", "agent"))
        .to_owned()
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

/// Kept until the agent has read it.
fn avis_compte() -> TableCreateStatement {
    Table::create()
        .table("avis_compte")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("genre"))
        .col(timestamp_with_time_zone("instant"))
        // Who did it: none for the operator's command.
        .col(big_integer_null("par"))
        .col(string_null("profil"))
        // The code of the reason given for it.
        .col(string_null("motif"))
        // The session in which the agent did it: that one need not be told.
        .col(string_null("session"))
        // Browser and address from which the agent did it.
        .col(string_null("depuis"))
        .col(timestamp_with_time_zone_null("lu_le"))
        .foreign_key(&mut cle_etrangere("avis_compte", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("avis_compte", "par", "agent"))
        .to_owned()
}
