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
    /// Receives what to say once it is done.
    fait: Callback<(&'static str,)>,
}

impl Envoi {
    pub fn new(fait: Callback<(&'static str,)>) -> Self {
        Self { erreurs: Erreurs::new(), occupe: RwSignal::new(false), fait }
    }

    /// Sends unless something is on its way; then `dit` is said, or the refusals are shown.
    pub fn lancer<T: 'static>(
        self,
        appel: impl Future<Output = Result<T, Echec>> + 'static,
        dit: &'static str,
    ) {
        if self.occupe.get_untracked() {
            return;
        }
        self.erreurs.efface();
        self.occupe.set(true);
        spawn_local(async move {
            let issue = appel.await.map(drop);
            if self.occupe.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match issue {
                Ok(()) => self.fait.run((dit,)),
                Err(echec) => self.erreurs.pose(erreurs_de(&echec, "")),
            }
        });
    }

    /// Shows refusals that the rules made here, without asking the server.
    pub fn refuser(self, refus: Vec<reciproque_shared::erreur::ErreurChamp>) {
        self.erreurs.pose(refus);
    }
}
