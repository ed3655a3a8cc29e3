//! The invented département of `reciproque demo`.

pub mod flux;
