//! Habilitations are kept six years after their end (CAF contract), then destroyed, with the
//! annual reviews of that time, which name their agents. An agent who has no other one loses
//! name, address and account, and what the département decided about them goes. The CER and
//! rendez-vous they wrote keep their number: who it was can no longer be told.

pub mod alertes;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use self::alertes::PlanAlertes;
use crate::depot::Depot;
use crate::depot::entite::{agent, habilitation, revue};
use crate::journal::{CLIENT_COMMANDE, Journal};

/// What belongs to the account of an agent and goes with it.
const DU_COMPTE: [&str; 8] = [
    "session",
    "brouillon_rendez_vous",
    "code_secours",
    "cle_acces",
    "avis_compte",
    "appareil",
    "essai_second_facteur",
    "compte",
];

/// What tells the life of a habilitation and goes with it.
const DE_LA_HABILITATION: [&str; 2] = ["habilitation_etape", "gestionnaire_principal"];

/// What is said of an agent, in the order in which the tables refer to each other: a table, the
/// column that leads to the agent, by way of another table or directly.
const SUR_L_AGENT: [(&str, &str, Option<&str>); 6] = [
    ("motif", "surveillance_id", Some("surveillance")),
    ("surveillance", "agent_id", None),
    ("alerte_evenement", "alerte_id", Some("alerte")),
    ("alerte_etape", "alerte_id", Some("alerte")),
    ("alerte", "agent_id", None),
    ("supervision", "agent_id", None),
];

/// What a purge destroys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The oldest end first.
    pub habilitations: Vec<habilitation::Model>,
    /// Agents who have no other habilitation.
    pub agents: Vec<i64>,
    /// What is kept about these agents.
    pub sur_eux: PlanAlertes,
    /// Annual reviews opened before the limit.
    pub revues: Vec<i64>,
}

/// What a purge would destroy: habilitations whose last day is before `limite`.
pub async fn prevoir(base: &impl ConnectionTrait, limite: NaiveDate) -> Result<Plan, DbErr> {
    let habilitations = habilitation::Entity::find()
        .filter(habilitation::Column::Fin.lt(limite))
        .order_by_asc(habilitation::Column::Fin)
        .order_by_asc(habilitation::Column::Id)
        .all(base)
        .await?;
    let concernes: BTreeSet<i64> = habilitations.iter().map(|h| h.agent_id).collect();
    let gardes: Vec<i64> = habilitation::Entity::find()
        .select_only()
        .column(habilitation::Column::AgentId)
        .filter(habilitation::Column::Fin.is_null().or(habilitation::Column::Fin.gte(limite)))
        .into_tuple()
        .all(base)
        .await?;
    let gardes: BTreeSet<i64> = gardes.into_iter().collect();
    let revues = revue::Entity::find()
        .select_only()
        .column(revue::Column::Id)
        .filter(revue::Column::OuverteLe.lt(limite.and_time(NaiveTime::MIN).and_utc()))
        .into_tuple()
        .all(base)
        .await?;
    let agents: Vec<i64> = concernes.difference(&gardes).copied().collect();
    let sur_eux = alertes::des_agents(base, &agents).await?;
    Ok(Plan { habilitations, agents, sur_eux, revues })
}

/// Destroys what [`prevoir`] says, all or nothing, announced in the journal one by one.
///
/// # Errors
/// When the journal or the store can't be written: nothing is destroyed.
pub async fn purger(
    depot: &Depot,
    journal: &Journal,
    limite: NaiveDate,
    maintenant: DateTime<Utc>,
) -> anyhow::Result<Plan> {
    let plan = prevoir(depot.lecture(), limite).await?;
    let habilitations = plan.habilitations.iter().map(|h| format!("habilitation:{}", h.id));
    let revues = plan.revues.iter().map(|id| format!("revue:{id}"));
    let mut annonces = Vec::with_capacity(plan.habilitations.len() + plan.revues.len());
    for objet in habilitations.chain(revues) {
        let annonce = evenement(objet.clone(), maintenant, Issue::Annonce, None);
        annonces.push((objet, journal.append(annonce).await?.seq));
    }
    match detruire(depot, plan, limite).await {
        Ok(detruit) => Ok(detruit),
        Err(erreur) => {
            for (objet, annonce) in annonces {
                journal.append(evenement(objet, maintenant, Issue::Echoue, Some(annonce))).await?;
            }
            Err(erreur.into())
        }
    }
}

/// Decided again under the pen: an agent who was taken back meanwhile keeps name and account.
async fn detruire(depot: &Depot, annonce: Plan, limite: NaiveDate) -> Result<Plan, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    let base = depot.ecriture().begin_with_options(options).await?;
    let partis = prevoir(&base, limite).await?.agents;
    let agents: Vec<i64> = annonce.agents.into_iter().filter(|id| partis.contains(id)).collect();
    let plan = Plan { sur_eux: alertes::des_agents(&base, &agents).await?, agents, ..annonce };
    for habilitation in &plan.habilitations {
        for table in DE_LA_HABILITATION {
            vider(&base, table, "habilitation_id", habilitation.id).await?;
        }
        habilitation::Entity::delete_by_id(habilitation.id).exec(&base).await?;
    }
    for id in &plan.revues {
        vider(&base, "revue_ligne", "revue_id", *id).await?;
        revue::Entity::delete_by_id(*id).exec(&base).await?;
    }
    for id in &plan.agents {
        for (table, colonne, par) in SUR_L_AGENT {
            match par {
                Some(par) => vider_par(&base, table, (colonne, par), *id).await?,
                None => vider(&base, table, colonne, *id).await?,
            }
        }
        for table in DU_COMPTE {
            vider(&base, table, "agent_id", *id).await?;
        }
        effacer(&base, *id).await?;
    }
    base.commit().await?;
    Ok(plan)
}

/// The rows of `table` that lead to the agent by way of another table.
async fn vider_par(
    base: &impl ConnectionTrait,
    table: &'static str,
    (colonne, par): (&'static str, &'static str),
    agent: i64,
) -> Result<(), DbErr> {
    let siennes =
        Query::select().column("id").from(par).and_where(Expr::col("agent_id").eq(agent)).to_owned();
    let requete =
        Query::delete().from_table(table).and_where(Expr::col(colonne).in_subquery(siennes)).to_owned();
    base.execute(&requete).await.map(drop)
}

async fn vider(
    base: &impl ConnectionTrait,
    table: &'static str,
    colonne: &'static str,
    id: i64,
) -> Result<(), DbErr> {
    let requete = Query::delete().from_table(table).and_where(Expr::col(colonne).eq(id)).to_owned();
    base.execute(&requete).await.map(drop)
}

/// The row stays, for what refers to it; nothing in it says who it was.
async fn effacer(base: &impl ConnectionTrait, id: i64) -> Result<(), DbErr> {
    agent::Entity::update_many()
        .col_expr(agent::Column::Nom, Expr::value("EFFACÉ"))
        .col_expr(agent::Column::Prenom, Expr::value(format!("Agent n° {id}")))
        .col_expr(agent::Column::Fonction, Expr::value(None::<String>))
        .col_expr(agent::Column::Groupe, Expr::value(None::<String>))
        .col_expr(agent::Column::Email, Expr::value(format!("efface-{id}@compte.invalid")))
        .filter(agent::Column::Id.eq(id))
        .exec(base)
        .await
        .map(drop)
}

fn evenement(objet: String, instant: DateTime<Utc>, issue: Issue, lie_a: Option<u64>) -> Evenement {
    Evenement {
        objet: Some(objet),
        motif: Some("duree_de_conservation".to_owned()),
        issue,
        lie_a,
        ..Evenement::sans_agent(instant, Acte::PurgerHabilitations, CLIENT_COMMANDE)
    }
}
