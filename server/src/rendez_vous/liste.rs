//! Rendez-vous as lists show them.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, Select,
};

use super::colonnes::ligne;
use crate::depot::entite::personne::{self, naissance};
use crate::depot::entite::{agent, rendez_vous};
use crate::garde::Passage;
use crate::garde::lecture::des;

/// The rendez-vous of some persons, the latest first, by person.
pub async fn lignes_rendez_vous(
    passage: &Passage,
    base: &impl ConnectionTrait,
    personnes: &[&personne::Model],
) -> Result<HashMap<i64, Vec<LigneRendezVous>>, DbErr> {
    let les_leurs =
        des::<rendez_vous::Entity, _>(personnes.iter().copied()).order_by_desc(rendez_vous::Column::Debut);
    let mut par_personne: HashMap<i64, Vec<LigneRendezVous>> = HashMap::new();
    for ligne in lignes(passage, base, les_leurs).await? {
        par_personne.entry(ligne.personne.personne).or_default().push(ligne);
    }
    Ok(par_personne)
}

/// A rendez-vous, with the names of the person and of the référent.
#[derive(FromQueryResult)]
struct Nomme {
    #[sea_orm(nested)]
    rendez_vous: rendez_vous::Model,
    #[sea_orm(nested)]
    personne: Personne,
    referent_nom: String,
    referent_prenom: String,
}

#[derive(FromQueryResult)]
struct Personne {
    dossier_id: i64,
    nom: String,
    prenom: String,
    date_naissance: NaiveDate,
    naissance_precision: String,
}

/// What `requete` finds as lines, in its order, with the names of the persons and of the
/// référents.
pub async fn lignes(
    passage: &Passage,
    base: &impl ConnectionTrait,
    requete: Select<rendez_vous::Entity>,
) -> Result<Vec<LigneRendezVous>, DbErr> {
    let personne = rendez_vous::Entity::belongs_to(personne::Entity)
        .from(rendez_vous::Column::PersonneId)
        .to(personne::Column::Id);
    let referent = rendez_vous::Entity::belongs_to(agent::Entity)
        .from(rendez_vous::Column::ReferentId)
        .to(agent::Column::Id);
    let nommes: Vec<Nomme> = requete
        .join(JoinType::InnerJoin, personne.into())
        .join(JoinType::InnerJoin, referent.into())
        .columns([personne::Column::DossierId, personne::Column::Nom, personne::Column::Prenom])
        .columns([personne::Column::DateNaissance, personne::Column::NaissancePrecision])
        .column_as(agent::Column::Nom, "referent_nom")
        .column_as(agent::Column::Prenom, "referent_prenom")
        .into_model()
        .all(base)
        .await?;
    let maintenant = passage.app().horloge.locale();
    Ok(nommes.into_iter().map(|nomme| nomme.ligne(maintenant)).collect())
}

impl Nomme {
    fn ligne(self, maintenant: NaiveDateTime) -> LigneRendezVous {
        let Self { rendez_vous, personne, referent_nom, referent_prenom } = self;
        let personne = PersonneConcernee {
            dossier: personne.dossier_id,
            personne: rendez_vous.personne_id,
            nom: personne.nom,
            prenom: personne.prenom,
            date_naissance: naissance(personne.date_naissance, &personne.naissance_precision),
        };
        ligne(rendez_vous, personne, format!("{referent_prenom} {referent_nom}"), maintenant)
    }
}
