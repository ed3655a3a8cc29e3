//! Persons of the dossiers, what their rubriques say, and what they are found by.

use sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(personne()).await?;
    manager.create_table(rubrique_personne()).await?;
    executer(manager, personne_cle(manager.get_database_backend())).await?;
    for colonnes in [
        &["nir"][..],
        &["nom_cle"],
        &["nom_naissance_cle"],
        &["date_naissance"],
        &["dossier_id", "role", "droits_et_devoirs", "partie_le"],
        &["suite_id"],
    ] {
        index(manager, "personne", colonnes).await?;
    }
    index(manager, "personne_cle", &["cle"]).await
}

/// A person inside a dossier: NOMNAI + PRENOM + DTNAI + RGNAI (twins). The `_cle`
/// columns are folded for search (accents and case ignored).
///
/// - `naissance_precision`: what is known of the birth date, N, J or O, as TYPEDTNAI.
/// - `partie_le`: the day described by the first flow that no longer names the person among the
///   foyer; null while it does.
/// - `suite_id`: the line where the person goes on, in the dossier of a later request
///   (NUMDEMRSAPRECE); null for who is followed here.
fn personne() -> TableCreateStatement {
    Table::create()
        .table("personne")
        .col(big_pk_auto("id"))
        .col(big_integer("dossier_id"))
        .col(string_len("role", 3))
        .col(string("nom"))
        .col(string("nom_naissance"))
        .col(string("prenom"))
        .col(date("date_naissance"))
        .col(string_len("naissance_precision", 1).default("N"))
        .col(integer("rang_naissance"))
        .col(string_null("nir"))
        .col(boolean_null("droits_et_devoirs"))
        .col(string("nom_cle"))
        .col(string("nom_naissance_cle"))
        .col(string("prenom_cle"))
        .col(date_null("partie_le"))
        .col(big_integer_null("suite_id"))
        .foreign_key(&mut cle_etrangere("personne", "dossier_id", "dossier"))
        .foreign_key(&mut cle_etrangere("personne", "suite_id", "personne"))
        .index(
            Index::create()
                .unique()
                .name("ux_personne_identite")
                .col("dossier_id")
                .col("nom_naissance")
                .col("prenom")
                .col("date_naissance")
                .col("rang_naissance"),
        )
        .to_owned()
}

fn rubrique_personne() -> TableCreateStatement {
    Table::create()
        .table("rubrique_personne")
        .col(big_integer("personne_id"))
        .col(string("rubrique"))
        .col(text("contenu"))
        .primary_key(Index::create().col("personne_id").col("rubrique"))
        .foreign_key(&mut cle_etrangere("rubrique_personne", "personne_id", "personne"))
        .to_owned()
}

/// The words of their names, folded, each glued to those that follow it. They are compared byte by
/// byte: the first letters typed are then a range of the index, whatever the language of the server
/// of PostgreSQL.
fn personne_cle(moteur: DbBackend) -> &'static str {
    match moteur {
        DbBackend::Sqlite => {
            "CREATE TABLE personne_cle (
                personne_id bigint NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                cle text NOT NULL,
                PRIMARY KEY (personne_id, cle)
            ) WITHOUT ROWID"
        }
        _ => {
            r#"CREATE TABLE personne_cle (
                personne_id bigint NOT NULL REFERENCES personne (id) ON DELETE CASCADE,
                cle text COLLATE "C" NOT NULL,
                PRIMARY KEY (personne_id, cle)
            )"#
        }
    }
}
