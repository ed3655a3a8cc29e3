//! When each live session was last active: in memory at once, in the store from time to time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DbErr;
use tokio::time::interval;

use super::Extranet;
use crate::depot::Depot;
use crate::depot::sql::{Clause, Sql};

/// The instants of last activity reach the store this often, together, so that no view costs a
/// second write. After a crash a session ends at most this much early.
const CADENCE: Duration = Duration::from_secs(30);

/// Longer than the store may be late, in seconds.
pub const RETARD_S: i64 = 60;

/// Tells the store, as long as the server lives. What can't be written is tried again.
pub async fn veiller(app: Extranet) {
    let mut horloge = interval(CADENCE);
    loop {
        horloge.tick().await;
        if let Err(cause) = app.activite.ecrire(&app.depot, app.horloge.maintenant()).await {
            tracing::warn!(%cause, "la dernière activité des sessions n’a pas pu être notée");
        }
    }
}

/// Last activity of the live sessions.
#[derive(Default)]
pub struct Activite {
    vues: Mutex<HashMap<String, Vue>>,
}

#[derive(Clone, Copy)]
struct Vue {
    vue_le: DateTime<Utc>,
    /// Up to when the store was told.
    notee_le: Option<DateTime<Utc>>,
}

impl Activite {
    /// Whether the session was active recently enough, and opened recently enough; the instants
    /// are what the store says.
    pub fn vivante(
        &self,
        app: &Extranet,
        empreinte: &str,
        ouverte_le: DateTime<Utc>,
        notee_le: DateTime<Utc>,
    ) -> bool {
        let maintenant = app.horloge.maintenant();
        let vues = self.vues.lock().unwrap_or_else(PoisonError::into_inner);
        let derniere = vues.get(empreinte).map_or(notee_le, |vue| Ord::max(vue.vue_le, notee_le));
        maintenant - derniere < TimeDelta::seconds(i64::from(app.reglages.inactivite_s))
            && maintenant - ouverte_le < app.reglages.duree_session()
    }

    /// Notes an activity. The store is told later: no request waits for it.
    pub fn noter(&self, empreinte: &str, maintenant: DateTime<Utc>) {
        let mut vues = self.vues.lock().unwrap_or_else(PoisonError::into_inner);
        match vues.get_mut(empreinte) {
            Some(vue) => vue.vue_le = maintenant,
            None => drop(vues.insert(empreinte.to_owned(), Vue { vue_le: maintenant, notee_le: None })),
        }
    }

    /// Tells the store, all at once, of the sessions of which it was told nothing since `limite`.
    pub async fn ecrire(&self, depot: &Depot, limite: DateTime<Utc>) -> Result<(), DbErr> {
        let dues = self.dues(limite);
        if dues.is_empty() {
            return Ok(());
        }
        let transaction = depot.transaction().await?;
        for (empreinte, vue_le) in &dues {
            let requete = Clause::from("UPDATE session SET vue_le = ? WHERE empreinte = ?");
            transaction.changer(requete.avec(*vue_le).avec(empreinte.as_str())).await?;
        }
        transaction.commit().await?;
        self.acquitter(dues);
        Ok(())
    }

    fn dues(&self, limite: DateTime<Utc>) -> Vec<(String, DateTime<Utc>)> {
        let vues = self.vues.lock().unwrap_or_else(PoisonError::into_inner);
        let due = |vue: &Vue| vue.notee_le.is_none_or(|notee_le| notee_le < limite && notee_le < vue.vue_le);
        vues.iter().filter(|(_, vue)| due(vue)).map(|(session, vue)| (session.clone(), vue.vue_le)).collect()
    }

    fn acquitter(&self, ecrites: Vec<(String, DateTime<Utc>)>) {
        let mut vues = self.vues.lock().unwrap_or_else(PoisonError::into_inner);
        for (empreinte, vue_le) in ecrites {
            if let Some(vue) = vues.get_mut(&empreinte) {
                vue.notee_le = Some(vue_le);
            }
        }
    }

    pub fn garder_depuis(&self, limite: DateTime<Utc>) {
        self.vues.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, vue| vue.vue_le >= limite);
    }

    pub fn oublier(&self, empreinte: &str) {
        self.vues.lock().unwrap_or_else(PoisonError::into_inner).remove(empreinte);
    }
}
