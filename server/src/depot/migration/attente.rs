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
    faire(manager, big_integer("structure_id"), &INDEX).await
}

/// Made anew, empty: nobody may accompany a person whose file awaits something. The index of a référent
/// is another one since `m0003_comptes`.
pub async fn refaire(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table("attente").to_owned()).await?;
    let autres: Vec<_> = INDEX.into_iter().filter(|colonnes| colonnes[0] != "referent_id").collect();
    faire(manager, big_integer_null("structure_id"), &autres).await?;
    super::m0003_comptes::indexer(manager).await
}

async fn faire(
    manager: &SchemaManager<'_>,
    structure: ColumnDef,
    cles: &[&[&'static str]],
) -> Result<(), DbErr> {
    manager.create_table(attente(structure)).await?;
    for colonnes in cles {
        index(manager, "attente", colonnes).await?;
    }
    Ok(())
}

fn attente(structure: ColumnDef) -> TableCreateStatement {
    let mut personne = cle_etrangere("attente", "personne_id", "personne");
    Table::create()
        .table("attente")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer_null("ctsa_id"))
        .col(structure)
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
