//! Who the rendez-vous is with.

use leptos::prelude::*;
use reciproque_shared::cer::fiche::PersonneConcernee;

use crate::pages::adresse_dossier;
use crate::ui::*;

/// The person, leading to the dossier. In the page only: titles stay in the history.
pub fn avec(personne: &PersonneConcernee) -> AnyView {
    let naissance = format!("Naissance : {}", personne.date_naissance);
    view! {
        <p class="avec">
            <Picto icone=Icone::Personne/>
            <a href=adresse_dossier(personne.dossier, personne.personne)>{personne.nom_prenom()}</a>
            <span class="discret">{naissance}</span>
        </p>
    }
    .into_any()
}
