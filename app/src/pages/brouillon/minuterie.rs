//! What waits a while before it is done, unless it is done first.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;

/// One wait at a time: a new one takes the place of the one before.
#[derive(Clone)]
pub struct Minuterie(ArcStoredValue<Option<TimeoutHandle>>);

impl Default for Minuterie {
    fn default() -> Self {
        Self(ArcStoredValue::new(None))
    }
}

impl Minuterie {
    /// Does `puis` after that long.
    pub fn arme(&self, delai: Duration, puis: impl FnOnce() + 'static) {
        self.desarme();
        self.0.set_value(set_timeout_with_handle(puis, delai).ok());
    }

    /// Waits no more.
    pub fn desarme(&self) {
        let mut attente = None;
        self.0.update_value(|place| attente = place.take());
        if let Some(attente) = attente {
            attente.clear();
        }
    }
}
