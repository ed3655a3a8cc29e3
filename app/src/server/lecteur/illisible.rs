//! Why an answer could not be read: not even which field, the words would weigh too much.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

/// The answer is not the expected one.
#[derive(Clone, Copy, Debug)]
pub struct Illisible;

impl fmt::Display for Illisible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("réponse inattendue")
    }
}

impl std::error::Error for Illisible {}

// All of them, so that none of serde's own wording is compiled.
impl Error for Illisible {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}
