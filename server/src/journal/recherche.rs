//! Looking events up. Reading the journal is itself an act: the guard traces it.

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseConnection, DbErr, Value};

use super::lecture::{COLONNES, Inscription, inscription, lignes};

/// Which events to read; what is left empty does not filter.
#[derive(Clone, Debug, Default)]
pub struct Filtre {
    pub agent: Option<i64>,
    pub organisation: Option<i64>,
    pub objet: Option<String>,
    pub acte: Option<String>,
    /// From this instant on.
    pub depuis: Option<DateTime<Utc>>,
    /// Up to this instant, excluded.
    pub avant: Option<DateTime<Utc>>,
    /// Rows to skip: for the next page.
    pub saut: u32,
    pub limite: u32,
}

/// The last time an agent did one of the acts asked for on an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    pub objet: String,
    pub instant: DateTime<Utc>,
}

/// The matching events, latest first.
pub(super) async fn lire(base: &DatabaseConnection, filtre: &Filtre) -> Result<Vec<Inscription>, DbErr> {
    let criteres: [(&str, Option<Value>); 6] = [
        ("agent =", filtre.agent.map(Value::from)),
        ("organisation =", filtre.organisation.map(Value::from)),
        ("objet =", filtre.objet.clone().map(Value::from)),
        ("acte =", filtre.acte.clone().map(Value::from)),
        ("instant >=", filtre.depuis.map(|instant| instant.timestamp_millis().into())),
        ("instant <", filtre.avant.map(|instant| instant.timestamp_millis().into())),
    ];
    let mut texte = format!("SELECT {COLONNES} FROM evenement WHERE TRUE");
    let mut valeurs = Vec::new();
    for (critere, valeur) in criteres {
        if let Some(valeur) = valeur {
            valeurs.push(valeur);
            texte.push_str(&format!(" AND {critere} ${}", valeurs.len()));
        }
    }
    texte.push_str(&format!(
        " ORDER BY instant DESC, chaine, seq DESC LIMIT {} OFFSET {}",
        filtre.limite, filtre.saut
    ));
    let lues = lignes(base, &texte, valeurs).await?;
    let illisible = || DbErr::Type("événement illisible : vérifiez le journal".to_owned());
    lues.iter().map(|ligne| inscription(ligne).ok_or_else(illisible)).collect()
}

/// The objects on which an agent last succeeded in one of `actes`, each once, latest first.
pub(super) async fn dernieres_consultations(
    base: &DatabaseConnection,
    agent: i64,
    actes: &[&str],
    limite: u32,
) -> Result<Vec<Consultation>, DbErr> {
    let parametres: Vec<String> = (2..actes.len() + 2).map(|rang| format!("${rang}")).collect();
    let texte = format!(
        "SELECT objet, MAX(instant) AS dernier FROM evenement \
         WHERE agent = $1 AND objet IS NOT NULL AND issue = 'reussi' AND acte IN ({}) \
         GROUP BY objet ORDER BY dernier DESC LIMIT {limite}",
        parametres.join(", ")
    );
    let valeurs = std::iter::once(Value::from(agent)).chain(actes.iter().map(|acte| Value::from(*acte)));
    let lues = lignes(base, &texte, valeurs).await?;
    lues.iter()
        .map(|ligne| {
            let instant = DateTime::from_timestamp_millis(ligne.try_get_by_index(1)?)
                .ok_or_else(|| DbErr::Type("instant hors bornes".to_owned()))?;
            Ok(Consultation { objet: ligne.try_get_by_index(0)?, instant })
        })
        .collect()
}
