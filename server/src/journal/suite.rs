//! Reading the journal as it grows, for what watches over it.

use std::collections::BTreeMap;

use sea_orm::{DbBackend, DbErr, QueryResult};

use super::lecture::{self, COLONNES, Inscription, inscription, lignes};
use super::{Journal, JournalErreur};

impl Journal {
    /// The chains of the store, found through its index.
    pub async fn chaines(&self) -> Result<Vec<u32>, JournalErreur> {
        if self.lecture.get_database_backend() == DbBackend::Sqlite {
            return Ok(vec![0]);
        }
        let mut chaines: Vec<u32> = Vec::new();
        loop {
            let apres = chaines.last().map_or(-1, |chaine| i64::from(*chaine));
            let texte = "SELECT CAST(MIN(chaine) AS BIGINT) FROM evenement WHERE chaine > $1";
            let lues = lignes(&self.lecture, texte, [apres.into()]).await?;
            let suivante: Option<i64> = lues.first().map_or(Ok(None), |ligne| ligne.try_get_by_index(0))?;
            match suivante.and_then(|chaine| u32::try_from(chaine).ok()) {
                Some(chaine) => chaines.push(chaine),
                None => return Ok(chaines),
            }
        }
    }

    /// The next events of a chain after a position, in order: a page of them.
    pub async fn suite(&self, chaine: u32, apres: u64) -> Result<Vec<Inscription>, JournalErreur> {
        let apres = i64::try_from(apres).unwrap_or(i64::MAX);
        Ok(lire(&lecture::page(&self.lecture, chaine, apres).await?)?)
    }

    /// Whether a chain still goes through the link of this position and digest, or has let go of it
    /// by a purge. Not when another journal has taken the place of the one it was read in.
    pub async fn passe_par(&self, chaine: u32, seq: u64, empreinte: &str) -> Result<bool, JournalErreur> {
        if let Some(trouvee) = lecture::empreinte_a(&self.lecture, chaine, seq).await? {
            return Ok(trouvee.to_string() == empreinte);
        }
        let repere = lecture::dernier_repere(&self.lecture, chaine).await?;
        Ok(repere.is_some_and(|repere| repere.tete.seq >= seq))
    }

    /// The events at these positions, those that are still there.
    pub async fn aux_positions(&self, positions: &[(u32, u64)]) -> Result<Vec<Inscription>, JournalErreur> {
        let mut par_chaine: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (chaine, seq) in positions {
            par_chaine.entry(*chaine).or_default().push(seq.to_string());
        }
        let mut trouvees = Vec::new();
        for (chaine, seqs) in par_chaine {
            let texte = format!(
                "SELECT {COLONNES} FROM evenement WHERE chaine = $1 AND seq IN ({})",
                seqs.join(", ")
            );
            trouvees.extend(lire(&lignes(&self.lecture, &texte, [i64::from(chaine).into()]).await?)?);
        }
        Ok(trouvees)
    }
}

fn lire(lues: &[QueryResult]) -> Result<Vec<Inscription>, DbErr> {
    let illisible = || DbErr::Type("événement illisible : vérifiez le journal".to_owned());
    lues.iter().map(|ligne| inscription(ligne).ok_or_else(illisible)).collect()
}
