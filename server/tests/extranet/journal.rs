//! The journal over a real store: SQLite always, PostgreSQL when RECIPROQUE_TEST_PG names one.

mod arret;
mod atteintes;
mod ecriture;
mod purge;
pub mod terrain;
