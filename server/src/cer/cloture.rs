//! The drafts of a structure whose last day comes after the decision: closed once that day is over, as
//! those of a structure that leaves at once are. A task of the product; doing it twice changes nothing.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, Utc};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::Evenement;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, TransactionTrait};

use super::changement::laisser_par;
use crate::attente;
use crate::depot::Tache;
use crate::depot::entite::{cer, personne};
use crate::depot::sql::{Clause, Sql, ligne};
use crate::depot::verrou;
use crate::serveur::Extranet;

/// How often the server looks for such drafts.
const TOUTES_LES: Duration = Duration::from_secs(3600);

/// Closes them, as long as the server runs.
pub async fn veiller(app: Extranet) {
    let mut cadence = tokio::time::interval(TOUTES_LES);
    loop {
        cadence.tick().await;
        if let Err(cause) = clore_les_brouillons(&app).await {
            tracing::error!(%cause, "brouillons de CER : clôture impossible, nouvel essai dans une heure");
        }
    }
}

/// Closes those whose structure accompanies no more; answers how many. Each is in the journal before
/// it is in the store.
pub async fn clore_les_brouillons(app: &Extranet) -> anyhow::Result<usize> {
    let _verrou = app.depot.seul(Tache::Brouillons).await?;
    let mut clos = 0;
    for reste in restes(app).await? {
        let base = app.depot.ecriture().begin().await?;
        if let Some((brouillon, auteur)) = encore(&base, &reste).await? {
            app.journal.append(evenement(app, &brouillon)).await?;
            let fait = laisser_par(&base, &brouillon, (auteur, app.horloge.maintenant())).await;
            fait.map_err(|refus| anyhow::anyhow!("rien n’a été écrit ({})", refus.code()))?;
            attente::reecrire(&base, &app.regles, &[brouillon.personne_id]).await?;
            base.commit().await?;
            clos += 1;
        }
    }
    Ok(clos)
}

ligne! {
    /// A draft whose structure accompanied until a day that is over.
    struct Reste {
        cer: i64,
        personne: i64,
        version: i32,
        dernier_jour: NaiveDate,
        derniere_etape: DateTime<Utc>,
    }
}

impl Reste {
    /// Opened or taken up again after the last day: its structure finishes it, in the days of grace.
    fn en_grace(&self, app: &Extranet) -> bool {
        let grace = Days::new(u64::from(app.reglages.grace_jours));
        let reprise = a_paris(self.derniere_etape).date() > self.dernier_jour;
        reprise && app.horloge.aujourdhui() <= self.dernier_jour + grace
    }
}

async fn restes(app: &Extranet) -> Result<Vec<Reste>, DbErr> {
    let requete = Clause::from(
        "SELECT cer.id, cer.personne_id, cer.version, MAX(orientation.fin), MAX(cer_etape.instant) FROM cer \
         INNER JOIN cer_etape ON cer_etape.cer_id = cer.id \
         INNER JOIN orientation ON orientation.personne_id = cer.personne_id \
         AND orientation.organisation_id = cer.organisation_id \
         WHERE cer.etat = ? GROUP BY cer.id, cer.personne_id, cer.version \
         HAVING COUNT(*) = COUNT(orientation.fin) AND MAX(orientation.fin) < ? ORDER BY cer.id",
    );
    let requete = requete.avec(EtatCer::Brouillon.code()).avec(app.horloge.aujourdhui());
    let lus: Vec<Reste> = app.depot.lecture().trouver(requete).await?;
    Ok(lus.into_iter().filter(|reste| !reste.en_grace(app)).collect())
}

/// The draft, held until the commit and unchanged since it was found, and who decided last on the
/// parcours: the step is theirs, or of who typed when nobody did on screen.
async fn encore(base: &DatabaseTransaction, reste: &Reste) -> Result<Option<(cer::Model, i64)>, DbErr> {
    verrou::tenir::<personne::Entity>(base, reste.personne).await?;
    let lu = cer::Entity::find_by_id(reste.cer).one(base).await?;
    let Some(brouillon) = lu.filter(|lu| lu.version == reste.version) else { return Ok(None) };
    let requete =
        Clause::from("SELECT agent_id FROM parcours_etape WHERE personne_id = ? ORDER BY rang DESC LIMIT 1");
    let decideur: Vec<(i64,)> = base.trouver(requete.avec(reste.personne)).await?;
    let auteur = decideur.first().map_or(brouillon.referent_id, |(agent,)| *agent);
    Ok(Some((brouillon, auteur)))
}

/// The product did it, nobody asked: no agent, no session. The structure whose draft it is reads it
/// among its traces.
fn evenement(app: &Extranet, brouillon: &cer::Model) -> Evenement {
    Evenement {
        organisation: Some(brouillon.organisation_id),
        objet: Some(format!("cer:{}", brouillon.id)),
        ..Evenement::sans_agent(app.horloge.maintenant(), Acte::CloreBrouillon, "serveur")
    }
}
