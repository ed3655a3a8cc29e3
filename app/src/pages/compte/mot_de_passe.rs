//! Choosing a password: length as one types, the rest told by the server on submit.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use reciproque_shared::api::ChangerMotDePasse;
use reciproque_shared::compte::{LONGUEUR_MIN, SaisieMotDePasse};
use reciproque_shared::mots::combien;
use reciproque_shared::session::EtatSession;

use crate::pages::geste::Envoi;
use crate::server::appeler;
use crate::ui::*;

/// The form. `fait` is told what the session has become.
#[component]
pub fn ChangementMotDePasse(fait: Callback<EtatSession>) -> impl IntoView {
    let champs = [(); 3].map(|()| RwSignal::new(String::new()));
    let [actuel, nouveau, confirmation] = champs;
    let envoi = Envoi::nouveau();
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        change(champs, envoi, fait);
    };
    let Envoi { erreurs, occupe, .. } = envoi;
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
fn change(champs: [RwSignal<String>; 3], envoi: Envoi, fait: Callback<EtatSession>) {
    let [actuel, nouveau, confirmation] = champs.map(|champ| champ.get_untracked());
    let saisie = SaisieMotDePasse { actuel, nouveau, confirmation };
    if envoi.admet(saisie.lire()).is_some() {
        envoi.lance(appeler::<ChangerMotDePasse>((), saisie), move |etat| {
            champs.iter().for_each(|champ| champ.set(String::new()));
            fait.run(etat);
        });
    }
}

/// What is missing, as one types; nothing before the first character.
fn mesure(nouveau: &str) -> String {
    match nouveau.chars().count() {
        0 => String::new(),
        n if n < LONGUEUR_MIN => format!("Encore {}.", combien(LONGUEUR_MIN - n, "caractère")),
        _ => "Longueur suffisante. S’il se devine trop vite, vous le saurez en validant.".to_owned(),
    }
}
