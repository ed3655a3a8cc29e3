//! Whose file it is: which dossiers an agent has a part in, and which bear their name.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::cle_recherche::parties_du_nom;
use reciproque_shared::habilitation::{Portee, Profil};
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};

use crate::depot::entite::agent;
use crate::garde::agent::en_vigueur;

/// Numbers put in one query.
const LOT: usize = 1_000;

/// Among these dossiers, those where the agent has a part today: référent, holder of a
/// rendez-vous that was not cancelled and that the agent did not make since `matin`, author or decider of a CER that is more than a draft; for
/// a CTSA those with a CER to decide, for Pôle emploi those oriented to it. What one opens alone
/// and drops puts no file on one's list.
pub async fn siens(
    base: &impl ConnectionTrait,
    agent: &agent::Model,
    profil: Option<Profil>,
    dossiers: &[i64],
    (jour, matin): (NaiveDate, DateTime<Utc>),
) -> Result<HashSet<i64>, DbErr> {
    let annules =
        [StatutRendezVous::AnnulePersonne, StatutRendezVous::AnnuleService].map(StatutRendezVous::code);
    let mut part = Condition::any()
        .add(Expr::exists(
            sur("referent")
                .and_where(Expr::col(("referent", "agent_id")).eq(agent.id))
                .cond_where(en_vigueur("referent", "debut", "fin", jour).pour(base))
                .to_owned(),
        ))
        .add(Expr::exists(
            sur("rendez_vous")
                .and_where(Expr::col(("rendez_vous", "referent_id")).eq(agent.id))
                .and_where(Expr::col(("rendez_vous", "statut")).is_not_in(annules))
                .and_where(Expr::exists(pris_depuis(agent.id, matin)).not())
                .to_owned(),
        ))
        .add(Expr::exists(
            sur("cer")
                .and_where(Expr::col(("cer", "referent_id")).eq(agent.id))
                .and_where(plus_qu_un_brouillon())
                .to_owned(),
        ))
        .add(Expr::exists(a_agi(agent.id)));
    let portee = profil.map(Profil::portee);
    if portee == Some(Portee::Territoire) {
        let transmis = Expr::col(("cer", "etat")).eq(EtatCer::Transmis.code());
        part = part.add(Expr::exists(sur("cer").and_where(transmis).to_owned()));
    }
    if portee == Some(Portee::DroitsEnCours) {
        let orientee = Expr::col(("orientation", "organisation_id")).eq(agent.organisation_id);
        let courante = en_vigueur("orientation", "debut", "fin", jour).pour(base);
        part = part.add(Expr::exists(sur("orientation").and_where(orientee).cond_where(courante).to_owned()));
    }
    parmi(base, dossiers, part).await
}

/// Rows of a table about the person of the outer query.
fn sur(table: &'static str) -> SelectStatement {
    Query::select()
        .column((table, "id"))
        .from(table)
        .and_where(Expr::col((table, "personne_id")).equals(("personne", "id")))
        .to_owned()
}

/// The step by which the agent made the rendez-vous of the outer query, since an instant.
fn pris_depuis(agent: i64, matin: DateTime<Utc>) -> SelectStatement {
    let etape = |colonne| Expr::col(("rendez_vous_etape", colonne));
    Query::select()
        .column(("rendez_vous_etape", "id"))
        .from("rendez_vous_etape")
        .and_where(etape("rendez_vous_id").equals(("rendez_vous", "id")))
        .and_where(etape("agent_id").eq(agent))
        .and_where(etape("statut").eq(StatutRendezVous::Prevu.code()))
        .and_where(etape("debut_avant").is_null())
        .and_where(etape("instant").gte(matin))
        .to_owned()
}

/// The agent made a step of a CER of the person.
fn a_agi(agent: i64) -> SelectStatement {
    sur("cer")
        .inner_join("cer_etape", Expr::col(("cer_etape", "cer_id")).equals(("cer", "id")))
        .and_where(Expr::col(("cer_etape", "agent_id")).eq(agent))
        .and_where(plus_qu_un_brouillon())
        .to_owned()
}

fn plus_qu_un_brouillon() -> Expr {
    Expr::col(("cer", "etat")).is_not_in([EtatCer::Brouillon, EtatCer::Abandonne].map(EtatCer::code))
}

/// Among these dossiers, those where somebody bears this name or a part of it, used or at birth.
pub async fn au_nom(base: &impl ConnectionTrait, cle: &str, dossiers: &[i64]) -> Result<HashSet<i64>, DbErr> {
    if cle.is_empty() {
        return Ok(HashSet::new());
    }
    let mut porte = Condition::any();
    for colonne in ["nom_cle", "nom_naissance_cle"] {
        let nom = || Expr::col(("personne", colonne));
        porte = porte.add(nom().eq(cle));
        for partie in parties_du_nom(cle) {
            porte = porte
                .add(nom().eq(partie))
                .add(nom().like(format!("{partie} %")))
                .add(nom().like(format!("% {partie}")))
                .add(nom().like(format!("% {partie} %")));
        }
    }
    parmi(base, dossiers, porte).await
}

async fn parmi(
    base: &impl ConnectionTrait,
    dossiers: &[i64],
    condition: Condition,
) -> Result<HashSet<i64>, DbErr> {
    let mut trouves = HashSet::new();
    for lot in dossiers.chunks(LOT) {
        let requete = Query::select()
            .distinct()
            .column(("personne", "dossier_id"))
            .from("personne")
            .and_where(Expr::col(("personne", "dossier_id")).is_in(lot.iter().copied()))
            .cond_where(condition.clone())
            .to_owned();
        for ligne in base.query_all(&requete).await? {
            trouves.insert(ligne.try_get_by_index(0)?);
        }
    }
    Ok(trouves)
}
