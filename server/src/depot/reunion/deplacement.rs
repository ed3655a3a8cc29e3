//! One person on two lines: one of them goes on, with all that hangs on it, and the other stays in the
//! name of the dossier that the person left (`suite_id`). What a dossier says of somebody is of that
//! dossier: a line that takes the place of another takes what that dossier says too, so that the way
//! back is the same exchange.

use chrono::NaiveDate;
use sea_orm::{DbErr, Value};

use super::ligne::{ecrire, nir, nir_garde};
use crate::depot::entite::{personne, rapprochement};
use crate::depot::sql::Sql;

/// What agents enter about a person.
const SAISIES: [&str; 7] = [
    "orientation",
    "referent",
    "cer",
    "rendez_vous",
    "brouillon_rendez_vous",
    "demande_droit",
    "instruction",
];

/// Whether agents entered anything about the person.
pub async fn est_suivie(base: &impl Sql, id: i64) -> Result<bool, DbErr> {
    let toutes = SAISIES.map(|table| format!("SELECT personne_id FROM {table} WHERE personne_id = $1"));
    Ok(!base.lignes::<(i64,)>(&toutes.join(" UNION "), vec![id.into()]).await?.is_empty())
}

/// What was done, and what the way back needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reunion {
    /// The line that goes on.
    pub gardee: i64,
    /// It took the place of the other one.
    pub echange: bool,
    /// Since when the older dossier did not name the person.
    pub partie_avant: Option<NaiveDate>,
    /// The number in the newer dossier came from the older one.
    pub nir_repris: bool,
}

/// The line that goes on, as it is now in the newer dossier, and the one that stays behind.
pub struct Reunie {
    pub ligne: personne::Model,
    pub ombre: i64,
    pub reunion: Reunion,
}

/// The line of the newer dossier and that of the older one become one person there: whichever is
/// followed goes on. Nothing is done when both are.
pub async fn reunir(
    base: &impl Sql,
    (nouvelle, ancienne): (personne::Model, personne::Model),
    jour: NaiveDate,
) -> Result<Option<Reunie>, DbErr> {
    let partie_avant = ancienne.partie_le;
    if !est_suivie(base, ancienne.id).await? {
        let (gardee, ombre) = (nouvelle.id, ancienne.id);
        laisser(base, ancienne, gardee, jour).await?;
        let reunion = Reunion { gardee, echange: false, partie_avant, nir_repris: false };
        return Ok(Some(Reunie { ligne: nouvelle, ombre, reunion }));
    }
    if est_suivie(base, nouvelle.id).await? {
        return Ok(None);
    }
    let (ombre, nir_la) = (nouvelle.id, nouvelle.nir.clone());
    let ligne = prendre_place(base, ancienne, nouvelle, jour).await?;
    let nir_repris = ligne.nir != nir_la;
    let reunion = Reunion { gardee: ligne.id, echange: true, partie_avant, nir_repris };
    Ok(Some(Reunie { ligne, ombre, reunion }))
}

/// The line comes to a dossier that has none of that person, and leaves its name behind.
pub async fn arriver(
    base: &impl Sql,
    ancienne: personne::Model,
    dossier: i64,
    jour: NaiveDate,
) -> Result<Reunie, DbErr> {
    let partie_avant = ancienne.partie_le;
    let a_part = a_part(ancienne.id);
    let texte = "UPDATE personne SET dossier_id = $1, rang_naissance = $2 WHERE id = $3";
    base.executer(texte, vec![dossier.into(), a_part.into(), ancienne.id.into()]).await?;
    let ombre = personne::Model {
        id: 0,
        suite_id: Some(ancienne.id),
        partie_le: Some(partie_avant.unwrap_or(jour)),
        ..ancienne.clone()
    };
    let ombre = ecrire(base, ombre).await?;
    emporter_les_questions(base, ancienne.id, (ancienne.dossier_id, dossier)).await?;
    for copie in [
        "INSERT INTO personne_cle (personne_id, cle) SELECT $1, cle FROM personne_cle WHERE personne_id = $2",
        "INSERT INTO rubrique_personne (personne_id, rubrique, contenu) \
         SELECT $1, rubrique, contenu FROM rubrique_personne WHERE personne_id = $2",
    ] {
        base.executer(copie, vec![ombre.into(), ancienne.id.into()]).await?;
    }
    let reunion = Reunion { gardee: ancienne.id, echange: true, partie_avant, nir_repris: false };
    let ligne = personne::Model { dossier_id: dossier, rang_naissance: a_part, ..ancienne };
    Ok(Reunie { ligne, ombre, reunion })
}

/// Nothing hangs on the line: it only says where the person goes on.
async fn laisser(base: &impl Sql, ligne: personne::Model, suite: i64, jour: NaiveDate) -> Result<(), DbErr> {
    let partie_le = Some(ligne.partie_le.unwrap_or(jour));
    ecrire(base, personne::Model { suite_id: Some(suite), partie_le, ..ligne }).await.map(drop)
}

/// The line that is followed takes the place of the one on which nothing hangs; answers it as it is now.
pub async fn prendre_place(
    base: &impl Sql,
    suivie: personne::Model,
    libre: personne::Model,
    jour: NaiveDate,
) -> Result<personne::Model, DbErr> {
    let numero = nir_garde(nir(&suivie), nir(&libre).as_ref()).map(|nir| nir.as_str().to_owned());
    let venue = personne::Model {
        id: suivie.id,
        suite_id: None,
        nir: numero,
        // the delays of the law go on
        soumise_le: libre.soumise_le.map(|le| suivie.soumise_le.map_or(le, |avant| avant.min(le))),
        ..libre.clone()
    };
    let ombre = personne::Model {
        id: libre.id,
        suite_id: Some(suivie.id),
        partie_le: Some(suivie.partie_le.unwrap_or(jour)),
        ..suivie
    };
    let d_ou = ombre.dossier_id;
    echanger(base, venue.clone(), ombre).await?;
    emporter_les_questions(base, venue.id, (d_ou, venue.dossier_id)).await?;
    Ok(venue)
}

/// The questions about a line follow it from a dossier to another.
async fn emporter_les_questions(base: &impl Sql, ligne: i64, (de, vers): (i64, i64)) -> Result<(), DbErr> {
    let texte = "UPDATE rapprochement SET dossier_id = CASE WHEN dossier_id = $2 THEN $3 ELSE dossier_id END, \
                 ancien_dossier_id = CASE WHEN dossier_id <> $2 AND ancien_dossier_id = $2 THEN $3 \
                 ELSE ancien_dossier_id END, commune = (SELECT dossier.commune FROM dossier WHERE dossier.id = \
                 CASE WHEN rapprochement.dossier_id = $2 THEN $3 ELSE rapprochement.dossier_id END) \
                 WHERE etat = 'ouvert' AND (personne_id = $1 OR autre_id = $1)";
    base.executer(texte, vec![ligne.into(), de.into(), vers.into()]).await.map(drop)
}

/// Why a reunion can't be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ailleurs {
    /// The person went on in a third dossier, or by another way.
    Continuee,
}

/// What separating two lines writes of each of them.
pub enum Separation {
    Echange { gardee: Box<personne::Model>, ombre: Box<personne::Model> },
    Ombre(Box<personne::Model>),
}

/// The way back: each dossier has its own person again. All that was entered stays with the line that
/// went on, which goes back to the older dossier if it came from there.
///
/// # Errors
/// The person is no longer where the reunion left it.
pub fn separation(
    fait: &rapprochement::Model,
    gardee: &personne::Model,
    ombre: &personne::Model,
) -> Result<Separation, Ailleurs> {
    let ou = (gardee.dossier_id, ombre.dossier_id);
    if ombre.suite_id != Some(gardee.id) {
        return Err(Ailleurs::Continuee);
    }
    if ou == (fait.dossier_id, fait.ancien_dossier_id) {
        if !fait.echange {
            let seule = personne::Model { suite_id: None, partie_le: fait.partie_avant, ..ombre.clone() };
            return Ok(Separation::Ombre(Box::new(seule)));
        }
        let rendue =
            personne::Model { id: gardee.id, suite_id: None, partie_le: fait.partie_avant, ..ombre.clone() };
        let nir = gardee.nir.clone().filter(|_| !fait.nir_repris);
        let seule = personne::Model { id: ombre.id, suite_id: None, nir, ..gardee.clone() };
        return Ok(Separation::Echange { gardee: Box::new(rendue), ombre: Box::new(seule) });
    }
    // She came back to the older dossier by herself.
    if ou == (fait.ancien_dossier_id, fait.dossier_id) {
        return Ok(Separation::Ombre(Box::new(personne::Model { suite_id: None, ..ombre.clone() })));
    }
    Err(Ailleurs::Continuee)
}

/// Writes a separation.
pub async fn separer(base: &impl Sql, separation: Separation) -> Result<(), DbErr> {
    match separation {
        Separation::Echange { gardee, ombre } => echanger(base, *gardee, *ombre).await,
        Separation::Ombre(ombre) => ecrire(base, *ombre).await.map(drop),
    }
}

/// Writes two lines that exchange what their dossiers say of them.
async fn echanger(base: &impl Sql, une: personne::Model, autre: personne::Model) -> Result<(), DbErr> {
    let (un_id, autre_id) = (une.id, autre.id);
    let texte = "UPDATE personne SET rang_naissance = $1 WHERE id = $2";
    base.executer(texte, vec![a_part(autre_id).into(), autre_id.into()]).await?;
    ecrire(base, une).await?;
    ecrire(base, autre).await?;
    let cles = "SELECT personne_id, cle FROM personne_cle WHERE personne_id IN ($1, $2)";
    let cles: Vec<(i64, String)> = base.lignes(cles, vec![un_id.into(), autre_id.into()]).await?;
    let rubriques =
        "SELECT personne_id, rubrique, contenu FROM rubrique_personne WHERE personne_id IN ($1, $2)";
    let rubriques: Vec<(i64, String, String)> =
        base.lignes(rubriques, vec![un_id.into(), autre_id.into()]).await?;
    let de_l_autre = |id: i64| Value::from(if id == un_id { autre_id } else { un_id });
    for table in ["personne_cle", "rubrique_personne"] {
        base.oublier(table, &[un_id, autre_id]).await?;
    }
    let cles = cles.into_iter().map(|(id, cle)| [de_l_autre(id), cle.into()]).collect();
    base.inserer("INSERT INTO personne_cle (personne_id, cle)", cles).await?;
    let contenus =
        rubriques.into_iter().map(|(id, quoi, contenu)| [de_l_autre(id), quoi.into(), contenu.into()]);
    base.inserer("INSERT INTO rubrique_personne (personne_id, rubrique, contenu)", contenus.collect()).await
}

/// A rank of birth that no other line has, while lines exchange theirs.
pub fn a_part(id: i64) -> i32 {
    -i32::try_from(id).unwrap_or(i32::MAX)
}
