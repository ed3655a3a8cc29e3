//! The schema, one migration a change of a noun, in the order of the list below. Migrations never import entities: they say what
//! the tables were on the day they were written.

use sea_orm_migration::prelude::*;

mod m01_organisation;
mod m02_dossier;
mod m03_parcours;
mod m04_cer;
mod m05_rendez_vous;
mod m06_depart;
mod m07_habilitation;
mod m08_convention;
mod m08_deplacement;
mod m09_brouillon_rendez_vous;
mod m09_formation;
mod m10_compte;
mod m12_alerte;
mod m13_revue;
mod m14_demande_droit;
mod m17_convention;
mod m18_surveillance_directe;
mod m19_naissance;
mod m20_examen_cer;
mod m21_avis_compte;
mod m23_preuve;
mod m24_rectification;
mod m25_annulation;
mod m28_index_de_lecture;
mod m30_index_composes;
mod m40_frein;
mod m41_code;
mod m50_trace_differee;
mod m51_suivi_journal;
mod m60_base_calcul;
mod m61_cle_creation;
mod m62_gestes_acces;
mod m70_flux_annule;
mod m80_cle_de_recherche;
mod m90_attente;

/// Runs the migrations in order.
pub struct Migrateur;

#[async_trait::async_trait]
impl MigratorTrait for Migrateur {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m01_organisation::Migration),
            Box::new(m02_dossier::Migration),
            Box::new(m03_parcours::Migration),
            Box::new(m04_cer::Migration),
            Box::new(m05_rendez_vous::Migration),
            Box::new(m06_depart::Migration),
            Box::new(m07_habilitation::Migration),
            Box::new(m08_deplacement::Migration),
            Box::new(m08_convention::Migration),
            Box::new(m09_brouillon_rendez_vous::Migration),
            Box::new(m09_formation::Migration),
            Box::new(m10_compte::Migration),
            Box::new(m12_alerte::Migration),
            Box::new(m13_revue::Migration),
            Box::new(m14_demande_droit::Migration),
            Box::new(m17_convention::Migration),
            Box::new(m18_surveillance_directe::Migration),
            Box::new(m19_naissance::Migration),
            Box::new(m20_examen_cer::Migration),
            Box::new(m21_avis_compte::Migration),
            Box::new(m23_preuve::Migration),
            Box::new(m25_annulation::Migration),
            Box::new(m24_rectification::Migration),
            Box::new(m28_index_de_lecture::Migration),
            Box::new(m30_index_composes::Migration),
            Box::new(m50_trace_differee::Migration),
            Box::new(m51_suivi_journal::Migration),
            Box::new(m70_flux_annule::Migration),
            Box::new(m80_cle_de_recherche::Migration),
            Box::new(m60_base_calcul::Migration),
            Box::new(m61_cle_creation::Migration),
            Box::new(m62_gestes_acces::Migration),
            Box::new(m40_frein::Migration),
            Box::new(m41_code::Migration),
            Box::new(m90_attente::Migration),
        ]
    }
}

/// Foreign key from `colonne` to the `id` of `vers`.
fn cle_etrangere(
    depuis: &'static str,
    colonne: &'static str,
    vers: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{depuis}_{colonne}"))
        .from(depuis, colonne)
        .to(vers, "id")
        .to_owned()
}

/// Plain index on some columns.
async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    colonnes: &[&'static str],
) -> Result<(), DbErr> {
    let mut creation = Index::create();
    creation.name(format!("ix_{table}_{}", colonnes.join("_"))).table(table);
    for colonne in colonnes {
        creation.col(*colonne);
    }
    manager.create_index(creation).await
}

/// Index on one column, of the rows that have it: few do, and statistics about the others would
/// only hide how well it leads to those.
async fn index_des_presentes(
    manager: &SchemaManager<'_>,
    table: &'static str,
    colonne: &'static str,
) -> Result<(), DbErr> {
    manager
        .get_connection()
        .execute_unprepared(&format!(
            "CREATE INDEX ix_{table}_{colonne} ON {table} ({colonne}) WHERE {colonne} IS NOT NULL"
        ))
        .await
        .map(drop)
}

/// At most one row per `colonnes` among those without end: one current référent, one
/// current orientation, one open habilitation.
async fn un_seul_en_cours(
    manager: &SchemaManager<'_>,
    table: &'static str,
    colonnes: &'static str,
) -> Result<(), DbErr> {
    let nom = colonnes.replace([',', ' '], "_");
    manager
        .get_connection()
        .execute_unprepared(&format!(
            "CREATE UNIQUE INDEX ux_{table}_{nom}_en_cours ON {table} ({colonnes}) WHERE fin IS NULL"
        ))
        .await
        .map(drop)
}
