//! The integration tests: one binary, real stores, people with names and roles.

mod bac;
mod journal;
mod sign_in;
