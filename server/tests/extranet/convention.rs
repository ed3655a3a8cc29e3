//! Conventions: the terms in force decide access; quotas hold whoever asks at once.

mod quota;
mod saisie;
mod supervision;
