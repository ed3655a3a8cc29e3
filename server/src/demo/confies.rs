//! Persons whom another invented structure accompanied until lately: it still reads their names.

use chrono::{Days, NaiveDate};
use reciproque_shared::parcours::{FinOrientation, OrigineOrientation};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::agent::Agents;
use super::suivi::Suivi;
use crate::depot::entite::{orientation, referent};

/// Days since the new structure began, at most: the names stay a little longer.
const RECENTE: u64 = 25;
/// Days for which the former one accompanied.
const DUREE: u64 = 200;

/// Whoever was oriented lately was so before, elsewhere.
pub async fn installer(
    base: &impl ConnectionTrait,
    agents: &Agents,
    suivis: &[Suivi],
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let recents = suivis.iter().filter(|suivi| avant(jour, RECENTE) <= suivi.oriente_le);
    for (rang, suivi) in recents.enumerate() {
        let depuis = agents.referents.iter().cycle().skip(rang).take(agents.referents.len());
        let mut ailleurs = depuis.filter(|autre| autre.organisation != suivi.referent.organisation);
        if let Some(ancien) = ailleurs.next() {
            precedente(base, suivi, (ancien.organisation, ancien.id)).await?;
        }
    }
    Ok(())
}

async fn precedente(
    base: &impl ConnectionTrait,
    suivi: &Suivi,
    (structure, agent): (i64, i64),
) -> anyhow::Result<()> {
    orientation::Entity::update_many()
        .col_expr(orientation::Column::Origine, Expr::value(OrigineOrientation::Reorientation.code()))
        .filter(orientation::Column::PersonneId.eq(suivi.personne))
        .exec(base)
        .await?;
    let (debut, fin) = (avant(suivi.oriente_le, DUREE), avant(suivi.oriente_le, 1));
    let ancienne = orientation::ActiveModel {
        fin: Set(Some(fin)),
        motif_fin: Set(Some(FinOrientation::Reorientation.code().to_owned())),
        ..orientation::ActiveModel::premiere(suivi.personne, structure, suivi.sorte, debut)
    };
    ancienne.insert(base).await?;
    let ancien = referent::ActiveModel {
        personne_id: Set(suivi.personne),
        agent_id: Set(agent),
        debut: Set(debut),
        fin: Set(Some(fin)),
        ..Default::default()
    };
    ancien.insert(base).await?;
    Ok(())
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}
