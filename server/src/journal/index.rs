//! What searches go through: where each event stands by agent, organisation, object and instant.
//!
//! It is written behind the commit that a view waits for, by the task that reads the journal; what
//! it has not reached yet is read in the chains themselves, so that a search misses nothing,
//! whatever is indexed. It is no evidence: what a search shows comes from the links.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

use super::base::{Usage, connecter};
use super::lecture::{chaines, lignes};
use super::{Journal, JournalErreur};

/// Rows of one commit: meanwhile, requests wait for the writer.
const LOT: u64 = 500;
const COLONNES: &str = "chaine, seq, instant, agent, organisation, objet";

/// The last position of a chain that is indexed.
fn atteinte(chaine: u32) -> String {
    format!("(SELECT COALESCE(MAX(seq), 0) FROM indexe WHERE chaine = {chaine})")
}

/// All that a search must look through: what is indexed, then what is not yet, chain by chain. Each
/// is read by the same columns: those of the event, and what it is looked for by as `cle_…`.
pub(super) struct Sources(Vec<String>);

impl Sources {
    pub(super) async fn lire(base: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let indexes = "(SELECT i.chaine, i.seq, e.instant, e.agent, e.profil, e.organisation, e.session, e.acte, \
             e.objet, e.rubriques, e.motif, e.issue, e.client, e.lie_a, e.precedent, e.empreinte, \
             i.instant AS cle_instant, i.agent AS cle_agent, i.organisation AS cle_organisation, \
             i.objet AS cle_objet FROM indexe AS i JOIN evenement AS e ON e.chaine = i.chaine AND e.seq = i.seq)";
        let reste = |chaine: u32| {
            format!(
                "(SELECT evenement.*, instant AS cle_instant, agent AS cle_agent, organisation AS cle_organisation, \
                 objet AS cle_objet FROM evenement WHERE chaine = {chaine} AND seq > {})",
                atteinte(chaine)
            )
        };
        let restes = chaines(base).await?.into_iter().map(reste);
        Ok(Self(std::iter::once(indexes.to_owned()).chain(restes).collect()))
    }

    /// The same asked of each, one after the other, in one statement: of one instant.
    pub(super) fn chacune(&self, demande: impl Fn(&str) -> String) -> String {
        let parties = self.0.iter().map(|source| format!("SELECT * FROM ({}) AS partie", demande(source)));
        parties.collect::<Vec<_>>().join(" UNION ALL ")
    }
}

/// Indexes the next links of a chain; whether there may be more. Stopped in between, it goes on
/// from the last one that is there.
pub(super) async fn avancer(base: &DatabaseConnection, chaine: u32) -> Result<bool, DbErr> {
    // Two servers on one store may index the same links.
    let texte = format!(
        "INSERT INTO indexe ({COLONNES}) SELECT {COLONNES} FROM evenement \
         WHERE chaine = {chaine} AND seq > {} ORDER BY seq LIMIT {LOT} ON CONFLICT DO NOTHING",
        atteinte(chaine)
    );
    let requete = Statement::from_string(base.get_database_backend(), texte);
    Ok(base.execute_raw(requete).await?.rows_affected() == LOT)
}

/// How many events that should be indexed are not, or otherwise than their link says.
pub(super) async fn ecarts(base: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let mut ecarts = 0;
    for chaine in chaines(base).await? {
        let texte = format!(
            "SELECT COUNT(*) FROM evenement AS e LEFT JOIN indexe AS i ON i.chaine = e.chaine AND i.seq = e.seq \
             WHERE e.chaine = {chaine} AND e.seq <= {} AND (i.seq IS NULL OR i.instant <> e.instant \
             OR i.agent IS DISTINCT FROM e.agent OR i.organisation IS DISTINCT FROM e.organisation \
             OR i.objet IS DISTINCT FROM e.objet)",
            atteinte(chaine)
        );
        for ligne in lignes(base, &texte, []).await? {
            ecarts += ligne.try_get_by_index::<i64>(0)?.unsigned_abs();
        }
    }
    Ok(ecarts)
}

/// Takes the whole index away: everything is searched in the chains until it is made again. On
/// PostgreSQL under the account itself, since the server's role can't delete.
async fn vider(base: &DatabaseConnection) -> Result<(), DbErr> {
    // On PostgreSQL no batch of a server may straddle it.
    let texte = match base.get_database_backend() {
        DbBackend::Postgres => "TRUNCATE indexe",
        _ => "DELETE FROM indexe",
    };
    base.execute_unprepared(texte).await.map(drop)
}

/// Makes the index of the store at `url` again from its links, whether a server runs or not.
pub(super) async fn refaire(url: &str) -> Result<(), JournalErreur> {
    let base = connecter(url, Usage::Purge).await?;
    vider(&base).await?;
    for chaine in chaines(&base).await? {
        while avancer(&base, chaine).await? {}
    }
    Ok(base.close().await?)
}

impl Journal {
    /// Indexes what is not yet, a batch after the other, between those of the requests.
    pub async fn indexer(&self) -> Result<(), JournalErreur> {
        for chaine in chaines(&self.lecture).await? {
            while self.demander(|reponse| super::Demande::Indexer(chaine, reponse)).await? {}
        }
        Ok(())
    }

    /// Compares the index with the links, and makes it again where they differ; tells how many
    /// events did.
    ///
    /// # Errors
    /// The store can't be read, or this account may not delete (PostgreSQL): its owner makes it
    /// again by `reciproque journal reindexer`.
    pub async fn confronter_index(&self) -> Result<u64, JournalErreur> {
        let ecarts = ecarts(&self.lecture).await?;
        if ecarts > 0 {
            tracing::error!(
                ecarts,
                "l’index des traces diffère des chaînes : il est refait (journal reindexer)"
            );
            refaire(&self.url).await?;
        }
        Ok(ecarts)
    }
}
