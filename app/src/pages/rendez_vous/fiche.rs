//! One rendez-vous: its result first, then what was agreed, then its history.

use leptos::prelude::*;
use reciproque_shared::habilitation::Acte;
use reciproque_shared::mots::jour_et_heure;
use reciproque_shared::rendez_vous::fiche::{DATE, EtapeRendezVous, FicheRendezVous, GestePasse, gestes};

use super::entete::avec;
use super::etiquette::EtiquetteRendezVous;
use super::resultat::{EtatResultat, resultats};
use crate::pages::geste::Ouverte;
use crate::pages::{adresse_nouveau_rendez_vous, instant, numero};
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn RendezVous() -> impl IntoView {
    let ouverte = Ouverte::lire(numero("rendez_vous"));
    ouverte.page("Rendez-vous", move |fiche| page(&fiche, EtatResultat::nouveau(ouverte)))
}

fn page(fiche: &FicheRendezVous, etat: EtatResultat) -> AnyView {
    let ligne = &fiche.ligne;
    let h1 = use_titre("Rendez-vous".to_owned());
    // A result that has just been given can be taken back at once.
    let corrigeable = !fiche.modifiable && !fiche.statuts_possibles.is_empty();
    let fait = etat.ouverte.fait().map(|mots| dire(mots, fiche.suite, corrigeable.then_some(etat)));
    let resultat = resultat(fiche, etat, corrigeable && fait.is_some());
    view! {
        <main id="contenu" class="page etroite">
            <div class="page-tete">
                <h1 node_ref=h1 tabindex="-1">{format!("Rendez-vous du {}", jour_et_heure(ligne.debut))}</h1>
                <EtiquetteRendezVous ligne/>
            </div>
            {avec(&ligne.personne)}
            {etat.ouverte.devancee(fiche)}
            {fait}
            {resultat}
            {faits(fiche)}
            {actions(fiche)}
            {historique(&fiche.etapes)}
        </main>
    }
    .into_any()
}

fn corrige(etat: EtatResultat) {
    etat.corrige.set(true);
    request_animation_frame(|| met_au_point("resultat"));
}

/// What has just been done, until one corrects it.
fn dire(mots: String, suite: Option<i64>, corrigeable: Option<EtatResultat>) -> AnyView {
    let message = move || {
        let mots = mots.clone();
        view! {
            <Alerte ton=Ton::Succes>
                <p>{mots}</p>
                {suite.map(|id| view! { <p><a href=format!("/rendez-vous/{id}")>"Voir le nouveau rendez-vous"</a></p> })}
                {corrigeable.map(|etat| view! {
                    <Bouton genre=Genre::Secondaire petit=true icone=Icone::Retour au_clic=move || corrige(etat)>"Corriger"</Bouton>
                })}
            </Alerte>
        }
    };
    (move || (!corrigeable.is_some_and(|etat| etat.corrige.get())).then(&message)).into_any()
}

/// Shown at once when the result is awaited, on demand otherwise; `propose`: it is offered above.
fn resultat(fiche: &FicheRendezVous, etat: EtatResultat, propose: bool) -> Option<AnyView> {
    if fiche.statuts_possibles.is_empty() {
        return None;
    }
    let attendu = fiche.modifiable;
    let titre = match (fiche.ligne.a_renseigner, attendu) {
        (true, _) => "Que s’est-il passé ?",
        (_, true) => "Un changement ?",
        _ => "Corriger le résultat",
    };
    let fiche = fiche.clone();
    let vue = move || {
        match attendu || etat.corrige.get() {
        true => view! {
            <section class="section" aria-labelledby="resultat">
                <h2 id="resultat" tabindex="-1">{titre}</h2>
                {resultats(&fiche, etat)}
            </section>
        }
        .into_any(),
        false if propose => ().into_any(),
        false => view! {
            <div class="actions">
                <Bouton genre=Genre::Secondaire icone=Icone::Crayon au_clic=move || corrige(etat)>"Corriger le résultat"</Bouton>
            </div>
        }
        .into_any(),
    }
    };
    Some(vue.into_any())
}

fn faits(fiche: &FicheRendezVous) -> AnyView {
    let (origine, suite) = (fiche.origine, fiche.suite);
    // The title says when.
    let dits = fiche.faits().into_iter().filter(|(nom, texte)| *nom != DATE && !texte.is_empty());
    let dits = dits.map(|(nom, texte)| view! { <Fait nom>{texte}</Fait> }).collect_view();
    let lien = |id: i64, texte: &'static str| view! { <a href=format!("/rendez-vous/{id}")>{texte}</a> };
    view! {
        <Carte titre="Ce qui est convenu" id="convenu">
            <Definitions>
                {dits}
                {origine.map(|id| view! { <Fait nom="Remplace">{lien(id, "le rendez-vous reporté")}</Fait> })}
                {suite.map(|id| view! { <Fait nom="Remplacé par">{lien(id, "le nouveau rendez-vous")}</Fait> })}
            </Definitions>
        </Carte>
    }
    .into_any()
}

fn actions(fiche: &FicheRendezVous) -> Option<AnyView> {
    let personne = &fiche.ligne.personne;
    let (id, modifiable) = (fiche.ligne.id, fiche.modifiable);
    let suivant = adresse_nouveau_rendez_vous(personne.dossier, personne.personne);
    use_session().permet(Acte::SaisirRendezVous).then(|| {
        view! {
            <div class="actions">
                {modifiable.then(|| view! {
                    <LienBouton href=format!("/rendez-vous/{id}/modifier") genre=Genre::Secondaire icone=Icone::Crayon>"Modifier"</LienBouton>
                })}
                <LienBouton href=suivant genre=Genre::Secondaire icone=Icone::Plus>"Prochain rendez-vous"</LienBouton>
            </div>
        }
        .into_any()
    })
}

/// Newest first.
fn historique(etapes: &[EtapeRendezVous]) -> AnyView {
    let etape = |(rang, geste): (usize, GestePasse<'_>)| {
        let quoi = geste.deplace.map_or_else(|| geste.quoi.to_owned(), |ou| format!("{} {ou}", geste.quoi));
        let qui_quand = format!("{}, le {}", geste.etape.agent, instant(geste.etape.instant));
        view! { <Etape quoi qui_quand nostrip:motif=geste.lieu courante=rang == 0/> }
    };
    let etapes = gestes(etapes).into_iter().enumerate().map(etape).collect_view();
    view! { <Section titre="Historique" id="historique"><Frise>{etapes}</Frise></Section> }.into_any()
}
