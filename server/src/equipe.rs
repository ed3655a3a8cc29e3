//! The colleagues who may accompany: référents of one's own organisation, today.

use reciproque_shared::api::ConsulterEquipe;
use reciproque_shared::cer::ReferentPossible;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::{Collegue, Equipe};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::depot::annuaire::nom_agent;
use crate::depot::entite::{agent, habilitation, referent};
use crate::garde::agent::{en_vigueur, habilitation_ouverte};
use crate::garde::lecture::{Concerne, de};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /equipe`
pub async fn consulter(passage: Passage, _: AppelRecu<ConsulterEquipe>) -> Result<Traced<Equipe>, Refus> {
    let equipe = charger(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| equipe).await
}

/// The agent and the colleagues who may accompany.
pub async fn charger(passage: &Passage) -> Result<Equipe, DbErr> {
    let collegue = |agent: agent::Model| Collegue { id: agent.id, nom: agent.nom, prenom: agent.prenom };
    let collegues = accompagnent(passage, passage.base()).await?.into_iter().map(collegue).collect();
    Ok(Equipe { moi: passage.agent().id, collegues })
}

/// The référent of the person when it is a colleague who may accompany today, else the agent who types.
pub async fn referent_de(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personne: &impl Concerne,
) -> Result<i64, DbErr> {
    let moi = passage.agent();
    let actuel = de::<referent::Entity>(personne)
        .filter(en_vigueur("referent", "debut", "fin", passage.app().horloge.aujourdhui()).pour(base))
        .one(base)
        .await?;
    let Some(actuel) = actuel else { return Ok(moi.id) };
    let collegues = accompagnent(passage, base).await?;
    Ok(collegues.iter().find(|collegue| collegue.id == actuel.agent_id).map_or(moi.id, |c| c.id))
}

/// The same agents, with the first day of each as a référent of the structure.
pub async fn referents_possibles(
    passage: &Passage,
    base: &impl ConnectionTrait,
) -> Result<Vec<ReferentPossible>, DbErr> {
    let agents = accompagnent(passage, base).await?;
    let habilitations = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.is_in(agents.iter().map(|agent| agent.id)))
        .filter(habilitation::Column::Profil.is_in(accompagnants()))
        .all(base)
        .await?;
    let depuis =
        |agent: i64| habilitations.iter().filter(|h| h.agent_id == agent).filter_map(|h| h.debut).min();
    let possible = |agent: agent::Model| {
        Some(ReferentPossible { id: agent.id, depuis: depuis(agent.id)?, nom: nom_agent(&agent) })
    };
    Ok(agents.into_iter().filter_map(possible).collect())
}

/// The agents of one's own organisation with a habilitation of référent in force, in
/// alphabetical order. Over the connection of the caller: a transaction that waited for another one
/// could wait for itself.
pub async fn accompagnent(
    passage: &Passage,
    base: &impl ConnectionTrait,
) -> Result<Vec<agent::Model>, DbErr> {
    let habilites = Query::select()
        .column(("habilitation", "agent_id"))
        .from("habilitation")
        .and_where(Expr::col(("habilitation", "profil")).is_in(accompagnants()))
        .and_where(Expr::col(("habilitation", "debut")).is_not_null())
        .cond_where(habilitation_ouverte(passage.app().horloge.aujourdhui()).pour(base))
        .to_owned();
    agent::Entity::find()
        .filter(agent::Column::OrganisationId.eq(passage.agent().organisation))
        .filter(agent::Column::SuspenduLe.is_null())
        .filter(agent::Column::Id.in_subquery(habilites))
        .order_by_asc(agent::Column::Nom)
        .order_by_asc(agent::Column::Prenom)
        .order_by_asc(agent::Column::Id)
        .all(base)
        .await
}

fn accompagnants() -> impl Iterator<Item = &'static str> {
    Profil::ceux(|profil| profil.traits().accompagne).map(Profil::code)
}
