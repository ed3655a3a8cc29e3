//! What a page reads from the server: waiting, read, or refused.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::Appel;

use super::EchecLecture;
use crate::server::{Demande, Echec, lire, transmettre};
use crate::session::use_session;
use crate::ui::*;

/// The answer of one call, as it comes.
pub struct Lecture<T> {
    brute: LectureBrute,
    genre: PhantomData<fn() -> T>,
}

impl<T> Clone for Lecture<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Lecture<T> {}

type Valeur = Arc<dyn Any + Send + Sync>;

/// A [`Lecture`] of whatever type, so that signals and tasks are compiled once for all calls.
#[derive(Clone, Copy)]
struct LectureBrute {
    etat: RwSignal<Option<Result<Valeur, Echec>>>,
    tour: RwSignal<u32>,
}

thread_local! {
    static REMISE: RefCell<Option<(String, Valeur)>> = const { RefCell::new(None) };
}

/// Hands what the server just answered to the next page, which then does not ask for it: one
/// trace, and under watch one reason, for one view.
pub fn remettre<A: Appel>(chemin: &A::Chemin, reponse: Arc<A::Reponse>)
where
    A::Reponse: Sync,
{
    let valeur: Valeur = reponse;
    REMISE.with(|place| *place.borrow_mut() = Some((A::chemin(chemin), valeur)));
}

/// What was handed over for this address, once.
fn reprendre(url: &str) -> Option<Valeur> {
    REMISE.with(|place| place.borrow_mut().take_if(|(pour, _)| pour == url)).map(|(_, valeur)| valeur)
}

/// Asks with what `demande` says, and again each time a signal read in it changes, each
/// time one asks for it, and once the agent is back when the session had ended. Late
/// answers to former questions are dropped.
pub fn use_lecture<A>(
    demande: impl Fn() -> (A::Chemin, A::Corps) + Send + Sync + 'static,
) -> Lecture<A::Reponse>
where
    A: Appel<Version = ()>,
    A::Reponse: Sync,
{
    let demande = move || {
        let (chemin, corps) = demande();
        Demande::de::<A>(&chemin, &corps, ())
    };
    let brute = suivre(Box::new(demande), |texte| Ok(Arc::new(lire::<A::Reponse>(texte)?)));
    Lecture { brute, genre: PhantomData }
}

fn suivre(
    demande: Box<dyn Fn() -> Demande + Send + Sync>,
    lire: fn(&str) -> Result<Valeur, Echec>,
) -> LectureBrute {
    let lecture = LectureBrute { etat: RwSignal::new(None), tour: RwSignal::new(0) };
    let question = StoredValue::new(0_u32);
    Effect::new(move || {
        lecture.tour.track();
        let demande = demande();
        question.update_value(|numero| *numero += 1);
        let numero = question.get_value();
        if let Some(valeur) = reprendre(demande.url()) {
            return lecture.etat.set(Some(Ok(valeur)));
        }
        lecture.etat.set(None);
        spawn_local(async move {
            let lu = transmettre(demande).await.and_then(|texte| lire(&texte));
            // `None` once the page is gone.
            if question.try_get_value() == Some(numero) {
                lecture.etat.set(Some(lu));
            }
        });
    });
    use_session().a_la_reconnexion(move || {
        if lecture.etat.with_untracked(|etat| matches!(etat, Some(Err(_)))) {
            lecture.tour.update(|tour| *tour += 1);
        }
    });
    lecture
}

impl<T: Send + Sync + 'static> Lecture<T> {
    /// Asks again.
    pub fn relire(self) {
        self.brute.tour.update(|tour| *tour += 1);
    }

    /// What a gesture answered takes the place of what was read.
    pub fn pose(self, valeur: T) {
        self.brute.etat.set(Some(Ok(Arc::new(valeur))));
    }

    /// `None` while waiting. Tracked.
    pub fn etat(self) -> Option<Result<Arc<T>, Echec>> {
        let lu = self.brute.etat.get()?;
        // Nothing but a `T` was put there.
        Some(lu.and_then(|valeur| valeur.downcast().map_err(|_| Echec::Reseau)))
    }

    /// A whole page: waiting, then `lue`, or why not; named `nom` while `lue` does not name it.
    pub fn page(
        self,
        nom: &'static str,
        lue: impl Fn(Arc<T>) -> AnyView + Send + 'static,
    ) -> impl Fn() -> AnyView + Send + 'static {
        move || match self.etat() {
            None => attente(nom),
            // Of another type than what waited, hence another node: one that changed its width in
            // place would be counted as moved.
            Some(Ok(valeur)) => (lue(valeur),).into_any(),
            Some(Err(echec)) => refus(nom, echec, Callback::new(move |()| self.relire())),
        }
    }

    /// A skeleton, then `lue`, or why not with a button to try again.
    pub fn vue(
        self,
        lue: impl Fn(Arc<T>) -> AnyView + Send + 'static,
    ) -> impl Fn() -> AnyView + Send + 'static {
        move || match self.etat() {
            None => view! { <Squelette/> }.into_any(),
            Some(Ok(valeur)) => lue(valeur),
            Some(Err(echec)) => view! { <EchecLecture echec relire=move || self.relire()/> }.into_any(),
        }
    }
}

/// A page on its way.
pub fn attente(nom: &'static str) -> AnyView {
    view! { <main id="contenu" class="page"><TitreAttendu texte=nom/><Squelette lignes=9/></main> }.into_any()
}

/// A page that could not be read.
fn refus(nom: &'static str, echec: Echec, relire: Callback<()>) -> AnyView {
    view! {
        <main id="contenu" class="page">
            <Titre texte=nom/>
            <EchecLecture echec relire/>
        </main>
    }
    .into_any()
}
