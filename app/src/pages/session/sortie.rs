//! Signing out: what is typed is saved first, or the agent says that it may be lost.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::pages::brouillon::{en_route, il_reste, tout_envoyer, tout_oublier};
use crate::server::Echec;
use crate::session::Session;
use crate::ui::*;

/// Leaving, and why one could not.
#[derive(Clone, Copy)]
pub struct Sortie {
    session: Session,
    /// Asked for, while drafts are being saved.
    demandee: RwSignal<bool>,
    /// The server lacks something that is typed.
    reste: RwSignal<bool>,
    refus: RwSignal<Option<Echec>>,
    refusee: RwSignal<bool>,
}

impl Sortie {
    pub fn nouvelle(session: Session) -> Self {
        let non = || RwSignal::new(false);
        let sortie =
            Self { session, demandee: non(), reste: non(), refus: RwSignal::new(None), refusee: non() };
        Effect::new(move || {
            if sortie.demandee.get() && !en_route() {
                sortie.demandee.set(false);
                if il_reste() { sortie.reste.set(true) } else { sortie.ferme() }
            }
        });
        sortie
    }

    pub fn quitter(self) {
        tout_envoyer();
        self.demandee.set(true);
    }

    fn ferme(self) {
        spawn_local(async move {
            if let Err(echec) = self.session.quitter().await {
                self.refus.set(Some(echec));
                self.refusee.set(true);
            }
        });
    }

    fn malgre_tout(self) {
        tout_oublier();
        self.reste.set(false);
        self.ferme();
    }
}

#[component]
pub fn QuestionsDeSortie(sortie: Sortie) -> impl IntoView {
    let Sortie { reste, refus, refusee, .. } = sortie;
    view! {
        <Dialogue ouvert=reste titre="Une saisie n’est pas enregistrée">
            <p>"Elle n’est gardée que dans cet onglet : vous la perdriez en vous déconnectant."</p>
            <div class="actions">
                <Bouton au_clic=move || reste.set(false)>"Rester connecté"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || sortie.malgre_tout()>"Se déconnecter sans elle"</Bouton>
            </div>
        </Dialogue>
        <Dialogue ouvert=refusee titre="Vous êtes toujours connecté">
            <p>{move || refus.get().map(|echec| echec.detail().to_owned())}</p>
            <p>"Réessayez, ou fermez toutes les fenêtres du navigateur avant de laisser ce poste."</p>
            <div class="actions">
                <Bouton au_clic=move || sortie.quitter()>"Réessayer"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || refusee.set(false)>"Rester connecté"</Bouton>
            </div>
        </Dialogue>
    }
}
