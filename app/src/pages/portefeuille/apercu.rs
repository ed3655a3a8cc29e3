//! What would come of it for each person, before it is done.

use leptos::prelude::*;
use reciproque_shared::mots::accord;
use reciproque_shared::parcours::portefeuille::{ApercuTransfert, bilan};

use super::issues;
use super::transmission::{APERCU, Transmission};
use crate::ui::*;

pub fn partie(transmission: Transmission) -> AnyView {
    (move || transmission.apercu().map(|apercu| vue(transmission, &apercu))).into_any()
}

fn vue(transmission: Transmission, apercu: &ApercuTransfert) -> AnyView {
    let transmises = apercu.issues.iter().filter(|issue| issue.referent.is_some()).count();
    let faire = (transmises > 0).then(|| {
        let nombre = i64::try_from(transmises).unwrap_or(i64::MAX);
        let texte = format!("Transmettre {}", accord(nombre, "personne", "personnes"));
        let clic = move || transmission.transmet();
        view! { <Bouton occupe=transmission.envoi.occupe au_clic=clic>{texte}</Bouton> }
    });
    let chevauchent = issues::chevauchent(&apercu.issues);
    let (bilan, tableau) = (prevu(apercu), issues::tableau("Pour chaque personne", &apercu.issues));
    view! {
        <div id=APERCU tabindex="-1">
            <Section titre="Ce qui sera transmis" id="apercu-titre">
                <p><strong>{bilan}</strong></p>
                {chevauchent}
                {tableau}
                {transmission.envoi.echec()}
                <div class="actions">{faire}</div>
            </Section>
        </div>
    }
    .into_any()
}

/// The same words as once it is done.
fn prevu(apercu: &ApercuTransfert) -> String {
    match apercu.issues.is_empty() {
        true => "Aucune de ces personnes n’est plus accompagnée par votre structure.".to_owned(),
        false => bilan(&apercu.issues),
    }
}
