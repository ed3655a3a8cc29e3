//! The life of a habilitation: training sessions, its proofs with their dates, each step with its
//! author, the principal manager of an organisation.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index, un_seul_en_cours};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [formation(), habilitation(), habilitation_etape(), gestionnaire_principal()] {
        manager.create_table(table).await?;
    }
    un_seul_en_cours(manager, "habilitation", "agent_id, profil").await?;
    index(manager, "habilitation", &["formation_id"]).await?;
    index(manager, "habilitation", &["agent_id"]).await?;
    index(manager, "habilitation_etape", &["habilitation_id"]).await
}

/// What the conventions ask for before access (art. 3 and 4, annexes 1 to 5).
const PREUVES: &str = "debut IS NULL OR (formee_le IS NOT NULL AND certifiee_le IS NOT NULL \
     AND engagement_signe_le IS NOT NULL AND engagement_empreinte IS NOT NULL \
     AND charte_signee_le IS NOT NULL AND charte_empreinte IS NOT NULL)";

fn formation() -> TableCreateStatement {
    Table::create()
        .table("formation")
        .col(big_pk_auto("id"))
        .col(date_time("debut"))
        .col(text("lieu"))
        .col(integer("places"))
        .col(big_integer("agent_id"))
        .foreign_key(&mut cle_etrangere("formation", "agent_id", "agent"))
        .check(Expr::cust("places > 0"))
        .to_owned()
}

/// `version` counts the changes (If-Match). `ancienne_organisation`: under which it was held, for
/// an agent who went to another one since.
fn habilitation() -> TableCreateStatement {
    Table::create()
        .table("habilitation")
        .col(big_pk_auto("id"))
        .col(big_integer("agent_id"))
        .col(string("profil"))
        .col(integer("version").default(1))
        .col(date("demandee_le"))
        .col(big_integer_null("formation_id"))
        .col(date_null("formee_le"))
        .col(date_null("certifiee_le"))
        .col(timestamp_with_time_zone_null("engagement_signe_le"))
        .col(string_null("engagement_empreinte"))
        .col(timestamp_with_time_zone_null("charte_signee_le"))
        .col(string_null("charte_empreinte"))
        .col(date_null("debut"))
        .col(timestamp_with_time_zone_null("suspendue_le"))
        .col(date_null("fin"))
        .col(big_integer_null("ancienne_organisation"))
        .foreign_key(&mut cle_etrangere("habilitation", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("habilitation", "formation_id", "formation"))
        .check(Expr::cust(PREUVES))
        .check(Expr::cust("formee_le IS NULL OR formee_le >= demandee_le"))
        .check(Expr::cust("certifiee_le IS NULL OR certifiee_le >= formee_le"))
        .check(Expr::cust("debut IS NULL OR debut >= certifiee_le"))
        .check(Expr::cust("fin IS NULL OR debut IS NULL OR fin >= debut"))
        .to_owned()
}

/// Append-only: nothing updates or deletes a step.
fn habilitation_etape() -> TableCreateStatement {
    Table::create()
        .table("habilitation_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("habilitation_id"))
        .col(string("geste"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .col(text_null("motif"))
        .foreign_key(&mut cle_etrangere("habilitation_etape", "habilitation_id", "habilitation"))
        .foreign_key(&mut cle_etrangere("habilitation_etape", "agent_id", "agent"))
        .to_owned()
}

/// The key is the organisation: it can't have two.
fn gestionnaire_principal() -> TableCreateStatement {
    Table::create()
        .table("gestionnaire_principal")
        .col(big_integer("organisation_id").primary_key())
        .col(big_integer_uniq("habilitation_id"))
        .foreign_key(&mut cle_etrangere("gestionnaire_principal", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("gestionnaire_principal", "habilitation_id", "habilitation"))
        .to_owned()
}
