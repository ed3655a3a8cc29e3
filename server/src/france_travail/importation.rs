//! `reciproque france-travail importer`: the situations of a file into the store, some hundreds of persons
//! a transaction.
//!
//! - The same file changes nothing; one cut half-way is taken up again by reading it anew.
//! - A file older than the last one is refused.
//! - A person whom a file no longer names keeps the last known situation, with its date.

mod bilan;
mod ecriture;

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use reciproque_shared::date;
use reciproque_shared::france_travail::{Correspondance, Identite, LigneLue, Places};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::regle::Regles;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

pub use bilan::Bilan;

use self::ecriture::{Sort, ecrire};
use super::fichier::{Enregistrement, Fichier, Rejet};
use super::rapprochement::{connues, rapprocher};
use crate::attente;
use crate::depot::Depot;
use crate::depot::entite::{fichier_france_travail, rejet_france_travail};
use crate::flux::importation::sous_trace;
use crate::journal::Journal;
use crate::serveur::Horloge;

/// Lines written by one transaction at most: other writers wait no longer than for it.
const LOT: usize = 500;

/// How a file is read.
pub struct Options {
    pub correspondance: Correspondance,
    /// The day that it describes, where no column says it.
    pub au: Option<NaiveDate>,
    /// Reads all and writes nothing.
    pub essai: bool,
}

/// Reads a file, under the journal unless it is a trial.
///
/// # Errors
/// The file is refused: nothing is written then. Or the store or the journal fails: what was written
/// before stays, and reading the file again completes it.
pub async fn importer(
    (depot, journal): (&Depot, &Journal),
    chemin: &Path,
    options: &Options,
    horloge: &Horloge,
) -> anyhow::Result<Bilan> {
    let fichier = Fichier::lire(chemin)?;
    let lu = Lu::lire(&fichier, options, horloge.aujourdhui())?;
    let importation = Importation { depot, maintenant: horloge.maintenant(), essai: options.essai };
    if options.essai {
        return importation.faire(&fichier, lu).await;
    }
    let objet = fichier.objet();
    let fait = importation.faire(&fichier, lu);
    sous_trace(journal, (Acte::ImporterFranceTravail, &objet), horloge, fait).await
}

/// The lines as they read, and the day that they describe.
struct Lu {
    au: NaiveDate,
    lignes: Vec<(u64, LigneLue)>,
    rejets: Vec<Rejet>,
}

impl Lu {
    fn lire(fichier: &Fichier, options: &Options, aujourdhui: NaiveDate) -> anyhow::Result<Self> {
        let places = options.correspondance.situations(&fichier.entetes())?;
        let au = match options.au {
            Some(au) => au,
            None => au(fichier, &places)?,
        };
        ensure!(
            au <= aujourdhui,
            "le fichier décrit un jour à venir ({}) : vérifiez sa date",
            date::court(au)
        );
        let mut lu = Self { au, lignes: Vec::new(), rejets: Vec::new() };
        for enregistrement in &fichier.lignes {
            match ligne(enregistrement, &places, options, au) {
                Ok(lue) => lu.lignes.push((enregistrement.ligne, lue)),
                Err(raison) => lu.rejets.push(Rejet { ligne: enregistrement.ligne, raison }),
            }
        }
        Ok(lu)
    }
}

/// The day that the first line which says it describes.
fn au(fichier: &Fichier, places: &Places) -> anyhow::Result<NaiveDate> {
    let dits = fichier.lignes.iter().filter_map(|ligne| ligne.textes().ok());
    dits.filter_map(|champs| LigneLue::au(&champs, places).ok().flatten()).next().context(
        "le fichier ne dit pas quel jour il décrit : donnez-le avec --au, par exemple --au 30/11/2026",
    )
}

fn ligne(
    enregistrement: &Enregistrement,
    places: &Places,
    options: &Options,
    au: NaiveDate,
) -> Result<LigneLue, String> {
    let champs = enregistrement.textes()?;
    let dite = LigneLue::au(&champs, places).map_err(|motif| motif.message)?;
    if options.au.is_none() && dite.is_some_and(|dite| dite != au) {
        return Err("La ligne ne décrit pas le même jour que le fichier.".to_owned());
    }
    LigneLue::lire(&champs, places, &options.correspondance, au).map_err(|motif| motif.message)
}

struct Importation<'a> {
    depot: &'a Depot,
    maintenant: DateTime<Utc>,
    essai: bool,
}

impl Importation<'_> {
    async fn faire(&self, fichier: &Fichier, lu: Lu) -> anyhow::Result<Bilan> {
        let base = self.depot.ecriture();
        let connu = fichier_france_travail::Entity::find()
            .filter(fichier_france_travail::Column::Empreinte.eq(&fichier.empreinte))
            .one(base)
            .await?;
        if let Some(bilan) = connu.as_ref().and_then(Bilan::complet) {
            return Ok(Bilan { deja_lu: true, ..bilan });
        }
        dernier(base, lu.au).await?;
        let ouvert = match connu {
            Some(connu) => Some(connu),
            None if self.essai => None,
            None => Some(self.ouvrir(fichier, lu.au).await?),
        };
        let regles = attente::regles_gardees(base).await?;
        let (au, lues) = (lu.au, fichier.lignes.len());
        let mut bilan = self.lots(lu, &regles).await?;
        bilan.lues = lues as u64;
        bilan.absentes = ecriture::absentes(base, au, self.essai.then_some(&bilan)).await?;
        if let Some(ouvert) = ouvert.filter(|_| !self.essai) {
            bilan.numero = ouvert.id;
            self.garder(ouvert, &bilan).await?;
        }
        Ok(bilan)
    }

    async fn ouvrir(
        &self,
        fichier: &Fichier,
        au: NaiveDate,
    ) -> anyhow::Result<fichier_france_travail::Model> {
        let ligne = fichier_france_travail::ActiveModel {
            empreinte: Set(fichier.empreinte.clone()),
            au: Set(au),
            lu_le: Set(self.maintenant),
            bilan: Set(serde_json::to_string(&Bilan::default())?),
            ..Default::default()
        };
        Ok(ligne.insert(self.depot.ecriture()).await?)
    }

    async fn lots(&self, lu: Lu, regles: &Regles) -> anyhow::Result<Bilan> {
        let mut bilan = Bilan { au: Some(lu.au), essai: self.essai, complet: true, ..Bilan::default() };
        let (mut rejets, mut vues) = (lu.rejets, HashSet::new());
        for lot in lu.lignes.chunks(LOT) {
            let base = self.depot.transaction().await?;
            let qui: Vec<&Identite> = lot.iter().map(|(_, ligne)| &ligne.qui).collect();
            let connues = connues(&base, &qui).await?;
            let mut trouvees = Vec::with_capacity(lot.len());
            for (numero, ligne) in lot {
                let trouvee = rapprocher(&ligne.qui, &connues).personne();
                match trouvee.and_then(|id| nouvelle(&mut vues, id)) {
                    Ok(id) => trouvees.push((id, &ligne.situation)),
                    Err(raison) => rejets.push(Rejet { ligne: *numero, raison: raison.to_owned() }),
                }
            }
            let sorts = ecrire(&base, &trouvees, lu.au).await?;
            let changees: Vec<i64> =
                sorts.iter().filter(|(_, sort)| *sort != Sort::Inchangee).map(|(id, _)| *id).collect();
            sorts.iter().for_each(|(_, sort)| bilan.noter(*sort));
            if self.essai {
                base.rollback().await?;
                continue;
            }
            attente::reecrire(&base, regles, &changees).await?;
            base.commit().await?;
        }
        rejets.sort_by_key(|rejet| rejet.ligne);
        bilan.rejetees = rejets.len() as u64;
        Ok(Bilan { rejets, ..bilan })
    }

    async fn garder(&self, ouvert: fichier_france_travail::Model, bilan: &Bilan) -> anyhow::Result<()> {
        let base = self.depot.transaction().await?;
        rejet_france_travail::Entity::delete_many()
            .filter(rejet_france_travail::Column::FichierId.eq(ouvert.id))
            .exec(&base)
            .await?;
        for lot in bilan.rejets.chunks(LOT) {
            let lignes = lot.iter().map(|rejet| rejet_france_travail::ActiveModel {
                fichier_id: Set(ouvert.id),
                ligne: Set(i64::try_from(rejet.ligne).unwrap_or(i64::MAX)),
                raison: Set(rejet.raison.clone()),
                ..Default::default()
            });
            rejet_france_travail::Entity::insert_many(lignes).exec_without_returning(&base).await?;
        }
        let mut ligne = ouvert.into_active_model();
        ligne.bilan = Set(serde_json::to_string(bilan)?);
        ligne.update(&base).await?;
        base.commit().await?;
        Ok(())
    }
}

/// A person is told once a file.
fn nouvelle(vues: &mut HashSet<i64>, id: i64) -> Result<i64, &'static str> {
    vues.insert(id).then_some(id).ok_or("La même personne figure plus haut dans le fichier.")
}

/// A file comes after the last one, or describes the same day.
async fn dernier(base: &DatabaseConnection, au: NaiveDate) -> anyhow::Result<()> {
    let dernier = fichier_france_travail::Entity::find()
        .order_by_desc(fichier_france_travail::Column::Au)
        .one(base)
        .await?;
    match dernier.filter(|dernier| au < dernier.au) {
        Some(dernier) => bail!(
            "le fichier décrit le {}, et un fichier du {} a déjà été lu : un plus ancien n’apprend rien",
            date::court(au),
            date::court(dernier.au)
        ),
        None => Ok(()),
    }
}
