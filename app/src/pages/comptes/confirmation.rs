//! Before a code is handed over: what it closes, and whether the second factor is lost too.

use leptos::prelude::*;
use reciproque_shared::api::{DeclarerPerte, RemettreCode};
use reciproque_shared::compte::{EtatCompte, LettreCode, LigneCompte, MotifPerte, SaisiePerte};

use super::quoi;
use crate::pages::geste::Envoi;
use crate::server::{Echec, appeler};
use crate::ui::*;

/// What is lost, when the account has a second factor.
const MOT_DE_PASSE: &str = "mot_de_passe";
const TOUT: &str = "tout";

#[component]
pub fn Confirmation(
    choisi: RwSignal<Option<LigneCompte>>,
    lettre: RwSignal<Option<LettreCode>>,
) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    accorder(choisi, ouvert);
    let titre = Signal::derive(move || choisi.with(|c| c.as_ref().map_or("", |c| quoi(c.etat))).to_owned());
    let contenu = move || choisi.get().map(|compte| view! { <Questions compte choisi lettre ouvert/> });
    view! { <Dialogue ouvert titre>{contenu}</Dialogue> }
}

#[component]
fn Questions(
    compte: LigneCompte,
    choisi: RwSignal<Option<LigneCompte>>,
    lettre: RwSignal<Option<LettreCode>>,
    ouvert: RwSignal<bool>,
) -> impl IntoView {
    let envoi = Envoi::nouveau();
    let Envoi { erreurs, occupe, .. } = envoi;
    let (perdu, motif) = (RwSignal::new(MOT_DE_PASSE.to_owned()), RwSignal::new(String::new()));
    let tout = Memo::new(move |_| perdu.with(|perdu| perdu == TOUT));
    let agent = compte.agent;
    let remettre = move || {
        let perte = tout.get_untracked().then(|| SaisiePerte { motif: motif.get_untracked() });
        let lue = perte.as_ref().map(SaisiePerte::lire).transpose();
        if envoi.admet(lue).is_some() {
            envoi.lance(demander(agent, perte), move |remise| {
                // Or the question would come back with the list.
                choisi.set(None);
                lettre.set(Some(remise));
            });
        }
    };
    let etendue = compte.second_facteur.then(|| view! { <Etendue perdu motif erreurs tout/> });
    let effet = consequence(&compte);
    view! {
        <QuestionGeste effet faire="Faire la lettre" ouvert occupe erreurs confirme=remettre>{etendue}</QuestionGeste>
    }
    .into_any()
}

async fn demander(agent: i64, perte: Option<SaisiePerte>) -> Result<LettreCode, Echec> {
    match perte {
        Some(perte) => appeler::<DeclarerPerte>(agent, perte).await,
        None => appeler::<RemettreCode>(agent, ()).await,
    }
}

/// The second factor stays unless it is said to be lost, and why.
#[component]
fn Etendue(
    perdu: RwSignal<String>,
    motif: RwSignal<String>,
    erreurs: Erreurs,
    tout: Memo<bool>,
) -> impl IntoView {
    let choix = vec![
        Choix::new(MOT_DE_PASSE, "Le mot de passe seulement")
            .aide("Le second facteur et les clés d’accès restent en place : ils seront demandés après le code."),
        Choix::new(TOUT, "Le second facteur aussi")
            .aide("Application, codes de secours et clés d’accès sont retirés. L’agent en sera averti, avec le motif."),
    ];
    let motifs: Vec<_> = MotifPerte::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    let pourquoi = move || {
        tout.get().then(|| {
            let motifs = motifs.clone();
            view! { <GroupeRadio id="motif" legende="Pourquoi ?" valeur=motif choix=motifs erreur=erreurs.de("motif")/> }
        })
    };
    view! {
        <GroupeRadio id="perdu" legende="Qu’est-ce qui est perdu ?" valeur=perdu choix=choix/>
        {pourquoi}
    }
    .into_any()
}

/// The question is open while an account is chosen, and the other way round.
fn accorder(choisi: RwSignal<Option<LigneCompte>>, ouvert: RwSignal<bool>) {
    Effect::new(move || {
        let est = choisi.with(Option::is_some);
        if ouvert.get_untracked() != est {
            ouvert.set(est);
        }
    });
    Effect::new(move || {
        // Set only when it changes something: the two would run after each other for ever.
        if !ouvert.get() && choisi.with_untracked(Option::is_some) {
            choisi.set(None);
        }
    });
}

/// What a code does to the account it is for.
fn consequence(compte: &LigneCompte) -> String {
    let qui = format!("{} {}", compte.prenom, compte.nom);
    match compte.etat {
        EtatCompte::Ouvert => format!(
            "Les sessions de {qui} seront fermées à l’instant et son mot de passe ne vaudra plus rien. Un nouveau code \
             s’affichera une seule fois, à imprimer ; {qui} sera averti de ce geste, à votre nom, à sa prochaine connexion."
        ),
        _ => format!(
            "Un code pour {qui} s’affichera une seule fois, à imprimer. Tout code d’avant ne vaudra plus rien."
        ),
    }
}
