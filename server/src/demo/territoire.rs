//! A change of territory that the user referent prepared: a commune that goes to another CTSA next month.

use chrono::{Days, NaiveDate, NaiveTime};
use reciproque_shared::date;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::territoire::{CommuneTenue, GesteTerritoires, Mouvement};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect,
};

use super::organisation::{Organisations, THANN};
use crate::depot::entite::{dossier, personne, territoire, territoire_etape};

/// Wittelsheim.
const COMMUNE: &str = "68375";
/// Days before the change takes effect.
const DELAI: Days = Days::new(45);

pub async fn installer(
    base: &impl ConnectionTrait,
    organisations: &Organisations,
    agent: i64,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let siennes = territoire::Column::Commune.eq(COMMUNE);
    let Some(avant) = territoire::Entity::find().filter(siennes).one(base).await? else { return Ok(()) };
    let (debut, commune) = (jour + DELAI, CommuneInsee::lire(COMMUNE)?);
    let tenue = CommuneTenue {
        id: avant.id,
        ctsa: avant.organisation_id,
        commune: commune.clone(),
        debut: avant.debut,
        fin: avant.fin,
    };
    let fin = territoire::ActiveModel { fin: Set(debut.pred_opt()), ..avant.into() };
    fin.update(base).await?;
    let vers = organisations.ctsa[THANN];
    let suite = territoire::ActiveModel {
        organisation_id: Set(vers.id),
        commune: Set(COMMUNE.to_owned()),
        debut: Set(debut),
        ..Default::default()
    };
    suite.insert(base).await?;
    let mouvement = mouvement(base, &tenue).await?;
    let etape = territoire_etape::ActiveModel {
        rang: Set(1),
        geste: Set(GesteTerritoires::Confier.code().to_owned()),
        organisation_id: Set(vers.id),
        debut: Set(debut),
        communes: Set(serde_json::to_string(&[commune])?),
        quoi: Set(format!("Wittelsheim à «\u{a0}{}\u{a0}» à partir du {}", vers.nom, date::court(debut))),
        motif: Set(None),
        mouvements: Set(serde_json::to_string(&[mouvement])?),
        avant: Set(serde_json::to_string(&[tenue])?),
        agent_id: Set(agent),
        instant: Set(jour.and_time(NaiveTime::MIN).and_utc()),
        ..Default::default()
    };
    etape.insert(base).await?;
    Ok(())
}

/// Before any contract was invented.
async fn mouvement(base: &impl ConnectionTrait, tenue: &CommuneTenue) -> anyhow::Result<Mouvement> {
    let dossiers: Vec<i64> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .filter(dossier::Column::Commune.eq(COMMUNE))
        .into_tuple()
        .all(base)
        .await?;
    let nombre = dossiers.len();
    let personnes = personne::Entity::find()
        .filter(personne::Column::DossierId.is_in(dossiers))
        .filter(personne::Column::PartieLe.is_null())
        .count(base)
        .await?;
    Ok(Mouvement {
        de: Some(tenue.ctsa),
        communes: vec![tenue.commune.clone()],
        dossiers: i64::try_from(nombre)?,
        personnes: i64::try_from(personnes)?,
        cer: 0,
    })
}
