//! `reciproque journal …`: what an operator does with the journal, the server running or not.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use clap::Subcommand;
use reciproque_shared::date;
use reciproque_shared::journal::Bilan;
use reciproque_shared::mots::{accord, combien, selon};
use reciproque_shared::trace::{MoisDeTraces, traces_avant};
use sea_orm::DatabaseConnection;

use super::base::{Usage, chemin_sqlite, connecter, passer_sous_la_cle};
use super::purge::{self, Plan};
use super::sceau::{Cle, Export};
use super::{Journal, JournalErreur, exporter, indexation, schema, verification};
use crate::dire;

#[derive(Clone, Debug, Subcommand)]
pub enum CommandeJournal {
    /// Vérifie toute la chaîne et indique la première position rompue (code de sortie 1)
    #[command(alias = "verifier")]
    Verify {
        /// Sceaux gardés hors de la machine : un fichier de « journal sceau », ou le dossier de --tetes-dossier
        #[arg(long, value_name = "FICHIER|DOSSIER")]
        sceau: Option<PathBuf>,
    },
    /// Crée le schéma d’un journal PostgreSQL et son rôle, ou les met à jour : sous le compte qui en sera propriétaire
    Installer,
    /// Refait l’index des recherches depuis la chaîne, le serveur en marche ou non
    Reindexer,
    /// Signe maintenant la tête de chaque chaîne
    Sceller,
    /// Écrit en JSON le dernier sceau de chaque chaîne, à garder hors de la machine
    Sceau,
    /// Détruit les traces plus anciennes que la durée de conservation ; le reste se vérifie toujours
    Purger {
        /// Dit ce qui serait détruit, et pourquoi, sans rien détruire
        #[arg(long)]
        essai: bool,
        /// Mois pendant lesquels les traces sont gardées (6 à 36)
        #[arg(long, env = "RECIPROQUE_TRACES_MOIS", default_value = "12", value_name = "MOIS")]
        mois: MoisDeTraces,
    },
}

/// Runs the command on the journal at `url`, with the key at `cle`.
///
/// # Errors
/// The store or the key can't be used. A broken chain is not an error but an exit code of 1.
pub async fn executer(commande: CommandeJournal, url: &str, cle: &Path) -> anyhow::Result<ExitCode> {
    if let Some(chemin) = chemin_sqlite(url)?
        && !chemin.exists()
        && !matches!(commande, CommandeJournal::Installer)
    {
        anyhow::bail!("aucun journal dans {}", chemin.display());
    }
    match commande {
        CommandeJournal::Installer => installer(url).await,
        CommandeJournal::Reindexer => reindexer(url, cle).await,
        CommandeJournal::Purger { essai: false, mois } => purger(url, cle, mois).await,
        CommandeJournal::Purger { mois, .. } => essayer_purge(url, &preparer(url, cle).await?, mois).await,
        CommandeJournal::Verify { sceau } => verify(url, &preparer(url, cle).await?, sceau.as_deref()).await,
        CommandeJournal::Sceller => sceller(url, &preparer(url, cle).await?).await,
        CommandeJournal::Sceau => sceau(url, &preparer(url, cle).await?).await,
    }
}

/// The key, and a schema that knows it.
async fn preparer(url: &str, cle: &Path) -> Result<Arc<Cle>, JournalErreur> {
    let cle = Arc::new(Cle::ouvrir(cle)?);
    schema::mettre_a_jour(url).await?;
    Ok(cle)
}

async fn verify(url: &str, cle: &Arc<Cle>, sceau: Option<&Path>) -> anyhow::Result<ExitCode> {
    let exterieurs = sceau.map_or_else(|| Ok(Vec::new()), Export::tous)?;
    let base = connecter(url, Usage::Lecture).await?;
    match verification::verifier((url, &base), cle, &exterieurs, &Arc::default()).await {
        Ok(bilans) => {
            bilans.iter().for_each(|bilan| dire!("{}", compte_rendu(bilan)));
            dire!("Journal intact.");
            comparer_l_index(&base).await
        }
        Err(JournalErreur::Rompu(rupture)) => {
            dire!("Journal rompu, {rupture}.");
            Ok(ExitCode::FAILURE)
        }
        Err(erreur) => Err(erreur.into()),
    }
}

/// The index proves nothing, but what it hides is not found: the chain says what it should hold.
async fn comparer_l_index(base: &DatabaseConnection) -> anyhow::Result<ExitCode> {
    let ecarts = match schema::a_un_index(base).await? {
        true => indexation::ecarts(base).await?,
        false => 0,
    };
    if ecarts == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    dire!(
        "L’index des recherches diffère de la chaîne : {}. Aucune trace ne manque au journal, mais une recherche peut ne \
         pas les trouver toutes. Prévenez le délégué à la protection des données, puis refaites l’index : « reciproque \
         journal reindexer ».",
        combien(ecarts, "écart")
    );
    Ok(ExitCode::FAILURE)
}

async fn reindexer(url: &str, cle: &Path) -> anyhow::Result<ExitCode> {
    let journal = Journal::ouvrir_pour_une_commande(url, cle).await?;
    let nombre = journal.refaire_index().await;
    journal.fermer().await?;
    dire!(
        "Index des recherches refait depuis la chaîne : {}.",
        accord(nombre?, "trace indexée", "traces indexées")
    );
    Ok(ExitCode::SUCCESS)
}

/// What would go, and why; refused on a broken journal, as the purge would be.
async fn essayer_purge(url: &str, cle: &Arc<Cle>, mois: MoisDeTraces) -> anyhow::Result<ExitCode> {
    let limite = traces_avant(Utc::now(), mois);
    let base = connecter(url, Usage::Lecture).await?;
    verification::verifier((url, &base), cle, &[], &Arc::default()).await?;
    let plans = purge::prevoir(&base, limite).await?;
    dire!("{}", regle(mois, limite));
    plans
        .iter()
        .for_each(|plan| dire!("{}", dire(plan, ["trace serait détruite", "traces seraient détruites"])));
    dire!(
        "{}",
        if plans.is_empty() {
            RIEN
        } else {
            "Essai : rien n’a été détruit. Relancez sans --essai pour détruire."
        }
    );
    Ok(ExitCode::SUCCESS)
}

async fn purger(url: &str, cle: &Path, mois: MoisDeTraces) -> anyhow::Result<ExitCode> {
    let journal = Journal::ouvrir_pour_une_commande(url, cle).await?;
    let maintenant = Utc::now();
    let limite = traces_avant(maintenant, mois);
    let plans = journal.purger(url, limite, maintenant).await;
    journal.fermer().await?;
    let plans = plans?;
    dire!("{}", regle(mois, limite));
    plans
        .iter()
        .for_each(|plan| dire!("{}", dire(plan, ["trace a été détruite", "traces ont été détruites"])));
    dire!(
        "{}",
        if plans.is_empty() {
            RIEN
        } else {
            "La purge est inscrite au journal ; le reste se vérifie depuis le repère."
        }
    );
    Ok(ExitCode::SUCCESS)
}

const RIEN: &str = "Aucune trace n’est plus ancienne : rien à détruire.";

fn regle(mois: MoisDeTraces, limite: DateTime<Utc>) -> String {
    format!(
        "Règle : les traces sont gardées {} mois. Celles d’avant le {} sont à détruire.",
        mois.mois(),
        moment(limite)
    )
}

/// What happens to them, said of one and of several.
fn dire(plan: &Plan, [une, plusieurs]: [&str; 2]) -> String {
    let Plan { jusqu_a, nombre, plus_ancienne, plus_recente, restent, retenues } = plan;
    let mut texte = format!(
        "Chaîne {} : {}, du {} au {}, jusqu’à la position {} ; {}.",
        jusqu_a.chaine,
        accord(*nombre, une, plusieurs),
        moment(*plus_ancienne),
        moment(*plus_recente),
        jusqu_a.seq,
        accord(*restent, "reste", "restent")
    );
    if *retenues > 0 {
        texte.push_str(&format!(
            " {} une trace plus récente (l’horloge avait reculé) : {} avec elle.",
            accord(*retenues, "est ancienne mais suit", "sont anciennes mais suivent"),
            selon(*retenues, "elle partira", "elles partiront")
        ));
    }
    texte
}

/// At the département, as everywhere on screen.
fn moment(instant: DateTime<Utc>) -> String {
    date::a_paris(instant).format("%d/%m/%Y à %H:%M").to_string()
}

fn compte_rendu(bilan: &Bilan) -> String {
    format!(
        "Chaîne {} : {}, {} par un sceau, tête {}",
        bilan.tete.chaine,
        accord(bilan.verifies, "événement vérifié", "événements vérifiés"),
        combien(bilan.attestes, "passage"),
        bilan.tete.empreinte
    )
}

async fn installer(url: &str) -> anyhow::Result<ExitCode> {
    if chemin_sqlite(url)?.is_some() {
        dire!("Un journal SQLite n’a rien à installer : le serveur le crée.");
        return Ok(ExitCode::SUCCESS);
    }
    schema::installer(url).await?;
    dire!(
        "Le schéma « journal » et le rôle « reciproque_journal » sont en place. Donnez au serveur un autre compte, membre \
         de ce rôle et de rien d’autre."
    );
    Ok(ExitCode::SUCCESS)
}

async fn sceller(url: &str, cle: &Arc<Cle>) -> anyhow::Result<ExitCode> {
    let (base, lecture) = (connecter(url, Usage::Ecriture).await?, connecter(url, Usage::Lecture).await?);
    passer_sous_la_cle(&base, (url, &lecture), cle).await?;
    let sceaux = verification::sceller(&base, cle).await?;
    for sceau in &sceaux {
        dire!("Chaîne {} scellée à la position {}.", sceau.tete.chaine, sceau.tete.seq);
    }
    if sceaux.is_empty() {
        dire!("Rien à sceller : le dernier sceau couvre déjà tout le journal.");
    }
    Ok(ExitCode::SUCCESS)
}

async fn sceau(url: &str, cle: &Arc<Cle>) -> anyhow::Result<ExitCode> {
    let base = connecter(url, Usage::Lecture).await?;
    dire!("{}", serde_json::to_string_pretty(&exporter(&base, cle).await?)?);
    Ok(ExitCode::SUCCESS)
}
