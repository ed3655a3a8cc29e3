//! What the officer does: close, open again, put under watch, lift it. Each step is kept
//! with who, when and why.

use chrono::{DateTime, Utc};
use reciproque_shared::alerte::{FicheAlerte, GesteAlerte, Traitement};
use reciproque_shared::api::TraiterAlerte;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::lecture::{fiche, trouver};
use super::surveillance::{Nouvelle, lever, poser};
use crate::depot::entite::{agent, alerte, alerte_etape};
use crate::depot::verrou;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `POST /alertes/{alerte}/gestes`
pub async fn traiter(
    passage: Passage,
    appel: AppelRecu<TraiterAlerte>,
) -> Result<Traced<FicheAlerte>, Refus> {
    let alerte = trouver(&passage, appel.chemin).await?;
    if alerte.agent_id == passage.agent().id {
        return Err(Refus::Conflit(
            "Cette alerte vous concerne : un autre délégué à la protection des données la traite. S’il n’y en a pas \
             d’autre, demandez au référent utilisateurs du Département d’en habiliter un."
                .into(),
        ));
    }
    let jour = passage.app().horloge.aujourdhui();
    let traitement = Traitement::lire(&appel.corps, jour).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("alerte", alerte.id)).await?;
    ecriture
        .accomplir(async {
            let auteur = Auteur { passage: &passage, instant: passage.app().horloge.maintenant() };
            auteur.traiter(passage.base(), &alerte, &traitement).await?;
            fiche(&passage, trouver(&passage, alerte.id).await?).await
        })
        .await
}

struct Auteur<'a> {
    passage: &'a Passage,
    instant: DateTime<Utc>,
}

impl Auteur<'_> {
    async fn traiter(
        &self,
        base: &impl ConnectionTrait,
        alerte: &alerte::Model,
        traitement: &Traitement,
    ) -> Result<(), Refus> {
        match traitement.geste() {
            GesteAlerte::Clore => self.clore(base, alerte, traitement).await?,
            GesteAlerte::Rouvrir => rouvrir(base, alerte).await?,
            GesteAlerte::Surveiller => {
                let jusqu_au = traitement.jusqu_au();
                let nouvelle = Nouvelle { agent: alerte.agent_id, alerte: Some(alerte.id), jusqu_au };
                poser(self.passage, base, nouvelle, traitement.note()).await?;
            }
            GesteAlerte::Lever => lever(self.passage, base, alerte.agent_id, traitement.note()).await?,
        }
        let etape = alerte_etape::ActiveModel {
            alerte_id: Set(alerte.id),
            geste: Set(traitement.geste().code().to_owned()),
            instant: Set(self.instant),
            agent_id: Set(Some(self.passage.agent().id)),
            conclusion: Set(traitement.conclusion().map(|conclusion| conclusion.code().to_owned())),
            note: Set(Some(traitement.note().to_owned())),
            ..Default::default()
        };
        etape.insert(base).await?;
        Ok(())
    }

    async fn clore(
        &self,
        base: &impl ConnectionTrait,
        alerte: &alerte::Model,
        traitement: &Traitement,
    ) -> Result<(), Refus> {
        let conclusion = traitement.conclusion().map(|conclusion| conclusion.code());
        let issue = alerte::Entity::update_many()
            .col_expr(alerte::Column::CloseLe, Expr::value(self.instant))
            .col_expr(alerte::Column::Conclusion, Expr::value(conclusion))
            .filter(alerte::Column::Id.eq(alerte.id))
            .filter(alerte::Column::CloseLe.is_null())
            .exec(base)
            .await?;
        un_seul(issue.rows_affected, "Cette alerte est déjà close : relisez-la avant de la rouvrir.")
    }
}

/// A closed alert takes its place back, unless a newer one of the same rule is open.
async fn rouvrir(base: &impl ConnectionTrait, alerte: &alerte::Model) -> Result<(), Refus> {
    verrou::tenir::<agent::Entity>(base, alerte.agent_id).await?;
    let autre = alerte::Entity::find()
        .filter(alerte::Column::AgentId.eq(alerte.agent_id))
        .filter(alerte::Column::Regle.eq(&alerte.regle))
        .filter(alerte::Column::CloseLe.is_null())
        .one(base)
        .await?;
    if autre.is_some() {
        return Err(Refus::Conflit(
            "Une alerte de cette règle est déjà ouverte pour cet agent : traitez-la plutôt.".into(),
        ));
    }
    let issue = alerte::Entity::update_many()
        .col_expr(alerte::Column::CloseLe, Expr::value(None::<DateTime<Utc>>))
        .col_expr(alerte::Column::Conclusion, Expr::value(None::<String>))
        .filter(alerte::Column::Id.eq(alerte.id))
        .filter(alerte::Column::CloseLe.is_not_null())
        .exec(base)
        .await?;
    un_seul(issue.rows_affected, "Cette alerte est déjà ouverte.")
}

fn un_seul(lignes: u64, sinon: &str) -> Result<(), Refus> {
    if lignes == 1 { Ok(()) } else { Err(Refus::Conflit(sinon.to_owned())) }
}
