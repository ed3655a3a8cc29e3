//! An agent under watch says why each file is opened, before it is.

use chrono::{NaiveDate, TimeDelta};
use reciproque_shared::alerte::MotifVue;
use reciproque_shared::habilitation::Acte;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Agent, Objet};
use crate::extranet::Extranet;
use crate::refus::Refus;
use crate::store::entite::motif;

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
pub fn en_cours(jour: NaiveDate) -> Condition {
    let jusqu_au = Expr::col(("surveillance", "jusqu_au"));
    Condition::all()
        .add(Expr::col(("surveillance", "fin")).is_null())
        .add(Condition::any().add(jusqu_au.clone().is_null()).add(jusqu_au.gte(jour)))
}

/// Code of the reason under which this view may be made, when one is needed. A reason
/// serves once.
///
/// # Errors
/// `MotifRequis` when none was given, or when it has served, waited too long, or was given
/// under another watch.
pub(super) async fn motif(
    app: &Extranet,
    agent: &Agent,
    acte: Acte,
    objet: &Objet,
    numero: Option<i64>,
) -> Result<Option<&'static str>, Refus> {
    let Some(surveillance) = agent.surveillance.filter(|_| acte.ouvre_un_dossier()) else {
        return Ok(None);
    };
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
