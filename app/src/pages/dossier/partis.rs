//! The adults whom the caisse no longer counts in the foyer.

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::dossier::AdulteParti;

use crate::pages::naissance;
use crate::session::use_session;
use crate::ui::*;

/// The card, when there is anybody to name.
pub fn carte(partis: &[AdulteParti]) -> Option<AnyView> {
    if partis.is_empty() {
        return None;
    }
    let lignes = partis.iter().map(ligne).collect_view();
    Some(
        view! {
            <Carte titre="Adultes qui ont quitté le foyer" id="partis">
                <Definitions>{lignes}</Definitions>
                <p class="discret">"Ce qui a été saisi pour eux est conservé. Leur structure ne voit plus ce foyer."</p>
            </Carte>
        }
        .into_any(),
    )
}

fn ligne(parti: &AdulteParti) -> AnyView {
    let nom = format!("{} {}", parti.nom, parti.prenom);
    let qui =
        format!("{}, {}", parti.role.libelle(), naissance(parti.date_naissance, use_session().aujourd_hui()));
    let depart = format!("A quitté le foyer (flux du {})", date::court(parti.partie_le));
    let suite = parti.suite.map(|dossier| {
        view! { <br/><a href=format!("/dossiers/{dossier}")>"Ouvrir le dossier où cette personne continue"</a> }
    });
    view! { <Fait nom=nom>{depart}<br/><span class="discret">{qui}</span>{suite}</Fait> }.into_any()
}
