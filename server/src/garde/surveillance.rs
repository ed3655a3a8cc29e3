//! An agent under watch says why each file is opened, before it is; and writes in none that was
//! not opened so.

use chrono::{NaiveDate, TimeDelta};
use reciproque_shared::alerte::MotifVue;
use reciproque_shared::habilitation::Vue;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::{Objet, Passage};
use crate::depot::entite::motif;
use crate::depot::objet::Dossiers;
use crate::depot::sql::Clause;
use crate::refus::Refus;

/// How long a reason waits for its view, in minutes.
const VALIDITE_MIN: i64 = 10;

/// A watch in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surveillance {
    pub id: i64,
    /// Last day; none until it is lifted.
    pub jusqu_au: Option<NaiveDate>,
}

/// The watches in force on a day: neither lifted nor over.
pub fn en_cours(jour: NaiveDate) -> Clause {
    Clause::from("surveillance.fin IS NULL AND (surveillance.jusqu_au IS NULL OR surveillance.jusqu_au >= ?)")
        .avec(jour)
}

/// Code of the reason under which this act may be done, when one is needed: for each view, and
/// for a gesture in a file of which no view was made under a reason. A reason serves once.
///
/// # Errors
/// `MotifRequis` when none was given, or when it has served, waited too long, or was given
/// under another watch.
pub(super) async fn motif(
    passage: &Passage,
    objet: &Objet,
    numero: Option<i64>,
) -> Result<Option<&'static str>, Refus> {
    let (app, Some(surveillance)) = (passage.app(), passage.agent().surveillance) else { return Ok(None) };
    match passage.acte.vue() {
        Vue::Dossier => {}
        Vue::Suite if !deja_ouvert(passage, surveillance, objet).await? => {}
        Vue::Suite | Vue::Liste | Vue::Aucune => return Ok(None),
    }
    let numero = numero.ok_or(Refus::MotifRequis)?;
    let limite = app.horloge.maintenant() - TimeDelta::minutes(VALIDITE_MIN);
    let employe = motif::Entity::update_many()
        .col_expr(motif::Column::Objet, Expr::value(objet.texte().unwrap_or_default()))
        .filter(motif::Column::Id.eq(numero))
        .filter(motif::Column::SurveillanceId.eq(surveillance.id))
        .filter(motif::Column::Objet.is_null())
        .filter(motif::Column::DonneLe.gte(limite))
        .exec(app.depot.ecriture())
        .await?;
    if employe.rows_affected != 1 {
        return Err(Refus::MotifRequis);
    }
    let lu = motif::Entity::find_by_id(numero).one(app.depot.ecriture()).await?;
    let motif = lu.and_then(|lu| MotifVue::du_code(&lu.motif)).ok_or(Refus::MotifRequis)?;
    Ok(Some(motif.code()))
}

/// Whether a reason given under this watch opened the file that the object belongs to, within the
/// longest life of a session.
async fn deja_ouvert(passage: &Passage, surveillance: Surveillance, objet: &Objet) -> Result<bool, DbErr> {
    let Some(objet) = objet.texte() else { return Ok(false) };
    let (app, base) = (passage.app(), passage.base());
    let ouverts: Vec<Option<String>> = motif::Entity::find()
        .select_only()
        .column(motif::Column::Objet)
        .filter(motif::Column::SurveillanceId.eq(surveillance.id))
        .filter(motif::Column::Objet.is_not_null())
        .filter(motif::Column::DonneLe.gte(app.horloge.maintenant() - app.reglages.duree_session()))
        .into_tuple()
        .all(base)
        .await?;
    let ouverts: Vec<String> = ouverts.into_iter().flatten().collect();
    let objets = ouverts.iter().map(String::as_str).chain([objet]);
    let dossiers = Dossiers::charger(base, objets).await?;
    let voulu = dossiers.de(objet);
    Ok(voulu.is_some() && ouverts.iter().any(|ouvert| dossiers.de(ouvert) == voulu))
}
