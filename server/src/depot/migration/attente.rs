//! What each file awaits, as rows.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

/// A key of the reader, then what a list asks for: counts read nothing but the index.
const INDEX: [&[&str]; 5] = [
    &["personne_id", "du", "avant"],
    &["ctsa_id", "quoi", "limite", "du", "avant", "proche_le"],
    &["structure_id", "quoi", "limite", "du", "avant", "proche_le"],
    &["referent_id", "quoi", "limite", "du", "avant", "proche_le"],
    &["porteur_id", "quoi", "du", "avant"],
];

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(attente()).await?;
    for colonnes in INDEX {
        index(manager, "attente", colonnes).await?;
    }
    Ok(())
}

fn attente() -> TableCreateStatement {
    let mut personne = cle_etrangere("attente", "personne_id", "personne");
    Table::create()
        .table("attente")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer_null("ctsa_id"))
        .col(big_integer("structure_id"))
        .col(big_integer_null("referent_id"))
        .col(big_integer_null("porteur_id"))
        .col(string("quoi"))
        .col(big_integer_null("objet_id"))
        .col(date("depuis"))
        .col(date_null("proche_le"))
        .col(date_null("limite"))
        .col(string_null("regle_cle"))
        .col(date_null("regle_debut"))
        .col(date_time("du"))
        .col(date_time("avant"))
        .foreign_key(personne.on_delete(ForeignKeyAction::Cascade))
        .foreign_key(&mut cle_etrangere("attente", "ctsa_id", "organisation"))
        .foreign_key(&mut cle_etrangere("attente", "structure_id", "organisation"))
        .foreign_key(&mut cle_etrangere("attente", "referent_id", "agent"))
        .foreign_key(&mut cle_etrangere("attente", "porteur_id", "agent"))
        .to_owned()
}
