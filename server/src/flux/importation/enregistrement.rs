//! The foyers into the tables, some hundreds in one transaction.

use anyhow::bail;
use chrono::{DateTime, Utc};
use reciproque_shared::date;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, TransactionTrait,
};

use super::bilan::{Bilan, Decompte, Sort};
use super::constats::Mouvements;
use super::plume::Plume;
use super::registre::Registre;
use crate::depot::Depot;
use crate::depot::entite::{dossier, flux, rejet};
use crate::flux::{Avertissement, FluxVerifie, Foyer, Origine};

/// What became of a foyer, and what an operator should know of it.
pub struct Issue {
    pub sort: Sort,
    pub notes: Vec<Avertissement>,
    pub mouvements: Mouvements,
}

pub struct Enregistreur {
    base: DatabaseConnection,
    plume: Plume,
    /// Whether this very file had been read before.
    deja_lu: bool,
    registre: Registre,
}

impl Enregistreur {
    /// Announces the file, or finds it again when it was read before.
    pub async fn ouvrir(
        depot: &Depot,
        fichier: &FluxVerifie,
        empreinte: String,
        maintenant: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let base = depot.ecriture().clone();
        let connu = flux::Entity::find().filter(flux::Column::Empreinte.eq(&empreinte)).one(&base).await?;
        if let Some(quand) = connu.as_ref().and_then(|connu| connu.annule_le) {
            bail!(
                "L'import de ce fichier a été annulé le {} : il n'est pas relu. Demandez un fichier corrigé à la caisse.",
                date::court(date::a_paris(quand).date())
            );
        }
        let deja_lu = connu.is_some();
        let flux = match connu {
            Some(flux) => flux,
            None => nouveau(fichier, empreinte, maintenant)?.insert(&base).await?,
        };
        let registre = Registre::ouvrir(&base, flux).await?;
        Ok(Self { plume: Plume::prendre(depot)?, base, deja_lu, registre })
    }

    /// Number of the flow: what names it to the operator.
    pub fn numero(&self) -> i64 {
        self.registre.flux.id
    }

    pub fn est_connu(&self, numero: Option<&str>) -> bool {
        numero.is_some_and(|numero| self.registre.connait(numero))
    }

    /// Writes those that bring anything. When one can't be written, those before it are, and the
    /// failure is told.
    pub async fn foyers(&mut self, foyers: &[&Foyer]) -> anyhow::Result<Vec<Issue>> {
        let ensemble = self.plume.ecrire(&mut self.registre, foyers).await;
        if ensemble.is_ok() || foyers.len() <= 1 {
            return ensemble;
        }
        self.registre.relire(&self.base).await?;
        let mut issues = Vec::with_capacity(foyers.len());
        for foyer in foyers {
            issues.extend(self.plume.ecrire(&mut self.registre, &[foyer]).await?);
        }
        Ok(issues)
    }

    /// Keeps the report, unless the file had been read and changed nothing this time.
    pub async fn conclure(self, decompte: Decompte) -> anyhow::Result<Bilan> {
        let absents = if decompte.mensuel {
            let total = dossier::Entity::find().count(&self.base).await?;
            Some(total.saturating_sub(decompte.connus))
        } else {
            None
        };
        let bilan = decompte.conclure(self.numero(), absents);
        let inacheve =
            !serde_json::from_str::<Bilan>(&self.registre.flux.bilan).is_ok_and(|garde| garde.complet);
        if !self.deja_lu || inacheve || bilan.a_ecrit() {
            self.garder(&bilan).await?;
        }
        Ok(bilan)
    }

    async fn garder(self, bilan: &Bilan) -> anyhow::Result<()> {
        let transaction = self.base.begin().await?;
        rejet::Entity::delete_many()
            .filter(rejet::Column::FluxId.eq(self.registre.flux.id))
            .exec(&transaction)
            .await?;
        for lot in bilan.rejets.chunks(500) {
            let lignes = lot.iter().map(|rejet| rejet::ActiveModel {
                flux_id: Set(self.registre.flux.id),
                ligne: Set(rejet.ligne.into()),
                element: Set(rejet.element.clone()),
                raison: Set(rejet.raison.clone()),
                numero_demande: Set(rejet.numero_demande.clone()),
                ..Default::default()
            });
            rejet::Entity::insert_many(lignes).exec_without_returning(&transaction).await?;
        }
        let mut flux = self.registre.flux.into_active_model();
        flux.bilan = Set(serde_json::to_string(bilan)?);
        flux.update(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn nouveau(
    fichier: &FluxVerifie,
    empreinte: String,
    maintenant: DateTime<Utc>,
) -> anyhow::Result<flux::ActiveModel> {
    let entete = &fichier.entete;
    let heure = entete.heure_creation.map(|heure| heure.format("%H:%M:%S").to_string());
    Ok(flux::ActiveModel {
        empreinte: Set(empreinte),
        emetteur: Set(entete.application.clone()),
        version: Set(entete.version.clone().unwrap_or_default()),
        type_flux: Set(entete.periodicite.clone()),
        date_creation: Set(entete.creation),
        heure_creation: Set(heure.unwrap_or_default()),
        date_reference: Set(entete.reference),
        invente: Set(entete.origine() == Origine::Exercice),
        lu_le: Set(maintenant),
        bilan: Set(serde_json::to_string(&Bilan { foyers: fichier.foyers, ..Bilan::default() })?),
        ..Default::default()
    })
}
