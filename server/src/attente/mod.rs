//! What each file awaits, kept as rows: computed by `shared::attente::suite`, rewritten in the
//! transaction that changes a fact, and all of them again when the rules change. Lists, counts
//! and headers read these rows and compute nothing.

mod faits;
mod reconstruction;

pub use reconstruction::{mettre_a_jour, reconstruire, regles_gardees};

use chrono::{NaiveDate, NaiveDateTime};
use reciproque_shared::attente::{Attendu, Attente, Faits, Fenetre, VersionRegle, suite};
use reciproque_shared::regle::{Cle, Regles};
use sea_orm::{DbBackend, DbErr, Value};

use crate::depot::entite::attente;
use crate::depot::sql::{Clause, Sql, places};

/// Stands for « nothing ends it », so that a window is two comparisons.
const SANS_FIN: NaiveDateTime = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(jour) => jour.and_time(chrono::NaiveTime::MIN),
    None => NaiveDateTime::MAX,
};

/// Rows written, or persons rewritten, by one statement: engines bound the number of values.
const LOT: usize = 500;

const COLONNES: &str = "INSERT INTO attente (personne_id, commune, structure_id, referent_id, porteur_id, quoi, objet_id, \
     depuis, proche_le, limite, regle_cle, regle_debut, du, avant)";

/// Rewrites what is awaited of these persons, as the transaction leaves them. They are held until
/// the commit: two that change facts of one person are read one after the other.
pub async fn reecrire(base: &impl Sql, regles: &Regles, personnes: &[i64]) -> Result<(), DbErr> {
    if personnes.is_empty() {
        return Ok(());
    }
    tenir(base, personnes).await?;
    let lues = calculees(base, regles, personnes).await?;
    base.oublier("attente", personnes).await?;
    let lignes: Vec<_> = lues.into_iter().map(valeurs).collect();
    for lot in lignes.chunks(LOT) {
        base.inserer(COLONNES, lot.to_vec()).await?;
    }
    Ok(())
}

/// The same, of all those whom a structure accompanies, or will.
pub async fn reecrire_de_la_structure(base: &impl Sql, regles: &Regles, structure: i64) -> Result<(), DbErr> {
    let requete = Clause::from(
        "SELECT DISTINCT orientation.personne_id FROM orientation WHERE orientation.organisation_id = ? \
         ORDER BY orientation.personne_id",
    );
    let lues: Vec<(i64,)> = base.trouver(requete.avec(structure)).await?;
    let personnes: Vec<i64> = lues.into_iter().map(|(personne,)| personne).collect();
    for lot in personnes.chunks(LOT) {
        reecrire(base, regles, lot).await?;
    }
    Ok(())
}

async fn tenir(base: &impl Sql, personnes: &[i64]) -> Result<(), DbErr> {
    // SQLite has one writer, and it is this one.
    if base.moteur() == DbBackend::Sqlite {
        return Ok(());
    }
    let places = places(0, personnes.len());
    let texte = format!("SELECT id FROM personne WHERE id IN ({places}) ORDER BY id FOR NO KEY UPDATE");
    let valeurs = personnes.iter().copied().map(Value::from).collect();
    base.lignes::<(i64,)>(&texte, valeurs).await.map(drop)
}

/// The facts of one adult; none of whom nothing is awaited.
pub async fn faits_de(base: &impl Sql, personne: i64) -> Result<Option<Faits>, DbErr> {
    Ok(faits::charger(base, &[personne]).await?.pop().map(|connue| connue.faits))
}

/// What the function says of these persons, as rows without a number.
pub async fn calculees(
    base: &impl Sql,
    regles: &Regles,
    personnes: &[i64],
) -> Result<Vec<attente::Model>, DbErr> {
    let connues = faits::charger(base, personnes).await?;
    let lignes = connues.iter().flat_map(|connue| {
        let de = |lue| ligne(connue.personne, connue.commune.clone(), lue);
        suite(&connue.faits, regles).into_iter().map(de)
    });
    Ok(lignes.collect())
}

fn ligne(personne: i64, commune: Option<String>, lue: Attente) -> attente::Model {
    attente::Model {
        id: 0,
        personne_id: personne,
        commune,
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

/// In the order of [`COLONNES`].
fn valeurs(lue: attente::Model) -> [Value; 14] {
    [
        lue.personne_id.into(),
        lue.commune.into(),
        lue.structure_id.into(),
        lue.referent_id.into(),
        lue.porteur_id.into(),
        lue.quoi.into(),
        lue.objet_id.into(),
        lue.depuis.into(),
        lue.proche_le.into(),
        lue.limite.into(),
        lue.regle_cle.into(),
        lue.regle_debut.into(),
        lue.du.into(),
        lue.avant.into(),
    ]
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
