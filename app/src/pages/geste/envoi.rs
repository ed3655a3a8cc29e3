//! One form on its way: busy, refused, or done.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::erreurs_de;
use crate::server::Echec;
use crate::ui::*;

#[derive(Clone, Copy)]
pub struct Envoi {
    pub erreurs: Erreurs,
    pub occupe: RwSignal<bool>,
    /// Stands before the names of the fields in the API.
    pub prefixe: &'static str,
}

impl Envoi {
    pub fn nouveau() -> Self {
        Self::prefixe("")
    }

    pub fn prefixe(prefixe: &'static str) -> Self {
        Self { erreurs: Erreurs::new(), occupe: RwSignal::new(false), prefixe }
    }

    /// What the rules let pass; shows what they refuse.
    pub fn admet<T, E: Into<Erreur>>(self, lu: Result<T, Vec<E>>) -> Option<T> {
        lu.map_err(|refus| self.refuse(refus.into_iter().map(Into::into).collect())).ok()
    }

    /// Sends, unless something is on its way; then `suite`, or the refusals are shown, unless the
    /// page is gone.
    pub fn lance<T: 'static>(
        self,
        appel: impl Future<Output = Result<T, Echec>> + 'static,
        suite: impl FnOnce(T) + 'static,
    ) {
        if self.occupe.get_untracked() {
            return;
        }
        self.erreurs.efface();
        self.occupe.set(true);
        spawn_local(async move {
            let issue = appel.await;
            if self.occupe.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match issue {
                Ok(lu) => suite(lu),
                Err(echec) => self.refuse(erreurs_de(&echec, "")),
            }
        });
    }

    /// Why it failed, where no form shows each refusal on its field.
    pub fn echec(self) -> AnyView {
        let phrases = Memo::new(move |_| self.erreurs.phrases());
        (move || {
            let phrases = phrases.get();
            (!phrases.is_empty())
                .then(|| view! { <Alerte ton=Ton::Erreur vivante=true><p>{phrases}</p></Alerte> })
        })
        .into_any()
    }

    fn refuse(self, mut refus: Vec<Erreur>) {
        for erreur in refus.iter_mut().filter(|erreur| !erreur.champ.is_empty()) {
            erreur.champ.insert_str(0, self.prefixe);
        }
        self.erreurs.pose(refus);
    }
}
