//! CER: what was typed, what it means once signed, and every step with who, when, why.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index, index_des_presentes};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(cer()).await?;
    manager.create_table(cer_etape()).await?;
    index(manager, "cer", &["referent_id"]).await?;
    executer(manager, UN_SEUL_BROUILLON).await?;
    for (table, colonnes) in INDEX {
        index(manager, table, colonnes).await?;
    }
    index_des_presentes(manager, "cer", "avenant_de").await?;
    index_des_presentes(manager, "cer", "precedent_id").await
}

/// A structure types one draft at a time for a person: two would lose track of what was
/// typed where.
const UN_SEUL_BROUILLON: &str = "CREATE UNIQUE INDEX ux_cer_un_brouillon ON cer (personne_id, organisation_id) \
     WHERE etat = 'brouillon'";

/// One on a single column that a few values share would lead to thousands of rows: each goes on to
/// what the lists ask next.
const INDEX: [(&str, &[&str]); 5] = [
    // The contracts of a person, without reading their rows.
    ("cer", &["personne_id", "etat", "fin", "debut", "avenant_de"]),
    ("cer", &["organisation_id", "etat"]),
    ("cer", &["etat", "fin", "personne_id", "avenant_de"]),
    ("cer_etape", &["cer_id", "etat", "instant"]),
    // Monthly counts.
    ("cer_etape", &["instant", "etat", "cer_id", "agent_id"]),
];

/// `saisie` is the draft as typed (JSON of `SaisieCer`); the columns after it are set
/// when it is signed. `version` counts the changes (If-Match).
fn cer() -> TableCreateStatement {
    Table::create()
        .table("cer")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("organisation_id"))
        .col(big_integer("referent_id"))
        .col(big_integer_null("precedent_id"))
        .col(string("etat"))
        .col(integer("version"))
        .col(text("saisie"))
        .col(timestamp_with_time_zone("saisie_le"))
        .col(big_integer_null("avenant_de"))
        .col(string_null("sorte"))
        .col(string_null("forme"))
        .col(integer_null("rang"))
        .col(integer_null("duree_mois"))
        .col(date_null("debut"))
        .col(date_null("fin"))
        .col(timestamp_with_time_zone_null("decide_le"))
        .foreign_key(&mut cle_etrangere("cer", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("cer", "organisation_id", "organisation"))
        .foreign_key(&mut cle_etrangere("cer", "referent_id", "agent"))
        .foreign_key(&mut cle_etrangere("cer", "precedent_id", "cer"))
        .foreign_key(&mut cle_etrangere("cer", "avenant_de", "cer"))
        .check(Expr::cust("fin IS NULL OR fin >= debut"))
        .check(Expr::cust(
            "etat IN ('brouillon', 'abandonne', 'annule') OR (debut IS NOT NULL AND fin IS NOT NULL)",
        ))
        .check(Expr::cust(
            "etat NOT IN ('valide', 'refuse', 'a_completer', 'rompu') OR decide_le IS NOT NULL",
        ))
        .to_owned()
}

/// Append-only: nothing updates or deletes a step. `examine_par`: who examined a contract of
/// particular form before the decision.
fn cer_etape() -> TableCreateStatement {
    Table::create()
        .table("cer_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("cer_id"))
        .col(string("geste"))
        .col(string("etat"))
        .col(timestamp_with_time_zone("instant"))
        .col(big_integer("agent_id"))
        .col(text_null("motif"))
        .col(string_null("examine_par"))
        .col(date_null("examine_le"))
        .foreign_key(&mut cle_etrangere("cer_etape", "cer_id", "cer"))
        .foreign_key(&mut cle_etrangere("cer_etape", "agent_id", "agent"))
        .to_owned()
}
