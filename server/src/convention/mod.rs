//! Conventions: who may hold how many accesses, until when, under which terms.

pub mod lecture;
pub mod lieux;
pub mod quota;
