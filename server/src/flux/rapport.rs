//! What a reading can say against a file: refused, a foyer rejected, a warning.
//!
//! These texts are shown to an operator and kept in a report: they name elements
//! and lines, never a value that the flow holds about a person.

use std::fmt;

/// The whole file is refused and nothing of it is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refus {
    pub ligne: Option<u32>,
    /// French; says what is wrong and what to do.
    pub message: String,
}

impl Refus {
    pub fn a(ligne: u32, message: impl Into<String>) -> Self {
        Self { ligne: Some(ligne), message: message.into() }
    }

    pub fn du_fichier(message: impl Into<String>) -> Self {
        Self { ligne: None, message: message.into() }
    }

    pub(super) fn lecture(ligne: u32, erreur: &std::io::Error) -> Self {
        Self::a(
            ligne,
            format!("Le fichier ne peut pas être lu : {erreur}. Copiez-le à nouveau puis recommencez."),
        )
    }

    pub(super) fn tronque(ligne: u32, raison: &str) -> Self {
        Self::a(ligne, format!("Fichier tronqué : {raison}. Demandez à nouveau le fichier à la caisse."))
    }

    pub(super) fn esperluette(ligne: u32) -> Self {
        Self::a(
            ligne,
            "Un « & » figure seul dans un texte, où il s'écrit « &amp; ». Demandez à nouveau le fichier à la caisse.",
        )
    }

    pub(super) fn xml(ligne: u32, erreur: &quick_xml::Error) -> Self {
        use quick_xml::Error::{IllFormed, Io, Syntax};
        use quick_xml::errors::IllFormedError::UnclosedReference;
        match erreur {
            IllFormed(UnclosedReference) => Self::esperluette(ligne),
            Io(erreur) => Self::lecture(ligne, erreur),
            Syntax(_) => Self::tronque(ligne, "une balise n'est pas refermée"),
            IllFormed(_) => Self::a(
                ligne,
                "Fichier mal formé : les balises ne se correspondent pas. Demandez-le à nouveau.",
            ),
            _ => Self::a(ligne, "Fichier mal formé. Demandez-le à nouveau à la caisse."),
        }
    }
}

impl fmt::Display for Refus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ligne {
            Some(ligne) => write!(f, "ligne {ligne} : {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Refus {}

/// One foyer that is not loaded; the others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejet {
    pub ligne: u32,
    /// Name of the element at fault, as the flow spells it.
    pub element: String,
    /// French; never repeats the value.
    pub raison: String,
    pub numero_demande: Option<String>,
    /// Absent when the caisse is the MSA: its matricule is the NIR.
    pub matricule: Option<String>,
}

impl fmt::Display for Rejet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ligne {}, {} : {}", self.ligne, self.element, self.raison)?;
        if let Some(numero) = &self.numero_demande {
            write!(f, " (demande {numero})")?;
        }
        Ok(())
    }
}

/// Something that an operator should know and that stops nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avertissement {
    pub ligne: u32,
    pub element: String,
    pub message: String,
}

impl Avertissement {
    pub(super) fn new(ligne: u32, element: &str, message: impl Into<String>) -> Self {
        Self { ligne, element: element.to_owned(), message: message.into() }
    }
}

impl fmt::Display for Avertissement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ligne {}, {} : {}", self.ligne, self.element, self.message)
    }
}

/// Why one foyer cannot be read, before it is known whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Faute {
    pub ligne: u32,
    pub element: String,
    pub raison: String,
}

impl Faute {
    pub fn new(ligne: u32, element: &str, raison: impl Into<String>) -> Self {
        // a hostile file may name an element at length
        Self { ligne, element: element.chars().take(60).collect(), raison: raison.into() }
    }
}
