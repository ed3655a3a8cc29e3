//! The signed heads of the journal leave the machine by themselves: into a folder, or through a
//! command. Only what has left can show that everything here was put back to an earlier day.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use reciproque_shared::mots::combien;
use reciproque_shared::trace::{NumeroTrace, SorteIncident, SortieTetes, TetesSorties};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};
use tokio::time::{MissedTickBehavior, interval};

use super::confronter;
use crate::depot::entite::sortie_tetes;
use crate::journal::Export;
use crate::serveur::{Destinations, Extranet};

/// The only row of its table.
const LIGNE: i32 = 1;
/// A command that takes longer is stopped.
const PATIENCE: Duration = Duration::from_secs(60);
const REGARD: Duration = Duration::from_millis(50);

/// Takes the heads out from time to time, as long as the server runs.
pub async fn veiller(app: Extranet) {
    if app.reglages.tetes.aucune() {
        tracing::warn!(
            "les sceaux du journal ne sortent pas de la machine : --tetes-dossier ou --tetes-commande"
        );
        return;
    }
    let mut horloge = interval(app.reglages.tetes.chaque);
    horloge.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        horloge.tick().await;
        if let Err(cause) = sortir(&app).await {
            tracing::error!(%cause, "les sceaux du journal ne sont pas sortis de la machine");
        }
    }
}

/// Seals every chain and takes the heads out; whether it went well is kept for the officer.
///
/// # Errors
/// When a destination did not take them, or the journal or the store fails.
pub async fn sortir(app: &Extranet) -> anyhow::Result<()> {
    let issue = tenter(app).await;
    let maintenant = app.horloge.maintenant();
    let (derniere, echec) = match &issue {
        Ok(()) => (Some(maintenant), None),
        Err(cause) => (charger(app).await?.and_then(|ligne| ligne.derniere_le), Some(cause.to_string())),
    };
    let ligne = sortie_tetes::ActiveModel {
        id: Set(LIGNE),
        derniere_le: Set(derniere),
        tentee_le: Set(maintenant),
        echec: Set(echec),
    };
    let remplacer = OnConflict::column(sortie_tetes::Column::Id)
        .update_columns([
            sortie_tetes::Column::DerniereLe,
            sortie_tetes::Column::TenteeLe,
            sortie_tetes::Column::Echec,
        ])
        .to_owned();
    sortie_tetes::Entity::insert(ligne)
        .on_conflict(remplacer)
        .exec_without_returning(app.depot.ecriture())
        .await?;
    issue
}

async fn tenter(app: &Extranet) -> anyhow::Result<()> {
    let Destinations { dossier, commande, .. } = app.reglages.tetes.clone();
    if let Some(dossier) = &dossier {
        confronter_la_derniere(app, dossier).await?;
    }
    app.journal.sceller().await?;
    let sceaux = serde_json::to_vec_pretty(&app.journal.exporter().await?)?;
    let maintenant = app.horloge.maintenant();
    tokio::task::spawn_blocking(move || {
        if let Some(dossier) = dossier {
            ecrire(&dossier, maintenant, &sceaux)?;
        }
        commande.map_or(Ok(()), |commande| confier(&commande, &sceaux))
    })
    .await?
}

/// What left last must still be on its chain: if not, the journal was put back.
async fn confronter_la_derniere(app: &Extranet, dossier: &Path) -> anyhow::Result<()> {
    let Some(derniere) = Export::fichiers(dossier)?.pop() else { return Ok(()) };
    for sceau in Export::lire(&derniere)?.sceaux {
        let connue = NumeroTrace { chaine: sceau.tete.chaine, seq: sceau.tete.seq };
        if connue.seq > 0 {
            confronter(app, SorteIncident::Contredit, connue, &sceau.tete.empreinte.to_string()).await?;
        }
    }
    Ok(())
}

/// A file of its own each time, whole or not at all.
fn ecrire(dossier: &Path, maintenant: DateTime<Utc>, sceaux: &[u8]) -> anyhow::Result<()> {
    let ecrire = || {
        let nom = format!("sceaux-{}.json", maintenant.trunc_subsecs(3).format("%Y%m%dT%H%M%S%3fZ"));
        let provisoire = dossier.join(format!("{nom}.provisoire"));
        let mut fichier = fs::File::create(&provisoire)?;
        fichier.write_all(sceaux)?;
        fichier.sync_all()?;
        fs::rename(&provisoire, dossier.join(nom))
    };
    ecrire().map_err(|cause| anyhow::anyhow!("le dossier des sceaux ne s’écrit pas : {cause}"))
}

fn confier(commande: &str, sceaux: &[u8]) -> anyhow::Result<()> {
    let echec = |cause: std::io::Error| anyhow::anyhow!("la commande des sceaux ne se lance pas : {cause}");
    let mut shell = Command::new("sh");
    shell.args(["-c", commande]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut enfant = shell.spawn().map_err(echec)?;
    if let Some(mut entree) = enfant.stdin.take() {
        // A command that reads nothing is judged by its end.
        let _ = entree.write_all(sceaux);
    }
    let fin = Instant::now() + PATIENCE;
    loop {
        match enfant.try_wait().map_err(echec)? {
            Some(issue) if issue.success() => return Ok(()),
            Some(issue) => anyhow::bail!("la commande des sceaux a échoué ({issue})"),
            None if Instant::now() > fin => {
                enfant.kill().map_err(echec)?;
                enfant.wait().map_err(echec)?;
                anyhow::bail!(
                    "la commande des sceaux n’a pas fini en {}",
                    combien(PATIENCE.as_secs(), "seconde")
                );
            }
            None => std::thread::sleep(REGARD),
        }
    }
}

async fn charger(app: &Extranet) -> anyhow::Result<Option<sortie_tetes::Model>> {
    Ok(sortie_tetes::Entity::find_by_id(LIGNE).one(app.depot.lecture()).await?)
}

/// What the officer is told.
pub async fn etat(app: &Extranet) -> anyhow::Result<TetesSorties> {
    let destinations = &app.reglages.tetes;
    let ligne = charger(app).await?;
    let derniere_a = ligne.as_ref().and_then(|ligne| ligne.derniere_le);
    let echec = ligne.and_then(|ligne| ligne.echec).filter(|_| !destinations.aucune());
    let tolerance = TimeDelta::from_std(destinations.chaque * 2)?;
    let vieille = derniere_a.is_some_and(|derniere| app.horloge.maintenant() - derniere > tolerance);
    let etat = match derniere_a {
        _ if destinations.aucune() => SortieTetes::NonReglee,
        _ if echec.is_some() || vieille => SortieTetes::EnRetard,
        None => SortieTetes::Attendue,
        Some(_) => SortieTetes::AJour,
    };
    Ok(TetesSorties { etat, derniere_a, echec })
}
