//! The search as one types: asked a quarter of a second after the last key; late
//! answers to former texts are dropped. Nothing of it reaches the URL.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::Rechercher;
use reciproque_shared::dossier::{ResultatsRecherche, SaisieRecherche, si_introuvable};
use reciproque_shared::habilitation::{Acte, allows};

use super::LienDossier;
use crate::pages::combien;
use crate::server::{Echec, appeler};
use crate::session::use_session;
use crate::ui::*;

const ATTENTE: Duration = Duration::from_millis(250);
/// Fewer letters mean nothing: the server is not asked.
const LETTRES_MIN: usize = 2;

/// What became of the text in the box.
#[derive(Clone, PartialEq)]
enum Etat {
    /// Too little typed.
    Rien,
    EnCours,
    Lu(ResultatsRecherche),
    Refus(Echec),
}

#[component]
pub fn BoiteRecherche(
    /// Where a dossier and its person lead; to the dossier when absent.
    #[prop(optional)]
    vers: Option<fn(i64, i64) -> String>,
) -> impl IntoView {
    let texte = RwSignal::new(String::new());
    let etat = suivre(texte);
    let nouvelles = Signal::derive(move || etat.with(dire));
    view! {
        <Recherche
            id="recherche"
            libelle="Trouver un dossier"
            texte
            exemple="Nom, date de naissance, NIR, matricule, n° de demande"
            nouvelles
        >
            {move || match etat.get() {
                Etat::Lu(resultats) => montrer(resultats, vers),
                _ => ().into_any(),
            }}
        </Recherche>
    }
}

fn suivre(texte: RwSignal<String>) -> RwSignal<Etat> {
    let etat = RwSignal::new(Etat::Rien);
    let question = StoredValue::new(0_u32);
    let attente = StoredValue::new(None::<TimeoutHandle>);
    let arrete = move || {
        if let Some(attente) = attente.try_update_value(Option::take).flatten() {
            attente.clear();
        }
    };
    let demande = move || {
        arrete();
        // Whatever comes now answers a former text.
        question.update_value(|numero| *numero += 1);
        let voulu = texte.get_untracked().trim().to_owned();
        if voulu.chars().count() < LETTRES_MIN {
            etat.set(Etat::Rien);
            return;
        }
        // Results of a former text must not be opened for those of this one.
        etat.set(Etat::EnCours);
        let numero = question.get_value();
        let chercher = move || {
            spawn_local(async move {
                let lu = appeler::<Rechercher>((), SaisieRecherche { texte: voulu }).await;
                if question.try_get_value() == Some(numero) {
                    etat.set(lu.map_or_else(Etat::Refus, Etat::Lu));
                }
            });
        };
        attente.set_value(set_timeout_with_handle(chercher, ATTENTE).ok());
    };
    Effect::new(move || {
        texte.track();
        demande();
    });
    use_session().a_la_reconnexion(move || {
        if etat.with_untracked(|etat| matches!(etat, Etat::Refus(_))) {
            demande();
        }
    });
    on_cleanup(arrete);
    etat
}

/// The line under the box: how the text was understood and what came of it.
fn dire(etat: &Etat) -> String {
    match etat {
        Etat::Rien => "Tapez un nom, une date de naissance, un numéro de sécurité sociale (NIR), un matricule ou un \
                       numéro de demande. Flèches pour parcourir ; Entrée ouvre le résultat s’il est seul, sinon va au \
                       premier."
            .to_owned(),
        Etat::EnCours => "Recherche…".to_owned(),
        Etat::Refus(echec) => echec.phrases(),
        Etat::Lu(resultats) => {
            let trouve = match resultats.lignes.len() {
                0 => "Aucune personne trouvée".to_owned(),
                nombre if resultats.tronque => format!("Plus de {}", combien(nombre, "personne")),
                nombre => combien(nombre, "personne"),
            };
            format!("{trouve}. Texte lu comme : {}.", resultats.compris)
        }
    }
}

fn montrer(resultats: ResultatsRecherche, vers: Option<fn(i64, i64) -> String>) -> AnyView {
    if resultats.lignes.is_empty() {
        let portee = use_session()
            .profil()
            .and_then(|profil| allows(profil, Acte::Rechercher))
            .map(|droit| droit.portee);
        return view! {
            <EtatVide titre="Personne ne correspond dans votre périmètre">
                <p>"Essayez autrement : date de naissance, numéro de sécurité sociale, matricule ou numéro de demande."</p>
                <p>{portee.map(si_introuvable)}</p>
            </EtatVide>
        }
        .into_any();
    }
    let tronque = resultats.tronque;
    view! {
        <Resultats>
            {resultats.lignes.into_iter().map(|ligne| view! { <LienDossier ligne vers/> }).collect_view()}
        </Resultats>
        {tronque.then(|| view! {
            <Alerte>
                <p>"Seules les premières personnes sont affichées. Précisez : ajoutez le prénom, ou la date de naissance après le nom (« muller 3/4/84 »)."</p>
            </Alerte>
        })}
    }
    .into_any()
}
