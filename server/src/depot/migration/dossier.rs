//! Dossiers, which flow changed each, and what their rubriques say.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, index};

pub async fn creer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for table in [dossier(), dossier_flux(), rubrique()] {
        manager.create_table(table).await?;
    }
    index(manager, "dossier", &["matricule"]).await?;
    index(manager, "dossier", &["commune", "etat"]).await
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
