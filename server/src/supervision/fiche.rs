//! One agent, as the supervisor sees it.

use reciproque_shared::api::ConsulterAgent;
use reciproque_shared::convention::Lieu;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::supervision::fiche::{FicheAgent, HabilitationLue};
use reciproque_shared::supervision::{GesteSupervision, SituationAgent};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::decisions;
use super::rattachement::tout_est_fini;
use crate::depot::annuaire;
use crate::depot::entite::{agent, compte, habilitation, organisation, session};
use crate::depot::sql::Clause;
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::habilitation::preuves;
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /agents/{agent}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterAgent>,
) -> Result<Traced<FicheAgent>, Refus> {
    let fiche = relire(&passage, appel.chemin).await?;
    passage.laisser_sortir(Objet::new("agent", fiche.id), &[], |_| fiche).await
}

/// The agent as it is in the store now.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn relire(passage: &Passage, id: i64) -> Result<FicheAgent, Refus> {
    let base = passage.base();
    let (ligne, situation) = situation(passage, base, id).await?;
    let jour = passage.app().horloge.aujourdhui();
    let tenus = reserve::tenus(base, id, jour).await?;
    let reserve =
        |geste: &GesteSupervision| geste.acces().is_some_and(|acces| reserve::reserve(acces, &tenus));
    let (a_l_exploitant, gestes): (Vec<_>, Vec<_>) = situation.gestes().into_iter().partition(reserve);
    let noms = organisations(base).await?;
    let organisations = match situation.soi || !tout_est_fini(base, id, jour).await? {
        true => Vec::new(),
        false => {
            let ou = noms.iter().filter(|o| annuaire::peut_avoir_des_comptes(o));
            ou.map(|o| Lieu { code: o.id.to_string(), nom: o.nom.clone() }).collect()
        }
    };
    let sessions = session::Entity::find().filter(session::Column::AgentId.eq(id)).count(base).await?;
    Ok(FicheAgent {
        id,
        organisation: ligne.organisation_id,
        organisation_nom: nom(&noms, ligne.organisation_id),
        suspendu_le: ligne.suspendu_le,
        mot_de_passe_a_changer: situation.mot_de_passe_a_changer,
        sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
        habilitations: habilitations(base, &ligne, &noms, jour).await?,
        organisations,
        decisions: decisions(base, Clause::from("supervision.agent_id = ?").avec(id)).await?,
        gestes,
        reserve: !a_l_exploitant.is_empty(),
        nom: ligne.nom,
        prenom: ligne.prenom,
        email: ligne.email,
    })
}

/// All of them, by name.
async fn organisations(base: &impl ConnectionTrait) -> Result<Vec<organisation::Model>, DbErr> {
    organisation::Entity::find().order_by_asc(organisation::Column::Nom).all(base).await
}

fn nom(toutes: &[organisation::Model], organisation: i64) -> String {
    toutes.iter().find(|lue| lue.id == organisation).map(|lue| lue.nom.clone()).unwrap_or_default()
}

/// The agent, and what may be done about it.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn situation(
    passage: &Passage,
    base: &impl ConnectionTrait,
    id: i64,
) -> Result<(agent::Model, SituationAgent), Refus> {
    let ligne = agent::Entity::find_by_id(id).one(base).await?.ok_or(Refus::Introuvable)?;
    let compte = compte::Entity::find_by_id(id).one(base).await?;
    let delegation = delegation(base, id, passage.app().horloge.aujourdhui()).await?;
    let situation = SituationAgent {
        soi: passage.agent().id == id,
        suspendu: ligne.suspendu_le.is_some(),
        delegation_retiree: delegation.map(|habilitation| habilitation.suspendue_le.is_some()),
        mot_de_passe_a_changer: compte.is_some_and(|compte| compte.a_changer),
    };
    Ok((ligne, situation))
}

/// The habilitation to manage habilitations, if the agent has one that is not over.
pub async fn delegation(
    base: &impl ConnectionTrait,
    agent: i64,
    jour: chrono::NaiveDate,
) -> Result<Option<habilitation::Model>, Refus> {
    let trouvee = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(agent))
        .filter(habilitation::Column::Profil.is_in(Profil::ceux(Profil::gestionnaire).map(Profil::code)))
        .filter(ExprTrait::or(habilitation::Column::Fin.is_null(), habilitation::Column::Fin.gt(jour)))
        .order_by_desc(habilitation::Column::Id)
        .one(base)
        .await?;
    Ok(trouvee)
}

/// All of them, the latest first.
async fn habilitations(
    base: &impl ConnectionTrait,
    agent: &agent::Model,
    noms: &[organisation::Model],
    jour: chrono::NaiveDate,
) -> Result<Vec<HabilitationLue>, Refus> {
    let lignes = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(agent.id))
        .order_by_desc(habilitation::Column::Id)
        .all(base)
        .await?;
    let lue = |ligne: habilitation::Model| {
        Some(HabilitationLue {
            profil: Profil::du_code(&ligne.profil)?,
            organisation: nom(noms, ligne.ancienne_organisation.unwrap_or(agent.organisation_id)),
            etat: preuves(&ligne).etat(jour),
            debut: ligne.debut,
            fin: ligne.fin,
            retiree: ligne.suspendue_le.is_some(),
        })
    };
    Ok(lignes.into_iter().filter_map(lue).collect())
}
