//! What an import finds about two lines: a question that it asks, or a reunion that it does itself; kept
//! with its steps, once for a pair.

use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::rapprochement::{EtatRapprochement, GesteRapprochement, Raison, Score};
use sea_orm::{DbErr, Value};

use super::deplacement::Reunion;
use crate::depot::entite::rapprochement;
use crate::depot::sql::{Sql, colonnes};

/// The import that finds it.
#[derive(Clone, Copy, Debug)]
pub struct Releve {
    pub flux: i64,
    /// The day that the flow describes.
    pub jour: NaiveDate,
    pub instant: DateTime<Utc>,
}

/// About two lines, in any order.
#[derive(Clone, Debug)]
pub struct Constat {
    pub lignes: (i64, i64),
    /// The newer one, then the older one.
    pub dossiers: (i64, i64),
    pub raisons: Vec<Raison>,
    /// None when it is asked.
    pub reunion: Option<Reunion>,
}

/// The question about two lines, if it was ever asked.
pub async fn question(
    base: &impl Sql,
    (un, autre): (i64, i64),
) -> Result<Option<rapprochement::Model>, DbErr> {
    let texte = format!(
        "SELECT {} FROM rapprochement WHERE personne_id = $1 AND autre_id = $2",
        colonnes::<rapprochement::Model>("rapprochement")
    );
    Ok(base.lignes(&texte, vec![un.max(autre).into(), un.min(autre).into()]).await?.pop())
}

/// Whether an agent decided anything about two lines: a flow does nothing more then.
pub async fn decide_par_un_agent(base: &impl Sql, lignes: (i64, i64)) -> Result<bool, DbErr> {
    Ok(question(base, lignes).await?.is_some_and(|question| question.agent_id.is_some()))
}

const POSER: &str = "INSERT INTO rapprochement (personne_id, autre_id, dossier_id, ancien_dossier_id, score, raisons, \
     etat, trouve_le, flux_id, decide_le, gardee_id, echange, partie_avant, nir_repris, commune) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, (SELECT commune FROM dossier WHERE id = $3)) \
     RETURNING id";

/// Keeps it; whether anything is new.
pub async fn noter(base: &impl Sql, releve: &Releve, constat: &Constat) -> Result<bool, DbErr> {
    if let Some(connue) = question(base, constat.lignes).await? {
        let ouverte = connue.etat == EtatRapprochement::Ouvert.code() && connue.agent_id.is_none();
        return match constat.reunion.filter(|_| ouverte) {
            Some(reunion) => reunie(base, releve, &connue, constat.dossiers, reunion).await.map(|()| true),
            None => Ok(false),
        };
    }
    let (un, autre) = constat.lignes;
    let fait = constat.reunion;
    let (etat, geste) = match fait {
        Some(_) => (EtatRapprochement::Confirme, GesteRapprochement::Confirmer),
        None => (EtatRapprochement::Ouvert, GesteRapprochement::Poser),
    };
    let valeurs = vec![
        un.max(autre).into(),
        un.min(autre).into(),
        constat.dossiers.0.into(),
        constat.dossiers.1.into(),
        Score::de(&constat.raisons).valeur().into(),
        Raison::en_codes(&constat.raisons).into(),
        etat.code().into(),
        releve.instant.into(),
        releve.flux.into(),
        fait.map(|_| releve.instant).into(),
        fait.map(|fait| fait.gardee).into(),
        fait.is_some_and(|fait| fait.echange).into(),
        fait.and_then(|fait| fait.partie_avant).into(),
        fait.is_some_and(|fait| fait.nir_repris).into(),
    ];
    for (id,) in base.lignes::<(i64,)>(POSER, valeurs).await? {
        etape(base, releve.instant, id, geste, etat).await?;
    }
    Ok(true)
}

const REUNIR: &str = "UPDATE rapprochement SET etat = $1, flux_id = $2, decide_le = $3, gardee_id = $4, echange = $5, \
     partie_avant = $6, nir_repris = $7, dossier_id = $8, ancien_dossier_id = $9, \
     commune = (SELECT commune FROM dossier WHERE id = $8) WHERE id = $10";

/// An open question is answered by a flow.
pub async fn reunie(
    base: &impl Sql,
    releve: &Releve,
    question: &rapprochement::Model,
    (dossier, ancien): (i64, i64),
    fait: Reunion,
) -> Result<(), DbErr> {
    let etat = EtatRapprochement::Confirme;
    let valeurs = vec![
        etat.code().into(),
        releve.flux.into(),
        releve.instant.into(),
        fait.gardee.into(),
        fait.echange.into(),
        fait.partie_avant.into(),
        fait.nir_repris.into(),
        dossier.into(),
        ancien.into(),
        question.id.into(),
    ];
    base.executer(REUNIR, valeurs).await?;
    etape(base, releve.instant, question.id, GesteRapprochement::Confirmer, etat).await
}

/// A flow brings an answered or open question to another state that reunites nobody.
pub async fn poursuivre(
    base: &impl Sql,
    instant: DateTime<Utc>,
    question: i64,
    (geste, etat): (GesteRapprochement, EtatRapprochement),
) -> Result<(), DbErr> {
    let texte = "UPDATE rapprochement SET etat = $1, decide_le = $2, gardee_id = NULL, echange = FALSE, \
                 partie_avant = NULL, nir_repris = FALSE WHERE id = $3";
    base.executer(texte, vec![etat.code().into(), instant.into(), question.into()]).await?;
    etape(base, instant, question, geste, etat).await
}

const ETAPE: &str = "INSERT INTO rapprochement_etape (rapprochement_id, rang, geste, etat, instant) SELECT $1, \
     COALESCE(MAX(rang), 0) + 1, $2, $3, $4 FROM rapprochement_etape WHERE rapprochement_id = $1";

/// A step that nobody took: a flow did.
async fn etape(
    base: &impl Sql,
    instant: DateTime<Utc>,
    question: i64,
    geste: GesteRapprochement,
    etat: EtatRapprochement,
) -> Result<(), DbErr> {
    let valeurs: Vec<Value> = vec![question.into(), geste.code().into(), etat.code().into(), instant.into()];
    base.executer(ETAPE, valeurs).await.map(drop)
}
