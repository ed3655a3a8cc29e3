//! What the flow brings: dossiers, persons, rubriques, and the trace of each file read.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [flux(), rejet(), dossier(), dossier_flux(), personne(), rubrique(), rubrique_personne()]
        {
            manager.create_table(table).await?;
        }
        for colonnes in [&["commune"][..], &["matricule"], &["etat"]] {
            index(manager, "dossier", colonnes).await?;
        }
        for colonnes in
            [&["dossier_id"][..], &["nir"], &["nom_cle"], &["nom_naissance_cle"], &["date_naissance"]]
        {
            index(manager, "personne", colonnes).await?;
        }
        index(manager, "rejet", &["flux_id"]).await
    }
}

fn flux() -> TableCreateStatement {
    Table::create()
        .table("flux")
        .col(big_pk_auto("id"))
        .col(string_uniq("empreinte"))
        .col(string("emetteur"))
        .col(string("version"))
        .col(string("type_flux"))
        .col(date("date_creation"))
        .col(string("heure_creation"))
        .col(date("date_reference"))
        .col(boolean("invente"))
        .col(timestamp_with_time_zone("lu_le"))
        .col(text("bilan"))
        .to_owned()
}

fn rejet() -> TableCreateStatement {
    Table::create()
        .table("rejet")
        .col(big_pk_auto("id"))
        .col(big_integer("flux_id"))
        .col(big_integer("ligne"))
        .col(string("element"))
        .col(text("raison"))
        .col(string_null("numero_demande"))
        .foreign_key(&mut cle_etrangere("rejet", "flux_id", "flux"))
        .to_owned()
}

/// `empreinte` is the SHA-256 of what the flow said: the same content changes nothing.
fn dossier() -> TableCreateStatement {
    Table::create()
        .table("dossier")
        .col(big_pk_auto("id"))
        .col(string_uniq("numero_demande"))
        .col(string("fonorg"))
        .col(string("numorg"))
        .col(string_null("matricule"))
        .col(string_len("etat", 1))
        .col(date_null("date_demande"))
        .col(string_len_null("commune", 5))
        .col(date("date_reference"))
        .col(big_integer("flux_id"))
        .col(string("empreinte"))
        .foreign_key(&mut cle_etrangere("dossier", "flux_id", "flux"))
        .to_owned()
}

/// History of a dossier, one row for each flow that changed it.
fn dossier_flux() -> TableCreateStatement {
    Table::create()
        .table("dossier_flux")
        .col(big_integer("dossier_id"))
        .col(big_integer("flux_id"))
        .col(date("date_reference"))
        .col(string_len("etat", 1))
        .col(string("empreinte"))
        .primary_key(Index::create().col("dossier_id").col("flux_id"))
        .foreign_key(&mut cle_etrangere("dossier_flux", "dossier_id", "dossier"))
        .foreign_key(&mut cle_etrangere("dossier_flux", "flux_id", "flux"))
        .to_owned()
}

/// A person inside a dossier: NOMNAI + PRENOM + DTNAI + RGNAI (twins). The `_cle`
/// columns are folded for search (accents and case ignored).
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
        .col(boolean("naissance_approchee"))
        .col(integer("rang_naissance"))
        .col(string_null("nir"))
        .col(boolean_null("droits_et_devoirs"))
        .col(string("nom_cle"))
        .col(string("nom_naissance_cle"))
        .col(string("prenom_cle"))
        .foreign_key(&mut cle_etrangere("personne", "dossier_id", "dossier"))
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

/// Content of a rubrique, as JSON of its `shared::dossier` type. A rubrique that the
/// reader may not see is never even selected.
fn rubrique() -> TableCreateStatement {
    Table::create()
        .table("rubrique")
        .col(big_integer("dossier_id"))
        .col(string("rubrique"))
        .col(text("contenu"))
        .primary_key(Index::create().col("dossier_id").col("rubrique"))
        .foreign_key(&mut cle_etrangere("rubrique", "dossier_id", "dossier"))
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
