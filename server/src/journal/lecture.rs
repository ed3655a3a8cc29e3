//! Reading the store back: links, seals.

use chrono::{DateTime, Utc};
use reciproque_shared::journal::{Empreinte, Evenement, Issue, Maillon};
use reciproque_shared::trace::Curseur;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, TryGetable, Value};

use super::repere::Repere;
use super::sceau::Sceau;
use super::verification::{Etendue, Matiere};

/// Columns of a link, in the order that [`inscription`] reads them.
pub(super) const COLONNES: &str = "chaine, seq, instant, agent, profil, organisation, session, acte, objet, \
     rubriques, motif, issue, client, lie_a, precedent, empreinte";

/// Columns of a seal, in the order that [`sceau`] reads them.
pub(super) const SCEAU: &str = "chaine, seq, empreinte, instant, signature, sorte";
/// Columns of a checkpoint, in the order that [`repere`] reads them.
pub(super) const REPERE: &str = "chaine, seq, empreinte, instant, signature, limite";

/// Links read at once when verifying.
const PAGE: i64 = 2_000;

/// A link and its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inscription {
    pub chaine: u32,
    pub maillon: Maillon,
}

impl Inscription {
    /// Its place in the order of reading: the next page begins after it.
    pub fn curseur(&self) -> Curseur {
        let Maillon { seq, evenement, .. } = &self.maillon;
        Curseur { instant_ms: evenement.instant.timestamp_millis(), chaine: self.chaine, seq: *seq }
    }
}

/// Nothing when the row is not what the writer wrote.
pub(super) fn inscription(ligne: &QueryResult) -> Option<Inscription> {
    let evenement = Evenement {
        instant: instant(ligne, 2)?,
        agent: lu(ligne, 3)?,
        profil: lu(ligne, 4)?,
        organisation: lu(ligne, 5)?,
        session: lu(ligne, 6)?,
        acte: lu(ligne, 7)?,
        objet: lu(ligne, 8)?,
        rubriques: serde_json::from_str(&lu::<String>(ligne, 9)?).ok()?,
        motif: lu(ligne, 10)?,
        issue: Issue::lire(&lu::<String>(ligne, 11)?)?,
        client: lu(ligne, 12)?,
        lie_a: lu::<Option<i64>>(ligne, 13)?.map(u64::try_from).transpose().ok()?,
    };
    let maillon = Maillon {
        seq: u64::try_from(lu::<i64>(ligne, 1)?).ok()?,
        evenement,
        precedent: empreinte(ligne, 14)?,
        empreinte: empreinte(ligne, 15)?,
    };
    Some(Inscription { chaine: u32::try_from(lu::<i64>(ligne, 0)?).ok()?, maillon })
}

fn lu<T: TryGetable>(ligne: &QueryResult, rang: usize) -> Option<T> {
    ligne.try_get_by_index(rang).ok()
}

fn instant(ligne: &QueryResult, rang: usize) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(lu(ligne, rang)?)
}

fn empreinte(ligne: &QueryResult, rang: usize) -> Option<Empreinte> {
    lu::<Vec<u8>>(ligne, rang)?.try_into().ok().map(Empreinte::new)
}

fn sceau(ligne: &QueryResult) -> Result<Sceau, DbErr> {
    let lu = || {
        Sceau::lire(
            (lu(ligne, 0)?, lu(ligne, 1)?),
            &lu::<Vec<u8>>(ligne, 2)?,
            lu(ligne, 3)?,
            &lu::<Vec<u8>>(ligne, 4)?,
            &lu::<String>(ligne, 5)?,
        )
    };
    lu().ok_or_else(illisible)
}

/// Rows of a query. Parameters are written `$1`, `$2`…, which both engines read.
pub(super) async fn lignes(
    base: &impl ConnectionTrait,
    texte: &str,
    valeurs: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>, DbErr> {
    base.query_all_raw(Statement::from_sql_and_values(base.get_database_backend(), texte, valeurs)).await
}

/// The links of a chain after a position, in order.
pub(super) async fn page(
    base: &impl ConnectionTrait,
    chaine: u32,
    apres: i64,
) -> Result<Vec<QueryResult>, DbErr> {
    let texte =
        format!("SELECT {COLONNES} FROM evenement WHERE chaine = $1 AND seq > $2 ORDER BY seq LIMIT {PAGE}");
    lignes(base, &texte, [i64::from(chaine).into(), apres.into()]).await
}

/// The digest kept at a position.
pub(super) async fn empreinte_a(
    base: &impl ConnectionTrait,
    chaine: u32,
    seq: u64,
) -> Result<Option<Empreinte>, DbErr> {
    let texte = "SELECT empreinte FROM evenement WHERE chaine = $1 AND seq = $2";
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let lignes = lignes(base, texte, [i64::from(chaine).into(), seq.into()]).await?;
    Ok(lignes.first().and_then(|ligne| empreinte(ligne, 0)))
}

/// The chains present in the store.
pub(super) async fn chaines(base: &impl ConnectionTrait) -> Result<Vec<u32>, DbErr> {
    // From one to the next by the index: there are a few, of thousands of events each.
    let texte = "WITH RECURSIVE chaines (chaine) AS (SELECT MIN(chaine) FROM evenement UNION ALL \
                 SELECT (SELECT MIN(chaine) FROM evenement WHERE evenement.chaine > chaines.chaine) FROM chaines \
                 WHERE chaines.chaine IS NOT NULL) SELECT chaine FROM chaines WHERE chaine IS NOT NULL ORDER BY chaine";
    numeros(base, texte).await
}

/// The chains that were opened or sealed, even when nothing is left of them.
pub(super) async fn chaines_scellees(base: &impl ConnectionTrait) -> Result<Vec<u32>, DbErr> {
    numeros(base, "SELECT DISTINCT chaine FROM sceau ORDER BY chaine").await
}

async fn numeros(base: &impl ConnectionTrait, texte: &str) -> Result<Vec<u32>, DbErr> {
    let lignes = lignes(base, texte, []).await?;
    let chaine = |ligne: &QueryResult| u32::try_from(ligne.try_get_by_index::<i64>(0)?).map_err(hors_bornes);
    lignes.iter().map(chaine).collect()
}

fn hors_bornes(_: std::num::TryFromIntError) -> DbErr {
    DbErr::Type("numéro de chaîne hors bornes".to_owned())
}

/// Every seal in the store, in order.
pub(super) async fn sceaux(base: &impl ConnectionTrait) -> Result<Vec<Sceau>, DbErr> {
    let texte = format!("SELECT {SCEAU} FROM sceau ORDER BY chaine, seq");
    lignes(base, &texte, []).await?.iter().map(sceau).collect()
}

/// What the store says besides its links.
pub(super) async fn matiere(base: &impl ConnectionTrait) -> Result<Matiere, DbErr> {
    let texte = "SELECT chaine, MIN(seq), MAX(seq) FROM evenement GROUP BY chaine ORDER BY chaine";
    let mut chaines = Vec::new();
    for ligne in lignes(base, texte, []).await? {
        let chaine = u32::try_from(ligne.try_get_by_index::<i64>(0)?).map_err(hors_bornes)?;
        let (premier, dernier) = (ligne.try_get_by_index(1)?, ligne.try_get_by_index(2)?);
        chaines.push(Etendue { chaine, premier, dernier });
    }
    let texte = format!(
        "SELECT {REPERE} FROM repere WHERE seq = \
         (SELECT MAX(seq) FROM repere AS autre WHERE autre.chaine = repere.chaine)"
    );
    let reperes = lignes(base, &texte, []).await?.iter().map(repere).collect::<Result<_, _>>()?;
    Ok(Matiere { sceaux: sceaux(base).await?, reperes, chaines })
}

/// Begins to read the links of a chain, in order (PostgreSQL).
pub(super) async fn ouvrir_curseur(base: &impl ConnectionTrait, chaine: u32) -> Result<(), DbErr> {
    let texte = format!(
        "DECLARE maillons NO SCROLL CURSOR FOR \
         SELECT {COLONNES} FROM evenement WHERE chaine = {chaine} ORDER BY seq"
    );
    base.execute_unprepared(&texte).await.map(drop)
}

/// The next links, none at the end.
pub(super) async fn avancer_curseur(base: &impl ConnectionTrait) -> Result<Vec<QueryResult>, DbErr> {
    lignes(base, &format!("FETCH {PAGE} FROM maillons"), []).await
}

pub(super) async fn fermer_curseur(base: &impl ConnectionTrait) -> Result<(), DbErr> {
    base.execute_unprepared("CLOSE maillons").await.map(drop)
}

/// The last seal of a chain.
pub(super) async fn dernier_sceau(base: &impl ConnectionTrait, chaine: u32) -> Result<Option<Sceau>, DbErr> {
    Ok(derniers_sceaux(base, chaine).await?.pop())
}

/// The seals of the furthest head of a chain, in the order in which they were made.
pub(super) async fn derniers_sceaux(base: &impl ConnectionTrait, chaine: u32) -> Result<Vec<Sceau>, DbErr> {
    let texte = format!(
        "SELECT {SCEAU} FROM sceau WHERE chaine = $1 AND seq = \
         (SELECT MAX(seq) FROM sceau WHERE chaine = $1) ORDER BY instant, sorte"
    );
    lignes(base, &texte, [i64::from(chaine).into()]).await?.iter().map(sceau).collect()
}

/// Where links made under the key begin in a chain; nothing when it was never opened.
pub(super) async fn premiere_ouverture(
    base: &impl ConnectionTrait,
    chaine: u32,
) -> Result<Option<Sceau>, DbErr> {
    let texte =
        format!("SELECT {SCEAU} FROM sceau WHERE chaine = $1 AND sorte = 'ouverture' ORDER BY seq LIMIT 1");
    lignes(base, &texte, [i64::from(chaine).into()]).await?.first().map(sceau).transpose()
}

/// Whether the store holds a seal from since chains have a key.
pub(super) async fn porte_un_sceau_sous_cle(base: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(!lignes(base, "SELECT 1 FROM sceau WHERE sorte <> 'ancien' LIMIT 1", []).await?.is_empty())
}

/// The checkpoint of the last purge of a chain.
pub(super) async fn dernier_repere(
    base: &impl ConnectionTrait,
    chaine: u32,
) -> Result<Option<Repere>, DbErr> {
    let texte = format!("SELECT {REPERE} FROM repere WHERE chaine = $1 ORDER BY seq DESC LIMIT 1");
    lignes(base, &texte, [i64::from(chaine).into()]).await?.first().map(repere).transpose()
}

/// When traces were last destroyed, in any chain.
pub(super) async fn derniere_purge(base: &impl ConnectionTrait) -> Result<Option<DateTime<Utc>>, DbErr> {
    let lues = lignes(base, "SELECT MAX(instant) FROM repere", []).await?;
    let instant = lues.first().map(|ligne| ligne.try_get_by_index::<Option<i64>>(0)).transpose()?;
    Ok(instant.flatten().and_then(DateTime::from_timestamp_millis))
}

/// The checkpoint of the first purge that was to destroy the traces of an instant.
pub(super) async fn premier_repere_apres(
    base: &impl ConnectionTrait,
    instant: DateTime<Utc>,
) -> Result<Option<Repere>, DbErr> {
    let texte =
        format!("SELECT {REPERE} FROM repere WHERE limite > $1 ORDER BY instant, chaine, seq LIMIT 1");
    lignes(base, &texte, [instant.timestamp_millis().into()]).await?.first().map(repere).transpose()
}

fn repere(ligne: &QueryResult) -> Result<Repere, DbErr> {
    let lu = || {
        Repere::lire(
            (lu(ligne, 0)?, lu(ligne, 1)?),
            &lu::<Vec<u8>>(ligne, 2)?,
            (lu(ligne, 3)?, lu(ligne, 5)?),
            &lu::<Vec<u8>>(ligne, 4)?,
        )
    };
    lu().ok_or_else(illisible)
}

/// A row that is not what the server wrote.
pub(super) fn illisible() -> DbErr {
    DbErr::Type("journal illisible : vérifiez-le avec « reciproque journal verify »".to_owned())
}

/// Whether anything was ever written there: an event, a seal or a checkpoint.
pub(super) async fn deja_commence(base: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let texte = "SELECT 1 WHERE EXISTS (SELECT 1 FROM evenement) OR EXISTS (SELECT 1 FROM sceau) \
                 OR EXISTS (SELECT 1 FROM repere)";
    Ok(!lignes(base, texte, []).await?.is_empty())
}
