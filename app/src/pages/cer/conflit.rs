//! Two people typed the same draft: the second sees what changed, field by field, keeps
//! or takes each, and loses nothing. A contract on its way is asked about before another.

use leptos::prelude::*;
use reciproque_shared::cer::{Difference, EtatCer, differences};
use reciproque_shared::fiche_cer::FicheCer;

use super::brouillon::{Brouillon, Conflit};
use super::champs::Champs;
use super::geste::{Dite, Suite};
use super::mots::{EtiquetteCer, avec_rang};
use crate::pages::a_l_heure;
use crate::pages::brouillon::{Ecarts, dit};
use crate::ui::*;

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

/// Another contract awaits its outcome: asked about before a second one is typed.
#[component]
pub fn EnInstance(brouillon: Brouillon) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    let instance = brouillon.instance.clone();
    Effect::new({
        let instance = instance.clone();
        move || ouvert.set(instance.with(Option::is_some))
    });
    let contenu = move || {
        let brouillon = brouillon.clone();
        instance.get().map(|ligne| {
            let href = format!("/cer/{}", ligne.id);
            let (etat, quoi) = (ligne.etat, avec_rang(&ligne.sorte, ligne.rang));
            let qui = format!("{}, {}", ligne.referent, ligne.structure);
            view! {
                <p><EtiquetteCer etat position=None/>" "{quoi}</p>
                <p class="discret">{qui}</p>
                <p>{suite_en_instance(etat)}" Un autre contrat ne le remplace pas."</p>
                <div class="actions">
                    <LienBouton href>"Voir ce contrat"</LienBouton>
                    <Bouton genre=Genre::Secondaire au_clic=move || brouillon.malgre_instance()>"Saisir un autre contrat"</Bouton>
                </div>
            }
        })
    };
    view! { <Dialogue ouvert imperatif=true titre="Un contrat attend déjà sa suite">{contenu}</Dialogue> }
}

/// What the one that is there awaits.
const fn suite_en_instance(etat: EtatCer) -> &'static str {
    match etat {
        EtatCer::Signe => "Il est signé et reste à transmettre au département.",
        EtatCer::ACompleter => "Le département demande de le compléter.",
        _ => "Il est au département, qui décide.",
    }
}

fn choix(conflit: Conflit, brouillon: Brouillon, champs: Champs) -> AnyView {
    let Conflit { base, mienne, autre } = conflit;
    let touches = differences(&mienne, &base);
    let ecarts = differences(&mienne, &autre.feuille.saisie).into_iter().map(|ecart| nomme(ecart, &autre));
    let ecarts = Ecarts::nouveaux(ecarts.collect(), &touches);
    let questions = ecarts.questions("Garder la mienne", "Prendre la leur");
    let quand = a_l_heure(autre.saisie_le);
    let tranche = move || {
        let mut saisie = mienne.clone();
        for champ in ecarts.pris() {
            saisie.reprend(champ, &autre.feuille.saisie);
        }
        champs.pose(&saisie);
        brouillon.tranche(&autre, saisie);
    };
    view! {
        <p>{format!("Le brouillon a été modifié à {quand} pendant votre saisie. Rien n’est perdu. Choisissez, pour chaque point, ce qui reste.")}</p>
        {questions}
        <div class="actions"><Bouton au_clic=tranche>"Enregistrer ces choix"</Bouton></div>
    }
    .into_any()
}

/// An agent is kept by number, and told by name.
fn nomme(ecart: Difference, fiche: &FicheCer) -> Difference {
    if ecart.champ != "referent" {
        return ecart;
    }
    let nom = |numero: String| {
        let equipe = fiche.feuille.contexte.equipe.iter().flatten();
        let agent = equipe.into_iter().find(|agent| agent.id.to_string() == numero);
        agent.map_or(numero, |agent| agent.nom.clone())
    };
    Difference { la_votre: nom(ecart.la_votre), l_autre: nom(ecart.l_autre), ..ecart }
}

/// The contract is no draft any more: what was typed here is shown, to be copied.
fn fige(conflit: &Conflit, suite: Suite) -> AnyView {
    let autre = &conflit.autre;
    let ligne = |ecart: Difference| view! { <Fait nom=ecart.libelle>{dit(&ecart.la_votre)}</Fait> };
    let ecarts =
        differences(&conflit.mienne, &autre.feuille.saisie).into_iter().map(|ecart| nomme(ecart, autre));
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
