//! What the commands say to the operator. A reader that is gone (`reciproque … | head`)
//! stops nothing: the standard macros panic there, in the middle of what is being done.

use std::fmt::Arguments;
use std::io::{Write, stderr, stdout};

/// Says it on the standard output, as it is.
pub fn ecrire(texte: Arguments<'_>) {
    let _ = stdout().lock().write_fmt(texte);
}

/// Says a line on the standard output.
pub fn ligne(texte: Arguments<'_>) {
    ecrire(format_args!("{texte}\n"));
}

/// Says a line on the error output.
pub fn erreur(texte: Arguments<'_>) {
    let _ = stderr().lock().write_fmt(format_args!("{texte}\n"));
}

/// A line for the operator.
#[macro_export]
macro_rules! dire {
    ($($texte:tt)*) => { $crate::sortie::ligne(format_args!($($texte)*)) };
}

/// Words for the operator, without an end of line.
#[macro_export]
macro_rules! ecrire {
    ($($texte:tt)*) => { $crate::sortie::ecrire(format_args!($($texte)*)) };
}

/// A line for the operator on the error output.
#[macro_export]
macro_rules! alerter {
    ($($texte:tt)*) => { $crate::sortie::erreur(format_args!($($texte)*)) };
}
