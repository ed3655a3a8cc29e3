//! The colleagues who may accompany: référents of one's own organisation, today.

use reciproque_shared::api::ConsulterEquipe;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::{Collegue, Equipe};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::guard::agent::en_vigueur;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::agent;

/// `GET /equipe`
pub async fn consulter(passage: Passage, _: Demande<ConsulterEquipe>) -> Result<Traced<Equipe>, Refus> {
    let collegue = |agent: agent::Model| Collegue { id: agent.id, nom: agent.nom, prenom: agent.prenom };
    let collegues = accompagnent(&passage).await?.into_iter().map(collegue).collect();
    let equipe = Equipe { moi: passage.agent().id, collegues };
    passage.laisser_sortir(Objet::aucun(), &[], |_| equipe).await
}

/// The agents of one's own organisation with a habilitation of référent in force, in
/// alphabetical order.
///
/// # Errors
/// When the store can't be read.
pub async fn accompagnent(passage: &Passage) -> Result<Vec<agent::Model>, DbErr> {
    let habilites = Query::select()
        .column(("habilitation", "agent_id"))
        .from("habilitation")
        .and_where(Expr::col(("habilitation", "profil")).eq(Profil::Referent.code()))
        .cond_where(en_vigueur("habilitation", "debut", "fin", passage.app().horloge.aujourdhui()))
        .to_owned();
    agent::Entity::find()
        .filter(agent::Column::OrganisationId.eq(passage.agent().organisation))
        .filter(agent::Column::SuspenduLe.is_null())
        .filter(agent::Column::Id.in_subquery(habilites))
        .order_by_asc(agent::Column::Nom)
        .order_by_asc(agent::Column::Prenom)
        .order_by_asc(agent::Column::Id)
        .all(passage.app().depot.lecture())
        .await
}
