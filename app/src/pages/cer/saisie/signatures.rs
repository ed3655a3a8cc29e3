//! The two signatures and their place.

use chrono::NaiveDate;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use reciproque_shared::date;

use super::FormulaireCer;
use crate::pages::cer::mots::{date_lue, garde};
use crate::ui::*;

pub fn partie(formulaire: FormulaireCer) -> AnyView {
    let FormulaireCer { champs, erreurs, .. } = formulaire;
    view! {
        <section class="formulaire-partie" aria-labelledby="partie-signatures">
            <h2 id="partie-signatures" tabindex="-1">"Signatures"</h2>
            <p class="discret">"Les dates du contrat signé. Dans un champ vide, la barre d’espace écrit la date du jour."</p>
            <div class="champs">
                {jour(formulaire, ("signe_personne_le", "La personne, le", champs.signe_personne_le))}
                {jour(formulaire, ("signe_referent_le", "Le référent, le", champs.signe_referent_le))}
                <ChampTexte id="lieu_signature" libelle="Lieu" facultatif=true valeur=champs.lieu_signature garde=garde() erreur=erreurs.de("lieu_signature")/>
            </div>
        </section>
    }
    .into_any()
}

fn jour(
    formulaire: FormulaireCer,
    (id, libelle, valeur): (&'static str, &'static str, RwSignal<String>),
) -> AnyView {
    let aujourdhui = formulaire.aujourdhui();
    view! {
        <div class="champ-jour" on:keydown=move |ev| espace(&ev, valeur, aujourdhui)>
            <ChampTexte
                id=id
                libelle=libelle
                valeur
                largeur=Largeur::Date
                lecture=move |texte: String| date_lue(&texte, aujourdhui)
                erreur=formulaire.erreurs.de(id)
            />
            <Bouton
                genre=Genre::Discret
                petit=true
                au_clic=move || valeur.set(date::court(aujourdhui))
                attr:aria-label=format!("Aujourd’hui : {libelle}")
            >"Aujourd’hui"</Bouton>
        </div>
    }
    .into_any()
}

/// The space bar writes today in an empty date, which spaces leave empty.
fn espace(ev: &KeyboardEvent, valeur: RwSignal<String>, aujourdhui: NaiveDate) {
    if ev.key() == " " && valeur.with_untracked(|date| date.trim().is_empty()) {
        ev.prevent_default();
        valeur.set(date::court(aujourdhui));
    }
}
