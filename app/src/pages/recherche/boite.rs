//! The search as one types: asked a quarter of a second after the last key; late
//! answers to former texts are dropped. Nothing of it reaches the URL.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::Rechercher;
use reciproque_shared::dossier::{ResultatsRecherche, SaisieRecherche, que_tenter, si_introuvable};
use reciproque_shared::habilitation::{Acte, allows};

use super::{LienDossier, Vers, au_dossier, memoire};
use crate::pages::combien;
use crate::server::{Echec, appeler};
use crate::session::use_session;
use crate::ui::*;

const ATTENTE: Duration = Duration::from_millis(250);
/// Fewer letters mean nothing: the server is not asked.
const LETTRES_MIN: usize = 2;

/// What became of the text in the box.
#[derive(Clone, PartialEq)]
pub enum EtatRecherche {
    /// Too little typed.
    Rien,
    EnCours,
    Lu(ResultatsRecherche),
    Refus(Echec),
}

#[component]
pub fn BoiteRecherche(
    /// Where a person leads.
    #[prop(default = au_dossier)]
    vers: Vers,
) -> impl IntoView {
    let (texte, etat) = (RwSignal::new(String::new()), RwSignal::new(EtatRecherche::Rien));
    memoire::reprendre(texte, etat);
    let presse = suivre(texte, etat);
    let nouvelles = Signal::derive(move || etat.with(dire));
    view! {
        <Recherche
            id="recherche"
            libelle="Trouver un dossier"
            texte
            exemple="Nom, date de naissance, NIR, matricule, n° de demande"
            nouvelles
            en_attente=Signal::derive(move || etat.with(|etat| *etat == EtatRecherche::EnCours))
            presse
        >
            {move || match etat.get() {
                EtatRecherche::Lu(resultats) => montrer(resultats, vers),
                _ => ().into_any(),
            }}
        </Recherche>
    }
}

/// Asks as one types; what it answers asks without waiting.
fn suivre(texte: RwSignal<String>, etat: RwSignal<EtatRecherche>) -> Callback<()> {
    let question = StoredValue::new(0_u32);
    let attente = StoredValue::new(None::<TimeoutHandle>);
    let arrete = move || {
        if let Some(attente) = attente.try_update_value(Option::take).flatten() {
            attente.clear();
        }
    };
    let demande = move |delai: Duration| {
        arrete();
        // Whatever comes now answers a former text.
        question.update_value(|numero| *numero += 1);
        let voulu = texte.get_untracked().trim().to_owned();
        if voulu.chars().count() < LETTRES_MIN {
            etat.set(EtatRecherche::Rien);
            return;
        }
        // Results of a former text must not be opened for those of this one.
        etat.set(EtatRecherche::EnCours);
        let numero = question.get_value();
        let chercher = move || {
            // Nothing is left to hasten.
            attente.try_update_value(Option::take);
            spawn_local(async move {
                let lu = appeler::<Rechercher>((), SaisieRecherche { texte: voulu }).await;
                if question.try_get_value() == Some(numero) {
                    etat.set(lu.map_or_else(EtatRecherche::Refus, EtatRecherche::Lu));
                }
            });
        };
        attente.set_value(set_timeout_with_handle(chercher, delai).ok());
    };
    Effect::new(move |avant: Option<()>| {
        texte.track();
        // Come back to what had been found: it is there.
        if avant.is_some() || !etat.with_untracked(|etat| matches!(etat, EtatRecherche::Lu(_))) {
            demande(ATTENTE);
        }
    });
    use_session().a_la_reconnexion(move || {
        if etat.with_untracked(|etat| matches!(etat, EtatRecherche::Refus(_))) {
            demande(ATTENTE);
        }
    });
    on_cleanup(arrete);
    Callback::new(move |()| {
        if attente.with_value(Option::is_some) {
            demande(Duration::ZERO);
        }
    })
}

/// The line under the box: how the text was understood and what came of it.
fn dire(etat: &EtatRecherche) -> String {
    match etat {
        EtatRecherche::Rien => "Tapez un nom, une date de naissance, un numéro de sécurité sociale (NIR), un matricule ou un \
                       numéro de demande. Flèches pour parcourir ; Entrée ouvre le résultat s’il est seul, sinon va au \
                       premier."
            .to_owned(),
        EtatRecherche::EnCours => "Recherche…".to_owned(),
        EtatRecherche::Refus(echec) => echec.phrases(),
        EtatRecherche::Lu(resultats) => {
            let trouve = match resultats.lignes.len() {
                0 => "Aucune personne trouvée".to_owned(),
                nombre if resultats.tronque => format!("Plus de {}", combien(nombre, "personne")),
                nombre => combien(nombre, "personne"),
            };
            format!("{trouve}. Texte lu comme : {}.", resultats.compris)
        }
    }
}

fn montrer(mut resultats: ResultatsRecherche, vers: Vers) -> AnyView {
    if resultats.lignes.is_empty() {
        let portee = use_session()
            .profil()
            .and_then(|profil| allows(profil, Acte::Rechercher))
            .map(|droit| droit.portee);
        return view! {
            <EtatVide titre="Aucune personne trouvée">
                <p>{format!("Votre texte a été lu comme : {}. {}", resultats.compris, que_tenter(&resultats.compris))}</p>
                <p>"Si rien n’y fait, le dossier est peut-être hors de ce que votre profil ouvre. "{portee.map(si_introuvable)}</p>
            </EtatVide>
        }
        .into_any();
    }
    let tronque = resultats.tronque;
    // Those who can be chosen first.
    resultats.lignes.sort_by_key(|ligne| vers(ligne).is_err());
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
