//! Where the draft of a rendez-vous stands, and a button to give it up once there is one.

use leptos::prelude::*;
use reciproque_shared::rendez_vous::SaisieRendezVous;

use super::brouillon::{Brouillon, effacer};
use super::formulaire::FormulaireRendezVous;
use crate::pages::brouillon::{EtatBrouillon, ligne};
use crate::ui::*;

pub fn effacement(formulaire: FormulaireRendezVous, brouillon: &Brouillon) -> AnyView {
    let (etat, annonceur) = (brouillon.etat.clone(), use_annonceur());
    let present = Memo::new({
        let etat = etat.clone();
        move |_| etat.with(|etat| *etat != EtatBrouillon::Vide)
    });
    let brouillon = brouillon.clone();
    let efface = RwSignal::new(None::<SaisieRendezVous>);
    let dit = move |phrase: &str| {
        annonceur.dit(phrase);
        met_au_point(&format!("{}objet", formulaire.prefixe));
    };
    let effacer = Callback::new(move |()| {
        let (vierge, saisie) = (brouillon.saisie().vierge, untrack(|| formulaire.champs.lit()));
        let fait = move |()| {
            formulaire.champs.pose(vierge.clone());
            formulaire.erreurs.efface();
            efface.set(Some(saisie.clone()));
            dit("Brouillon effacé. Vous pouvez le rétablir.");
        };
        effacer(&brouillon, Callback::new(fait));
    });
    // On the form again, it is saved like anything typed.
    let retablir = Callback::new(move |()| {
        if let Some(saisie) = efface.try_update(Option::take).flatten() {
            formulaire.champs.pose(saisie);
            dit("Brouillon rétabli.");
        }
    });
    let bouton = move || match (present.get(), efface.with(Option::is_some)) {
        (true, _) => {
            view! { <Bouton genre=Genre::Discret au_clic=effacer>"Effacer le brouillon"</Bouton> }.into_any()
        }
        (false, true) => {
            view! { <Bouton genre=Genre::Discret au_clic=retablir>"Rétablir le brouillon"</Bouton> }
                .into_any()
        }
        (false, false) => ().into_any(),
    };
    view! { {bouton} {ligne(&etat)} }.into_any()
}
