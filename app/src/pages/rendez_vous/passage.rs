//! One sentence carried from a page to the next: what has just been done.

use std::cell::Cell;

thread_local! {
    static PHRASE: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Leaves a sentence to the next page.
pub fn laisser(phrase: &'static str) {
    PHRASE.with(|place| place.set(Some(phrase)));
}

/// The sentence left by the previous page, once.
pub fn prendre() -> Option<&'static str> {
    PHRASE.with(Cell::take)
}
