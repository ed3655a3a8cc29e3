//! A journal that is not the one that was known: told to the officer, once.

use reciproque_shared::trace::{IncidentJournal, NumeroTrace, SorteIncident};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder, QuerySelect};

use crate::depot::entite::{alerte_lecture, incident_journal};
use crate::serveur::Extranet;

/// The officer reads the last ones.
const MONTRES: u64 = 20;

/// Compares where the detection had read each chain up to with what is there.
pub async fn constater(app: &Extranet) -> anyhow::Result<()> {
    for lue in alerte_lecture::Entity::find().all(app.depot.lecture()).await? {
        let (Some(empreinte), 1..) = (lue.empreinte, lue.seq) else { continue };
        let connue = NumeroTrace { chaine: u32::try_from(lue.chaine)?, seq: u64::try_from(lue.seq)? };
        confronter(app, SorteIncident::Remplace, connue, &empreinte).await?;
    }
    Ok(())
}

/// Whether the journal still has this trace; if not, the officer is told.
pub async fn confronter(
    app: &Extranet,
    sorte: SorteIncident,
    connue: NumeroTrace,
    empreinte: &str,
) -> anyhow::Result<bool> {
    let NumeroTrace { chaine, seq } = connue;
    if app.journal.passe_par(chaine, seq, empreinte).await? {
        return Ok(true);
    }
    let ligne = incident_journal::ActiveModel {
        sorte: Set(sorte.code().to_owned()),
        instant: Set(app.horloge.maintenant()),
        chaine: Set(i32::try_from(chaine)?),
        seq: Set(i64::try_from(seq)?),
        empreinte: Set(empreinte.to_owned()),
        ..Default::default()
    };
    let deja_dit = OnConflict::columns([
        incident_journal::Column::Sorte,
        incident_journal::Column::Chaine,
        incident_journal::Column::Seq,
        incident_journal::Column::Empreinte,
    ])
    .do_nothing()
    .to_owned();
    let nouvelle = incident_journal::Entity::insert(ligne)
        .on_conflict(deja_dit)
        .exec_without_returning(app.depot.ecriture())
        .await?;
    if nouvelle > 0 {
        tracing::error!(trace = %connue, sorte = sorte.code(), "le journal n’a plus une trace qui était connue");
    }
    Ok(false)
}

/// The last ones, the latest first.
pub async fn incidents(app: &Extranet) -> anyhow::Result<Vec<IncidentJournal>> {
    let lus = incident_journal::Entity::find()
        .order_by_desc(incident_journal::Column::Id)
        .limit(MONTRES)
        .all(app.depot.lecture())
        .await?;
    let lire = |lu: incident_journal::Model| {
        Some(IncidentJournal {
            sorte: SorteIncident::du_code(&lu.sorte)?,
            instant: lu.instant,
            connue: NumeroTrace { chaine: lu.chaine.try_into().ok()?, seq: lu.seq.try_into().ok()? },
        })
    };
    Ok(lus.into_iter().filter_map(lire).collect())
}
