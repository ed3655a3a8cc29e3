//! Alerts that are closed, watches that are over and reasons given under them are kept as long
//! as the traces that they speak of, then destroyed.

use chrono::{DateTime, Utc};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, TransactionTrait};

use crate::depot::Depot;
use crate::journal::Journal;

/// How many rows a purge destroys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlanAlertes {
    pub motifs: u64,
    pub surveillances: u64,
    pub alertes: u64,
}

/// What a purge up to `limite` would destroy.
pub async fn prevoir(base: &impl ConnectionTrait, limite: DateTime<Utc>) -> Result<PlanAlertes, DbErr> {
    Ok(PlanAlertes {
        motifs: compter(base, "motif", anciens_motifs(limite)).await?,
        surveillances: compter(base, "surveillance", finies(limite)).await?,
        alertes: compter(base, "alerte", closes(limite)).await?,
    })
}

/// What is kept about some agents, and goes with them.
pub async fn des_agents(base: &impl ConnectionTrait, agents: &[i64]) -> Result<PlanAlertes, DbErr> {
    let siennes = || Condition::all().add(Expr::col("agent_id").is_in(agents.iter().copied()));
    let motifs = Expr::col("surveillance_id").in_subquery(numeros("surveillance", siennes()));
    Ok(PlanAlertes {
        motifs: compter(base, "motif", Condition::all().add(motifs)).await?,
        surveillances: compter(base, "surveillance", siennes()).await?,
        alertes: compter(base, "alerte", siennes()).await?,
    })
}

/// Destroys what [`prevoir`] says, all or nothing, announced in the journal.
///
/// # Errors
/// When the journal or the store can't be written: nothing is destroyed.
pub async fn purger(
    depot: &Depot,
    journal: &Journal,
    limite: DateTime<Utc>,
    maintenant: DateTime<Utc>,
) -> anyhow::Result<PlanAlertes> {
    let plan = prevoir(depot.lecture(), limite).await?;
    if plan == PlanAlertes::default() {
        return Ok(plan);
    }
    let annonce = journal.append(evenement(maintenant, Issue::Annonce, None)).await?.seq;
    match detruire(depot, limite).await {
        Ok(plan) => Ok(plan),
        Err(erreur) => {
            journal.append(evenement(maintenant, Issue::Echoue, Some(annonce))).await?;
            Err(erreur.into())
        }
    }
}

/// Counted and destroyed in one transaction, in the order in which the tables refer to each other.
async fn detruire(depot: &Depot, limite: DateTime<Utc>) -> Result<PlanAlertes, DbErr> {
    let base = depot.ecriture().begin().await?;
    let plan = prevoir(&base, limite).await?;
    vider(&base, "motif", anciens_motifs(limite)).await?;
    for table in ["alerte_evenement", "alerte_etape"] {
        let siennes = Expr::col("alerte_id").in_subquery(numeros("alerte", closes(limite)));
        vider(&base, table, Condition::all().add(siennes)).await?;
    }
    // The alerts that go are chosen before the watches that they led to are gone.
    let alertes = numeros_lus(&base, "alerte", closes(limite)).await?;
    vider(&base, "surveillance", finies(limite)).await?;
    vider(&base, "alerte", Condition::all().add(Expr::col("id").is_in(alertes))).await?;
    base.commit().await?;
    Ok(plan)
}

fn anciens_motifs(limite: DateTime<Utc>) -> Condition {
    // Those of a watch that goes are all older than its end.
    Condition::all().add(Expr::col("donne_le").lt(limite))
}

/// Lifted before the limit, or past their last day before it.
fn finies(limite: DateTime<Utc>) -> Condition {
    let passee = Condition::all()
        .add(Expr::col("fin").is_null())
        .add(Expr::col("jusqu_au").lt(a_paris(limite).date()));
    Condition::any().add(Expr::col("fin").lt(limite)).add(passee)
}

/// Closed before the limit, and that no watch still kept comes from.
fn closes(limite: DateTime<Utc>) -> Condition {
    let gardees = Query::select()
        .column("alerte_id")
        .from("surveillance")
        .cond_where(Condition::all().add(Expr::col("alerte_id").is_not_null()).add(finies(limite).not()))
        .to_owned();
    Condition::all().add(Expr::col("close_le").lt(limite)).add(Expr::col("id").in_subquery(gardees).not())
}

fn numeros(table: &'static str, lesquelles: Condition) -> SelectStatement {
    Query::select().column("id").from(table).cond_where(lesquelles).to_owned()
}

async fn numeros_lus(
    base: &impl ConnectionTrait,
    table: &'static str,
    lesquelles: Condition,
) -> Result<Vec<i64>, DbErr> {
    let lues = base.query_all(&numeros(table, lesquelles)).await?;
    lues.iter().map(|ligne| ligne.try_get_by_index(0)).collect()
}

async fn compter(
    base: &impl ConnectionTrait,
    table: &'static str,
    lesquelles: Condition,
) -> Result<u64, DbErr> {
    Ok(numeros_lus(base, table, lesquelles).await?.len() as u64)
}

async fn vider(base: &impl ConnectionTrait, table: &'static str, lesquelles: Condition) -> Result<(), DbErr> {
    let requete = Query::delete().from_table(table).cond_where(lesquelles).to_owned();
    base.execute(&requete).await.map(drop)
}

fn evenement(instant: DateTime<Utc>, issue: Issue, lie_a: Option<u64>) -> Evenement {
    Evenement {
        instant,
        agent: None,
        profil: None,
        organisation: None,
        session: None,
        acte: Acte::PurgerTraces.code().to_owned(),
        objet: None,
        rubriques: Vec::new(),
        motif: Some("duree_de_conservation".to_owned()),
        issue,
        client: "commande du serveur".to_owned(),
        lie_a,
    }
}
