//! What comes, or came, of a decision for each person.

use leptos::prelude::*;
use reciproque_shared::parcours::lot::IssueLot;

use crate::pages::{adresse_dossier, naissance};
use crate::session::use_session;
use crate::ui::*;

/// Persons to whom the same happens, with what it is for each; nothing when there is none.
pub fn partie<'a>(
    (id, titre): (&'static str, &'static str),
    issues: impl Iterator<Item = &'a IssueLot>,
    issue: impl Fn(&IssueLot) -> AnyView,
) -> Option<AnyView> {
    let lignes: Vec<AnyView> = issues.map(|lue| ligne(lue, issue(lue))).collect();
    (!lignes.is_empty()).then(|| {
        let titre = format!("{titre} ({})", lignes.len());
        view! {
            <Section titre=titre.clone() id>
                <Tableau legende=titre muette=true colonnes=&["Personne", "Naissance", "Issue"]>{lignes}</Tableau>
            </Section>
        }
        .into_any()
    })
}

/// Why somebody is left aside.
pub fn raison(lue: &IssueLot) -> AnyView {
    lue.raison.clone().into_any()
}

fn ligne(lue: &IssueLot, issue: AnyView) -> AnyView {
    let personne = &lue.personne;
    let (qui, href) = (personne.nom_prenom(), adresse_dossier(personne.dossier, personne.personne));
    let ne_le = naissance(personne.date_naissance, use_session().aujourd_hui());
    view! {
        <Ligne>
            <CelluleTitre><a href=href>{qui}</a></CelluleTitre>
            <Cellule titre="Naissance">{ne_le}</Cellule>
            <Cellule titre="Issue"><div>{issue}</div></Cellule>
        </Ligne>
    }
    .into_any()
}
