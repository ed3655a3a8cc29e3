//! What agents last did, each asked back from the latest event; and on what, hour by hour.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use reciproque_shared::habilitation::Acte;
use sea_orm::{DbErr, QueryResult, Value};

use super::bornes::{Bornes, Bras, NOMS, Noms};
use super::lecture::{self, lignes};
use super::{Journal, JournalErreur};

/// The last time an agent did one of the acts asked for on an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    pub objet: String,
    pub instant: DateTime<Utc>,
}

/// An announced write is told as failed by the request that announced it: within the hour, far
/// beyond any time limit.
const SUITE_MAX_MS: i64 = 3_600_000;
/// Events in which the latest objects are looked for, of the thousands that an agent has: few hold them,
/// but of who comes back to the same ones.
const RECENTS: [u32; 2] = [60, 500];
const HEURE_MS: i64 = 3_600_000;

impl Journal {
    /// When each of these agents last succeeded in an act. A write counts from its announcement,
    /// unless it is said to have failed.
    pub async fn dernieres_reussites(
        &self,
        acte: Acte,
        agents: &[i64],
    ) -> Result<HashMap<i64, DateTime<Utc>>, JournalErreur> {
        if agents.is_empty() {
            return Ok(HashMap::new());
        }
        let mut valeurs = vec![Value::from(acte.code())];
        valeurs.extend(agents.iter().map(|agent| Value::from(*agent)));
        let parmi: Vec<String> = (2..agents.len() + 2).map(|rang| format!("(${rang})")).collect();
        let bornes = self.signets().await.bornes(&mut valeurs);
        let texte = format!(
            "SELECT agent, dernier FROM (SELECT parmi.column1 AS agent, (SELECT MAX(instant) FROM ({}) AS reussites) \
             AS dernier FROM (VALUES {}) AS parmi) AS dernieres WHERE dernier IS NOT NULL",
            reussites(&bornes),
            parmi.join(", ")
        );
        let lues = lignes(&self.lecture, &texte, valeurs).await?;
        let lire = |ligne: &QueryResult| Ok((ligne.try_get_by_index(0)?, instant(ligne, 1)?));
        Ok(lues.iter().map(lire).collect::<Result<_, DbErr>>()?)
    }

    /// The objects on which this agent last succeeded in one of `actes`, each once, latest first.
    pub async fn dernieres_consultations(
        &self,
        agent: i64,
        actes: &[&str],
        limite: u32,
    ) -> Result<Vec<Consultation>, JournalErreur> {
        let mut trouvees = Vec::new();
        for recents in RECENTS {
            let lus;
            (trouvees, lus) = self.parmi_les_recents(agent, actes, limite, recents).await?;
            if trouvees.len() >= limite as usize || lus < i64::from(recents) {
                break;
            }
        }
        Ok(trouvees)
    }

    /// The same among that many events; and how many there were.
    async fn parmi_les_recents(
        &self,
        agent: i64,
        actes: &[&str],
        limite: u32,
        recents: u32,
    ) -> Result<(Vec<Consultation>, i64), JournalErreur> {
        let mut valeurs = vec![Value::from(agent)];
        let actes = parmi(&mut valeurs, actes);
        let bras = self.signets().await.bornes(&mut valeurs).bras(NOMS);
        let parts = bras.iter().map(|Bras { de, clef, ou }| {
            format!(
                "SELECT * FROM (SELECT {clef}.objet, {clef}.instant FROM {de} WHERE {ou} AND {clef}.agent = $1 \
                 AND {clef}.objet IS NOT NULL AND evenement.issue = 'reussi' AND evenement.acte IN ({actes}) \
                 ORDER BY {clef}.instant DESC LIMIT {recents}) AS recents"
            )
        });
        let texte = format!(
            "SELECT objet, MAX(instant) AS dernier, CAST(SUM(COUNT(*)) OVER () AS bigint) \
             FROM (SELECT objet, instant FROM ({}) AS recents \
             ORDER BY instant DESC LIMIT {recents}) AS recents GROUP BY objet ORDER BY dernier DESC LIMIT {limite}",
            parts.collect::<Vec<_>>().join(" UNION ALL ")
        );
        let lues = lignes(&self.lecture, &texte, valeurs).await?;
        let lire =
            |l: &QueryResult| Ok(Consultation { objet: l.try_get_by_index(0)?, instant: instant(l, 1)? });
        let lus = lues.first().map_or(Ok(0), |ligne| ligne.try_get_by_index(2))?;
        Ok((lues.iter().map(lire).collect::<Result<_, DbErr>>()?, lus))
    }

    /// The objects that this agent succeeded in one of `actes` on, from an instant on and before
    /// another, each once an hour: whole hours make the days of Paris as well as those of UTC.
    pub async fn objets_par_heure(
        &self,
        agent: i64,
        actes: &[&str],
        depuis: DateTime<Utc>,
        avant: DateTime<Utc>,
    ) -> Result<Vec<(DateTime<Utc>, String)>, JournalErreur> {
        let bornes = [agent, depuis.timestamp_millis(), avant.timestamp_millis()];
        let mut valeurs: Vec<Value> = bornes.map(Value::from).into();
        let actes = parmi(&mut valeurs, actes);
        let bras = self.signets().await.bornes(&mut valeurs).bras(NOMS);
        let parts = bras.iter().map(|Bras { de, clef, ou }| {
            format!(
                "SELECT {clef}.instant / {HEURE_MS} AS heure, {clef}.objet AS objet FROM {de} WHERE {ou} \
                 AND {clef}.agent = $1 AND {clef}.instant >= $2 AND {clef}.instant < $3 \
                 AND {clef}.objet IS NOT NULL AND evenement.issue IN ('reussi', 'annonce') \
                 AND evenement.acte IN ({actes})"
            )
        });
        let parts = parts.collect::<Vec<_>>().join(" UNION ALL ");
        let texte = format!("SELECT DISTINCT heure, objet FROM ({parts}) AS vues");
        let lues = lignes(&self.lecture, &texte, valeurs).await?;
        let lire = |ligne: &QueryResult| {
            let heure = DateTime::from_timestamp_millis(ligne.try_get_by_index::<i64>(0)? * HEURE_MS);
            Ok((heure.ok_or_else(lecture::illisible)?, ligne.try_get_by_index(1)?))
        };
        Ok(lues.iter().map(lire).collect::<Result<_, DbErr>>()?)
    }
}

/// Of each agent of `parmi`, back from the latest event of each place until one is found.
fn reussites(bornes: &Bornes) -> String {
    let suites = bornes.bras(Noms { renvoi: "suivi", evenement: "suite" });
    let parts = bornes.bras(NOMS).into_iter().map(|Bras { de, clef, ou }| {
        let sans_echec: String = suites.iter().map(|suite| sans_echec(suite, clef)).collect();
        format!(
            "SELECT * FROM (SELECT {clef}.instant FROM {de} WHERE {ou} AND {clef}.agent = parmi.column1 \
             AND evenement.acte = $1 AND (evenement.issue = 'reussi' OR (evenement.issue = 'annonce'{sans_echec})) \
             ORDER BY {clef}.instant DESC LIMIT 1) AS derniere"
        )
    });
    parts.collect::<Vec<_>>().join(" UNION ALL ")
}

/// Nothing in this place says that the event under `clef` failed. The `+` leaves the place to lead there: by the
/// chain of the event, the whole of it would be gone through.
fn sans_echec(Bras { de, clef: suivi, ou }: &Bras, clef: &str) -> String {
    format!(
        " AND NOT EXISTS (SELECT 1 FROM {de} WHERE {ou} AND {suivi}.agent = {clef}.agent \
         AND {suivi}.instant >= {clef}.instant AND {suivi}.instant <= {clef}.instant + {SUITE_MAX_MS} \
         AND +{suivi}.chaine = {clef}.chaine AND suite.lie_a = {clef}.seq AND suite.issue = 'echoue')"
    )
}

/// The places of these acts, after those that `valeurs` holds already. An empty list matches nothing.
fn parmi(valeurs: &mut Vec<Value>, actes: &[&str]) -> String {
    let places = actes.iter().map(|acte| {
        valeurs.push((*acte).into());
        format!("${}", valeurs.len())
    });
    let places = places.collect::<Vec<_>>().join(", ");
    if places.is_empty() { "NULL".to_owned() } else { places }
}

fn instant(ligne: &QueryResult, rang: usize) -> Result<DateTime<Utc>, DbErr> {
    DateTime::from_timestamp_millis(ligne.try_get_by_index(rang)?)
        .ok_or_else(|| DbErr::Type("instant hors bornes".to_owned()))
}
