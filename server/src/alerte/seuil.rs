//! The thresholds: a change is added, never written over the former one.

use reciproque_shared::alerte::{Seuil, SeuilLu, Seuils, SeuilsLus};
use reciproque_shared::api::{ConsulterSeuils, ReglerSeuil};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder,
};

use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{alerte, alerte_seuil};
use crate::depot::sql::Sql;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /alertes/seuils`
pub async fn consulter(passage: Passage, _: AppelRecu<ConsulterSeuils>) -> Result<Traced<SeuilsLus>, Refus> {
    let seuils = charger(passage.base()).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| seuils).await
}

/// `PUT /alertes/seuils`: holds from the next reading of the journal on.
pub async fn regler(passage: Passage, appel: AppelRecu<ReglerSeuil>) -> Result<Traced<SeuilsLus>, Refus> {
    let seuil = appel.corps.seuil;
    let valeur = appel.corps.lire().map_err(Refus::Invalide)?;
    sans_interet(&passage, seuil).await?;
    let ecriture = passage.annoncer(Objet::new("seuil", seuil.code())).await?;
    let ligne = alerte_seuil::ActiveModel {
        seuil: Set(seuil.code().to_owned()),
        valeur: Set(i32::try_from(valeur)?),
        depuis: Set(passage.app().horloge.maintenant()),
        agent_id: Set(passage.agent().id),
        ..Default::default()
    };
    ecriture
        .accomplir(async {
            ligne.insert(passage.base()).await?;
            charger(passage.base()).await
        })
        .await
}

/// Nobody sets the threshold under which an open alert about oneself would fall.
async fn sans_interet(passage: &Passage, seuil: Seuil) -> Result<(), Refus> {
    let sienne = alerte::Entity::find()
        .filter(alerte::Column::AgentId.eq(passage.agent().id))
        .filter(alerte::Column::Regle.eq(seuil.regle().code()))
        .filter(alerte::Column::CloseLe.is_null())
        .one(passage.base())
        .await?;
    match sienne {
        None => Ok(()),
        Some(_) => Err(Refus::Conflit(
            "Une alerte ouverte de cette règle vous concerne : un autre délégué à la protection des données règle ce \
             seuil. S’il n’y en a pas d’autre, demandez au référent utilisateurs du Département d’en habiliter un."
                .into(),
        )),
    }
}

/// Those in force now, for the rules.
pub async fn en_vigueur(base: &impl ConnectionTrait) -> Result<Seuils, DbErr> {
    let poses = poses(base).await?;
    let lus = poses
        .iter()
        .filter_map(|pose| Some((Seuil::du_code(&pose.seuil)?, u32::try_from(pose.valeur).ok()?)));
    Ok(lus.fold(Seuils::default(), |seuils, (seuil, valeur)| seuils.avec(seuil, valeur)))
}

/// Every value that was set, the latest last.
async fn poses(base: &impl ConnectionTrait) -> Result<Vec<alerte_seuil::Model>, DbErr> {
    alerte_seuil::Entity::find().order_by_asc(alerte_seuil::Column::Id).all(base).await
}

async fn charger(base: &(impl ConnectionTrait + Sql)) -> Result<SeuilsLus, Refus> {
    let (en_vigueur, poses) = (en_vigueur(base).await?, poses(base).await?);
    let agents = agents(base, poses.iter().map(|pose| pose.agent_id)).await?;
    let lire = |seuil: &Seuil| {
        let pose = poses.iter().rev().find(|pose| pose.seuil == seuil.code());
        SeuilLu {
            seuil: *seuil,
            valeur: en_vigueur.de(*seuil),
            depuis: pose.map(|pose| pose.depuis),
            par: pose.and_then(|pose| agents.get(&pose.agent_id)).map(nom_agent),
        }
    };
    Ok(SeuilsLus { seuils: Seuil::TOUS.iter().map(lire).collect() })
}
