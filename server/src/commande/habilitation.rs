//! `reciproque habilitation …`: what an operator does with the habilitations.

use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;
use reciproque_server::conservation::alertes::PlanAlertes;
use reciproque_server::conservation::{self, Plan};
use reciproque_server::depot::Depot;
use reciproque_server::dire;
use reciproque_server::journal::Journal;
use reciproque_server::serveur::Horloge;
use reciproque_shared::date;
use reciproque_shared::mots::{accord, combien, selon};
use reciproque_shared::trace::{HABILITATION_ANS, finies_avant};

use super::Lieux;

#[derive(Clone, Copy, Subcommand)]
pub enum CommandeHabilitation {
    /// Détruit les habilitations terminées depuis plus de six ans, et les comptes qui n’en ont plus
    Purger {
        /// Dit ce qui serait détruit, et pourquoi, sans rien détruire
        #[arg(long)]
        essai: bool,
    },
}

pub async fn executer(lieux: &Lieux, commande: CommandeHabilitation) -> anyhow::Result<ExitCode> {
    let CommandeHabilitation::Purger { essai } = commande;
    let horloge = Horloge::default();
    let limite = finies_avant(horloge.aujourdhui());
    let depot = Depot::ouvrir(&lieux.url_base()).await.context("la base ne s’ouvre pas")?;
    dire!(
        "Règle : une habilitation est gardée {HABILITATION_ANS} ans après sa fin. Celles finies avant le {} sont à \
         détruire.",
        date::court(limite)
    );
    if essai {
        dire(&conservation::prevoir(depot.lecture(), limite).await?, ["à détruire"; 2]);
        dire!("Essai : rien n’a été détruit. Relancez sans --essai pour détruire.");
        return Ok(ExitCode::SUCCESS);
    }
    // What is destroyed is announced in the journal first.
    let journal = Journal::ouvrir_pour_une_commande(&lieux.url_journal(), &lieux.cle_journal()).await?;
    let plan = conservation::purger(&depot, &journal, limite, horloge.maintenant()).await;
    journal.fermer().await?;
    dire(&plan?, ["détruite", "détruites"]);
    Ok(ExitCode::SUCCESS)
}

/// What happens to them, said of one and of several.
fn dire(plan: &Plan, [une, plusieurs]: [&str; 2]) {
    let habilitations = plan.habilitations.len();
    let fins = plan.habilitations.iter().filter_map(|h| h.fin);
    match (fins.clone().min(), fins.max()) {
        (Some(premiere), Some(derniere)) => dire!(
            "{} {}, {} du {} au {} ; {} aussi.",
            combien(habilitations, "habilitation"),
            selon(habilitations, une, plusieurs),
            selon(habilitations, "finie", "finies"),
            date::court(premiere),
            date::court(derniere),
            accord(
                plan.agents.len(),
                "agent n’en a pas d’autre : son nom, son adresse et son compte",
                "agents n’en ont pas d’autre : leur nom, leur adresse et leur compte"
            )
        ),
        _ => dire!("Aucune habilitation n’est finie depuis si longtemps : rien à détruire."),
    }
    if !plan.agents.is_empty() {
        let PlanAlertes { motifs, surveillances, alertes } = plan.sur_eux;
        dire!(
            "Avec {} : {}, {} et {}.",
            selon(plan.agents.len(), "cet agent", "ces agents"),
            combien(alertes, "alerte"),
            combien(surveillances, "surveillance"),
            combien(motifs, "motif")
        );
    }
    let revues = plan.revues.len();
    if revues > 0 {
        dire!(
            "{} {}, {}.",
            accord(revues, "revue annuelle", "revues annuelles"),
            selon(revues, une, plusieurs),
            selon(
                revues,
                "ouverte avant cette date : elle nomme ses agents",
                "ouvertes avant cette date : elles nomment leurs agents"
            )
        );
    }
}
