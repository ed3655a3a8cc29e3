//! The rubriques that the profil or the convention does not open: named, so that nobody
//! takes them for empty.

use leptos::prelude::*;
use reciproque_shared::habilitation::{Acte, Rubrique, allows};

use crate::session::use_session;
use crate::ui::*;

/// In place of one part of the page.
pub fn mention() -> AnyView {
    view! { <p class="discret"><Picto icone=Icone::Cadenas/>" Fermé à votre profil."</p> }.into_any()
}

/// Who decides that it is closed: whom to ask depends on it.
fn raison(rubrique: Rubrique) -> &'static str {
    let droit = use_session().profil().and_then(|profil| allows(profil, Acte::ConsulterDossier));
    match droit {
        Some(droit) if droit.si_convention.contains(&rubrique) => {
            "Non ouverte par la convention de votre structure"
        }
        _ => "Fermée à votre profil",
    }
}

pub fn carte(fermees: &[Rubrique]) -> Option<AnyView> {
    (!fermees.is_empty()).then(|| {
        let ligne = |rubrique: &Rubrique| {
            view! { <li><span><Picto icone=Icone::Cadenas/>" "{rubrique.libelle()}</span><span class="discret">{raison(*rubrique)}</span></li> }
        };
        let lignes = fermees.iter().map(ligne).collect_view();
        view! {
            <Carte titre="Rubriques fermées" id="fermees" corps=false>
                <ul class="liste" role="list">{lignes}</ul>
                <div class="carte-corps">
                    <p class="discret">"Votre profil ou la convention de votre organisme n’ouvre pas ces rubriques : rien n’en a été transmis. Si votre mission les demande, adressez-vous au référent utilisateurs du Département."</p>
                </div>
            </Carte>
        }
        .into_any()
    })
}
