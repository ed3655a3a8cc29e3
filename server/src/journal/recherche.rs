//! Looking events up. Reading the journal is itself an act: the guard traces it.

use chrono::{DateTime, Utc};
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::Curseur;
use sea_orm::{DbErr, QueryResult, Value};

use super::bornes::{Bras, NOMS, Noms, Signets};
use super::lecture::{COLONNES, Inscription, inscription, lignes};
use super::{Journal, JournalErreur};

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

/// The text of a condition and its values, in the order of `$1`, `$2`… The index knows instants, agents,
/// organisations and objects; the chain, all the rest.
struct Condition {
    clef: &'static str,
    texte: String,
    valeurs: Vec<Value>,
}

impl Condition {
    /// Whatever `clef`, the values are the same, in the same order.
    fn de(filtre: &Filtre, clef: &'static str) -> Self {
        let mut condition = Self { clef, texte: String::new(), valeurs: Vec::new() };
        condition.et(clef, "agent =", filtre.agent);
        condition.et(clef, "organisation =", filtre.organisation);
        condition.et(clef, "objet =", filtre.objet.clone());
        condition.et(CHAINE, "acte =", filtre.acte.clone());
        condition.et(CHAINE, "issue =", filtre.issue.map(Issue::code));
        condition.et(clef, "instant >=", filtre.depuis.map(|instant| instant.timestamp_millis()));
        condition.et(clef, "instant <", filtre.avant.map(|instant| instant.timestamp_millis()));
        if filtre.sans_agent {
            condition.texte.push_str(&format!(" AND {clef}.agent IS NULL"));
        }
        if let Some(agents) = &filtre.agents {
            condition.et_parmi(clef, "agent IN", agents.iter().copied());
        }
        if let Some(objets) = &filtre.objets {
            condition.et_parmi(clef, "objet IN", objets.iter().map(String::as_str));
        }
        if !filtre.issues.is_empty() {
            condition.et_parmi(CHAINE, "issue IN", filtre.issues.iter().map(|issue| issue.code()));
        }
        if !filtre.sauf.is_empty() {
            condition.et_parmi(CHAINE, "acte NOT IN", filtre.sauf.iter().copied());
        }
        if filtre.sans_refus {
            condition.texte.push_str(&format!(" AND {CHAINE}.issue <> 'refuse'"));
        }
        condition.et_apres(filtre.apres);
        condition
    }

    fn et(&mut self, table: &str, critere: &str, valeur: Option<impl Into<Value>>) {
        if let Some(valeur) = valeur {
            let place = self.place(valeur);
            self.texte.push_str(&format!(" AND {table}.{critere} {place}"));
        }
    }

    /// An empty list matches nothing.
    fn et_parmi(&mut self, table: &str, critere: &str, valeurs: impl Iterator<Item = impl Into<Value>>) {
        let places: Vec<String> = valeurs.map(|valeur| self.place(valeur)).collect();
        let liste = if places.is_empty() { "NULL".to_owned() } else { places.join(", ") };
        self.texte.push_str(&format!(" AND {table}.{critere} ({liste})"));
    }

    fn et_apres(&mut self, apres: Option<Curseur>) {
        let Some(Curseur { instant_ms, chaine, seq }) = apres else { return };
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        let places = [instant_ms, i64::from(chaine), seq].map(|valeur| self.place(valeur)).join(", ");
        let clef = self.clef;
        self.texte.push_str(&format!(" AND ({clef}.instant, {clef}.chaine, {clef}.seq) < ({places})"));
    }

    fn place(&mut self, valeur: impl Into<Value>) -> String {
        self.valeurs.push(valeur.into());
        format!("${}", self.valeurs.len())
    }
}

/// The name of the chain in every place that a search goes through.
const CHAINE: &str = NOMS.evenement;

/// The places that a search goes through, each with the condition there, and the values of all.
fn places(filtre: &Filtre, signets: &Signets) -> (Vec<(Bras, String)>, Vec<Value>) {
    let Noms { renvoi, evenement } = NOMS;
    let Condition { texte: dans_l_index, mut valeurs, .. } = Condition::de(filtre, renvoi);
    let dans_la_chaine = Condition::de(filtre, evenement).texte;
    let bras = signets.bornes(&mut valeurs).bras(NOMS);
    let conditions = bras.into_iter().map(|bras| {
        let condition = if bras.clef == renvoi { &dans_l_index } else { &dans_la_chaine };
        let condition = condition.clone();
        (bras, condition)
    });
    (conditions.collect(), valeurs)
}

/// The events that a filter keeps, latest first: those of each place, then of all.
fn recherche(filtre: &Filtre, signets: &Signets) -> (String, Vec<Value>) {
    let (places, valeurs) = places(filtre, signets);
    let colonnes = COLONNES.split(", ").map(|colonne| format!("{CHAINE}.{colonne}"));
    let (colonnes, limite) = (colonnes.collect::<Vec<_>>().join(", "), filtre.limite);
    let parts = places.iter().map(|(Bras { de, clef, ou }, condition)| {
        format!(
            "SELECT * FROM (SELECT {colonnes} FROM {de} WHERE {ou}{condition} \
             ORDER BY {clef}.instant DESC, {clef}.chaine DESC, {clef}.seq DESC LIMIT {limite}) AS trouves"
        )
    });
    let texte = format!(
        "SELECT {COLONNES} FROM ({}) AS trouves ORDER BY instant DESC, chaine DESC, seq DESC LIMIT {limite}",
        parts.collect::<Vec<_>>().join(" UNION ALL ")
    );
    (texte, valeurs)
}

/// The events that a filter keeps, counted by organisation, act, outcome and reason.
fn comptage(filtre: &Filtre, signets: &Signets) -> (String, Vec<Value>) {
    let (places, valeurs) = places(filtre, signets);
    let parts = places.iter().map(|(Bras { de, ou, .. }, condition)| {
        format!(
            "SELECT {CHAINE}.organisation, {CHAINE}.acte, {CHAINE}.issue, {CHAINE}.motif FROM {de} WHERE {ou}{condition}"
        )
    });
    let texte = format!(
        "SELECT organisation, acte, issue, motif, COUNT(*) FROM ({}) AS comptes \
         GROUP BY organisation, acte, issue, motif",
        parts.collect::<Vec<_>>().join(" UNION ALL ")
    );
    (texte, valeurs)
}

impl Journal {
    /// The matching events, latest first.
    pub async fn chercher(&self, filtre: &Filtre) -> Result<Vec<Inscription>, JournalErreur> {
        let (texte, valeurs) = recherche(filtre, &self.signets().await);
        let lues = lignes(&self.lecture, &texte, valeurs).await?;
        let illisible = || DbErr::Type("événement illisible : vérifiez le journal".to_owned());
        Ok(lues.iter().map(|ligne| inscription(ligne).ok_or_else(illisible)).collect::<Result<_, _>>()?)
    }

    /// The matching events counted by organisation, act, outcome and reason.
    pub async fn compter(&self, filtre: &Filtre) -> Result<Vec<Compte>, JournalErreur> {
        let (texte, valeurs) = comptage(filtre, &self.signets().await);
        let lues = lignes(&self.lecture, &texte, valeurs).await?;
        Ok(lues.iter().map(compte).collect::<Result<_, DbErr>>()?)
    }
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
