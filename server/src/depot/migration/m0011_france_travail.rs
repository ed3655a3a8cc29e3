//! What France Travail told of each person, file by file; what was sent there; and what was done about
//! the discrepancies. One situation of a person is the last known: the tables hold it, whatever writes
//! them.

use sea_orm_migration::{prelude::*, schema::*};

use super::{cle_etrangere, executer, index};

pub struct FranceTravail;

impl MigrationName for FranceTravail {
    fn name(&self) -> &str {
        "m0011_france_travail"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FranceTravail {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [fichier(), rejet(), situation(), envoi(), etape()] {
            manager.create_table(table).await?;
        }
        index(manager, "rejet_france_travail", &["fichier_id", "ligne"]).await?;
        index(manager, "fichier_france_travail", &["lu_le"]).await?;
        index(manager, "situation_france_travail", &["personne_id"]).await?;
        index(manager, "envoi_france_travail", &["personne_id"]).await?;
        index(manager, "envoi_france_travail", &["referent_id"]).await?;
        executer(manager, DERNIERE).await?;
        executer(manager, SANS_REPONSE).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const DERNIERE: &str = "CREATE UNIQUE INDEX ux_situation_france_travail_derniere \
     ON situation_france_travail (personne_id) WHERE remplacee_le IS NULL";

/// Of two sendings of an orientation, one awaits its answer.
const SANS_REPONSE: &str = "CREATE UNIQUE INDEX ux_envoi_france_travail_sans_reponse \
     ON envoi_france_travail (orientation_id) WHERE etat = 'envoye'";

/// `au`: the day that the file describes.
fn fichier() -> TableCreateStatement {
    Table::create()
        .table("fichier_france_travail")
        .col(big_pk_auto("id"))
        .col(string("empreinte").unique_key())
        .col(date("au"))
        .col(timestamp_with_time_zone("lu_le"))
        .col(text("bilan"))
        .to_owned()
}

/// Of which line of the file nothing was kept: nobody is named.
fn rejet() -> TableCreateStatement {
    Table::create()
        .table("rejet_france_travail")
        .col(big_pk_auto("id"))
        .col(big_integer("fichier_id"))
        .col(big_integer("ligne"))
        .col(text("raison"))
        .foreign_key(&mut cle_etrangere("rejet_france_travail", "fichier_id", "fichier_france_travail"))
        .to_owned()
}

/// Append-only but for its two last days. `au`: the file that told it first; `confirmee_le`: the last one
/// that did; `remplacee_le`: the one that told another, none for the last known.
fn situation() -> TableCreateStatement {
    const TABLE: &str = "situation_france_travail";
    Table::create()
        .table(TABLE)
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(date("au"))
        .col(date("confirmee_le"))
        .col(date_null("remplacee_le"))
        .col(string("statut"))
        .col(date_null("inscrite_le"))
        .col(date_null("sortie_le"))
        .col(string_null("motif"))
        .col(string_null("categorie"))
        .col(date_null("entretien_le"))
        .col(string_null("agence"))
        .col(string_null("conseiller"))
        .col(date_null("plan_debut"))
        .col(date_null("plan_fin"))
        .foreign_key(&mut cle_etrangere(TABLE, "personne_id", "personne"))
        .check(Expr::cust("statut IN ('inscrit', 'cessation', 'radie')"))
        .check(Expr::cust("(statut = 'inscrit') = (sortie_le IS NULL)"))
        .check(Expr::cust("statut <> 'inscrit' OR inscrite_le IS NOT NULL"))
        .check(Expr::cust("inscrite_le IS NULL OR sortie_le IS NULL OR inscrite_le <= sortie_le"))
        .check(Expr::cust("plan_fin IS NULL OR (plan_debut IS NOT NULL AND plan_debut <= plan_fin)"))
        .check(Expr::cust("au <= confirmee_le"))
        .check(Expr::cust("remplacee_le IS NULL OR confirmee_le <= remplacee_le"))
        .to_owned()
}

/// What was sent about an orientation, once each time it changed or was asked for again.
fn envoi() -> TableCreateStatement {
    const TABLE: &str = "envoi_france_travail";
    Table::create()
        .table(TABLE)
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(big_integer("orientation_id"))
        .col(integer("rang"))
        .col(string("parcours"))
        .col(string("organisme"))
        .col(string("structure"))
        .col(big_integer_null("referent_id"))
        .col(date("debut"))
        .col(date_null("fin"))
        .col(string("etat"))
        .col(string_null("motif"))
        .col(timestamp_with_time_zone("envoye_le"))
        .col(timestamp_with_time_zone_null("repondu_le"))
        .index(
            Index::create()
                .unique()
                .name("ux_envoi_france_travail_orientation_id_rang")
                .col("orientation_id")
                .col("rang"),
        )
        .foreign_key(&mut cle_etrangere(TABLE, "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere(TABLE, "referent_id", "agent"))
        .check(Expr::cust("rang > 0"))
        .check(Expr::cust("etat IN ('envoye', 'accepte', 'refuse', 'remplace')"))
        .check(Expr::cust("parcours IN ('PED', 'PSP', 'PSO')"))
        .check(Expr::cust("organisme IN ('CD', 'DCD', 'FT', 'ML', 'CE')"))
        .check(Expr::cust("(etat IN ('accepte', 'refuse')) = (repondu_le IS NOT NULL)"))
        .check(Expr::cust("motif IS NULL OR etat = 'refuse'"))
        .check(Expr::cust("fin IS NULL OR debut <= fin"))
        .to_owned()
}

/// Append-only: what was done about a discrepancy. `rang`: 1 for the first about a person, then one more
/// each time; two at once are one too many. `cle`: what differed then.
fn etape() -> TableCreateStatement {
    const TABLE: &str = "ecart_etape";
    Table::create()
        .table(TABLE)
        .col(big_pk_auto("id"))
        .col(big_integer("personne_id"))
        .col(integer("rang"))
        .col(string("nature"))
        .col(string("geste"))
        .col(string("cle"))
        .col(text_null("motif"))
        .col(big_integer("agent_id"))
        .col(timestamp_with_time_zone("instant"))
        .index(
            Index::create().unique().name("ux_ecart_etape_personne_id_rang").col("personne_id").col("rang"),
        )
        .foreign_key(&mut cle_etrangere(TABLE, "personne_id", "personne"))
        .foreign_key(&mut cle_etrangere(TABLE, "agent_id", "agent"))
        .check(Expr::cust("rang > 0"))
        .check(Expr::cust("nature IN ('referent', 'radiation', 'dates')"))
        .check(Expr::cust("(geste = 'mettre_de_cote') = (motif IS NOT NULL)"))
        .to_owned()
}
