//! A commune to give to a CTSA, and a change to undo.

use reciproque_server::depot::entite::{organisation, territoire, territoire_etape};
use reciproque_shared::date;
use reciproque_shared::territoire::GesteTerritoires;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::recette::INCONNU;
use super::{Bac, Cible};

/// Where nobody of the sandbox lives, and which no CTSA holds.
const SAINT_LOUIS: &str = "68297";

/// The CTSA of this name.
pub async fn la_ctsa(bac: &Bac, nom: &str) -> i64 {
    let elle = organisation::Entity::find().filter(organisation::Column::Nom.eq(nom));
    elle.one(bac.base()).await.unwrap().unwrap().id
}

/// The territories as they were before any change of a trial.
async fn retrouver(bac: &Bac) {
    territoire_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    let elle = territoire::Column::Commune.eq(SAINT_LOUIS);
    territoire::Entity::delete_many().filter(elle).exec(bac.base()).await.unwrap();
}

/// A commune of none, for the CTSA of Mulhouse, from today.
pub async fn une_commune(bac: &Bac, cible: Cible) -> Value {
    retrouver(bac).await;
    let ctsa = if cible.existe() { la_ctsa(bac, "CTSA de Mulhouse").await } else { INCONNU };
    json!({ "communes": SAINT_LOUIS, "ctsa": ctsa, "debut": date::court(bac.horloge.aujourdhui()) })
}

/// A change that may be undone.
pub async fn un_changement(bac: &Bac, cible: Cible) {
    retrouver(bac).await;
    if !cible.existe() {
        return;
    }
    let etape = territoire_etape::ActiveModel {
        rang: Set(1),
        geste: Set(GesteTerritoires::Confier.code().into()),
        organisation_id: Set(la_ctsa(bac, "CTSA de Mulhouse").await),
        debut: Set(bac.horloge.aujourdhui()),
        communes: Set(json!([SAINT_LOUIS]).to_string()),
        quoi: Set("Saint-Louis".into()),
        mouvements: Set("[]".into()),
        avant: Set("[]".into()),
        agent_id: Set(cible.agent),
        instant: Set(bac.horloge.maintenant()),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
}
