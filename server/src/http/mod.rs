//! What speaks HTTP: connections, the router under the guard, its description, files, health.

pub mod connexions;
mod creation;
pub mod openapi;
pub mod routeur;
pub mod sante;
pub mod statiques;
