//! The situations of some persons into the store: a new row where something changed, a day later where
//! nothing did.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::france_travail::{Situation, Statut};
use sea_orm::{DatabaseConnection, DbErr, Value};

use super::Bilan;
use crate::depot::entite::situation_france_travail as situation;
use crate::depot::sql::{Clause, Sql, colonnes};

/// What became of the situation of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Nouvelle,
    Changee,
    Inchangee,
}

const COLONNES: &str = "INSERT INTO situation_france_travail (personne_id, au, confirmee_le, statut, inscrite_le, \
     sortie_le, motif, categorie, entretien_le, agence, conseiller, plan_debut, plan_fin)";

/// Writes those that bring anything.
pub async fn ecrire(
    base: &impl Sql,
    trouvees: &[(i64, &Situation)],
    au: NaiveDate,
) -> Result<Vec<(i64, Sort)>, DbErr> {
    let connues = dernieres(base, trouvees.iter().map(|(id, _)| *id)).await?;
    let (mut sorts, mut memes, mut remplacees, mut neuves) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (id, lue) in trouvees {
        let sort = match connues.get(id) {
            Some(connue) if meme(connue, lue) => {
                memes.push(connue.id);
                Sort::Inchangee
            }
            Some(connue) => {
                remplacees.push(connue.id);
                neuves.push(valeurs(*id, lue, au));
                Sort::Changee
            }
            None => {
                neuves.push(valeurs(*id, lue, au));
                Sort::Nouvelle
            }
        };
        sorts.push((*id, sort));
    }
    dater(base, "confirmee_le", au, memes).await?;
    dater(base, "remplacee_le", au, remplacees).await?;
    base.inserer(COLONNES, neuves).await?;
    Ok(sorts)
}

async fn dernieres(
    base: &impl Sql,
    personnes: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, situation::Model>, DbErr> {
    let colonnes = colonnes::<situation::Model>("situation_france_travail");
    let requete = Clause::from(format!(
        "SELECT {colonnes} FROM situation_france_travail WHERE situation_france_travail.remplacee_le IS NULL \
         AND situation_france_travail.personne_id IN "
    ));
    let lues: Vec<situation::Model> = base.trouver(requete.puis(Clause::parmi(personnes))).await?;
    Ok(lues.into_iter().map(|lue| (lue.personne_id, lue)).collect())
}

async fn dater(base: &impl Sql, colonne: &str, au: NaiveDate, ids: Vec<i64>) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    let requete =
        Clause::from(format!("UPDATE situation_france_travail SET {colonne} = ? WHERE id IN ")).avec(au);
    base.changer(requete.puis(Clause::parmi(ids))).await.map(drop)
}

fn statut(lue: &Situation) -> &'static str {
    Statut::code(lue.statut())
}

fn meme(connue: &situation::Model, lue: &Situation) -> bool {
    let (sortie, plan) = (lue.sortie(), lue.plan());
    connue.statut == statut(lue)
        && connue.inscrite_le == lue.inscrite_le()
        && connue.sortie_le == sortie.map(|(le, _)| le)
        && connue.motif.as_deref() == sortie.and_then(|(_, motif)| motif).map(|motif| motif.as_str())
        && connue.categorie.as_deref() == lue.categorie().map(|categorie| categorie.code())
        && connue.entretien_le == lue.entretien_le()
        && connue.agence.as_deref() == lue.agence()
        && connue.conseiller.as_deref() == lue.conseiller()
        && connue.plan_debut == plan.map(|(debut, _)| debut)
        && connue.plan_fin == plan.and_then(|(_, fin)| fin)
}

/// In the order of [`COLONNES`].
fn valeurs(personne: i64, lue: &Situation, au: NaiveDate) -> [Value; 13] {
    let (sortie, plan) = (lue.sortie(), lue.plan());
    let texte = |texte: Option<&str>| Value::from(texte.map(str::to_owned));
    [
        personne.into(),
        au.into(),
        au.into(),
        statut(lue).into(),
        lue.inscrite_le().into(),
        sortie.map(|(le, _)| le).into(),
        texte(sortie.and_then(|(_, motif)| motif).map(|motif| motif.as_str())),
        texte(lue.categorie().map(|categorie| categorie.code())),
        lue.entretien_le().into(),
        texte(lue.agence()),
        texte(lue.conseiller()),
        plan.map(|(debut, _)| debut).into(),
        plan.and_then(|(_, fin)| fin).into(),
    ]
}

/// How many persons of former files this one does not name: after it was written or, of a trial, beside
/// those whom it would have written.
pub async fn absentes(base: &DatabaseConnection, au: NaiveDate, essai: Option<&Bilan>) -> Result<u64, DbErr> {
    let connues = Clause::from("SELECT COUNT(*) FROM situation_france_travail WHERE remplacee_le IS NULL");
    match essai {
        None => base.compter(connues.et("confirmee_le < ?").avec(au)).await,
        Some(bilan) => {
            let nommees = bilan.changees + bilan.inchangees;
            Ok(base.compter(connues).await?.saturating_sub(nommees))
        }
    }
}
