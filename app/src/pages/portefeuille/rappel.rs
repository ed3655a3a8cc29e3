//! What is told on the home page of who manages a structure: nobody is without a référent unseen.

use leptos::prelude::*;
use reciproque_shared::accueil::{Accueil, FileAttente, SaisieFile, nombre_lu};
use reciproque_shared::api::ConsulterAccueil;

use crate::pages::{file, use_lecture};
use crate::ui::*;

/// Who accompanies nobody any more, and who has nobody; nothing when all is well.
#[component]
pub fn Rappel() -> impl IntoView {
    let lecture = use_lecture::<ConsulterAccueil>(|| ((), ()));
    move || match lecture.etat() {
        // What it stands above is not pushed down: it waits too.
        None => view! { <Squelette lignes=2/> }.into_any(),
        Some(Ok(accueil)) => rappel(&accueil),
        // A reminder that can't be read is no reason to hide the home page.
        Some(Err(_)) => ().into_any(),
    }
}

fn rappel(accueil: &Accueil) -> AnyView {
    let lignes: Vec<_> =
        accueil.files.iter().filter_map(|compte| phrase(compte.file, compte.nombre)).collect();
    if lignes.is_empty() {
        return ().into_any();
    }
    let lignes = lignes.into_iter().map(|(file, phrase)| {
        let href = file::adresse(file, SaisieFile::default());
        view! { <li><a href=href>{phrase}</a></li> }
    });
    let lignes = lignes.collect_view();
    view! {
        <Alerte ton=Ton::Attention titre="Des personnes attendent un référent">
            <ul class="suite">{lignes}</ul>
            <LienBouton href="/equipe" petit=true>"Voir l’équipe"</LienBouton>
        </Alerte>
    }
    .into_any()
}

fn phrase(file: FileAttente, nombre: u64) -> Option<(FileAttente, String)> {
    let (une, plusieurs) = match file {
        FileAttente::ReferentParti => (
            "personne a pour référent quelqu’un qui n’est plus habilité",
            "personnes ont pour référent quelqu’un qui n’est plus habilité",
        ),
        FileAttente::SansReferent => ("personne n’a pas de référent", "personnes n’ont pas de référent"),
        _ => return None,
    };
    let dite = if nombre > 1 { plusieurs } else { une };
    (nombre > 0).then(|| (file, format!("{} {dite}", nombre_lu(nombre))))
}
