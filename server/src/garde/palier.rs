//! The time of a refusal tells nothing.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// Many times what the two cases differ by.
const PALIER: Duration = Duration::from_millis(5);

/// « Not found » leaves on the next step of a fixed length since the request came: the time that
/// it takes to find a thing out of scope does not tell it from one that does not exist.
pub async fn attendre(arrivee: Instant) {
    let paliers = arrivee.elapsed().as_micros() / PALIER.as_micros() + 1;
    sleep_until(arrivee + PALIER * u32::try_from(paliers).unwrap_or(u32::MAX)).await;
}
