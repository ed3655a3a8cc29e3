//! Another contract awaits its outcome: asked about before a second one is typed.

use leptos::prelude::*;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::cer::fiche::LigneCer;

use super::brouillon::{Brouillon, Instance};
use super::mots::{EtiquetteCer, avec_rang};
use crate::pages::brouillon::Gardee as _;
use crate::ui::*;

#[component]
pub fn EnInstance(brouillon: Brouillon) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    let instance = brouillon.saisie().instance;
    Effect::new({
        let instance = instance.clone();
        move || ouvert.set(instance.with(|instance| matches!(instance, Instance::Attend(_))))
    });
    let contenu = move || match instance.get() {
        Instance::Attend(ligne) => {
            let (instance, brouillon) = (instance.clone(), brouillon.clone());
            let malgre = move || {
                instance.set(Instance::Admise);
                brouillon.enregistre();
            };
            Some(question(&ligne, malgre))
        }
        _ => None,
    };
    view! { <Dialogue ouvert imperatif=true titre="Un contrat attend déjà sa suite">{contenu}</Dialogue> }
}

fn question(ligne: &LigneCer, malgre: impl Fn() + Send + Sync + 'static) -> AnyView {
    let href = format!("/cer/{}", ligne.id);
    let (etat, quoi) = (ligne.etat, avec_rang(&ligne.sorte, ligne.rang));
    let qui = format!("{}, {}", ligne.referent, ligne.structure);
    view! {
        <p><EtiquetteCer etat position=None/>" "{quoi}</p>
        <p class="discret">{qui}</p>
        <p>{suite_en_instance(etat)}" Un autre contrat ne le remplace pas."</p>
        <div class="actions">
            <LienBouton href>"Voir ce contrat"</LienBouton>
            <Bouton genre=Genre::Secondaire au_clic=malgre>"Saisir un autre contrat"</Bouton>
        </div>
    }
    .into_any()
}

/// What the one that is there awaits.
const fn suite_en_instance(etat: EtatCer) -> &'static str {
    match etat {
        EtatCer::Signe => "Il est signé et reste à transmettre au département.",
        EtatCer::ACompleter => "Le département demande de le compléter.",
        _ => "Il est au département, qui décide.",
    }
}
