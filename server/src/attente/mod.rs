//! What each file awaits, kept as rows: computed by `shared::attente::suite`, rewritten in the
//! transaction that changes a fact, and all of them again when the rules change. Lists, counts
//! and headers read these rows and compute nothing.

mod faits;
mod reconstruction;

pub use reconstruction::{mettre_a_jour, reconstruire, regles_gardees};

use chrono::{NaiveDate, NaiveDateTime};
use reciproque_shared::attente::{Attendu, Attente, Fenetre, VersionRegle, suite};
use reciproque_shared::regle::{Cle, Regles};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveValue::NotSet, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::depot::entite::{attente, personne};

/// Stands for « nothing ends it », so that a window is two comparisons.
const SANS_FIN: NaiveDateTime = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(jour) => jour.and_time(chrono::NaiveTime::MIN),
    None => NaiveDateTime::MAX,
};

/// Rows written by one statement: engines bound the number of values.
const LOT: usize = 500;

/// Rewrites what is awaited of these persons, as the transaction leaves them. They are held until
/// the commit: two that change facts of one person are read one after the other.
pub async fn reecrire(base: &impl ConnectionTrait, regles: &Regles, personnes: &[i64]) -> Result<(), DbErr> {
    if personnes.is_empty() {
        return Ok(());
    }
    tenir(base, personnes).await?;
    let lues = calculees(base, regles, personnes).await?;
    attente::Entity::delete_many()
        .filter(attente::Column::PersonneId.is_in(personnes.iter().copied()))
        .exec(base)
        .await?;
    let lignes: Vec<attente::ActiveModel> = lues.into_iter().map(neuve).collect();
    for lot in lignes.chunks(LOT) {
        attente::Entity::insert_many(lot.to_vec()).exec_without_returning(base).await?;
    }
    Ok(())
}

async fn tenir(base: &impl ConnectionTrait, personnes: &[i64]) -> Result<(), DbErr> {
    personne::Entity::find()
        .select_only()
        .column(personne::Column::Id)
        .filter(personne::Column::Id.is_in(personnes.iter().copied()))
        .order_by_asc(personne::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .into_tuple::<i64>()
        .all(base)
        .await
        .map(drop)
}

/// What the function says of these persons, as rows without a number.
pub async fn calculees(
    base: &impl ConnectionTrait,
    regles: &Regles,
    personnes: &[i64],
) -> Result<Vec<attente::Model>, DbErr> {
    let connues = faits::charger(base, personnes).await?;
    let lignes = connues.iter().flat_map(|connue| {
        suite(&connue.faits, regles).into_iter().map(|lue| ligne(connue.personne, connue.ctsa, lue))
    });
    Ok(lignes.collect())
}

fn ligne(personne: i64, ctsa: Option<i64>, lue: Attente) -> attente::Model {
    attente::Model {
        id: 0,
        personne_id: personne,
        ctsa_id: ctsa,
        structure_id: lue.structure,
        referent_id: lue.referent,
        porteur_id: lue.porteur,
        quoi: lue.quoi.code().to_owned(),
        objet_id: lue.objet,
        depuis: lue.depuis,
        proche_le: lue.proche_le,
        limite: lue.limite,
        regle_cle: lue.regle.map(|regle| regle.cle.code().to_owned()),
        regle_debut: lue.regle.map(|regle| regle.debut),
        du: lue.fenetre.du,
        avant: lue.fenetre.avant.unwrap_or(SANS_FIN),
    }
}

fn neuve(lue: attente::Model) -> attente::ActiveModel {
    attente::ActiveModel {
        id: NotSet,
        personne_id: Set(lue.personne_id),
        ctsa_id: Set(lue.ctsa_id),
        structure_id: Set(lue.structure_id),
        referent_id: Set(lue.referent_id),
        porteur_id: Set(lue.porteur_id),
        quoi: Set(lue.quoi),
        objet_id: Set(lue.objet_id),
        depuis: Set(lue.depuis),
        proche_le: Set(lue.proche_le),
        limite: Set(lue.limite),
        regle_cle: Set(lue.regle_cle),
        regle_debut: Set(lue.regle_debut),
        du: Set(lue.du),
        avant: Set(lue.avant),
    }
}

/// The row as the function told it; none of a code that this version does not know.
pub fn lue(ligne: &attente::Model) -> Option<Attente> {
    let cle = ligne.regle_cle.as_deref().and_then(Cle::du_code);
    Some(Attente {
        quoi: Attendu::du_code(&ligne.quoi)?,
        objet: ligne.objet_id,
        structure: ligne.structure_id,
        referent: ligne.referent_id,
        porteur: ligne.porteur_id,
        depuis: ligne.depuis,
        proche_le: ligne.proche_le,
        limite: ligne.limite,
        regle: cle.zip(ligne.regle_debut).map(|(cle, debut)| VersionRegle { cle, debut }),
        fenetre: Fenetre { du: ligne.du, avant: (ligne.avant != SANS_FIN).then_some(ligne.avant) },
    })
}
