//! Why the journal could not answer. Operators read these; agents only learn that nothing was done.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use reciproque_shared::journal::Rupture;
use sea_orm::DbErr;

use crate::fichier::{DroitsErreur, raison};

/// One failed commit is told to every caller of the batch, hence `Clone`.
#[derive(Clone, Debug, thiserror::Error)]
pub enum JournalErreur {
    #[error("adresse de journal non reconnue : attendu sqlite://CHEMIN ou postgres://…")]
    Adresse,
    #[error("un autre processus écrit déjà dans le journal {0} : arrêtez-le avant d'en démarrer un second")]
    DejaOuvert(PathBuf),
    #[error("le journal ne répond pas : {0}")]
    Base(#[source] Arc<DbErr>),
    #[error("{} : {}", .chemin.display(), raison(.cause))]
    Fichier { chemin: PathBuf, cause: Arc<io::Error> },
    #[error(transparent)]
    Droits(#[from] DroitsErreur),
    #[error(
        "la clé {0} manque alors que le journal a déjà commencé : remettez la clé d'origine, sans elle il ne se vérifie plus"
    )]
    CleAbsente(PathBuf),
    #[error("{0} n'est pas une clé de journal")]
    CleIllisible(PathBuf),
    #[error("la clé {0} est lisible par d'autres que le serveur : retirez ces droits (chmod 600)")]
    CleExposee(PathBuf),
    #[error("{0} n'est pas un sceau de journal")]
    SceauIllisible(PathBuf),
    #[error(
        "le compte « {compte} » pourrait modifier ce qu’il écrit dans le journal ({raisons}) : le serveur n’y écrit pas. \
         Dans la base du journal, sous un superutilisateur :\n\n{remede}\n\npuis redémarrez (voir « PostgreSQL » dans \
         docs/exploitation.md). Pour une base de formation seulement : --journal-modifiable-par-le-serveur"
    )]
    CompteTropPuissant { compte: String, raisons: String, remede: String },
    #[error(
        "le schéma du journal manque ou n’est pas à jour dans cette base : sous le compte qui en est propriétaire, lancez \
         « reciproque journal installer --journal postgres://… », puis redémarrez"
    )]
    SchemaAbsent,
    #[error("journal rompu, {0}")]
    Rompu(#[from] Rupture),
    #[error("le journal est fermé")]
    Ferme,
}

impl JournalErreur {
    pub(super) fn fichier(chemin: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let chemin = chemin.into();
        move |cause| Self::Fichier { chemin, cause: Arc::new(cause) }
    }
}

impl From<DbErr> for JournalErreur {
    fn from(erreur: DbErr) -> Self {
        Self::Base(Arc::new(erreur))
    }
}
