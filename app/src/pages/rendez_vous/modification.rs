//! Date, place and the rest of a rendez-vous still to come or without result.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterEquipe, ConsulterRendezVous};
use reciproque_shared::rendez_vous::Changement;
use reciproque_shared::rendez_vous::fiche::FicheRendezVous;
use reciproque_shared::session::Equipe;

use super::brouillon::changement;
use super::entete::avec;
use super::formulaire::formulaire;
use crate::pages::geste::{Dit, laisser};
use crate::pages::{EchecLecture, numero, use_lecture};
use crate::ui::*;

#[component]
pub fn ModificationRendezVous() -> impl IntoView {
    let id = numero("rendez_vous");
    let lecture = use_lecture::<ConsulterRendezVous>(move || (id.get(), ()));
    let equipe = use_lecture::<ConsulterEquipe>(|| ((), ()));
    let vue = move || match (lecture.etat(), equipe.etat()) {
        (Some(Ok(fiche)), Some(Ok(equipe))) => modification(&fiche, &equipe),
        (Some(Err(echec)), _) => view! { <EchecLecture echec relire=move || lecture.relire()/> }.into_any(),
        (_, Some(Err(echec))) => view! { <EchecLecture echec relire=move || equipe.relire()/> }.into_any(),
        _ => view! { <Squelette lignes=6/> }.into_any(),
    };
    view! {
        <main id="contenu" class="page etroite">
            <Titre texte="Modifier le rendez-vous"/>
            {vue}
        </main>
    }
    .into_any()
}

fn modification(fiche: &FicheRendezVous, equipe: &Equipe) -> AnyView {
    let href = format!("/rendez-vous/{}", fiche.ligne.id);
    // Something was typed before it could not be changed any more: the form shows it.
    if !fiche.modifiable && fiche.brouillon(Changement::Modification).is_none() {
        return view! {
            <EtatVide titre="Ce rendez-vous ne se modifie plus">
                <p>"Il a déjà un résultat, ou votre structure n’accompagne plus cette personne. Son résultat se corrige sur sa fiche."</p>
                <LienBouton href genre=Genre::Secondaire>"Voir le rendez-vous"</LienBouton>
            </EtatVide>
        }
        .into_any();
    }
    let va = use_navigate();
    let vers = href.clone();
    let retourne = move || va(&vers, NavigateOptions { replace: true, ..Default::default() });
    let voir = {
        let retourne = retourne.clone();
        move |_| retourne()
    };
    let fait = Callback::new(move |_: FicheRendezVous| {
        laisser(Dit::Fait, "Modification enregistrée.");
        retourne();
    });
    let retour = |_: &_| {
        view! { <LienBouton href genre=Genre::Secondaire>"Retour au rendez-vous"</LienBouton> }.into_any()
    };
    let depart = changement(Changement::Modification, fiche, equipe);
    view! {
        {avec(&fiche.ligne.personne)}
        {formulaire(depart, ("", "Enregistrer la modification"), fait, voir, retour)}
    }
    .into_any()
}
