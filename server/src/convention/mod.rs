//! Conventions: who may hold how many accesses, until when, under which terms.

pub mod quota;
