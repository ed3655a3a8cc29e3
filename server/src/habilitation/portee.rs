//! Whose habilitations one reaches, as a SQL predicate that every query ANDs.

use reciproque_shared::habilitation::{ActeurHabilitation, Portee};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::depot::entite::{habilitation, organisation};
use crate::garde::Passage;
use crate::refus::Refus;

/// A manager those of their own organisation, also of agents who have left it; the user
/// referent all.
pub fn visibles(passage: &Passage) -> Condition {
    match passage.portee() {
        Portee::Organisations => Condition::all(),
        Portee::Organisation => {
            let agents = Query::select()
                .column("id")
                .from("agent")
                .and_where(Expr::col("organisation_id").eq(passage.agent().organisation))
                .to_owned();
            let presents = Condition::all()
                .add(habilitation::Column::AncienneOrganisation.is_null())
                .add(habilitation::Column::AgentId.in_subquery(agents));
            let partis = habilitation::Column::AncienneOrganisation.eq(passage.agent().organisation);
            Condition::any().add(presents).add(partis)
        }
        _ => Condition::all().add(Expr::val(1).eq(0)),
    }
}

/// On whose behalf one acts.
pub fn acteur(passage: &Passage) -> ActeurHabilitation {
    match passage.portee() {
        Portee::Organisations => ActeurHabilitation::Departement,
        _ => ActeurHabilitation::Structure,
    }
}

/// One habilitation within reach.
///
/// # Errors
/// `Introuvable` out of reach as when it does not exist.
pub async fn trouver(passage: &Passage, id: i64) -> Result<habilitation::Model, Refus> {
    habilitation::Entity::find_by_id(id)
        .filter(visibles(passage))
        .one(passage.base())
        .await?
        .ok_or(Refus::Introuvable)
}

/// The organisations within reach.
pub async fn organisations(passage: &Passage) -> Result<Vec<organisation::Model>, Refus> {
    use sea_orm::QueryOrder;
    let filtre = match passage.portee() {
        Portee::Organisations => Condition::all(),
        _ => Condition::all().add(organisation::Column::Id.eq(passage.agent().organisation)),
    };
    let toutes = organisation::Entity::find().filter(filtre).order_by_asc(organisation::Column::Nom);
    Ok(toutes.all(passage.base()).await?)
}
