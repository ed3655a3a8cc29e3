//! Indexes of the size of a département. One on a single column that a few values share leads to
//! thousands of rows, and a planner that trusts it makes a list grow with the square of the
//! foyers: each is replaced by one that goes on to what the lists ask next.

use sea_orm_migration::prelude::*;

use super::{index, index_des_presentes};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// What the composite ones stand in for.
const REMPLACES: [(&str, &str); 12] = [
    ("cer", "personne_id"),
    ("cer", "organisation_id"),
    ("cer", "etat"),
    ("cer", "fin"),
    ("cer_etape", "cer_id"),
    ("rendez_vous", "organisation_id"),
    ("orientation", "personne_id"),
    ("orientation", "organisation_id"),
    ("referent", "agent_id"),
    ("dossier", "commune"),
    ("dossier", "etat"),
    ("personne", "dossier_id"),
];

const COMPOSES: [(&str, &[&str]); 18] = [
    // The contracts of a person, without reading their rows.
    ("cer", &["personne_id", "etat", "fin", "debut", "avenant_de"]),
    ("cer", &["organisation_id", "etat"]),
    ("cer", &["etat", "fin", "personne_id", "avenant_de"]),
    ("cer_etape", &["cer_id", "etat", "instant"]),
    // Monthly counts.
    ("cer_etape", &["instant", "etat", "cer_id", "agent_id"]),
    ("rendez_vous_etape", &["instant", "rendez_vous_id"]),
    ("rendez_vous", &["referent_id", "statut", "debut"]),
    ("rendez_vous", &["organisation_id", "statut", "debut"]),
    // The scope, without reading the rows.
    ("orientation", &["personne_id", "organisation_id", "debut", "fin"]),
    ("orientation", &["organisation_id", "personne_id", "debut", "fin"]),
    ("referent", &["agent_id", "personne_id", "debut", "fin"]),
    ("dossier", &["commune", "etat"]),
    ("personne", &["dossier_id", "role", "droits_et_devoirs", "partie_le"]),
    // What an officer keeps growing for years, and few of which are open.
    ("alerte", &["agent_id", "derniere_le"]),
    ("alerte", &["close_le", "derniere_le"]),
    ("motif", &["objet"]),
    ("demande_droit", &["etat", "limite"]),
    ("brouillon_rendez_vous", &["personne_id"]),
];

const PRESENTES: [(&str, &str); 3] =
    [("cer", "avenant_de"), ("cer", "precedent_id"), ("rendez_vous", "origine_id")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, colonnes) in COMPOSES {
            index(manager, table, colonnes).await?;
        }
        for (table, colonne) in PRESENTES {
            index_des_presentes(manager, table, colonne).await?;
        }
        for (table, colonne) in REMPLACES {
            manager
                .drop_index(Index::drop().name(format!("ix_{table}_{colonne}")).table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
