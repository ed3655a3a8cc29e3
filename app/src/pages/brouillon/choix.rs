//! Two versions of one draft: each field that differs, to keep or to take.

use leptos::prelude::*;
use reciproque_shared::cer::Difference;

use crate::ui::*;

const MIENNE: &str = "mienne";
const AUTRE: &str = "autre";

/// The fields that differ, with what the agent chooses for each.
#[derive(Clone)]
pub struct Ecarts(Vec<(Difference, RwSignal<String>)>);

impl Ecarts {
    /// What was not touched here since the last save is proposed as the other left it.
    pub fn nouveaux(ecarts: Vec<Difference>, touches: &[Difference]) -> Self {
        let pose = |ecart: Difference| {
            let touche = touches.iter().any(|touche| touche.champ == ecart.champ);
            (ecart, RwSignal::new(if touche { MIENNE } else { AUTRE }.to_owned()))
        };
        Self(ecarts.into_iter().map(pose).collect())
    }

    /// A question for each; `garder` and `prendre` name the two answers.
    pub fn questions(&self, garder: &'static str, prendre: &'static str) -> AnyView {
        let question = |(ecart, retenu): &(Difference, RwSignal<String>)| {
            let choix = vec![
                Choix::new(MIENNE, garder).aide(dit(&ecart.la_votre)),
                Choix::new(AUTRE, prendre).aide(dit(&ecart.l_autre)),
            ];
            let id = format!("choix-{}", ecart.champ);
            view! { <GroupeRadio id legende=ecart.libelle valeur=*retenu choix/> }
        };
        self.0.iter().map(question).collect_view().into_any()
    }

    /// The fields to take from the other version.
    pub fn pris(&self) -> impl Iterator<Item = &'static str> {
        let pris = |(ecart, retenu): &(Difference, RwSignal<String>)| {
            retenu.with_untracked(|retenu| retenu == AUTRE).then_some(ecart.champ)
        };
        self.0.iter().filter_map(pris)
    }
}

/// Nothing is said to be nothing.
pub fn dit(texte: &str) -> String {
    if texte.trim().is_empty() { "(vide)".to_owned() } else { texte.to_owned() }
}
