//! Date, place and the rest of a rendez-vous still to come or without result.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use reciproque_shared::api::{ConsulterEquipe, ConsulterRendezVous};
use reciproque_shared::fiche_rendez_vous::{FicheRendezVous, raconter};
use reciproque_shared::session::Equipe;

use super::champs::saisie_de;
use super::entete::avec;
use super::envoi::modifier;
use super::formulaire::{Formulaire, FormulaireRendezVous, Suite};
use super::passage;
use crate::pages::{EchecLecture, numero, use_lecture};
use crate::ui::*;

/// Where the focus goes when somebody else was faster.
const CONFLIT: &str = "conflit";

#[component]
pub fn ModificationRendezVous() -> impl IntoView {
    let id = numero("rendez_vous");
    let lecture = use_lecture::<ConsulterRendezVous>(move || (id.get(), ()));
    let equipe = use_lecture::<ConsulterEquipe>(|| ((), ()));
    let relire = Callback::new(move |()| lecture.relire());
    let vue = move || match (lecture.etat(), equipe.etat()) {
        (Some(Ok(fiche)), Some(Ok(equipe))) => modification(&fiche, &equipe, relire),
        (Some(Err(echec)), _) => view! { <EchecLecture echec relire/> }.into_any(),
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

fn modification(fiche: &FicheRendezVous, equipe: &Equipe, relire: Callback<()>) -> AnyView {
    let id = fiche.ligne.id;
    let retour = format!("/rendez-vous/{id}");
    if !fiche.modifiable {
        return view! {
            <EtatVide titre="Ce rendez-vous ne se modifie plus">
                <p>"Il a déjà un résultat, ou votre structure n’accompagne plus cette personne. Son résultat se corrige sur sa fiche."</p>
                <LienBouton href=retour genre=Genre::Secondaire>"Voir le rendez-vous"</LienBouton>
            </EtatVide>
        }
        .into_any();
    }
    let formulaire = Formulaire::new(saisie_de(fiche), "");
    // What the agent compares with; a newer reading takes its place at each conflict.
    let connue = RwSignal::new(fiche.clone());
    let conflit = RwSignal::new(Vec::<String>::new());
    let va = use_navigate();
    let vers = retour.clone();
    let envoyer = Callback::new(move |saisie| {
        let (va, vers) = (va.clone(), vers.clone());
        let version = connue.with_untracked(|fiche| fiche.ligne.version);
        spawn_local(async move {
            match formulaire.recevoir(modifier(id, version, saisie).await) {
                Some(Suite::Enregistre(_)) => {
                    passage::laisser("Modification enregistrée.");
                    va(&vers, NavigateOptions { replace: true, ..Default::default() });
                }
                Some(Suite::Entretemps(fiche)) => {
                    conflit.set(connue.with_untracked(|avant| raconter(avant, &fiche)));
                    connue.set(fiche);
                    request_animation_frame(|| met_au_point(CONFLIT));
                }
                None => {}
            }
        });
    });
    let renoncer =
        move || view! { <LienBouton href=retour.clone() genre=Genre::Secondaire>"Renoncer"</LienBouton> };
    let equipe = equipe.clone();
    view! {
        {avec(&fiche.ligne.personne)}
        {move || conflit.with(|dits| (!dits.is_empty()).then(|| alerte(dits, relire)))}
        <FormulaireRendezVous formulaire equipe libelle="Enregistrer la modification" envoyer renoncer/>
    }
    .into_any()
}

fn alerte(dits: &[String], relire: Callback<()>) -> AnyView {
    let dits = dits.iter().cloned().map(|dit| view! { <li>{dit}</li> }).collect_view();
    view! {
        <div id=CONFLIT tabindex="-1">
            <Alerte ton=Ton::Attention titre="Rien n’est encore enregistré : ce rendez-vous a changé entre-temps" vivante=true>
                <ul>{dits}</ul>
                <p>"Votre saisie est gardée ci-dessous. Complétez-la si besoin et enregistrez-la : elle remplacera ce qui est décrit ici."</p>
                <Bouton genre=Genre::Secondaire au_clic=relire>"Reprendre la version enregistrée"</Bouton>
            </Alerte>
        </div>
    }
    .into_any()
}
