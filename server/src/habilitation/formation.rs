//! Training sessions: planned by the user referent, with people put on them.

use std::collections::HashMap;

use chrono::NaiveTime;
use reciproque_shared::api::{ConsulterFormations, PlanifierFormation};
use reciproque_shared::habilitation::fiche::{Formations, SeanceFormation};
use reciproque_shared::habilitation::{EtatHabilitation, Formation};
use sea_orm::sea_query::Condition;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::lecture::lignes;
use super::portee::visibles;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{formation, habilitation, organisation};
use crate::depot::verrou;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Sessions listed.
const SEANCES_MAX: u64 = 50;

/// `GET /formations`
pub async fn consulter(
    passage: Passage,
    _: AppelRecu<ConsulterFormations>,
) -> Result<Traced<Formations>, Refus> {
    relister(passage, 0).await
}

/// `POST /formations`
pub async fn planifier(
    passage: Passage,
    appel: AppelRecu<PlanifierFormation>,
) -> Result<Traced<Formations>, Refus> {
    let lue = Formation::lire(&appel.corps, passage.app().horloge.locale()).map_err(Refus::Invalide)?;
    let places = i32::try_from(lue.places)?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    let nouvelle = formation::ActiveModel {
        debut: Set(lue.debut),
        lieu: Set(lue.lieu.as_str().to_owned()),
        places: Set(places),
        agent_id: Set(passage.agent().id),
        ..Default::default()
    };
    ecriture
        .creer(async {
            nouvelle_seance(&passage, passage.base(), &lue).await?;
            let seance = nouvelle.insert(passage.base()).await?.id;
            let formations = charger(&passage).await?;
            Ok((seance, formations))
        })
        .await
}

/// Two sessions at the same hour in the same place are one: the agents of the département
/// plan one after the other.
async fn nouvelle_seance(
    passage: &Passage,
    base: &impl ConnectionTrait,
    lue: &Formation,
) -> Result<(), Refus> {
    verrou::tenir::<organisation::Entity>(base, passage.agent().organisation).await?;
    let deja = formation::Entity::find()
        .filter(formation::Column::Debut.eq(lue.debut))
        .filter(formation::Column::Lieu.eq(lue.lieu.as_str()))
        .one(base)
        .await?;
    match deja {
        None => Ok(()),
        Some(_) => Err(Refus::Conflit(
            "Une séance est déjà prévue à cette date, à cette heure et dans ce lieu : inscrivez-y les agents, ou \
             changez l’heure ou le lieu."
                .into(),
        )),
    }
}

/// Answers with the sessions, among them the one that was planned.
pub async fn relister(passage: Passage, _: i64) -> Result<Traced<Formations>, Refus> {
    let formations = charger(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| formations).await
}

/// The sessions, and those who await one, attend one, or have attended.
async fn charger(passage: &Passage) -> Result<Formations, Refus> {
    let base = passage.base();
    let recentes = formation::Entity::find()
        .order_by_desc(formation::Column::Debut)
        .order_by_desc(formation::Column::Id)
        .limit(SEANCES_MAX)
        .all(base)
        .await?;
    let en_cours = habilitation::Entity::find()
        .filter(visibles(passage))
        .filter(habilitation::Column::Fin.is_null())
        .filter(habilitation::Column::CertifieeLe.is_null())
        .order_by_asc(habilitation::Column::DemandeeLe)
        .order_by_asc(habilitation::Column::Id)
        .all(base)
        .await?;
    let mut personnes = lignes(passage, en_cours).await?;
    personnes.retain(|personne| personne.etat != EtatHabilitation::Terminee);
    Ok(Formations { seances: seances(passage, recentes).await?, personnes })
}

/// Sessions from today on with places left.
pub async fn ouvertes(passage: &Passage) -> Result<Vec<SeanceFormation>, Refus> {
    let ce_jour = passage.app().horloge.aujourdhui().and_time(NaiveTime::MIN);
    let a_venir = formation::Entity::find()
        .filter(formation::Column::Debut.gte(ce_jour))
        .order_by_asc(formation::Column::Debut)
        .all(passage.base())
        .await?;
    let mut seances = seances(passage, a_venir).await?;
    seances.retain(|seance| seance.prises < i64::from(seance.places));
    Ok(seances)
}

async fn seances(passage: &Passage, lues: Vec<formation::Model>) -> Result<Vec<SeanceFormation>, Refus> {
    let base = passage.base();
    let agents = agents(base, lues.iter().map(|l| l.agent_id)).await?;
    let mut seances = Vec::new();
    for lue in lues {
        let prises = prises(base, lue.id).await?;
        seances.push(SeanceFormation {
            id: lue.id,
            debut: lue.debut,
            lieu: lue.lieu,
            places: lue.places,
            prises,
            auteur: agents.get(&lue.agent_id).map(nom_agent).unwrap_or_default(),
        });
    }
    Ok(seances)
}

/// Places taken on a session: those who withdrew give theirs back.
async fn prises(base: &impl ConnectionTrait, seance: i64) -> Result<i64, Refus> {
    let venues = Condition::any()
        .add(habilitation::Column::Fin.is_null())
        .add(habilitation::Column::FormeeLe.is_not_null());
    let inscrites = habilitation::Entity::find()
        .filter(habilitation::Column::FormationId.eq(seance))
        .filter(venues)
        .count(base)
        .await?;
    Ok(i64::try_from(inscrites)?)
}

/// Takes a place of a session to come, one agent after the other.
///
/// # Errors
/// `Conflit` when it is full or past, `Introuvable` when there is no such session.
pub async fn reserver(passage: &Passage, base: &impl ConnectionTrait, seance: i64) -> Result<(), Refus> {
    let verrouillee = formation::Entity::find_by_id(seance).lock_exclusive().one(base).await?;
    let lue = verrouillee.ok_or(Refus::Introuvable)?;
    if lue.debut.date() < passage.app().horloge.aujourdhui() {
        return Err(Refus::Conflit("Cette séance est passée : choisissez-en une à venir.".into()));
    }
    if prises(base, seance).await? >= i64::from(lue.places) {
        return Err(Refus::Conflit(
            "Cette séance est complète : choisissez-en une autre ou planifiez-en une.".into(),
        ));
    }
    Ok(())
}

/// Some sessions, by id.
pub async fn par_id(
    base: &impl ConnectionTrait,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, formation::Model>, Refus> {
    let lues = formation::Entity::find().filter(formation::Column::Id.is_in(ids)).all(base).await?;
    Ok(lues.into_iter().map(|lue| (lue.id, lue)).collect())
}
