//! A new rendez-vous: for whom?

use leptos::prelude::*;
use reciproque_shared::dossier::LigneDossier;
use reciproque_shared::habilitation::Acte;

use crate::pages::adresse_nouveau_rendez_vous;
use crate::pages::recherche::BoiteRecherche;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn ChoixPersonne() -> impl IntoView {
    let permis = use_session().permet(Acte::SaisirRendezVous);
    let contenu = match permis {
        true => {
            request_animation_frame(|| met_au_point("recherche"));
            view! { <BoiteRecherche vers=chemin/> }.into_any()
        }
        false => view! {
            <EtatVide titre="Votre profil ne permet pas de fixer un rendez-vous">
                <p>"Les rendez-vous sont fixés par les référents des structures qui accompagnent."</p>
            </EtatVide>
        }
        .into_any(),
    };
    view! {
        <main id="contenu" class="page">
            <Titre texte="Nouveau rendez-vous : pour qui ?"/>
            {contenu}
        </main>
    }
    .into_any()
}

/// Where a person found leads, when a rendez-vous can be fixed with them.
fn chemin(ligne: &LigneDossier) -> Result<String, &'static str> {
    match ligne.non_recu {
        Some(pourquoi) => Err(pourquoi.libelle()),
        None => Ok(adresse_nouveau_rendez_vous(ligne.dossier, ligne.personne)),
    }
}
