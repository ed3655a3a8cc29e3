//! The schema: one baseline, a noun a file. It never changes again: a later change is a migration
//! of its own beside it (`m0002_…`), which says what it does to a store that has rows. Migrations
//! never import entities: they say what the tables were on the day they were written.

use sea_orm_migration::prelude::*;

mod agent;
mod alerte;
mod attente;
mod cer;
mod compte;
mod convention;
mod creation;
mod demande_droit;
mod dossier;
mod flux;
mod frein;
mod habilitation;
mod m0002_brouillons;
mod m0003_comptes;
mod m0004_parcours;
mod m0005_territoire;
mod m0006_reorientation;
mod m0007_portefeuille;
mod m0008_attente;
mod m0009_personne_une;
mod m0010_instruction;
mod m0011_france_travail;
mod m0012_structures;
mod m0013_conventions;
mod organisation;
mod parcours;
mod personne;
mod reglage;
mod rendez_vous;
mod revue;
mod session;
mod suivi_journal;
mod supervision;
mod surveillance;

/// Runs the migrations in order.
pub struct Migrateur;

#[async_trait::async_trait]
impl MigratorTrait for Migrateur {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Socle),
            Box::new(m0002_brouillons::Brouillons),
            Box::new(m0003_comptes::Comptes),
            Box::new(m0004_parcours::Parcours),
            Box::new(m0005_territoire::Territoire),
            Box::new(m0006_reorientation::Reorientation),
            Box::new(m0007_portefeuille::Portefeuille),
            Box::new(m0008_attente::Attente),
            Box::new(m0009_personne_une::PersonneUne),
            Box::new(m0010_instruction::Instruction),
            Box::new(m0011_france_travail::FranceTravail),
            Box::new(m0012_structures::Structures),
            Box::new(m0013_conventions::Conventions),
        ]
    }
}

/// The tables that a store begins with.
pub struct Socle;

impl Socle {
    pub const NOM: &str = "m0001_socle";
}

impl MigrationName for Socle {
    fn name(&self) -> &str {
        Self::NOM
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Socle {
    /// Each noun after those that its keys lead to.
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        reglage::creer(manager).await?;
        organisation::creer(manager).await?;
        agent::creer(manager).await?;
        compte::creer(manager).await?;
        session::creer(manager).await?;
        frein::creer(manager).await?;
        creation::creer(manager).await?;
        habilitation::creer(manager).await?;
        convention::creer(manager).await?;
        supervision::creer(manager).await?;
        flux::creer(manager).await?;
        dossier::creer(manager).await?;
        personne::creer(manager).await?;
        parcours::creer(manager).await?;
        cer::creer(manager).await?;
        rendez_vous::creer(manager).await?;
        attente::creer(manager).await?;
        alerte::creer(manager).await?;
        surveillance::creer(manager).await?;
        revue::creer(manager).await?;
        demande_droit::creer(manager).await?;
        suivi_journal::creer(manager).await
    }

    /// On SQLite too: a start that is cut leaves no half of a schema.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
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

async fn executer(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(sql).await.map(drop)
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

/// Unique index on some columns.
async fn index_unique(
    manager: &SchemaManager<'_>,
    nom: &'static str,
    table: &'static str,
    colonnes: &[&'static str],
) -> Result<(), DbErr> {
    let mut creation = Index::create().unique().name(nom).table(table).to_owned();
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
    let sql = format!("CREATE INDEX ix_{table}_{colonne} ON {table} ({colonne}) WHERE {colonne} IS NOT NULL");
    executer(manager, &sql).await
}

/// At most one row per `colonnes` among those without end: one current référent, one
/// current orientation, one open habilitation.
async fn un_seul_en_cours(
    manager: &SchemaManager<'_>,
    table: &'static str,
    colonnes: &'static str,
) -> Result<(), DbErr> {
    let nom = colonnes.replace([',', ' '], "_");
    let sql =
        format!("CREATE UNIQUE INDEX ux_{table}_{nom}_en_cours ON {table} ({colonnes}) WHERE fin IS NULL");
    executer(manager, &sql).await
}
