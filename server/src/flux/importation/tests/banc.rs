//! The store that the tests import into, and the files that they import.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, TimeDelta};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::demo::flux::{Demande, generer};
use crate::depot::Depot;
use crate::depot::entite::{
    dossier, dossier_flux, flux as fichiers, personne, rejet, rubrique, rubrique_personne,
};
use crate::flux::importation::{Bilan, Options, importer};

/// A store of one's own, and the file that is imported into it.
pub struct Banc {
    pub depot: Depot,
    dossier: tempfile::TempDir,
}

impl Banc {
    pub async fn ouvrir() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", dossier.path().join("base.sqlite").display());
        Self { depot: Depot::ouvrir(&url).await.unwrap(), dossier }
    }

    fn fichier(&self, octets: impl AsRef<[u8]>) -> PathBuf {
        let chemin = self.dossier.path().join("flux.xml");
        std::fs::write(&chemin, octets).unwrap();
        chemin
    }

    pub async fn importe(&self, octets: impl AsRef<[u8]>) -> anyhow::Result<Bilan> {
        self.importe_avec(octets, &Options::default()).await
    }

    pub async fn importe_avec(&self, octets: impl AsRef<[u8]>, options: &Options) -> anyhow::Result<Bilan> {
        // later than any flow of the tests
        let maintenant = DateTime::UNIX_EPOCH + TimeDelta::days(80 * 365);
        importer(&self.depot, &self.fichier(octets), options, maintenant, |_, _| {}).await
    }

    /// Everything that the importer writes.
    pub async fn contenu(&self) -> impl PartialEq + std::fmt::Debug + use<> {
        let base = self.depot.lecture();
        (
            fichiers::Entity::find().all(base).await.unwrap(),
            rejet::Entity::find().all(base).await.unwrap(),
            dossier::Entity::find().all(base).await.unwrap(),
            dossier_flux::Entity::find().all(base).await.unwrap(),
            personne::Entity::find().all(base).await.unwrap(),
            rubrique::Entity::find().all(base).await.unwrap(),
            rubrique_personne::Entity::find().all(base).await.unwrap(),
        )
    }

    pub async fn etat(&self, numero: &str) -> String {
        let trouve = dossier::Entity::find().filter(dossier::Column::NumeroDemande.eq(numero));
        trouve.one(self.depot.lecture()).await.unwrap().unwrap().etat
    }

    pub async fn personnes(&self) -> Vec<personne::Model> {
        personne::Entity::find().order_by_asc(personne::Column::Id).all(self.depot.lecture()).await.unwrap()
    }
}

/// An invented flow, always the same.
pub fn invente(foyers: usize) -> Vec<u8> {
    let reference = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
    let mut octets = Vec::new();
    generer(Demande { foyers, graine: 1, reference }, &mut octets).unwrap();
    octets
}

/// The same flow, about another month.
pub fn du(reference: &str, texte: &str) -> String {
    texte
        .replace("<DTREF>2026-10-31", &format!("<DTREF>{reference}"))
        .replace("<DTCREAFLUX>2026-11-03", &format!("<DTCREAFLUX>{reference}"))
}
