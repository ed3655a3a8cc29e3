//! One field and one button: a code, a password asked again.

use std::pin::Pin;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::erreurs_de;
use crate::server::Echec;
use crate::ui::*;

/// What is done with the answer.
pub type Envoye = Pin<Box<dyn Future<Output = Result<(), Echec>>>>;

/// Asks for one thing and hands it over; a refusal stands on the field, which is emptied.
#[component]
pub fn Question(
    id: &'static str,
    libelle: &'static str,
    #[prop(optional, into)] indice: Option<String>,
    bouton: &'static str,
    /// A password: hidden as one types.
    #[prop(optional)]
    secret: bool,
    envoyer: Callback<(String,), Envoye>,
) -> impl IntoView {
    let valeur = RwSignal::new(String::new());
    let erreurs = Erreurs::new();
    let occupe = RwSignal::new(false);
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if occupe.get_untracked() {
            return;
        }
        if valeur.with_untracked(|valeur| valeur.trim().is_empty()) {
            erreurs.pose(vec![Erreur::new(id, "Remplissez ce champ.")]);
            return;
        }
        erreurs.efface();
        occupe.set(true);
        let suite = envoyer.run((valeur.get_untracked(),));
        spawn_local(async move {
            if let Err(echec) = suite.await {
                valeur.try_set(String::new());
                erreurs.pose(erreurs_de(&echec, id));
            }
            occupe.try_set(false);
        });
    };
    let champ = match secret {
        true => view! { <ChampSecret id libelle valeur indice=indice.unwrap_or_default() erreur=erreurs.de(id)/> }.into_any(),
        false => view! {
            <ChampTexte id libelle valeur indice=indice.unwrap_or_default() erreur=erreurs.de(id) auto="one-time-code"/>
        }
        .into_any(),
    };
    view! {
        <form class="compte-formulaire" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            {champ}
            <div class="actions"><Bouton soumet=true occupe>{bouton}</Bouton></div>
        </form>
    }
    .into_any()
}
