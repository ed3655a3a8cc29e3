//! The version of what a call changes: told by the type of the call, so that one that changes
//! nothing carries none, and one that does is not made without.

/// `()`, or the version that the agent saw.
pub trait Version: Copy + Send + 'static {
    /// `If-Match` is required; 412 when the row moved.
    const ATTENDUE: bool;
    /// What `If-Match` says; `None` when it is required and does not say it.
    fn lire(if_match: Option<&str>) -> Option<Self>;
    /// What `If-Match` must say.
    fn if_match(self) -> Option<String>;
}

impl Version for () {
    const ATTENDUE: bool = false;

    fn lire(_: Option<&str>) -> Option<Self> {
        Some(())
    }

    fn if_match(self) -> Option<String> {
        None
    }
}

impl Version for i32 {
    const ATTENDUE: bool = true;

    fn lire(if_match: Option<&str>) -> Option<Self> {
        if_match?.trim_matches('"').parse().ok()
    }

    fn if_match(self) -> Option<String> {
        Some(format!("\"{self}\""))
    }
}

macro_rules! version {
    () => {
        ()
    };
    (version) => {
        i32
    };
}
pub(super) use version;
