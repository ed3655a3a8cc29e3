//! The opening: a task of the product, on the day of the setting or as soon after as the
//! server runs. Opening twice changes nothing: one review a year and an organisation.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Evenement;
use reciproque_shared::organisation::SorteOrganisation;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, TransactionTrait,
};

use crate::depot::Tache;
use crate::depot::entite::{agent, habilitation, organisation, revue, revue_ligne};
use crate::garde::agent::habilitation_ouverte;
use crate::serveur::Extranet;

/// How often the server looks whether a review is due.
const TOUTES_LES: Duration = Duration::from_secs(3600);

/// Opens the reviews on their day, as long as the server runs.
pub async fn veiller(app: Extranet) {
    let mut cadence = tokio::time::interval(TOUTES_LES);
    loop {
        cadence.tick().await;
        if let Err(cause) = ouvrir_les_revues(&app).await {
            tracing::error!(%cause, "revue annuelle : ouverture impossible, nouvel essai dans une heure");
        }
    }
}

/// Opens what is due today; answers how many reviews it opened. Each is in the journal
/// before it is in the store.
pub async fn ouvrir_les_revues(app: &Extranet) -> anyhow::Result<usize> {
    let _verrou = app.depot.seul(Tache::Revues).await?;
    let jour = app.horloge.aujourdhui();
    let due = app.reglages.revue.derniere_ouverture(jour);
    let mut ouvertes = 0;
    for organisation in sans_revue(app, due).await? {
        let ouverture = Ouverture {
            annee: due.year(),
            prevue: due,
            ouverte_le: app.horloge.maintenant().trunc_subsecs(0),
            limite: app.reglages.revue.limite(jour),
        };
        if a_examiner(app.depot.lecture(), organisation.id, &ouverture).await?.is_empty() {
            continue;
        }
        app.journal.append(evenement(app, organisation.id)).await?;
        let base = app.depot.ecriture().begin().await?;
        ouverture.ecrire(&base, &organisation).await?;
        base.commit().await?;
        ouvertes += 1;
    }
    Ok(ouvertes)
}

/// Organisations whose review of that year is not open yet.
async fn sans_revue(app: &Extranet, due: NaiveDate) -> Result<Vec<organisation::Model>, DbErr> {
    let faites = Query::select()
        .column("organisation_id")
        .from("revue")
        .and_where(Expr::col("annee").eq(due.year()))
        .to_owned();
    let habitees = SorteOrganisation::TOUS.iter().filter(|sorte| sorte.a_des_comptes());
    organisation::Entity::find()
        .filter(organisation::Column::Id.not_in_subquery(faites))
        // Where nobody has an account there is nothing to review.
        .filter(organisation::Column::Sorte.is_in(habitees.map(|sorte| sorte.code())))
        .order_by_asc(organisation::Column::Id)
        .all(app.depot.lecture())
        .await
}

/// The product did it, nobody asked: no agent, no session.
fn evenement(app: &Extranet, organisation: i64) -> Evenement {
    Evenement {
        organisation: Some(organisation),
        objet: Some(format!("organisation:{organisation}")),
        ..Evenement::sans_agent(app.horloge.maintenant(), Acte::OuvrirRevue, "serveur")
    }
}

/// A review about to be opened.
#[derive(Clone, Copy, Debug)]
pub struct Ouverture {
    pub annee: i32,
    /// The day of the setting: habilitations given since then are too young to be reviewed.
    pub prevue: NaiveDate,
    pub ouverte_le: DateTime<Utc>,
    pub limite: NaiveDate,
}

impl Ouverture {
    /// Writes the review and a line for each habilitation to examine.
    ///
    /// # Errors
    /// When the store can't be written, or has this review already.
    pub async fn ecrire(
        &self,
        base: &impl ConnectionTrait,
        organisation: &organisation::Model,
    ) -> Result<revue::Model, DbErr> {
        let revue = revue::ActiveModel {
            organisation_id: Set(organisation.id),
            organisation_nom: Set(organisation.nom.clone()),
            annee: Set(self.annee),
            ouverte_le: Set(self.ouverte_le),
            limite: Set(self.limite),
            version: Set(1),
            ..Default::default()
        };
        let revue = revue.insert(base).await?;
        for (habilitation, agent) in a_examiner(base, organisation.id, self).await? {
            let ligne = revue_ligne::ActiveModel {
                revue_id: Set(revue.id),
                habilitation_id: Set(habilitation.id),
                agent_id: Set(agent.id),
                nom: Set(agent.nom),
                prenom: Set(agent.prenom),
                profil: Set(habilitation.profil),
                depuis: Set(habilitation.debut.unwrap_or(self.prevue)),
                ..Default::default()
            };
            ligne.insert(base).await?;
        }
        Ok(revue)
    }
}

/// The habilitations in force on the day it really opens, already there the day before
/// the one of the setting.
async fn a_examiner(
    base: &impl ConnectionTrait,
    organisation: i64,
    ouverture: &Ouverture,
) -> Result<Vec<(habilitation::Model, agent::Model)>, DbErr> {
    let jour = reciproque_shared::date::a_paris(ouverture.ouverte_le).date();
    let agents =
        agent::Entity::find().filter(agent::Column::OrganisationId.eq(organisation)).all(base).await?;
    let agents: HashMap<i64, agent::Model> = agents.into_iter().map(|agent| (agent.id, agent)).collect();
    let lues = habilitation::Entity::find()
        .filter(habilitation_ouverte(jour).pour(base))
        .filter(habilitation::Column::Debut.lt(ouverture.prevue))
        .filter(habilitation::Column::AgentId.is_in(agents.keys().copied()))
        .order_by_asc(habilitation::Column::Id)
        .all(base)
        .await?;
    Ok(lues.into_iter().filter_map(|h| agents.get(&h.agent_id).cloned().map(|agent| (h, agent))).collect())
}
