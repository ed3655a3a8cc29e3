//! The journal over a real store: SQLite always, PostgreSQL when RECIPROQUE_TEST_PG names one.

mod ancien;
mod arret;
mod atteintes;
mod droits;
mod ecriture;
mod falsifications;
mod faux;
mod index;
mod purge;
mod recherches;
pub mod terrain;
mod verification;
