//! Which stores are opened: those whose every migration this version knows.

use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use super::migration::{Migrateur, Socle};
use super::reglage::{Nature, nature};
use crate::fichier::DroitsErreur;

/// Why a store is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OuvertureErreur {
    #[error(transparent)]
    Base(#[from] DbErr),
    #[error(transparent)]
    Droits(#[from] DroitsErreur),
    #[error("{0}")]
    Fichier(String),
    #[error(
        "elle a été créée par une version de Réciproque antérieure à la première livraison, que celle-ci ne reprend pas. \
         {}",
        a_faire(*.0)
    )]
    Anterieure(Option<Nature>),
    #[error(
        "une version plus récente de Réciproque l’a déjà mise à jour : lancez cette version-là, ou restaurez la \
         sauvegarde faite avant la mise à jour"
    )]
    Posterieure,
}

fn a_faire(nature: Option<Nature>) -> &'static str {
    match nature {
        Some(Nature::Formation) => {
            "Elle ne contient que des personnes inventées : déplacez le dossier des données (sur PostgreSQL, indiquez une \
             base neuve), puis relancez « reciproque demo »"
        }
        _ => {
            "Déplacez le dossier des données tout entier (sur PostgreSQL, indiquez une base et un journal neufs), puis \
             recréez le premier compte (« reciproque compte ») et réimportez les flux (« reciproque import »)"
        }
    }
}

/// Before anything is written there: a store of another age is left as it is.
pub async fn reconnaitre(base: &DatabaseConnection) -> Result<(), OuvertureErreur> {
    let faites = Migrateur::get_migration_models(base).await?;
    let connues = Migrateur::migrations();
    if faites.iter().all(|faite| connues.iter().any(|connue| connue.name() == faite.version)) {
        return Ok(());
    }
    match faites.iter().any(|faite| faite.version == Socle::NOM) {
        true => Err(OuvertureErreur::Posterieure),
        false => Err(OuvertureErreur::Anterieure(nature(base).await?)),
    }
}
