//! A person is one, whatever the dossier: each question about two lines that may be of one person, what
//! was answered, and each step of its thread. What a flow does for sure is one too, decided by it.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub struct PersonneUne;

impl MigrationName for PersonneUne {
    fn name(&self) -> &str {
        "m0009_personne_une"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PersonneUne {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rapprochement()).await?;
        manager.create_table(etape()).await?;
        for colonne in ["autre_id", "dossier_id", "ancien_dossier_id"] {
            index(manager, "rapprochement", &[colonne]).await?;
        }
        // Those of a territory, counted and listed: the most alike first, or the last decided.
        index(manager, "rapprochement", &["etat", "commune", "score"]).await?;
        executer(manager, DU_FLUX).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What the undoing of an import looks for.
const DU_FLUX: &str =
    "CREATE INDEX ix_rapprochement_flux_id ON rapprochement (flux_id) WHERE etat = 'confirme'";

/// - `personne_id`, `autre_id`: the two lines, the later one first: a pair is asked about once.
/// - `dossier_id`, `ancien_dossier_id`: the newer dossier, whose CTSA decides, and the older one.
/// - `commune`: that of the newer dossier.
/// - `flux_id`: the import that raised it or, confirmed by a flow, that reunited them.
/// - `agent_id`: who decided last, on `decide_le`; nobody when only flows did. A flow decides nothing
///   that somebody decided.
/// - `gardee_id`: of a reunion, the line that goes on; `echange`: it took the place of the other;
///   `partie_avant`, `nir_repris`: what undoing it needs, the day on which the older dossier no longer
///   named the person, and whether the number in the newer one came along.
fn rapprochement() -> TableCreateStatement {
    Table::create()
        .table("rapprochement")
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("autre_id"))
        .col(big_integer("dossier_id"))
        .col(big_integer("ancien_dossier_id"))
        .col(string_null("commune"))
        .col(integer("score"))
        .col(string("raisons"))
        .col(string("etat"))
        .col(timestamp_with_time_zone("trouve_le"))
        .col(big_integer_null("flux_id"))
        .col(big_integer_null("agent_id"))
        .col(timestamp_with_time_zone_null("decide_le"))
        .col(big_integer_null("gardee_id"))
        .col(boolean("echange").default(false))
        .col(date_null("partie_avant"))
        .col(boolean("nir_repris").default(false))
        .index(
            Index::create()
                .unique()
                .name("ux_rapprochement_personne_id_autre_id")
                .col("personne_id")
                .col("autre_id"),
        )
        .foreign_key(&mut cle_etrangere("rapprochement", "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere("rapprochement", "autre_id", "personne"))
        .foreign_key(&mut cle_etrangere("rapprochement", "dossier_id", "dossier"))
        .foreign_key(&mut cle_etrangere("rapprochement", "ancien_dossier_id", "dossier"))
        .foreign_key(&mut cle_etrangere("rapprochement", "flux_id", "flux"))
        .foreign_key(&mut cle_etrangere("rapprochement", "agent_id", "agent"))
        .foreign_key(&mut cle_etrangere("rapprochement", "gardee_id", "personne"))
        .check(Expr::cust("autre_id < personne_id"))
        .check(Expr::cust("score BETWEEN 1 AND 99"))
        .check(Expr::cust("etat IN ('ouvert', 'confirme', 'ecarte', 'annule')"))
        .check(Expr::cust("(etat = 'confirme') = (gardee_id IS NOT NULL)"))
        .check(Expr::cust("gardee_id IS NULL OR gardee_id IN (personne_id, autre_id)"))
        .check(Expr::cust("etat <> 'ecarte' OR agent_id IS NOT NULL"))
        .to_owned()
}

/// Append-only. `rang`: 1 for the first about a question, then one more each time: two at once are one
/// too many. Nobody's when a flow did it.
fn etape() -> TableCreateStatement {
    Table::create()
        .table("rapprochement_etape")
        .col(big_pk_auto("id"))
        .col(big_integer("rapprochement_id"))
        .col(integer("rang"))
        .col(string("geste"))
        .col(string("etat"))
        .col(text_null("motif"))
        .col(big_integer_null("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .index(
            Index::create()
                .unique()
                .name("ux_rapprochement_etape_rapprochement_id_rang")
                .col("rapprochement_id")
                .col("rang"),
        )
        .foreign_key(&mut cle_etrangere("rapprochement_etape", "rapprochement_id", "rapprochement"))
        .foreign_key(&mut cle_etrangere("rapprochement_etape", "agent_id", "agent"))
        .check(Expr::cust("rang > 0"))
        .to_owned()
}
