//! What is typed in a form, by the names of its fields in the API.

use leptos::prelude::*;

use super::Envoi;

/// The texts of a form, each made when its field is first shown or read.
#[derive(Clone, Copy)]
pub struct Champs {
    textes: StoredValue<Vec<(&'static str, ArcRwSignal<String>)>>,
    envoi: Envoi,
}

impl Champs {
    pub fn nouveau(envoi: Envoi) -> Self {
        Self { textes: StoredValue::new(Vec::new()), envoi }
    }

    /// The same texts, in a form that is sent this way.
    pub fn envoyes_par(self, envoi: Envoi) -> Self {
        Self { envoi, ..self }
    }

    /// For the `id` of the field.
    pub fn id(self, champ: &str) -> String {
        format!("{}{champ}", self.envoi.prefixe)
    }

    pub fn valeur(self, champ: &'static str) -> RwSignal<String> {
        self.depart(champ, "")
    }

    /// The same, which says this as long as nobody typed anything.
    pub fn depart(self, champ: &'static str, texte: &str) -> RwSignal<String> {
        let connu = |textes: &Vec<(_, ArcRwSignal<String>)>| {
            textes.iter().find(|(nom, _)| *nom == champ).map(|(_, texte)| texte.clone())
        };
        let valeur = self.textes.with_value(connu).unwrap_or_else(|| {
            let valeur = ArcRwSignal::new(texte.to_owned());
            self.textes.update_value(|textes| textes.push((champ, valeur.clone())));
            valeur
        });
        valeur.into()
    }

    /// What is typed. Not tracked.
    pub fn texte(self, champ: &'static str) -> String {
        self.valeur(champ).get_untracked()
    }

    pub fn erreur(self, champ: &str) -> Signal<Option<String>> {
        self.envoi.erreurs.de(self.id(champ))
    }

    /// Nothing is typed any more, but in these.
    pub fn vide_sauf(self, gardes: &[&str]) {
        self.textes.update_value(|textes| textes.retain(|(champ, _)| gardes.contains(champ)));
    }
}
