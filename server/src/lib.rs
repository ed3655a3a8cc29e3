//! The guard of Réciproque.

pub mod web;
