//! What a page reads from the server: waiting, read, or refused.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::api::Appel;

use super::EchecLecture;
use crate::server::{Echec, appeler};
use crate::session::use_session;
use crate::ui::*;

/// The answer of one call, as it comes.
pub struct Lecture<T: Send + Sync + 'static> {
    etat: RwSignal<Option<Result<Arc<T>, Echec>>>,
    tour: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Lecture<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Lecture<T> {}

/// Asks with what `demande` says, and again each time a signal read in it changes, each
/// time one asks for it, and once the agent is back when the session had ended. Late
/// answers to former questions are dropped.
pub fn use_lecture<A>(
    demande: impl Fn() -> (A::Chemin, A::Corps) + Send + Sync + 'static,
) -> Lecture<A::Reponse>
where
    A: Appel,
    A::Reponse: Sync,
{
    let lecture = Lecture { etat: RwSignal::new(None), tour: RwSignal::new(0) };
    let question = StoredValue::new(0_u32);
    Effect::new(move || {
        lecture.tour.track();
        let (chemin, corps) = demande();
        question.update_value(|numero| *numero += 1);
        let numero = question.get_value();
        lecture.etat.set(None);
        spawn_local(async move {
            let lu = appeler::<A>(chemin, corps).await;
            // `None` once the page is gone.
            if question.try_get_value() == Some(numero) {
                lecture.etat.set(Some(lu.map(Arc::new)));
            }
        });
    });
    use_session().a_la_reconnexion(move || {
        if lecture.etat.with_untracked(|etat| matches!(etat, Some(Err(_)))) {
            lecture.relire();
        }
    });
    lecture
}

impl<T: Send + Sync + 'static> Lecture<T> {
    /// Asks again.
    pub fn relire(self) {
        self.tour.update(|tour| *tour += 1);
    }

    /// `None` while waiting. Tracked.
    pub fn etat(self) -> Option<Result<Arc<T>, Echec>> {
        self.etat.get()
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
