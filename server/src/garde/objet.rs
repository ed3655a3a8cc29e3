//! What an event bears on.

/// What an event bears on, as the journal names it: a number, never a name or a NIR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objet(pub(super) Option<String>);

impl Objet {
    pub const fn aucun() -> Self {
        Self(None)
    }

    pub fn texte(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// `nom` is the noun of the domain: `dossier`, `personne`, `cer`, `rendez_vous`.
    pub fn new(nom: &str, id: impl std::fmt::Display) -> Self {
        Self(Some(format!("{nom}:{id}")))
    }
}
