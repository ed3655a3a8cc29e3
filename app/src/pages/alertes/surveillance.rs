//! The watches on one agent: put or lifted without an alert, and those that are over.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::alerte::{FicheSurveillance, GesteSurveillance, SaisieSurveillance, SurveillanceLue};
use reciproque_shared::api::{ConsulterSurveillance, SurveillerAgent};
use reciproque_shared::date;

use super::fiche::motifs;
use super::traitement::LONGUEUR_NOTE;
use crate::pages::{erreurs_de, instant, numero, use_lecture};
use crate::server::appeler;
use crate::session::use_session;
use crate::ui::*;

#[component]
pub fn SurveillanceAgent() -> impl IntoView {
    let agent = numero("agent");
    let lecture = use_lecture::<ConsulterSurveillance>(move || (agent.get(), ()));
    lecture.page("Surveillance d’un agent", |premiere| view! { <Page premiere/> }.into_any())
}

/// The watch as the last answer tells it.
#[component]
fn Page(premiere: Arc<FicheSurveillance>) -> impl IntoView {
    let h1 = use_titre("Surveillance d’un agent".to_owned());
    let (titre, organisation) = (premiere.nom.clone(), premiere.organisation.clone());
    let fiche = RwSignal::new(premiere);
    let ouvert = RwSignal::new(false);
    let geste = Memo::new(move |_| fiche.with(|fiche| fiche.geste));
    let commence = move || {
        ouvert.set(true);
        let premier = if geste.get_untracked() == GesteSurveillance::Poser { "jusqu_au" } else { "note" };
        request_animation_frame(move || met_au_point(premier));
    };
    view! {
        <main id="contenu" class="page">
            <div class="page-tete">
                <div><h1 id="titre-surveillance" node_ref=h1 tabindex="-1">"Surveillance de "{titre}</h1><p>{organisation}</p></div>
            </div>
            <p class="trace-ligne"><a href="/alertes">"Toutes les alertes"</a>" · "<a href="/traces">"Traces"</a></p>
            {move || fiche.with(|fiche| etat(fiche))}
            <p class="actions"><Bouton au_clic=commence>{move || geste.get().libelle()}</Bouton></p>
            {move || fiche.with(|fiche| motifs(&fiche.motifs))}
            {move || fiche.with(|fiche| passees(&fiche.passees))}
            <Dialogue ouvert titre=Signal::derive(move || geste.get().libelle().to_owned())>
                {move || ouvert.get().then(|| view! { <Question fiche ouvert/> })}
            </Dialogue>
        </main>
    }
    .into_any()
}

fn etat(fiche: &FicheSurveillance) -> AnyView {
    match &fiche.en_cours {
        Some(lue) => en_cours(lue),
        None => view! {
            <EtatVide titre="Aucune surveillance en cours">
                <p>"L’agent ouvre ses dossiers sans donner de motif. Placez-le sous surveillance si ses traces ou un signalement le justifient."</p>
            </EtatVide>
        }
        .into_any(),
    }
}

/// Since when, until when, by whom and why.
pub fn en_cours(lue: &SurveillanceLue) -> AnyView {
    let texte = format!(
        "{}. Décidée par {}, le {}. Un motif est demandé à l’agent à chaque dossier, CER ou rendez-vous.",
        jusqu_a(lue.jusqu_au),
        lue.par,
        instant(lue.debut)
    );
    let motif = lue.motif.clone();
    view! {
        <Alerte ton=Ton::Info titre="Agent sous surveillance"><p>{texte}</p><blockquote>{motif}</blockquote></Alerte>
    }
    .into_any()
}

/// `Jusqu’au 29/11/2026`
pub fn jusqu_a(jour: Option<NaiveDate>) -> String {
    jour.map_or_else(|| "Jusqu’à sa levée".to_owned(), |jour| format!("Jusqu’au {}", date::court(jour)))
}

fn passees(lues: &[SurveillanceLue]) -> Option<AnyView> {
    let ligne = |lue: &SurveillanceLue| {
        let du = format!("{}, par {}", instant(lue.debut), lue.par);
        let fin = match (&lue.levee_par, lue.fin) {
            (Some(par), Some(fin)) => format!("Levée le {} par {par}", instant(fin)),
            _ => lue.jusqu_au.map_or_else(String::new, |jour| format!("Finie le {}", date::court(jour))),
        };
        let (pourquoi, levee) = (lue.motif.clone(), lue.motif_levee.clone());
        view! {
            <Ligne>
                <CelluleTitre>{du}</CelluleTitre>
                <Cellule titre="Motif">{pourquoi}</Cellule>
                <Cellule titre="Fin"><span>{fin}{levee.map(|motif| view! { <small class="dessous">{motif}</small> })}</span></Cellule>
            </Ligne>
        }
    };
    (!lues.is_empty()).then(|| {
        let lignes = lues.iter().map(ligne).collect_view();
        view! {
            <Section titre="Surveillances passées" id="passees">
                <Tableau legende="La plus récente d’abord" colonnes=&["Décidée", "Motif", "Fin"]>{lignes}</Tableau>
            </Section>
        }
        .into_any()
    })
}

#[component]
fn Question(fiche: RwSignal<Arc<FicheSurveillance>>, ouvert: RwSignal<bool>) -> impl IntoView {
    let (agent, geste, nom) = fiche.with_untracked(|fiche| (fiche.agent, fiche.geste, fiche.nom.clone()));
    let (note, jusqu_au) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (erreurs, occupe, annonceur) = (Erreurs::new(), RwSignal::new(false), use_annonceur());
    let soumet = move |ev: SubmitEvent| {
        ev.prevent_default();
        if occupe.get_untracked() {
            return;
        }
        occupe.set(true);
        erreurs.efface();
        let saisie =
            SaisieSurveillance { geste, note: note.get_untracked(), jusqu_au: jusqu_au.get_untracked() };
        spawn_local(async move {
            let issue = appeler::<SurveillerAgent>(agent, saisie).await;
            // `Some` once the question is gone: nothing to show then.
            if occupe.try_set(false).is_some() {
                return;
            }
            match issue {
                Ok(lue) => {
                    annonceur.dit(fait(geste));
                    ouvert.set(false);
                    fiche.set(Arc::new(lue));
                    request_animation_frame(|| met_au_point("titre-surveillance"));
                }
                Err(echec) => erreurs.pose(erreurs_de(&echec, "")),
            }
        });
    };
    let aujourdhui = use_session().aujourd_hui();
    let lecture = move |texte: String| date::lire(&texte, aujourdhui).map(date::long).unwrap_or_default();
    let dernier_jour = (geste == GesteSurveillance::Poser).then(|| {
        view! {
            <ChampTexte
                id="jusqu_au"
                libelle="Dernier jour"
                facultatif=true
                indice="Douze mois au plus. Vide : la surveillance dure jusqu’à ce que vous la leviez."
                valeur=jusqu_au
                largeur=Largeur::Date
                lecture
                erreur=erreurs.de("jusqu_au")
            />
        }
    });
    view! {
        <form class="question" novalidate on:submit=soumet>
            <ResumeErreurs erreurs/>
            <p>{effet(geste, &nom)}</p>
            {dernier_jour}
            <ChampZone
                id="note"
                libelle="Pourquoi"
                indice="Des faits courts, gardés avec la surveillance. L’agent ne les voit pas."
                valeur=note
                max=LONGUEUR_NOTE
                erreur=erreurs.de("note")
            />
            <div class="actions">
                <Bouton soumet=true occupe>{geste.libelle()}</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || ouvert.set(false)>"Ne rien faire"</Bouton>
            </div>
        </form>
    }
}

/// What the gesture entails.
fn effet(geste: GesteSurveillance, agent: &str) -> String {
    match geste {
        GesteSurveillance::Poser => format!(
            "Dès sa prochaine demande, {agent} devra donner un motif pour ouvrir un dossier, un CER ou un rendez-vous. Il en est averti."
        ),
        GesteSurveillance::Lever => format!("{agent} ouvrira de nouveau ses dossiers sans donner de motif."),
    }
}

const fn fait(geste: GesteSurveillance) -> &'static str {
    match geste {
        GesteSurveillance::Poser => "Agent placé sous surveillance",
        GesteSurveillance::Lever => "Surveillance levée",
    }
}
