//! One entity a table; the schema itself is in the migrations.

/// The row of a table: what is said of it, the name of the table, its columns.
macro_rules! entite {
    ($(#[$dit:meta])* table $table:tt; $($colonnes:tt)*) => {
        use sea_orm::entity::prelude::*;

        $(#[$dit])*
        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = $table)]
        pub struct Model {
            $($colonnes)*
        }

        impl ActiveModelBehavior for ActiveModel {}

        $crate::depot::sql::rangee! { Model: $($colonnes)* }
        $crate::depot::entite::colonnes! { $($colonnes)* }
    };
}

macro_rules! colonnes {
    ($($(#[$dit:meta])* pub $colonne:ident: $contenu:ty,)*) => {
        impl $crate::depot::sql::Colonnes for Model {
            const COLONNES: &'static [&'static str] = &[$(stringify!($colonne)),*];
        }
    };
}

use colonnes;

pub mod agent;
pub mod alerte;
pub mod alerte_etape;
pub mod alerte_evenement;
pub mod alerte_lecture;
pub mod alerte_seuil;
pub mod appareil;
pub mod attente;
pub mod avenant;
pub mod avis_compte;
pub mod brouillon_rendez_vous;
pub mod cer;
pub mod cer_etape;
pub mod cle_acces;
pub mod cle_creation;
pub mod code_secours;
pub mod compte;
pub mod convention;
pub mod correction;
pub mod demande_droit;
pub mod demande_etape;
pub mod dossier;
pub mod dossier_flux;
pub mod ecart_etape;
pub mod envoi_france_travail;
pub mod essai_second_facteur;
pub mod fichier_france_travail;
pub mod flux;
pub mod formation;
pub mod geste_acces;
pub mod gestionnaire_principal;
pub mod habilitation;
pub mod habilitation_etape;
pub mod incident_journal;
pub mod instruction;
pub mod instruction_etape;
pub mod lot_orientation;
pub mod motif;
pub mod organisation;
pub mod orientation;
pub mod parcours_etape;
pub mod personne;
pub mod personne_cle;
pub mod question;
pub mod quota;
pub mod rapprochement;
pub mod rapprochement_etape;
pub mod rectification;
pub mod referent;
pub mod reglage;
pub mod rejet;
pub mod rejet_france_travail;
pub mod rendez_vous;
pub mod rendez_vous_etape;
pub mod reorientation;
pub mod reorientation_etape;
pub mod revue;
pub mod revue_ligne;
pub mod rubrique;
pub mod rubrique_personne;
pub mod session;
pub mod situation_france_travail;
pub mod sortie_tetes;
pub mod supervision;
pub mod surveillance;
pub mod territoire;
pub mod territoire_etape;
pub mod trace_differee;
