//! The colleagues who may accompany: référents of one's own organisation, today.

use chrono::NaiveDate;
use reciproque_shared::api::ConsulterEquipe;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::{Collegue, Equipe};
use sea_orm::DbErr;

use crate::depot::entite::referent;
use crate::depot::sql::{Clause, Sql, ligne};
use crate::garde::agent::{en_vigueur, habilitation_ouverte};
use crate::garde::lecture::{Concerne, lisibles_des};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

ligne! {
    /// A référent of one's own organisation.
    pub struct Accompagnant {
        pub id: i64,
        pub nom: String,
        pub prenom: String,
        /// First day as a référent of the structure.
        pub depuis: NaiveDate,
    }
}

/// `GET /equipe`
pub async fn consulter(passage: Passage, _: AppelRecu<ConsulterEquipe>) -> Result<Traced<Equipe>, Refus> {
    let equipe = charger(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| equipe).await
}

/// The agent and the colleagues who may accompany.
pub async fn charger(passage: &Passage) -> Result<Equipe, DbErr> {
    let collegue = |lu: Accompagnant| Collegue { id: lu.id, nom: lu.nom, prenom: lu.prenom };
    let collegues = accompagnent(passage, passage.base()).await?.into_iter().map(collegue).collect();
    Ok(Equipe { moi: passage.agent().id, collegues })
}

/// The référent of the person when it is one of the colleagues who may accompany today, else the agent
/// who types.
pub async fn referent_de(
    passage: &Passage,
    base: &impl Sql,
    personne: &impl Concerne,
    est_collegue: impl Fn(i64) -> bool + Send,
) -> Result<i64, DbErr> {
    let jour = passage.app().horloge.aujourdhui();
    let actuel = lisibles_des::<referent::Entity, _>([personne])
        .et(en_vigueur("referent", "debut", "fin", jour))
        .une(base)
        .await?;
    let collegue = actuel.map(|actuel| actuel.agent_id).filter(|id| est_collegue(*id));
    Ok(collegue.unwrap_or(passage.agent().id))
}

/// The agents of one's own organisation with a habilitation of référent in force, in
/// alphabetical order. Over the connection of the caller: a transaction that waited for another one
/// could wait for itself.
pub async fn accompagnent(passage: &Passage, base: &impl Sql) -> Result<Vec<Accompagnant>, DbErr> {
    let profils = Profil::ceux(|profil| profil.traits().accompagne).map(Profil::code);
    let requete = Clause::from(
        "SELECT agent.id, agent.nom, agent.prenom, MIN(habilitation.debut) FROM agent \
         INNER JOIN habilitation ON habilitation.agent_id = agent.id \
         WHERE agent.suspendu_le IS NULL AND agent.organisation_id = ?",
    )
    .avec(passage.agent().organisation)
    .et("habilitation.profil IN ")
    .puis(Clause::parmi(profils))
    .puis(
        " GROUP BY agent.id, agent.nom, agent.prenom \
         HAVING COUNT(CASE WHEN habilitation.debut IS NOT NULL AND ",
    )
    .puis(habilitation_ouverte(passage.app().horloge.aujourdhui()))
    .puis(" THEN 1 END) > 0 ORDER BY agent.nom, agent.prenom, agent.id");
    base.trouver(requete).await
}
