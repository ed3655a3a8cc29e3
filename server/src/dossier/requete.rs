//! The queries about dossiers and persons, each under the scope of who asks.

use reciproque_shared::dossier::RolePersonne;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::guard::Passage;
use crate::refus::Refus;
use crate::store::entite::{dossier, personne};

/// The dossier, if it is in the scope of the agent.
///
/// # Errors
/// `Introuvable` out of scope or unknown: one query, one answer, one time.
pub async fn dossier_visible(
    passage: &Passage,
    base: &impl ConnectionTrait,
    id: i64,
) -> Result<dossier::Model, Refus> {
    // Not `one`: it binds its LIMIT, and SQLite prepares such a statement again each time.
    dossier::Entity::find_by_id(id)
        .filter(passage.perimetre().sur_ce_dossier())
        .all(base)
        .await?
        .pop()
        .ok_or(Refus::Introuvable)
}

/// The person, if the scope of the agent reaches this very person (entries, CER).
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn personne_accompagnee(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    personne(passage, Condition::all().add(Expr::col(("personne", "id")).eq(id))).await
}

/// The person named by `colonne` of an outer query, if the scope of the agent reaches it:
/// to be tested with `EXISTS`.
pub fn personne_atteinte(passage: &Passage, colonne: (&'static str, &'static str)) -> SelectStatement {
    Query::select()
        .column(("personne", "id"))
        .from("personne")
        .inner_join("dossier", Expr::col(("dossier", "id")).equals(("personne", "dossier_id")))
        .and_where(Expr::col(("personne", "id")).equals(colonne))
        .cond_where(passage.perimetre().sur_cette_personne())
        .to_owned()
}

/// The person still in the foyer of this dossier, if the dossier is in the scope of the agent.
///
/// # Errors
/// `Introuvable` out of scope or unknown.
pub async fn personne_du_dossier(passage: &Passage, dossier: i64, id: i64) -> Result<personne::Model, Refus> {
    dossier_visible(passage, passage.app().depot.lecture(), dossier).await?;
    personne::Entity::find_by_id(id)
        .filter(Expr::col(("personne", "dossier_id")).eq(dossier))
        .filter(presente())
        .one(passage.app().depot.lecture())
        .await?
        .ok_or(Refus::Introuvable)
}

async fn personne(passage: &Passage, condition: Condition) -> Result<personne::Model, Refus> {
    personne::Entity::find()
        .join(
            sea_orm::JoinType::InnerJoin,
            personne::Entity::belongs_to(dossier::Entity)
                .from(personne::Column::DossierId)
                .to(dossier::Column::Id)
                .into(),
        )
        .filter(condition)
        .filter(passage.perimetre().sur_cette_personne())
        .one(passage.app().depot.lecture())
        .await?
        .ok_or(Refus::Introuvable)
}

/// A dossier with one of its persons, as lists show it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LignePersonne {
    pub dossier: i64,
    pub personne: i64,
    pub nom: String,
    pub nom_naissance: String,
    pub prenom: String,
    pub date_naissance: chrono::NaiveDate,
    pub naissance_precision: String,
    pub role: String,
    pub commune: Option<String>,
    pub etat: String,
    pub partie_le: Option<chrono::NaiveDate>,
}

/// The person has not left the foyer: over a query that has the table `personne` in it.
pub fn presente() -> Expr {
    Expr::col(("personne", "partie_le")).is_null()
}

/// Persons with their dossier, within the scope of the agent; who left the foyer too, unless
/// [`presente`] is added.
pub fn lignes_personnes(passage: &Passage) -> SelectStatement {
    lignes(passage.perimetre().sur_dossier())
}

/// The demandeur of each of these dossiers that is within the scope of the agent, which is tried
/// on each.
pub fn lignes_demandeurs(passage: &Passage, dossiers: impl Iterator<Item = i64>) -> SelectStatement {
    lignes(passage.perimetre().sur_ce_dossier())
        .and_where(presente())
        .and_where(Expr::col(("dossier", "id")).is_in(dossiers))
        .and_where(Expr::col(("personne", "role")).eq(RolePersonne::Demandeur.code()))
        .to_owned()
}

fn lignes(perimetre: Condition) -> SelectStatement {
    Query::select()
        .expr_as(Expr::col(("dossier", "id")), "dossier")
        .expr_as(Expr::col(("personne", "id")), "personne")
        .columns([
            ("personne", "nom"),
            ("personne", "nom_naissance"),
            ("personne", "prenom"),
            ("personne", "date_naissance"),
            ("personne", "naissance_precision"),
            ("personne", "role"),
            ("personne", "partie_le"),
        ])
        .columns([("dossier", "commune"), ("dossier", "etat")])
        .from("personne")
        .inner_join("dossier", Expr::col(("dossier", "id")).equals(("personne", "dossier_id")))
        .cond_where(perimetre)
        .to_owned()
}

/// Runs a query made from [`lignes_personnes`] or [`lignes_demandeurs`].
///
/// # Errors
/// When the store can't be read.
pub async fn lire_lignes(
    base: &impl ConnectionTrait,
    requete: &SelectStatement,
) -> Result<Vec<LignePersonne>, DbErr> {
    let lignes = base.query_all(requete).await?;
    lignes.iter().map(|ligne| LignePersonne::from_query_result(ligne, "")).collect()
}
