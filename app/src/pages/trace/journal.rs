//! The state of the journal: what proves that no trace was changed.

use leptos::prelude::*;
use reciproque_shared::api::ConsulterEtatJournal;
use reciproque_shared::trace::{EtatChaine, EtatJournal};

use crate::pages::{a_l_heure, instant, use_lecture};
use crate::ui::*;

#[component]
pub fn EtatDuJournal() -> impl IntoView {
    let lecture = use_lecture::<ConsulterEtatJournal>(|| ((), ()));
    let vue = lecture.vue(|etat| dire(&etat));
    let cote = move || {
        view! { <Bouton genre=Genre::Secondaire petit=true au_clic=move || lecture.relire()>"Vérifier à nouveau"</Bouton> }
    };
    view! { <Carte titre="État du journal" id="journal" cote>{vue}</Carte> }.into_any()
}

fn dire(etat: &EtatJournal) -> AnyView {
    if let Some(rupture) = etat.rupture.clone() {
        return view! {
            <Alerte ton=Ton::Erreur titre="Le journal est rompu">
                <p>{rupture}"."</p>
                <p>"Prévenez l’administrateur sans attendre : les fichiers du journal sont à garder comme preuve, tels quels."</p>
            </Alerte>
        }
        .into_any();
    }
    let heure = a_l_heure(etat.verifie_a);
    let chaines = etat.chaines.iter().map(|chaine| faits(chaine, &heure)).collect_view();
    view! {
        <p><Etiquette ton=Ton::Succes texte="Intact"/>" Aucune trace n’a été modifiée, retirée ni ajoutée après coup."</p>
        {chaines}
        <p class="discret">{format!("Les traces sont gardées {} mois, puis détruites.", etat.conservation_mois)}</p>
    }
    .into_any()
}

fn faits(chaine: &EtatChaine, heure: &str) -> AnyView {
    let sceau = chaine.sceau.as_ref().map_or_else(
        || "aucun pour l’instant : le premier vient dans la minute".to_owned(),
        |sceau| format!("position {}, le {}", sceau.position, instant(sceau.instant)),
    );
    let purge = chaine.purge.as_ref().map_or_else(
        || "aucune : le journal est entier".to_owned(),
        |purge| {
            format!(
                "le {}, jusqu’à la position {} (traces d’avant le {})",
                instant(purge.instant),
                purge.position,
                instant(purge.limite)
            )
        },
    );
    let numero = chaine.chaine;
    let verifiee =
        format!("jusqu’à la position {} à {heure} ; traces : {}", chaine.verifiee_jusqu_a, chaine.evenements);
    view! {
        <Definitions>
            <Fait nom="Chaîne">{numero}</Fait>
            <Fait nom="Vérifiée">{verifiee}</Fait>
            <Fait nom="Dernier sceau">{sceau}</Fait>
            <Fait nom="Dernière purge">{purge}</Fait>
        </Definitions>
    }
    .into_any()
}
