//! Statuses, and the tones that messages share with them.

use leptos::prelude::*;

use super::{Icone, Picto};

/// What a message or a status means for the one who reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ton {
    #[default]
    Neutre,
    Info,
    Succes,
    Attention,
    Erreur,
    Accent,
}

impl Ton {
    pub(super) const fn nom(self) -> &'static str {
        match self {
            Self::Neutre => "",
            Self::Info => "info",
            Self::Succes => "succes",
            Self::Attention => "attention",
            Self::Erreur => "erreur",
            Self::Accent => "accent",
        }
    }

    pub(super) const fn icone(self) -> Icone {
        match self {
            Self::Neutre => Icone::Moins,
            Self::Info | Self::Accent => Icone::Info,
            Self::Succes => Icone::Verifie,
            Self::Attention => Icone::Attention,
            Self::Erreur => Icone::Erreur,
        }
    }
}

/// A status: an icon and a word, never a colour alone.
#[component]
pub fn Etiquette(
    #[prop(optional)] ton: Ton,
    /// Instead of the icon of the tone.
    #[prop(optional, into)]
    icone: Option<Icone>,
    #[prop(into)] texte: String,
) -> impl IntoView {
    view! {
        <span class=format!("etiquette {}", ton.nom())>
            <Picto icone=icone.unwrap_or_else(|| ton.icone())/>
            {texte}
        </span>
    }
}
