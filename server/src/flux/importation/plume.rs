//! What the importer writes through: on SQLite in its own thread, on PostgreSQL a transaction.

use sea_orm::{DatabaseConnection, TransactionTrait};

use super::enregistrement::Issue;
use super::registre::Registre;
use crate::depot::Depot;
use crate::depot::sql::{Locale, Sql};
use crate::flux::Foyer;

pub enum Plume {
    Locale(Locale),
    Distante(DatabaseConnection),
}

impl Plume {
    pub fn prendre(depot: &Depot) -> anyhow::Result<Self> {
        Ok(depot.locale()?.map_or_else(|| Self::Distante(depot.ecriture().clone()), Self::Locale))
    }

    /// Writes these foyers together, or none of them.
    pub async fn ecrire(&self, registre: &mut Registre, foyers: &[&Foyer]) -> anyhow::Result<Vec<Issue>> {
        match self {
            Self::Locale(base) => {
                base.executer("BEGIN IMMEDIATE", Vec::new()).await?;
                let mut fait = tous(base, registre, foyers).await;
                if fait.is_ok()
                    && let Err(cause) = base.executer("COMMIT", Vec::new()).await
                {
                    fait = Err(cause.into());
                }
                if fait.is_err() {
                    // SQLite may have undone it by itself.
                    let _ = base.executer("ROLLBACK", Vec::new()).await;
                }
                fait
            }
            Self::Distante(base) => {
                let ensemble = base.begin().await?;
                let fait = tous(&ensemble, registre, foyers).await?;
                ensemble.commit().await?;
                Ok(fait)
            }
        }
    }
}

async fn tous(base: &impl Sql, registre: &mut Registre, foyers: &[&Foyer]) -> anyhow::Result<Vec<Issue>> {
    let mut issues = Vec::with_capacity(foyers.len());
    for foyer in foyers {
        issues.push(registre.ecrire(base, foyer).await?);
    }
    registre.dire_les_attentes(base).await?;
    Ok(issues)
}
