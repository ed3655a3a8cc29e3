//! The rubriques of a dossier as they are kept: one JSON text each, of the type that the
//! agent reads. Only those that the reader may see are selected.
//!
//! | Table | Rubrique | Type |
//! |---|---|---|
//! | `rubrique` | Famille | `FamilleLue` |
//! | `rubrique` | Adresse | `Vec<AdresseLue>` |
//! | `rubrique` | Droits | `DroitsLus` |
//! | `rubrique` | Rsa | `RsaLu` |
//! | `rubrique` | Sanctions | `Vec<Periode>` |
//! | `rubrique_personne` | Identite | `IdentiteLue` |
//! | `rubrique_personne` | Droits | `Vec<Periode>` (activités) |
//! | `rubrique_personne` | Ressources | `RessourcesLues` |
//! | `rubrique_personne` | TravailleurIndependant | `Vec<Fait>` |
//! | `rubrique_personne` | Derogations | `Vec<Periode>` |

use std::collections::HashMap;

use reciproque_shared::habilitation::Rubrique;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::de::DeserializeOwned;

use crate::store::entite::{rubrique, rubrique_personne};

/// Contents selected for one dossier or one person.
#[derive(Debug, Default)]
pub struct Contenus(HashMap<Rubrique, String>);

impl Contenus {
    /// The content of a rubrique; `None` when it is closed to the reader or was not received.
    ///
    /// # Errors
    /// When the stored text is not of this type.
    pub fn lire<T: DeserializeOwned>(&self, rubrique: Rubrique) -> serde_json::Result<Option<T>> {
        self.0.get(&rubrique).map(|texte| serde_json::from_str(texte)).transpose()
    }

    fn noter(&mut self, code: &str, contenu: String) {
        if let Some(rubrique) = Rubrique::du_code(code) {
            self.0.insert(rubrique, contenu);
        }
    }
}

fn codes(rubriques: &[Rubrique]) -> impl Iterator<Item = &'static str> {
    rubriques.iter().map(|rubrique| rubrique.code())
}

/// The contents of a foyer among `rubriques`.
///
/// # Errors
/// When the store can't be read.
pub async fn du_foyer(
    base: &impl ConnectionTrait,
    dossier: i64,
    rubriques: &[Rubrique],
) -> anyhow::Result<Contenus> {
    let lignes = rubrique::Entity::find()
        .filter(rubrique::Column::DossierId.eq(dossier))
        .filter(rubrique::Column::Rubrique.is_in(codes(rubriques)))
        .all(base)
        .await?;
    let mut contenus = Contenus::default();
    for ligne in lignes {
        contenus.noter(&ligne.rubrique, ligne.contenu);
    }
    Ok(contenus)
}

/// The contents of some persons among `rubriques`, by person.
///
/// # Errors
/// When the store can't be read.
pub async fn des_personnes(
    base: &impl ConnectionTrait,
    personnes: &[i64],
    rubriques: &[Rubrique],
) -> anyhow::Result<HashMap<i64, Contenus>> {
    let lignes = rubrique_personne::Entity::find()
        .filter(rubrique_personne::Column::PersonneId.is_in(personnes.iter().copied()))
        .filter(rubrique_personne::Column::Rubrique.is_in(codes(rubriques)))
        .all(base)
        .await?;
    let mut contenus: HashMap<i64, Contenus> = HashMap::new();
    for ligne in lignes {
        contenus.entry(ligne.personne_id).or_default().noter(&ligne.rubrique, ligne.contenu);
    }
    Ok(contenus)
}
