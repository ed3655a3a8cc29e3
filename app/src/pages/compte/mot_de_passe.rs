//! Choosing a password: length as one types, the rest told by the server on submit.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::ChangerMotDePasse;
use reciproque_shared::compte::{LONGUEUR_MIN, SaisieMotDePasse};
use reciproque_shared::session::EtatSession;

use crate::pages::erreurs_de;
use crate::server::appeler;
use crate::ui::*;

/// The form. `fait` is told what the session has become.
#[component]
pub fn ChangementMotDePasse(fait: Callback<EtatSession>) -> impl IntoView {
    let champs = [(); 3].map(|()| RwSignal::new(String::new()));
    let [actuel, nouveau, confirmation] = champs;
    let (erreurs, occupe) = (Erreurs::new(), RwSignal::new(false));
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if !occupe.get_untracked() {
            change(champs, erreurs, occupe, fait);
        }
    };
    view! {
        <form class="compte-formulaire" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <ChampSecret
                id="actuel"
                libelle="Mot de passe actuel, ou code reçu"
                valeur=actuel
                erreur=erreurs.de("actuel")
            />
            <ChampSecret
                id="nouveau"
                libelle="Nouveau mot de passe"
                indice=format!("{LONGUEUR_MIN} caractères au moins. Trois ou quatre mots sans lien entre eux se retiennent bien ; évitez votre nom, celui de votre organisation et les mots de passe utilisés ailleurs.")
                valeur=nouveau
                erreur=erreurs.de("nouveau")
                auto="new-password"
            />
            <p class="champ-pied" aria-live="polite">{move || mesure(&nouveau.read())}</p>
            <ChampSecret
                id="confirmation"
                libelle="Nouveau mot de passe, une seconde fois"
                valeur=confirmation
                erreur=erreurs.de("confirmation")
                auto="new-password"
            />
            <p class="discret">"Vos autres sessions ouvertes seront fermées."</p>
            <div class="actions"><Bouton soumet=true occupe>"Changer le mot de passe"</Bouton></div>
        </form>
    }
}

/// Reads what is typed, then asks for the change; the fields are emptied once it is done.
fn change(
    champs: [RwSignal<String>; 3],
    erreurs: Erreurs,
    occupe: RwSignal<bool>,
    fait: Callback<EtatSession>,
) {
    let [actuel, nouveau, confirmation] = champs.map(|champ| champ.get_untracked());
    let saisie = SaisieMotDePasse { actuel, nouveau, confirmation };
    erreurs.efface();
    if let Err(refus) = saisie.lire() {
        return erreurs.pose(refus);
    }
    occupe.set(true);
    spawn_local(async move {
        match appeler::<ChangerMotDePasse>((), saisie).await {
            Ok(etat) => {
                champs.iter().for_each(|champ| drop(champ.try_set(String::new())));
                fait.run(etat);
            }
            Err(echec) => erreurs.pose(erreurs_de(&echec, "")),
        }
        occupe.try_set(false);
    });
}

/// What is missing, as one types; nothing before the first character.
fn mesure(nouveau: &str) -> String {
    match nouveau.chars().count() {
        0 => String::new(),
        n if n < LONGUEUR_MIN => match LONGUEUR_MIN - n {
            1 => "Encore 1 caractère.".to_owned(),
            reste => format!("Encore {reste} caractères."),
        },
        _ => "Longueur suffisante. S’il se devine trop vite, vous le saurez en validant.".to_owned(),
    }
}
