//! The line of a person, as an import and a reunion read and write it.

use chrono::NaiveDate;
use reciproque_shared::personne::Nir;
use reciproque_shared::rapprochement::{EtatCivil, Noms};
use sea_orm::{DbErr, Value};

use crate::depot::entite::personne;
use crate::depot::sql::{Sql, colonnes};

const COLONNES: &str = "dossier_id, role, nom, nom_naissance, prenom, date_naissance, naissance_precision, \
     rang_naissance, nir, droits_et_devoirs, nom_cle, nom_naissance_cle, prenom_cle, partie_le, suite_id, soumise_le";
const INSERER: &str =
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id";
const CHANGER: &str = "UPDATE personne SET dossier_id = $1, role = $2, nom = $3, nom_naissance = $4, prenom = $5, \
     date_naissance = $6, naissance_precision = $7, rang_naissance = $8, nir = $9, droits_et_devoirs = $10, \
     nom_cle = $11, nom_naissance_cle = $12, prenom_cle = $13, partie_le = $14, suite_id = $15, soumise_le = $16 WHERE id = $17";

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
        ligne.soumise_le.into(),
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
        soumise_le: None,
        nom_cle: String::new(),
        nom_naissance_cle: String::new(),
        prenom_cle: String::new(),
        partie_le: None,
        suite_id: None,
    }
}

/// The lines of which this is true, where `$1` stands for a number.
pub async fn lignes(base: &impl Sql, vrai: &str, numero: i64) -> Result<Vec<personne::Model>, DbErr> {
    let texte =
        format!("SELECT {} FROM personne WHERE {vrai} ORDER BY id", colonnes::<personne::Model>("personne"));
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

/// Who it is, as the store knows it.
pub fn etat_civil(ligne: &personne::Model) -> EtatCivil {
    let noms = Noms::new(&ligne.nom, &ligne.nom_naissance, &ligne.prenom, &[]);
    EtatCivil::new(noms, (ligne.naissance(), ligne.rang_naissance), nir(ligne), None)
}

/// The number received, or the known one when none can be read; a temporary number does not
/// replace the definitive one.
pub fn nir_garde(connu: Option<Nir>, lu: Option<&Nir>) -> Option<Nir> {
    match (connu, lu) {
        (Some(connu), Some(lu)) if lu.est_provisoire() && !connu.est_provisoire() => Some(connu),
        (connu, lu) => lu.cloned().or(connu),
    }
}

/// The number of a line, when it can be read.
pub fn nir(ligne: &personne::Model) -> Option<Nir> {
    Nir::lire(ligne.nir.as_deref()?).ok()
}
