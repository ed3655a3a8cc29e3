//! Conventions: the terms in force decide access; quotas hold whoever asks at once.

mod base;
mod quota;
mod saisie;
mod supervision;
mod territoire;
