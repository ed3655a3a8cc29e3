//! Two people typed the same draft: the second sees what changed, field by field, keeps
//! or takes each, and loses nothing.

use leptos::prelude::*;
use reciproque_shared::cer::{Difference, differences};
use reciproque_shared::fiche_cer::FicheCer;

use super::brouillon::{Brouillon, Conflit};
use super::champs::Champs;
use super::geste::{Dite, Suite};
use crate::pages::a_l_heure;
use crate::ui::*;

const MIENNE: &str = "mienne";
const AUTRE: &str = "autre";

/// The question, when there is one.
#[component]
pub fn Comparaison(brouillon: Brouillon, champs: Champs, suite: Suite) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    let conflit = brouillon.conflit.clone();
    Effect::new({
        let conflit = conflit.clone();
        move || ouvert.set(conflit.with(Option::is_some))
    });
    let contenu = move || {
        let brouillon = brouillon.clone();
        conflit.get().map(|conflit| {
            if conflit.autre.etat.modifiable() {
                choix(conflit, brouillon, champs)
            } else {
                fige(&conflit, suite)
            }
        })
    };
    view! {
        <Dialogue ouvert imperatif=true titre="Une autre personne a modifié ce contrat">{contenu}</Dialogue>
    }
}

fn choix(conflit: Conflit, brouillon: Brouillon, champs: Champs) -> AnyView {
    let Conflit { base, mienne, autre } = conflit;
    // What the agent did not touch since the last save is proposed as the other left it.
    let touches: Vec<_> = differences(&mienne, &base).into_iter().map(|d| d.champ).collect();
    let pose = |ecart: Difference| {
        let gardee = if touches.contains(&ecart.champ) { MIENNE } else { AUTRE };
        (ecart, RwSignal::new(gardee.to_owned()))
    };
    let ecarts = differences(&mienne, &autre.saisie).into_iter().map(|ecart| nomme(ecart, &autre));
    let ecarts: Vec<_> = ecarts.map(pose).collect();
    let retenus: Vec<_> = ecarts.iter().map(|(ecart, retenu)| (ecart.champ, *retenu)).collect();
    let quand = a_l_heure(autre.saisie_le);
    let tranche = move || {
        let mut saisie = mienne.clone();
        for (champ, retenu) in &retenus {
            if retenu.with_untracked(|retenu| retenu == AUTRE) {
                saisie.reprend(champ, &autre.saisie);
            }
        }
        champs.pose(&saisie);
        brouillon.tranche(&autre, saisie);
    };
    view! {
        <p>{format!("Le brouillon a été modifié à {quand} pendant votre saisie. Rien n’est perdu. Choisissez, pour chaque point, ce qui reste.")}</p>
        {ecarts.into_iter().map(question).collect_view()}
        <div class="actions"><Bouton au_clic=tranche>"Enregistrer ces choix"</Bouton></div>
    }
    .into_any()
}

fn question((ecart, retenu): (Difference, RwSignal<String>)) -> AnyView {
    let choix = vec![
        Choix::new(MIENNE, "Garder la mienne").aide(dit(ecart.la_votre)),
        Choix::new(AUTRE, "Prendre la leur").aide(dit(ecart.l_autre)),
    ];
    view! { <GroupeRadio id=format!("choix-{}", ecart.champ) legende=ecart.libelle valeur=retenu choix/> }
        .into_any()
}

/// An agent is kept by number, and told by name.
fn nomme(ecart: Difference, fiche: &FicheCer) -> Difference {
    if ecart.champ != "referent" {
        return ecart;
    }
    let nom = |numero: String| {
        let equipe = fiche.contexte.equipe.iter().flatten();
        let agent = equipe.into_iter().find(|agent| agent.id.to_string() == numero);
        agent.map_or(numero, |agent| agent.nom.clone())
    };
    Difference { la_votre: nom(ecart.la_votre), l_autre: nom(ecart.l_autre), ..ecart }
}

fn dit(texte: String) -> String {
    if texte.trim().is_empty() { "(vide)".to_owned() } else { texte }
}

/// The contract is no draft any more: what was typed here is shown, to be copied.
fn fige(conflit: &Conflit, suite: Suite) -> AnyView {
    let autre = &conflit.autre;
    let ligne = |ecart: Difference| view! { <Fait nom=ecart.libelle>{dit(ecart.la_votre)}</Fait> };
    let ecarts = differences(&conflit.mienne, &autre.saisie).into_iter().map(|ecart| nomme(ecart, autre));
    let ecarts = ecarts.map(ligne).collect_view();
    let (que_faire, autre) = (autre.etat.que_faire(), autre.clone());
    let voir = move || suite.run(((*autre).clone(), Dite::Devance));
    view! {
        <p>{que_faire}</p>
        <p>"Voici ce que vous aviez saisi et que le contrat ne contient pas. Copiez-le si vous en avez besoin."</p>
        <Definitions>{ecarts}</Definitions>
        <div class="actions"><Bouton au_clic=voir>"Voir le contrat"</Bouton></div>
    }
    .into_any()
}
