//! Which screen stands: the sign-in, what must be done first, the pages.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::{EtatSession, Veille};

use crate::pages::compte::{Entraves, Fermeture, SeDeconnecter};
use crate::pages::connexion::Connexion;
use crate::pages::pieces::{Information, aller};
use crate::pages::pied::Pied;
use crate::pages::pied::PiedPleinEcran;
use crate::pages::recherche::ecouter_les_retours;
use crate::pages::session::{Avertissement, MotifDemande, QuestionsDeSortie, Reconnexion, provide_sortie};
use crate::routes::Cadre;
use crate::server::Echec;
use crate::session::{Phase, Session, provide_session, use_session};
use crate::ui::*;

/// Which screen stands: changes only when everything on it must go.
#[derive(Clone, PartialEq)]
enum Ecran {
    Ouverture,
    Injoignable(Echec),
    Connexion,
    /// Something must be done before any page may be read.
    Entrave,
    Pages {
        agent: i64,
        profil: Profil,
    },
}

impl Ecran {
    fn de(avant: Option<&Self>, phase: Phase) -> Self {
        match phase {
            // The page in progress waits behind what must be done.
            Phase::Ouverte(EtatSession { agent, entrave: Some(_), .. }) => match avant {
                Some(Self::Pages { agent: avant, profil }) if *avant == agent => {
                    Self::Pages { agent, profil: *profil }
                }
                _ => Self::Entrave,
            },
            Phase::Ouverture => Self::Ouverture,
            Phase::Injoignable(echec) => Self::Injoignable(echec),
            Phase::Anonyme => Self::Connexion,
            Phase::Ouverte(etat) => Self::Pages { agent: etat.agent, profil: etat.profil },
        }
    }
}

/// The whole app.
#[component]
pub fn Application() -> impl IntoView {
    provide_annonceur();
    garder_les_saisies();
    ecouter_les_retours();
    let session = provide_session();
    let sortie = provide_sortie(session);
    let ecran = Memo::new(move |avant| Ecran::de(avant, session.phase()));
    view! {
        <Router>
            <Ecrans ecran/>
            <Annonces/>
            <MotifDemande/>
            <Avertissement/>
            <Reconnexion/>
            <QuestionsDeSortie sortie/>
        </Router>
    }
}

/// The screen that stands, and what must be done first over it. Nothing stands between anybody
/// and the notice.
#[component]
fn Ecrans(ecran: Memo<Ecran>) -> impl IntoView {
    let session = use_session();
    let chemin = use_location().pathname;
    let entravee = move || session.entrave().is_some() || session.fermee().is_some();
    let notice = Memo::new(move |_| {
        let barree = match ecran.get() {
            Ecran::Ouverture => false,
            Ecran::Pages { .. } => entravee(),
            _ => true,
        };
        barree && chemin.with(|chemin| chemin == "/information")
    });
    let contenu = move || {
        match ecran.get() {
        _ if notice.get() => sans_session(session),
        Ecran::Ouverture => view! { <main class="page"><TitreAttendu texte="Ouverture de Réciproque…"/><Squelette lignes=6/></main> }.into_any(),
        Ecran::Injoignable(echec) => injoignable(session, echec),
        Ecran::Connexion => sans_session(session),
        Ecran::Entrave => session.formation().then(|| view! { <BandeauFormation/> }).into_any(),
        Ecran::Pages { .. } => view! { <Cadre/> }.into_any(),
    }
    };
    let masquee = move || session.veille() == Veille::Expiree || (entravee() && !notice.get());
    view! {
        <div class="ecran" class:masquee=masquee>{contenu}</div>
        {move || (!notice.get()).then(|| view! { <Entraves/><Fermeture/> })}
    }
}

/// The session could not be read. When the server says why (access closed), so does the page, and
/// one may leave: somebody else may sign in on this computer.
fn injoignable(session: Session, echec: Echec) -> AnyView {
    let dite = matches!(echec, Echec::Probleme(_));
    let (titre, detail) = (echec.titre().to_owned(), echec.detail().to_owned());
    view! {
        <main id="contenu" class="page etroite">
            <p class="nom"><Marque/>"Réciproque"</p>
            <Titre texte="Réciproque ne s’ouvre pas"/>
            <Alerte ton=Ton::Erreur titre vivante=true><p>{detail}</p></Alerte>
            <div class="actions"><Bouton au_clic=move || session.ouvrir()>"Réessayer"</Bouton></div>
            {dite.then(|| view! { <SeDeconnecter/> })}
        </main>
        <PiedPleinEcran/>
    }
    .into_any()
}

fn sans_session(session: Session) -> AnyView {
    let bandeau = move || session.formation().then(|| view! { <BandeauFormation/> });
    view! { {bandeau}<SansSession/> }.into_any()
}

/// What anybody may read; everything else asks to sign in.
#[component]
fn SansSession() -> impl IntoView {
    let connexion = || {
        aller();
        view! { <Connexion/><Pied/> }
    };
    view! {
        <FlatRoutes fallback=connexion>
            <Route path=path!("/information") view=Information/>
        </FlatRoutes>
    }
    .into_any()
}
