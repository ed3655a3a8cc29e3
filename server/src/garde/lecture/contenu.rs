//! The rubriques of a dossier as they are kept: one JSON text each, of the type that the
//! agent reads. Only those that the reader may see are selected.
//!
//! | Table | Rubrique | Type |
//! |---|---|---|
//! | `rubrique` | Famille | `FamilleLue` |
//! | `rubrique` | Adresse | `Vec<AdresseLue>` |
//! | `rubrique` | Droits | `DroitsLus` |
//! | `rubrique` | Rsa | `RsaLu` |
//! | `rubrique` | Ressources | `Vec<Fait>` (base de calcul) |
//! | `rubrique` | Sanctions | `Vec<Periode>` |
//! | `rubrique_personne` | Identite | `IdentiteLue` |
//! | `rubrique_personne` | Droits | `Vec<Periode>` (activités) |
//! | `rubrique_personne` | Ressources | `RessourcesLues` |
//! | `rubrique_personne` | TravailleurIndependant | `Vec<Fait>` |
//! | `rubrique_personne` | Derogations | `Vec<Periode>` |

use std::collections::HashMap;

use reciproque_shared::habilitation::Rubrique;
use sea_orm::DbErr;
use serde::de::DeserializeOwned;

use crate::depot::entite::{dossier, personne};
use crate::depot::sql::{Clause, Sql};

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

fn codes(rubriques: &[Rubrique]) -> Clause {
    Clause::parmi(rubriques.iter().map(|rubrique| rubrique.code()))
}

/// The contents among `rubriques` of a foyer, when it is read, and of some persons, by person.
pub async fn charger(
    base: &impl Sql,
    foyer: Option<&impl DuFoyer>,
    personnes: &[&personne::Model],
    rubriques: &[Rubrique],
) -> anyhow::Result<(Contenus, HashMap<i64, Contenus>)> {
    let personnes: &[i64] = &personnes.iter().map(|personne| personne.id).collect::<Vec<_>>();
    let requete = match foyer.map(DuFoyer::foyer) {
        Some(dossier) if personnes.is_empty() => du_foyer(dossier, rubriques),
        Some(dossier) => {
            des_personnes(personnes, rubriques).puis(" UNION ALL ").puis(du_foyer(dossier, rubriques))
        }
        None => des_personnes(personnes, rubriques),
    };
    let (mut foyer, mut par_personne) = (Contenus::default(), HashMap::<i64, Contenus>::new());
    for (personne, rubrique, contenu) in base.trouver::<(Option<i64>, String, String)>(requete).await? {
        let contenus = personne.map_or(&mut foyer, |id| par_personne.entry(id).or_default());
        contenus.noter(&rubrique, contenu);
    }
    Ok((foyer, par_personne))
}

/// A row in hand, hence one that was reached, of a foyer.
pub trait DuFoyer {
    fn foyer(&self) -> i64;
}

impl DuFoyer for dossier::Model {
    fn foyer(&self) -> i64 {
        self.id
    }
}

impl DuFoyer for personne::Model {
    fn foyer(&self) -> i64 {
        self.dossier_id
    }
}

/// The caisse (FONORG) that sends the dossier of a row in hand.
pub async fn caisse(base: &impl Sql, foyer: &impl DuFoyer) -> Result<Option<String>, DbErr> {
    let requete = Clause::from("SELECT dossier.fonorg FROM dossier WHERE dossier.id = ?").avec(foyer.foyer());
    let lus: Vec<(String,)> = base.trouver(requete).await?;
    Ok(lus.into_iter().next().map(|(fonorg,)| fonorg))
}

/// The person of each, with the rubrique and what it holds.
fn des_personnes(personnes: &[i64], rubriques: &[Rubrique]) -> Clause {
    Clause::from("SELECT personne_id, rubrique, contenu FROM rubrique_personne WHERE personne_id IN ")
        .puis(Clause::parmi(personnes.iter().copied()))
        .puis(" AND rubrique IN ")
        .puis(codes(rubriques))
}

/// The same of the foyer: of nobody.
fn du_foyer(dossier: i64, rubriques: &[Rubrique]) -> Clause {
    Clause::from("SELECT NULL, rubrique, contenu FROM rubrique WHERE dossier_id = ? AND rubrique IN ")
        .avec(dossier)
        .puis(codes(rubriques))
}
