//! Two tabs typed the same draft: the second sees what changed, field by field, keeps or takes
//! each, and loses nothing.

use leptos::prelude::*;
use reciproque_shared::rendez_vous::differences;
use reciproque_shared::session::Equipe;

use super::brouillon::{Brouillon, Conflit};
use super::champs::Champs;
use crate::pages::a_l_heure;
use crate::pages::brouillon::Ecarts;
use crate::ui::*;

/// The question, when there is one.
#[component]
pub fn Comparaison(brouillon: Brouillon, champs: Champs, equipe: Equipe) -> impl IntoView {
    let ouvert = RwSignal::new(false);
    let conflit = brouillon.conflit.clone();
    Effect::new({
        let conflit = conflit.clone();
        move || ouvert.set(conflit.with(Option::is_some))
    });
    let contenu = move || conflit.get().map(|conflit| choix(conflit, brouillon.clone(), champs, &equipe));
    view! {
        <Dialogue ouvert imperatif=true titre="Ce brouillon a changé dans un autre onglet">{contenu}</Dialogue>
    }
}

fn choix(conflit: Conflit, brouillon: Brouillon, champs: Champs, equipe: &Equipe) -> AnyView {
    let Conflit { base, mienne, autre } = conflit;
    let touches = differences(&mienne, &base, equipe);
    let ecarts = Ecarts::nouveaux(differences(&mienne, &autre.saisie, equipe), &touches);
    let questions = ecarts.questions("Garder ce qui est saisi ici", "Prendre l’autre onglet");
    let quand = a_l_heure(autre.saisie_le);
    let tranche = move || {
        let mut saisie = mienne.clone();
        for champ in ecarts.pris() {
            saisie.reprend(champ, &autre.saisie);
        }
        champs.pose(saisie.clone());
        brouillon.tranche(&autre, saisie);
    };
    view! {
        <p>{format!("Un autre onglet de votre navigateur a enregistré ce brouillon à {quand}. Rien n’est perdu. Choisissez, pour chaque point, ce qui reste.")}</p>
        {questions}
        <div class="actions"><Bouton au_clic=tranche>"Enregistrer ces choix"</Bouton></div>
    }
    .into_any()
}
