//! The drawings.

use leptos::prelude::*;

/// The drawings of the product, on a 16 × 16 grid, one stroke each.
/// Always beside a word: none carries meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icone {
    Attention,
    Cadenas,
    Calendrier,
    Crayon,
    Croix,
    Envoi,
    Erreur,
    Horloge,
    Imprimer,
    Info,
    Loupe,
    Maison,
    Moins,
    Oeil,
    Pause,
    Personne,
    Plus,
    Retour,
    Suite,
    Telephone,
    Verifie,
    Video,
}

impl Icone {
    const fn trait_(self) -> &'static str {
        match self {
            Self::Attention => "M8 2 1.5 13.5h13zM8 6.5v3M8 11.5v.01",
            Self::Cadenas => "M4 7.5h8v6H4zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2",
            Self::Calendrier => "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5",
            Self::Crayon => "m3 13 .6-2.6 7.3-7.3 2 2-7.3 7.3z",
            Self::Croix => "m4 4 8 8M12 4l-8 8",
            Self::Envoi => "M8 12.5v-9M4 7l4-4 4 4",
            Self::Erreur => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 5v3.5M8 11v.01",
            Self::Horloge => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8l2.5 1.5",
            Self::Imprimer => "M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2M4.5 9.5h7v4h-7z",
            Self::Info => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.5V11M8 5v.01",
            Self::Loupe => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5 14 14",
            Self::Maison => "m2 7.5 6-5 6 5M4 6.5v7h8v-7",
            Self::Moins => "M3 8h10",
            Self::Oeil => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.25a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5z"
            }
            Self::Pause => "M5.5 4v8M10.5 4v8",
            Self::Personne => "M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM3 13.5a5 5 0 0 1 10 0",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Retour => "M10 3.5 5.5 8l4.5 4.5",
            Self::Suite => "M6 3.5 10.5 8 6 12.5",
            Self::Telephone => {
                "M3 2.5h2.5l1 3-1.5 1A8 8 0 0 0 9.5 11l1-1.5 3 1V13a1 1 0 0 1-1 1A10.5 10.5 0 0 1 2 3.5a1 1 0 0 1 1-1z"
            }
            Self::Verifie => "M3 8.5 6.5 12 13 4.5",
            Self::Video => "M2 4.5h8v7H2zM10 7l4-2v6l-4-2",
        }
    }
}

/// A decorative drawing, hidden from assistive technologies.
#[component]
pub fn Picto(icone: Icone) -> impl IntoView {
    view! {
        <svg class="icone" viewBox="0 0 16 16" aria-hidden="true">
            <path d=icone.trait_()></path>
        </svg>
    }
}
