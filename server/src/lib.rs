//! The guard of Réciproque.

pub mod flux;
pub mod web;
