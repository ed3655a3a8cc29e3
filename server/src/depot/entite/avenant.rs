//! Avenants: the dated terms of a convention.

use reciproque_shared::convention::Niveau;
use reciproque_shared::habilitation::{Profil, Rubrique};
use sea_orm::ActiveValue::Set;

use super::quota;

entite! {
    /// The terms of a convention from `date_effet` on; `numero` 0 holds the initial ones.
    table "avenant";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub convention_id: i64,
    pub numero: i32,
    pub date_effet: Date,
    pub niveau: String,
    /// Numbers of the CTSA or INSEE codes of the communes that it is limited to, separated
    /// by spaces; empty at the level of the département.
    pub territoire: String,
    /// Codes of the rubriques opened beyond those of the profils, separated by spaces.
    pub rubriques: String,
    pub saisie: bool,
    /// Persons accompanied at once; none when no number is set.
    pub capacite: Option<i32>,
    /// Whether who reads the whole département reads the current rights only.
    pub droits_en_cours: bool,
    pub objet: String,
    pub saisi_le: DateTimeUtc,
    pub saisi_par: Option<i64>,
    /// Given up before it took effect: it holds no day any more.
    pub annulation_le: Option<DateTimeUtc>,
    pub annulation_par: Option<i64>,
    pub annulation_motif: Option<String>,
}

/// The codes of some rubriques as the column keeps them.
pub fn codes(rubriques: &[Rubrique]) -> String {
    rubriques.iter().map(|rubrique| rubrique.code()).collect::<Vec<_>>().join(" ")
}

/// The codes of some places as the column keeps them.
pub fn territoire<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<Vec<_>>().join(" ")
}

/// Initial terms on the whole département, for current rights (demo, tests).
pub fn initial(convention: i64, effet: Date, saisie: bool, rubriques: &[Rubrique]) -> ActiveModel {
    ActiveModel {
        convention_id: Set(convention),
        numero: Set(0),
        date_effet: Set(effet),
        niveau: Set(Niveau::Departement.code().to_owned()),
        territoire: Set(String::new()),
        rubriques: Set(codes(rubriques)),
        saisie: Set(saisie),
        droits_en_cours: Set(true),
        objet: Set(String::new()),
        saisi_le: Set(chrono::Utc::now()),
        saisi_par: Set(None),
        ..Default::default()
    }
}

/// Adds terms with their quotas.
pub async fn ajouter(
    base: &impl ConnectionTrait,
    avenant: ActiveModel,
    quotas: &[(Profil, i32)],
) -> Result<i64, DbErr> {
    let id = avenant.insert(base).await?.id;
    for (profil, nombre) in quotas {
        let ligne = quota::ActiveModel {
            avenant_id: Set(id),
            profil: Set(profil.code().into()),
            nombre: Set(*nombre),
        };
        quota::Entity::insert(ligne).exec_without_returning(base).await?;
    }
    Ok(id)
}
