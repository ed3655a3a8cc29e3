//! One person, or two: the questions that the import asks to the CTSA, each with the two persons side by
//! side, what is decided and the way back.

mod fiche;
mod gestes;
mod liste;

use leptos::prelude::*;
use reciproque_shared::rapprochement::{EtatRapprochement, Score};

pub use fiche::Rapprochement;
pub use liste::Rapprochements;

use crate::ui::*;

/// Where the list is.
pub const ADRESSE: &str = "/rapprochements";

/// How alike they are, in a word and a number.
fn ressemblance(score: Score) -> String {
    format!("{} ({}\u{a0}%)", score.libelle(), score.valeur())
}

fn etiquette(etat: EtatRapprochement) -> AnyView {
    let (ton, icone) = match etat {
        EtatRapprochement::Ouvert => (Ton::Info, Icone::Horloge),
        EtatRapprochement::Confirme => (Ton::Succes, Icone::Verifie),
        EtatRapprochement::Ecarte => (Ton::Neutre, Icone::Moins),
        EtatRapprochement::Annule => (Ton::Neutre, Icone::Moins),
    };
    view! { <Etiquette ton icone texte=etat.libelle()/> }.into_any()
}
