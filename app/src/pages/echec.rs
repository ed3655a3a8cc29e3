//! A refusal on screen: what happened, what to do next.

use leptos::prelude::*;

use crate::server::Echec;
use crate::ui::*;

/// The refusals of a form, each on its field; those that no field bears go to `sinon`
/// (empty: the form as a whole).
pub fn erreurs_de(echec: &Echec, sinon: &str) -> Vec<Erreur> {
    match echec {
        Echec::Probleme(probleme) if !probleme.errors.is_empty() => {
            probleme.errors.iter().cloned().map(Erreur::from).collect()
        }
        _ => vec![Erreur::new(sinon, echec.detail())],
    }
}

/// In place of what could not be read, with a button to try again when that may help.
#[component]
pub fn EchecLecture(echec: Echec, #[prop(into)] relire: Callback<()>) -> impl IntoView {
    let titre = echec.titre().to_owned();
    let detail = echec.detail().to_owned();
    if echec.est_introuvable() {
        return view! {
            <EtatVide titre>
                <p>{detail}</p>
                <LienBouton href="/recherche" genre=Genre::Secondaire icone=Icone::Loupe>"Rechercher"</LienBouton>
            </EtatVide>
        }
        .into_any();
    }
    // Asking again changes nothing to what the server decided.
    let decide = matches!(&echec, Echec::Probleme(probleme) if (400..500).contains(&probleme.status));
    let suite = match decide {
        _ if echec.demande_un_motif() => view! { <Bouton petit=true au_clic=relire>"Donner le motif"</Bouton> }.into_any(),
        true => view! { <LienBouton href="/" genre=Genre::Secondaire petit=true icone=Icone::Maison>"Accueil"</LienBouton> }.into_any(),
        false => view! { <Bouton genre=Genre::Secondaire petit=true au_clic=relire>"Réessayer"</Bouton> }.into_any(),
    };
    view! {
        <Alerte ton=Ton::Erreur titre vivante=true>
            <p>{detail}</p>
            {suite}
        </Alerte>
    }
    .into_any()
}
