//! The ways out of a session: what is typed is saved first, or the agent says that it may be lost.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::habilitation::Profil;

use crate::pages::brouillon::{en_route, il_reste, tout_envoyer, tout_oublier};
use crate::server::Echec;
use crate::session::Session;
use crate::ui::*;

/// Where one leaves to.
#[derive(Clone, Copy, PartialEq)]
pub enum Voie {
    Quitter,
    Profil(Profil),
}

/// What is told on the way.
struct Mots {
    perdue: &'static str,
    rester: &'static str,
    sans_elle: &'static str,
    refusee: &'static str,
    detail: &'static str,
}

impl Voie {
    const fn mots(self) -> Mots {
        match self {
            Self::Quitter => Mots {
                perdue: "Elle n’est gardée que dans cet onglet : vous la perdriez en vous déconnectant.",
                rester: "Rester connecté",
                sans_elle: "Se déconnecter sans elle",
                refusee: "Vous êtes toujours connecté",
                detail: "Réessayez, ou fermez toutes les fenêtres du navigateur avant de laisser ce poste.",
            },
            Self::Profil(_) => Mots {
                perdue: "Elle n’est gardée que dans cet onglet : vous la perdriez en changeant de profil.",
                rester: "Garder ce profil",
                sans_elle: "Changer de profil sans elle",
                refusee: "Votre profil n’a pas changé",
                detail: "Réessayez dans un moment, ou gardez ce profil.",
            },
        }
    }
}

/// Leaving, and why one could not.
#[derive(Clone, Copy)]
pub struct Sortie {
    session: Session,
    voie: RwSignal<Voie>,
    /// Asked for, while drafts are being saved.
    demandee: RwSignal<bool>,
    /// The server lacks something that is typed.
    reste: RwSignal<bool>,
    refus: RwSignal<Option<Echec>>,
    refusee: RwSignal<bool>,
}

/// To call once, at the root.
pub fn provide_sortie(session: Session) -> Sortie {
    let non = || RwSignal::new(false);
    let (voie, refus) = (RwSignal::new(Voie::Quitter), RwSignal::new(None));
    let sortie = Sortie { session, voie, demandee: non(), reste: non(), refus, refusee: non() };
    Effect::new(move || {
        if sortie.demandee.get() && !en_route() {
            sortie.demandee.set(false);
            if il_reste() { sortie.reste.set(true) } else { sortie.part() }
        }
    });
    provide_context(sortie);
    sortie
}

pub fn use_sortie() -> Sortie {
    expect_context()
}

impl Sortie {
    pub fn demande(self, voie: Voie) {
        self.voie.set(voie);
        tout_envoyer();
        self.demandee.set(true);
    }

    fn part(self) {
        let (session, voie) = (self.session, self.voie.get_untracked());
        spawn_local(async move {
            let issue = match voie {
                Voie::Quitter => session.quitter().await,
                Voie::Profil(profil) => session.changer_profil(profil).await,
            };
            if let Err(echec) = issue {
                self.refus.set(Some(echec));
                self.refusee.set(true);
            }
        });
    }

    fn malgre_tout(self) {
        tout_oublier();
        self.reste.set(false);
        self.part();
    }
}

#[component]
pub fn QuestionsDeSortie(sortie: Sortie) -> impl IntoView {
    let Sortie { voie, reste, refus, refusee, .. } = sortie;
    let mots = move || voie.get().mots();
    view! {
        <Dialogue ouvert=reste titre="Une saisie n’est pas enregistrée">
            <p>{move || mots().perdue}</p>
            <div class="actions">
                <Bouton au_clic=move || reste.set(false)>{move || mots().rester}</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || sortie.malgre_tout()>{move || mots().sans_elle}</Bouton>
            </div>
        </Dialogue>
        <Dialogue ouvert=refusee titre=Signal::derive(move || mots().refusee.to_owned())>
            <p>{move || refus.get().map(|echec| echec.detail().to_owned())}</p>
            <p>{move || mots().detail}</p>
            <div class="actions">
                <Bouton au_clic=move || sortie.demande(voie.get_untracked())>"Réessayer"</Bouton>
                <Bouton genre=Genre::Secondaire au_clic=move || refusee.set(false)>{move || mots().rester}</Bouton>
            </div>
        </Dialogue>
    }
}
