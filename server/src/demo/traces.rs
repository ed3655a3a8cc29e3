//! Fourteen months of invented traces: what the référents did with the foyers they follow.
//! The oldest two months wait for `reciproque journal purger`.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::Poll;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc, Weekday};
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::flux::hasard::Hasard;
use crate::depot::Depot;
use crate::journal::{Journal, JournalErreur};

const MOIS: u32 = 14;
/// The last days are left to those who try the product.
const DERNIERS_JOURS: u64 = 4;
/// Days on which a référent uses the product, per thousand.
const PRESENCE: u32 = 350;

#[derive(FromQueryResult)]
struct Suivi {
    agent: i64,
    organisation: i64,
    dossier: i64,
}

/// What one agent may open.
pub(super) struct Bureau {
    organisation: i64,
    dossiers: Vec<i64>,
}

pub async fn installer(depot: &Depot, journal: &Journal, graine: u64, jour: NaiveDate) -> anyhow::Result<()> {
    let bureaux = bureaux(depot).await?;
    let debut = jour.checked_sub_months(Months::new(MOIS)).unwrap_or(jour);
    let fin = jour.checked_sub_days(Days::new(DERNIERS_JOURS)).unwrap_or(jour);
    for (rang, jour) in debut.iter_days().take_while(|jour| *jour <= fin).enumerate() {
        if matches!(jour.weekday(), Weekday::Sat | Weekday::Sun) {
            continue;
        }
        let mut hasard = Hasard::du_foyer(graine ^ 0x7ace, rang as u64);
        let mut evenements: Vec<_> =
            bureaux.iter().flat_map(|(agent, bureau)| journee(*agent, bureau, jour, &mut hasard)).collect();
        evenements.sort_by_key(|evenement| evenement.instant);
        inscrire(journal, evenements).await?;
    }
    Ok(())
}

pub(super) async fn bureaux(depot: &Depot) -> anyhow::Result<BTreeMap<i64, Bureau>> {
    let requete = Query::select()
        .expr_as(Expr::col(("agent", "id")), "agent")
        .expr_as(Expr::col(("agent", "organisation_id")), "organisation")
        .expr_as(Expr::col(("personne", "dossier_id")), "dossier")
        .from("referent")
        .inner_join("agent", Expr::col(("agent", "id")).equals(("referent", "agent_id")))
        .inner_join("personne", Expr::col(("personne", "id")).equals(("referent", "personne_id")))
        .and_where(Expr::col(("referent", "fin")).is_null())
        .to_owned();
    let mut bureaux = BTreeMap::new();
    for ligne in depot.lecture().query_all(&requete).await? {
        let Suivi { agent, organisation, dossier } = Suivi::from_query_result(&ligne, "")?;
        bureaux.entry(agent).or_insert(Bureau { organisation, dossiers: Vec::new() }).dossiers.push(dossier);
    }
    Ok(bureaux)
}

/// A sign-in, a few views, now and then a view refused.
fn journee(agent: i64, bureau: &Bureau, jour: NaiveDate, hasard: &mut Hasard) -> Vec<Evenement> {
    if !hasard.chance(PRESENCE) {
        return Vec::new();
    }
    let session = format!("d{:x}", hasard.entre(0..=0xfff_ffff));
    let mut minute = hasard.entre(0..=120);
    let mut evenements = vec![connexion(agent, bureau, &session, instant(jour, minute))];
    for _ in 0..hasard.entre(1..=4) {
        minute += hasard.entre(2..=60);
        evenements.push(vue(agent, bureau, &session, instant(jour, minute), hasard));
    }
    evenements
}

/// A dossier of the agent is opened, or refused.
pub(super) fn vue(
    agent: i64,
    bureau: &Bureau,
    session: &str,
    instant: DateTime<Utc>,
    hasard: &mut Hasard,
) -> Evenement {
    let (issue, motif) = if hasard.chance(25) {
        (Issue::Refuse, Some("introuvable".to_owned()))
    } else {
        (Issue::Reussi, None)
    };
    Evenement {
        acte: Acte::ConsulterDossier.code().to_owned(),
        objet: Some(format!("dossier:{}", hasard.parmi(&bureau.dossiers))),
        issue,
        motif,
        ..connexion(agent, bureau, session, instant)
    }
}

/// Minutes after eight in the morning.
fn instant(jour: NaiveDate, minute: i64) -> DateTime<Utc> {
    jour.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::minutes(8 * 60 + minute)
}

/// A sign-in.
pub(super) fn connexion(agent: i64, bureau: &Bureau, session: &str, instant: DateTime<Utc>) -> Evenement {
    Evenement {
        instant,
        agent: Some(agent),
        profil: Some(Profil::Referent.code().to_owned()),
        organisation: Some(bureau.organisation),
        session: Some(session.to_owned()),
        acte: Acte::SeConnecter.code().to_owned(),
        objet: None,
        rubriques: Vec::new(),
        motif: None,
        issue: Issue::Reussi,
        client: "192.0.2.68".to_owned(),
        lie_a: None,
    }
}

/// All asked for in order before any is waited for: a day is one commit.
pub(super) async fn inscrire(journal: &Journal, evenements: Vec<Evenement>) -> anyhow::Result<()> {
    let mut attentes: Vec<_> =
        evenements.into_iter().map(|evenement| Box::pin(journal.append(evenement))).collect();
    let mut issue: Result<(), JournalErreur> = Ok(());
    poll_fn(|contexte| {
        attentes.retain_mut(|attente| match attente.as_mut().poll(contexte) {
            Poll::Pending => true,
            Poll::Ready(inscrit) => {
                issue = issue.clone().and(inscrit.map(drop));
                false
            }
        });
        if attentes.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    Ok(issue?)
}
