//! Looking events up. Reading the journal is itself an act: the guard traces it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::Curseur;
use sea_orm::{DatabaseConnection, DbErr, QueryResult, Value};

use super::lecture::{COLONNES, Inscription, inscription, lignes};

/// Which events to read; what is left empty does not filter.
#[derive(Clone, Debug, Default)]
pub struct Filtre {
    pub agent: Option<i64>,
    /// Of nobody: what a command did, a sign-in that named no account.
    pub sans_agent: bool,
    /// Any of these agents.
    pub agents: Option<Vec<i64>>,
    pub organisation: Option<i64>,
    pub objet: Option<String>,
    /// Any of these objects.
    pub objets: Option<Vec<String>>,
    pub acte: Option<String>,
    /// None of these acts.
    pub sauf: Vec<&'static str>,
    pub issue: Option<Issue>,
    /// No refusal: it bears on what may not exist.
    pub sans_refus: bool,
    /// Any of these outcomes.
    pub issues: &'static [Issue],
    /// From this instant on.
    pub depuis: Option<DateTime<Utc>>,
    /// Up to this instant, excluded.
    pub avant: Option<DateTime<Utc>>,
    /// After this place in the order of reading: for the next page.
    pub apres: Option<Curseur>,
    pub limite: u32,
}

/// The last time an agent did one of the acts asked for on an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    pub objet: String,
    pub instant: DateTime<Utc>,
}

/// How many events of a kind an organisation has in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    /// Absent before sign-in.
    pub organisation: Option<i64>,
    pub acte: String,
    pub issue: Option<Issue>,
    /// Why it was refused, or the reason given.
    pub motif: Option<String>,
    pub nombre: u64,
}

/// The text of a condition and its values, in the order of `$1`, `$2`…
#[derive(Default)]
struct Condition {
    texte: String,
    valeurs: Vec<Value>,
}

impl Condition {
    fn de(filtre: &Filtre) -> Self {
        let mut condition = Self::default();
        condition.et("agent =", filtre.agent);
        condition.et("organisation =", filtre.organisation);
        condition.et("objet =", filtre.objet.clone());
        condition.et("acte =", filtre.acte.clone());
        condition.et("issue =", filtre.issue.map(Issue::code));
        condition.et("instant >=", filtre.depuis.map(|instant| instant.timestamp_millis()));
        condition.et("instant <", filtre.avant.map(|instant| instant.timestamp_millis()));
        if filtre.sans_agent {
            condition.texte.push_str(" AND agent IS NULL");
        }
        if let Some(agents) = &filtre.agents {
            condition.et_parmi("agent IN", agents.iter().copied());
        }
        if let Some(objets) = &filtre.objets {
            condition.et_parmi("objet IN", objets.iter().map(String::as_str));
        }
        if !filtre.issues.is_empty() {
            condition.et_parmi("issue IN", filtre.issues.iter().map(|issue| issue.code()));
        }
        if !filtre.sauf.is_empty() {
            condition.et_parmi("acte NOT IN", filtre.sauf.iter().copied());
        }
        if filtre.sans_refus {
            condition.texte.push_str(" AND issue <> 'refuse'");
        }
        condition.et_apres(filtre.apres);
        condition
    }

    fn et(&mut self, critere: &str, valeur: Option<impl Into<Value>>) {
        if let Some(valeur) = valeur {
            let place = self.place(valeur);
            self.texte.push_str(&format!(" AND {critere} {place}"));
        }
    }

    /// An empty list matches nothing.
    fn et_parmi(&mut self, critere: &str, valeurs: impl Iterator<Item = impl Into<Value>>) {
        let places: Vec<String> = valeurs.map(|valeur| self.place(valeur)).collect();
        let liste = if places.is_empty() { "NULL".to_owned() } else { places.join(", ") };
        self.texte.push_str(&format!(" AND {critere} ({liste})"));
    }

    fn et_apres(&mut self, apres: Option<Curseur>) {
        let Some(Curseur { instant_ms, chaine, seq }) = apres else { return };
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        let places = [instant_ms, i64::from(chaine), seq].map(|valeur| self.place(valeur));
        self.texte.push_str(&format!(" AND (instant, chaine, seq) < ({})", places.join(", ")));
    }

    fn place(&mut self, valeur: impl Into<Value>) -> String {
        self.valeurs.push(valeur.into());
        format!("${}", self.valeurs.len())
    }
}

/// The matching events, latest first.
pub(super) async fn charger(base: &DatabaseConnection, filtre: &Filtre) -> Result<Vec<Inscription>, DbErr> {
    let Condition { texte, valeurs } = Condition::de(filtre);
    let texte = format!(
        "SELECT {COLONNES} FROM evenement WHERE TRUE{texte} \
         ORDER BY instant DESC, chaine DESC, seq DESC LIMIT {}",
        filtre.limite
    );
    let lues = lignes(base, &texte, valeurs).await?;
    let illisible = || DbErr::Type("événement illisible : vérifiez le journal".to_owned());
    lues.iter().map(|ligne| inscription(ligne).ok_or_else(illisible)).collect()
}

/// The matching events counted by organisation, act, outcome and reason.
pub(super) async fn compter(base: &DatabaseConnection, filtre: &Filtre) -> Result<Vec<Compte>, DbErr> {
    let Condition { texte, valeurs } = Condition::de(filtre);
    let texte = format!(
        "SELECT organisation, acte, issue, motif, COUNT(*) FROM evenement WHERE TRUE{texte} \
         GROUP BY organisation, acte, issue, motif"
    );
    lignes(base, &texte, valeurs).await?.iter().map(compte).collect()
}

fn compte(ligne: &QueryResult) -> Result<Compte, DbErr> {
    Ok(Compte {
        organisation: ligne.try_get_by_index(0)?,
        acte: ligne.try_get_by_index(1)?,
        issue: Issue::lire(&ligne.try_get_by_index::<String>(2)?),
        motif: ligne.try_get_by_index(3)?,
        nombre: ligne.try_get_by_index::<i64>(4)?.unsigned_abs(),
    })
}

/// An announced write is told as failed by the request that announced it: within the hour, far
/// beyond any time limit.
const SUITE_MAX_MS: i64 = 3_600_000;

/// When each of these agents last succeeded in an act. A write counts from its announcement,
/// unless it is said to have failed.
pub(super) async fn dernieres_reussites(
    base: &DatabaseConnection,
    acte: &str,
    agents: &[i64],
) -> Result<HashMap<i64, DateTime<Utc>>, DbErr> {
    if agents.is_empty() {
        return Ok(HashMap::new());
    }
    let parmi: Vec<String> = (2..agents.len() + 2).map(|rang| format!("(${rang})")).collect();
    // Of each agent, back from the latest event until one is found.
    let texte = format!(
        "SELECT agent, dernier FROM (SELECT parmi.column1 AS agent, (SELECT reussite.instant FROM evenement AS reussite \
         WHERE reussite.agent = parmi.column1 AND reussite.acte = $1 AND (reussite.issue = 'reussi' OR \
         (reussite.issue = 'annonce' AND NOT EXISTS (SELECT 1 FROM evenement AS suite \
         WHERE suite.agent = reussite.agent AND suite.instant >= reussite.instant \
         AND suite.instant <= reussite.instant + {SUITE_MAX_MS} AND suite.chaine = reussite.chaine \
         AND suite.lie_a = reussite.seq AND suite.issue = 'echoue'))) \
         ORDER BY reussite.instant DESC LIMIT 1) AS dernier FROM (VALUES {}) AS parmi) AS dernieres \
         WHERE dernier IS NOT NULL",
        parmi.join(", ")
    );
    let valeurs = std::iter::once(Value::from(acte)).chain(agents.iter().map(|agent| Value::from(*agent)));
    let lues = lignes(base, &texte, valeurs).await?;
    lues.iter().map(|ligne| Ok((ligne.try_get_by_index(0)?, instant(ligne, 1)?))).collect()
}

fn instant(ligne: &QueryResult, rang: usize) -> Result<DateTime<Utc>, DbErr> {
    DateTime::from_timestamp_millis(ligne.try_get_by_index(rang)?)
        .ok_or_else(|| DbErr::Type("instant hors bornes".to_owned()))
}

/// Events in which the latest objects are looked for: an agent has thousands of them.
const RECENTS: u32 = 500;

/// The objects on which an agent last succeeded in one of `actes`, each once, latest first.
pub(super) async fn dernieres_consultations(
    base: &DatabaseConnection,
    agent: i64,
    actes: &[&str],
    limite: u32,
) -> Result<Vec<Consultation>, DbErr> {
    let parametres: Vec<String> = (2..actes.len() + 2).map(|rang| format!("${rang}")).collect();
    let texte = format!(
        "SELECT objet, MAX(instant) AS dernier FROM (SELECT objet, instant FROM evenement \
         WHERE agent = $1 AND objet IS NOT NULL AND issue = 'reussi' AND acte IN ({}) \
         ORDER BY instant DESC LIMIT {RECENTS}) AS recents GROUP BY objet ORDER BY dernier DESC LIMIT {limite}",
        parametres.join(", ")
    );
    let valeurs = std::iter::once(Value::from(agent)).chain(actes.iter().map(|acte| Value::from(*acte)));
    let lues = lignes(base, &texte, valeurs).await?;
    lues.iter()
        .map(|ligne| Ok(Consultation { objet: ligne.try_get_by_index(0)?, instant: instant(ligne, 1)? }))
        .collect()
}
