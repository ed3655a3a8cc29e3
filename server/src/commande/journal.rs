//! `reciproque journal …`, and with a purge what the alerts say of the traces that go.

use std::process::ExitCode;

use anyhow::Context;
use chrono::Utc;
use reciproque_server::conservation::alertes::{self, PlanAlertes};
use reciproque_server::depot::Depot;
use reciproque_server::dire;
use reciproque_server::journal::Journal;
use reciproque_server::journal::commande::{CommandeJournal, executer as executer_journal};
use reciproque_shared::mots::{accord, combien};
use reciproque_shared::trace::{MoisDeTraces, traces_avant};

use super::Lieux;

pub async fn executer(lieux: &Lieux, commande: CommandeJournal) -> anyhow::Result<ExitCode> {
    // The store first: one that is refused must not be found out once the traces are gone.
    let purge = match commande {
        CommandeJournal::Purger { essai, mois } => {
            let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
            Some((depot, essai, mois))
        }
        _ => None,
    };
    let code = executer_journal(commande, &lieux.url_journal(), &lieux.cle_journal()).await?;
    if let Some((depot, essai, mois)) = purge {
        purger_les_alertes(lieux, &depot, essai, mois).await?;
    }
    Ok(code)
}

async fn purger_les_alertes(
    lieux: &Lieux,
    depot: &Depot,
    essai: bool,
    mois: MoisDeTraces,
) -> anyhow::Result<()> {
    let maintenant = Utc::now();
    let limite = traces_avant(maintenant, mois);
    if essai {
        dire(alertes::prevoir(depot.lecture(), limite).await?, "à détruire");
        return Ok(());
    }
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let plan = alertes::purger(depot, &journal, limite, maintenant).await;
    journal.fermer().await?;
    dire(plan?, "détruits");
    Ok(())
}

fn dire(plan: PlanAlertes, mot: &str) {
    let PlanAlertes { motifs, surveillances, alertes } = plan;
    dire!(
        "Gardés aussi longtemps que les traces, et {mot} : {}, {} et {}.",
        accord(alertes, "alerte close", "alertes closes"),
        accord(surveillances, "surveillance finie", "surveillances finies"),
        combien(motifs, "motif")
    );
}
