//! The annual reverse review: one a year and an organisation, a line a habilitation.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(revue()).await?;
    manager.create_table(revue_ligne()).await?;
    index(manager, "revue_ligne", &["habilitation_id"]).await
}

/// Sealed with its document, its digest and its author, or not at all.
const SCEAU: &str = "(scellee_le IS NULL) = (empreinte IS NULL) AND (scellee_le IS NULL) = (texte IS NULL) \
     AND (scellee_le IS NULL) = (scellee_par IS NULL)";

/// A decision has its reason, its date and its author.
const DECISION: &str = "(decision IS NULL) = (motif IS NULL) AND (decision IS NULL) = (decidee_le IS NULL) \
     AND (decision IS NULL) = (decidee_par IS NULL)";

/// Signature and public key of the journal, in base64: they prove that the review is the one that
/// was sealed, once its trace is purged.
fn revue() -> TableCreateStatement {
    Table::create()
        .table("revue")
        .col(big_pk_auto("id"))
        .col(big_integer("organisation_id"))
        .col(string("organisation_nom"))
        .col(integer("annee"))
        .col(timestamp_with_time_zone("ouverte_le"))
        .col(date("limite"))
        .col(integer("version"))
        .col(timestamp_with_time_zone_null("scellee_le"))
        .col(string_null("scellee_par"))
        .col(string_null("empreinte"))
        .col(text_null("texte"))
        .col(string_null("signature"))
        .col(string_null("cle_publique"))
        .foreign_key(&mut cle_etrangere("revue", "organisation_id", "organisation"))
        .index(Index::create().unique().name("ux_revue_annee").col("organisation_id").col("annee"))
        .check(Expr::cust(SCEAU))
        .to_owned()
}

/// Names are copied: the document says who it was on that day, whatever changes later. No
/// key to the habilitation or to the agent: the purge takes them six years after the end,
/// the sealed proof stays.
fn revue_ligne() -> TableCreateStatement {
    Table::create()
        .table("revue_ligne")
        .col(big_pk_auto("id"))
        .col(big_integer("revue_id"))
        .col(big_integer("habilitation_id"))
        .col(big_integer("agent_id"))
        .col(string("nom"))
        .col(string("prenom"))
        .col(string("profil"))
        .col(date("depuis"))
        .col(string_null("decision"))
        .col(string_null("motif"))
        .col(text_null("precision"))
        .col(timestamp_with_time_zone_null("decidee_le"))
        .col(string_null("decidee_par"))
        .foreign_key(&mut cle_etrangere("revue_ligne", "revue_id", "revue"))
        .index(Index::create().unique().name("ux_revue_ligne").col("revue_id").col("habilitation_id"))
        .check(Expr::cust(DECISION))
        .check(Expr::cust("decision IN ('confirmee', 'retiree', 'terminee')"))
        .to_owned()
}
