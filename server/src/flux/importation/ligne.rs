//! The line of a person, as the importer reads and writes it.

use chrono::NaiveDate;
use sea_orm::{DbErr, Value};

use crate::depot::entite::personne;
use crate::depot::sql::{DeLigne, Ligne, Sql};

const COLONNES: &str = "dossier_id, role, nom, nom_naissance, prenom, date_naissance, naissance_precision, \
     rang_naissance, nir, droits_et_devoirs, nom_cle, nom_naissance_cle, prenom_cle, partie_le, suite_id";
const INSERER: &str =
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
const CHANGER: &str = "UPDATE personne SET dossier_id = $1, role = $2, nom = $3, nom_naissance = $4, prenom = $5, \
     date_naissance = $6, naissance_precision = $7, rang_naissance = $8, nir = $9, droits_et_devoirs = $10, \
     nom_cle = $11, nom_naissance_cle = $12, prenom_cle = $13, partie_le = $14, suite_id = $15 WHERE id = $16";

impl DeLigne for personne::Model {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        Ok(Self {
            dossier_id: ligne.lire(0)?,
            role: ligne.lire(1)?,
            nom: ligne.lire(2)?,
            nom_naissance: ligne.lire(3)?,
            prenom: ligne.lire(4)?,
            date_naissance: ligne.lire(5)?,
            naissance_precision: ligne.lire(6)?,
            rang_naissance: ligne.lire(7)?,
            nir: ligne.lire(8)?,
            droits_et_devoirs: ligne.lire(9)?,
            nom_cle: ligne.lire(10)?,
            nom_naissance_cle: ligne.lire(11)?,
            prenom_cle: ligne.lire(12)?,
            partie_le: ligne.lire(13)?,
            suite_id: ligne.lire(14)?,
            id: ligne.lire(15)?,
        })
    }
}

/// In the order of [`COLONNES`].
fn valeurs(ligne: personne::Model) -> Vec<Value> {
    vec![
        ligne.dossier_id.into(),
        ligne.role.into(),
        ligne.nom.into(),
        ligne.nom_naissance.into(),
        ligne.prenom.into(),
        ligne.date_naissance.into(),
        ligne.naissance_precision.into(),
        ligne.rang_naissance.into(),
        ligne.nir.into(),
        ligne.droits_et_devoirs.into(),
        ligne.nom_cle.into(),
        ligne.nom_naissance_cle.into(),
        ligne.prenom_cle.into(),
        ligne.partie_le.into(),
        ligne.suite_id.into(),
    ]
}

/// A line of this dossier that says nothing yet, and has no number.
pub fn neuve(dossier: i64) -> personne::Model {
    personne::Model {
        id: 0,
        dossier_id: dossier,
        role: String::new(),
        nom: String::new(),
        nom_naissance: String::new(),
        prenom: String::new(),
        date_naissance: NaiveDate::default(),
        naissance_precision: String::new(),
        rang_naissance: 0,
        nir: None,
        droits_et_devoirs: None,
        nom_cle: String::new(),
        nom_naissance_cle: String::new(),
        prenom_cle: String::new(),
        partie_le: None,
        suite_id: None,
    }
}

/// The lines of which this is true, where `$1` stands for a number.
pub async fn lignes(base: &impl Sql, vrai: &str, numero: i64) -> Result<Vec<personne::Model>, DbErr> {
    let texte = format!("SELECT {COLONNES}, id FROM personne WHERE {vrai} ORDER BY id");
    base.lignes(&texte, vec![numero.into()]).await
}

/// Writes the line, which gets a number when it has none; answers it.
pub async fn ecrire(base: &impl Sql, ligne: personne::Model) -> Result<i64, DbErr> {
    let id = ligne.id;
    let mut valeurs = valeurs(ligne);
    if id != 0 {
        valeurs.push(id.into());
        base.executer(CHANGER, valeurs).await?;
        return Ok(id);
    }
    let texte = format!("INSERT INTO personne ({COLONNES}) {INSERER}");
    let cree = base.lignes::<(i64,)>(&texte, valeurs).await?.pop();
    cree.map(|(id,)| id).ok_or_else(|| DbErr::RecordNotInserted)
}
