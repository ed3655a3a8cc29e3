//! Counters of tries, kept in the store so that all the processes count as one: so many in a row,
//! then one each so often. A row says when all the tries of its key are there again; a key at
//! rest has no row.

use std::time::Duration;

use base16ct::lower::encode_string;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use sha2::{Digest, Sha256};

use crate::depot::Depot;
use crate::refus::Refus;

/// Takes a try if there is one: the row moves only then.
const PRENDRE: &str = "INSERT INTO frein (cle, plein_a) VALUES ($1, $2) ON CONFLICT (cle) DO UPDATE SET \
     plein_a = CASE WHEN frein.plein_a > $3 THEN frein.plein_a ELSE $3 END + $4 WHERE frein.plein_a <= $5";
const LIRE: &str = "SELECT plein_a FROM frein WHERE cle = $1";
const RENDRE: &str = "UPDATE frein SET plein_a = plein_a - $2 WHERE cle = $1";
const BALAYER: &str = "DELETE FROM frein WHERE plein_a < $1";

/// How often something may be tried.
#[derive(Clone, Copy, Debug)]
pub struct Cadence {
    /// In a row.
    pub rafale: u32,
    /// Then one each so often.
    pub chaque: Duration,
}

/// A key and its rhythm. What is counted is kept as a digest of its name: short, and nothing that
/// names anybody.
#[derive(Clone, Debug)]
pub struct Compteur {
    cle: String,
    cadence: Cadence,
}

/// Tries that were taken, to be given back when they were no failure.
#[must_use]
#[derive(Debug)]
pub struct Pris(Vec<Compteur>);

impl Compteur {
    /// `genre` says what is counted, `nom` of whom.
    pub fn new(genre: &str, nom: &str, cadence: Cadence) -> Self {
        let empreinte = Sha256::new().chain_update(genre).chain_update([0]).chain_update(nom).finalize();
        Self { cle: encode_string(&empreinte), cadence }
    }

    fn chaque(&self) -> i64 {
        i64::try_from(self.cadence.chaque.as_millis()).unwrap_or(i64::MAX)
    }

    /// How far ahead its row may be for one more try to be there.
    fn avance(&self) -> i64 {
        self.chaque().saturating_mul(i64::from(self.cadence.rafale.max(1)) - 1)
    }
}

/// Takes a try of each, or of none.
///
/// # Errors
/// `TropDeTentatives` with the seconds to wait; when the store can't be written.
pub async fn prendre(
    depot: &Depot,
    compteurs: Vec<Compteur>,
    maintenant: DateTime<Utc>,
) -> Result<Pris, Refus> {
    let maintenant = maintenant.timestamp_millis();
    // Who is throttled costs a reading and no write.
    for compteur in &compteurs {
        attendre(depot.lecture(), compteur, maintenant).await?;
    }
    let ensemble = depot.transaction().await?;
    ordre(&ensemble, BALAYER, [maintenant.into()]).await?;
    for compteur in &compteurs {
        prendre_un(&ensemble, compteur, maintenant).await?;
    }
    ensemble.commit().await?;
    Ok(Pris(compteurs))
}

async fn prendre_un(base: &impl ConnectionTrait, compteur: &Compteur, maintenant: i64) -> Result<(), Refus> {
    let (chaque, au_plus) = (compteur.chaque(), maintenant + compteur.avance());
    let valeurs = [
        compteur.cle.as_str().into(),
        (maintenant + chaque).into(),
        maintenant.into(),
        chaque.into(),
        au_plus.into(),
    ];
    // Of many at once, as many as there are tries.
    if ordre(base, PRENDRE, valeurs).await? == 0 {
        attendre(base, compteur, maintenant).await?;
        return Err(Refus::TropDeTentatives(1));
    }
    Ok(())
}

/// Refuses with the time to wait, when there is no try now.
async fn attendre(base: &impl ConnectionTrait, compteur: &Compteur, maintenant: i64) -> Result<(), Refus> {
    let valeurs = [compteur.cle.as_str().into()];
    let requete = Statement::from_sql_and_values(base.get_database_backend(), LIRE, valeurs);
    let Some(ligne) = base.query_one_raw(requete).await? else { return Ok(()) };
    let plein_a: i64 = ligne.try_get_by_index(0)?;
    match plein_a - maintenant - compteur.avance() {
        // Whole seconds, rounded up: who waits them is let in.
        attente if attente > 0 => Err(Refus::TropDeTentatives(attente.unsigned_abs().div_ceil(1_000))),
        _ => Ok(()),
    }
}

impl Pris {
    /// It was no failure: the tries are there again. That it fails refuses nobody: they come back
    /// by themselves.
    pub async fn rendre(self, depot: &Depot) {
        if let Err(cause) = self.remettre(depot).await {
            tracing::warn!(%cause, "des essais n’ont pas pu être rendus");
        }
    }

    async fn remettre(self, depot: &Depot) -> Result<(), DbErr> {
        let ensemble = depot.transaction().await?;
        for compteur in &self.0 {
            ordre(&ensemble, RENDRE, [compteur.cle.as_str().into(), compteur.chaque().into()]).await?;
        }
        ensemble.commit().await
    }
}

async fn ordre<const N: usize>(
    base: &impl ConnectionTrait,
    sql: &str,
    valeurs: [sea_orm::Value; N],
) -> Result<u64, DbErr> {
    let ordre = Statement::from_sql_and_values(base.get_database_backend(), sql, valeurs);
    Ok(base.execute_raw(ordre).await?.rows_affected())
}
