//! A new organisation.

use reciproque_shared::api::CreerOrganisation;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, SqlErr,
};

use super::relire;
use crate::depot::entite::organisation;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /organisations`
pub async fn creer(
    passage: Passage,
    appel: AppelRecu<CreerOrganisation>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let lue = appel.corps.lire().map_err(Refus::Invalide)?;
    nouveau_nom(passage.base(), lue.nom()).await?;
    let ecriture = passage.annoncer(Objet::aucun()).await?;
    ecriture
        .creer(async {
            nouveau_nom(passage.base(), lue.nom()).await?;
            let ligne = organisation::ActiveModel {
                sorte: Set(lue.sorte().code().to_owned()),
                nom: Set(lue.nom().to_owned()),
                sans_compte: Set(lue.sans_compte()),
                ..Default::default()
            };
            // Two at once: the second one finds the name taken only here.
            let id = ligne.insert(passage.base()).await.map_err(ou_pris)?.id;
            let fiche = relire(&passage, id).await?;
            Ok((id, fiche))
        })
        .await
}

async fn nouveau_nom(base: &impl ConnectionTrait, nom: &str) -> Result<(), Refus> {
    let homonyme = organisation::Entity::find().filter(organisation::Column::Nom.eq(nom)).one(base).await?;
    match homonyme {
        None => Ok(()),
        Some(_) => Err(nom_pris()),
    }
}

fn nom_pris() -> Refus {
    Refus::Invalide(vec![ErreurChamp::new(
        "nom",
        "nom_pris",
        "Une organisation porte déjà ce nom : ouvrez-la dans la liste, ou précisez celui-ci.",
    )])
}

fn ou_pris(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => nom_pris(),
        _ => erreur.into(),
    }
}
