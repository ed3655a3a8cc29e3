//! When each live session was last active: in memory at once, in the store from time to time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::Extranet;
use crate::depot::entite::session;

/// The instant of last activity reaches the store at most this often, so that a view
/// does not cost a second write. After a crash a session ends at most this much early.
pub const NOTE_TOUTES_LES_S: i64 = 60;

/// Last activity of the live sessions.
#[derive(Default)]
pub struct Activite {
    vues: Mutex<HashMap<String, Vue>>,
}

#[derive(Clone, Copy)]
struct Vue {
    vue_le: DateTime<Utc>,
    notee_le: DateTime<Utc>,
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

    /// Notes an activity, in memory at once and in the store from time to time.
    pub async fn noter(&self, app: &Extranet, empreinte: &str) -> Result<(), DbErr> {
        let maintenant = app.horloge.maintenant();
        if self.noter_en_memoire(empreinte, maintenant) {
            session::Entity::update_many()
                .col_expr(session::Column::VueLe, Expr::value(maintenant))
                .filter(session::Column::Empreinte.eq(empreinte))
                .exec(app.depot.ecriture())
                .await?;
        }
        Ok(())
    }

    /// Answers whether the store is due to be told.
    fn noter_en_memoire(&self, empreinte: &str, maintenant: DateTime<Utc>) -> bool {
        let mut vues = self.vues.lock().unwrap_or_else(PoisonError::into_inner);
        match vues.get_mut(empreinte) {
            Some(vue) => {
                vue.vue_le = maintenant;
                let due = maintenant - vue.notee_le >= TimeDelta::seconds(NOTE_TOUTES_LES_S);
                if due {
                    vue.notee_le = maintenant;
                }
                due
            }
            None => {
                vues.insert(empreinte.to_owned(), Vue { vue_le: maintenant, notee_le: maintenant });
                true
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
