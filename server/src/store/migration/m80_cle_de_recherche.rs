//! What persons are found by: the words of their names, folded, each glued to those that follow it.

use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::personne::cles_des_noms;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;
use serde::Deserialize;

/// Persons whose keys are made at once.
const LOT: u64 = 1_000;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let base = manager.get_connection();
        base.execute_unprepared(creation(base.get_database_backend())).await?;
        super::index(manager, "personne_cle", &["cle"]).await?;
        let mut derniere = 0;
        while let Some(suivante) = reprendre(base, derniere).await? {
            derniere = suivante;
        }
        Ok(())
    }
}

/// Keys are compared byte by byte: the first letters typed are then a range of the index, whatever
/// the language of the server of PostgreSQL.
fn creation(moteur: DbBackend) -> &'static str {
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

/// The keys of the persons that come after this one; the last of them, if there was one.
async fn reprendre(base: &SchemaManagerConnection<'_>, apres: i64) -> Result<Option<i64>, DbErr> {
    let personnes = Query::select()
        .columns(["id", "nom", "nom_naissance", "prenom"].map(|colonne| ("personne", colonne)))
        .column(("rubrique_personne", "contenu"))
        .from("personne")
        .left_join(
            "rubrique_personne",
            Expr::col(("rubrique_personne", "personne_id"))
                .equals(("personne", "id"))
                .and(Expr::col(("rubrique_personne", "rubrique")).eq(Rubrique::Identite.code())),
        )
        .and_where(Expr::col(("personne", "id")).gt(apres))
        .order_by(("personne", "id"), Order::Asc)
        .limit(LOT)
        .to_owned();
    let lignes = base.query_all(&personnes).await?;
    let mut derniere = None;
    let mut insertion = Query::insert().into_table("personne_cle").columns(["personne_id", "cle"]).to_owned();
    for ligne in lignes {
        let id: i64 = ligne.try_get("", "id")?;
        let mut noms: Vec<String> = Vec::new();
        for colonne in ["nom", "nom_naissance", "prenom"] {
            noms.push(ligne.try_get("", colonne)?);
        }
        noms.extend(autres_prenoms(ligne.try_get("", "contenu")?));
        for cle in cles_des_noms(noms.iter().map(String::as_str)) {
            insertion.values_panic([id.into(), cle.into()]);
        }
        derniere = Some(id);
    }
    if derniere.is_some() {
        base.execute(&insertion).await?;
    }
    Ok(derniere)
}

/// Those that the rubrique Identité told of an adult; those of a child come with the next flow.
fn autres_prenoms(identite: Option<String>) -> Vec<String> {
    #[derive(Deserialize)]
    struct Identite {
        autres_prenoms: Vec<String>,
    }
    let lue = identite.and_then(|contenu| serde_json::from_str::<Identite>(&contenu).ok());
    lue.map(|lue| lue.autres_prenoms).unwrap_or_default()
}
