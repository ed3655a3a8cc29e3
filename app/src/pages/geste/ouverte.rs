//! A thing on its page, that gestures change; and what is told when somebody else acted first.

use std::cell::Cell;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use reciproque_shared::api::Appel;

use super::{Envoi, Reponse};
use crate::pages::lecture::Lecture;
use crate::pages::{instant, use_lecture};
use crate::server::{Echec, appeler};
use crate::ui::*;

/// What a page shows whole.
pub trait Fiche: Send + Sync + Sized + 'static {
    type Lecture: Appel<Version = (), Chemin: Copy + PartialEq + Send + Sync + 'static, Corps = (), Reponse = Self>;
    /// « Une autre personne a agi sur … entre-temps »
    const CELLE_CI: &'static str;

    /// Who did what last, in a sentence.
    fn dernier_geste(&self) -> Option<String>;

    /// Where one goes on after a gesture; at the title when it says nothing.
    fn suivant(&self) -> Option<String> {
        None
    }
}

/// Where a thing is read: a number, or nothing when there is one of it only.
type Chemin<F> = <<F as Fiche>::Lecture as Appel>::Chemin;

/// `Dominique MEYER : « Identité vérifiée », le 12/01/2026 à 14:32.`
pub fn raconte(qui: &str, quoi: &str, quand: DateTime<Utc>) -> String {
    format!("{qui}\u{a0}: «\u{a0}{quoi}\u{a0}», le {}.", instant(quand))
}

/// What came of a gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dit {
    Fait,
    /// Somebody else acted first: what was typed in vain.
    Devance(String),
}

/// What the call answers or, when somebody acted first, the thing as it is now.
///
/// # Errors
/// Those of the call.
pub async fn issue<F: Fiche>(
    chemin: Chemin<F>,
    appel: impl Future<Output = Result<F, Echec>>,
    texte: String,
) -> Result<(F, Dit), Echec> {
    match appel.await {
        Ok(fiche) => Ok((fiche, Dit::Fait)),
        Err(echec) if echec.est_devance() => {
            Ok((appeler::<F::Lecture>(chemin, ()).await?, Dit::Devance(texte)))
        }
        Err(echec) => Err(echec),
    }
}

thread_local! {
    /// What became of a thing on one page, to be said on its own.
    static LAISSE: Cell<Option<(Dit, String)>> = const { Cell::new(None) };
}

/// Leaves it to the page of the thing, where one goes now.
pub fn laisser(dit: Dit, mots: &str) {
    LAISSE.set(Some((dit, mots.to_owned())));
}

/// The thing that a page reads there, and what has just become of it, in words.
pub struct Ouverte<F: Fiche> {
    chemin: Memo<Chemin<F>>,
    lecture: Lecture<F>,
    dit: RwSignal<Option<(Dit, String)>>,
    annonceur: Annonceur,
}

impl<F: Fiche> Clone for Ouverte<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Fiche> Copy for Ouverte<F> {}

impl<F: Fiche> Ouverte<F> {
    pub fn lire(chemin: Memo<Chemin<F>>) -> Self {
        let lecture = use_lecture::<F::Lecture>(move || (chemin.get(), ()));
        let dit = RwSignal::new(None);
        Effect::new(move |ailleurs: Option<()>| {
            chemin.track();
            if ailleurs.is_some() {
                dit.set(None);
            }
        });
        let ouverte = Self { chemin, lecture, dit, annonceur: use_annonceur() };
        if let Some((dit, mots)) = LAISSE.take() {
            ouverte.annonce(dit, mots);
        }
        ouverte
    }

    /// A whole page, as [`Lecture::page`].
    pub fn page(
        self,
        nom: &'static str,
        vue: impl Fn(Arc<F>) -> AnyView + Send + 'static,
    ) -> impl Fn() -> AnyView + Send + 'static {
        self.lecture.page(nom, vue)
    }

    /// As it is on the screen. Not tracked.
    pub fn fiche(self) -> Option<Arc<F>> {
        untrack(|| self.lecture.etat())?.ok()
    }

    /// What was just done, in the words that were said. Not tracked: it comes with the page.
    pub fn fait(self) -> Option<String> {
        self.dit.get_untracked().filter(|(dit, _)| *dit == Dit::Fait).map(|(_, mots)| mots)
    }

    /// To stand under the title: somebody acted first. Not tracked either.
    pub fn devancee(self, fiche: &F) -> Option<AnyView> {
        match self.dit.get_untracked()?.0 {
            Dit::Devance(texte) => Some(devancee(fiche, &texte)),
            Dit::Fait => None,
        }
    }

    fn annonce(self, dit: Dit, mots: String) {
        if dit == Dit::Fait {
            self.annonceur.dit(&mots);
        }
        self.dit.set(Some((dit, mots)));
    }

    /// Shows what came of a gesture: `mots` are said aloud when it was done.
    pub fn montre(self, (fiche, dit): (F, Dit), mots: impl Into<String>) {
        self.annonce(dit, mots.into());
        let suivant = fiche.suivant();
        self.lecture.pose(fiche);
        // After the dialog has closed, which gives the focus back to its button.
        request_animation_frame(move || match suivant {
            Some(id) => met_au_point(&id),
            None => {
                window().scroll_to_with_x_and_y(0.0, 0.0);
                revenir_au_titre();
            }
        });
    }

    /// What comes of a call about it; `texte` is told back when somebody acted first.
    pub fn issue(
        self,
        appel: Reponse<F>,
        texte: String,
    ) -> impl Future<Output = Result<(F, Dit), Echec>> + 'static {
        issue(self.chemin.get_untracked(), appel, texte)
    }

    /// Sends a form, then shows what came of it.
    pub fn agit(
        self,
        envoi: Envoi,
        appel: impl Future<Output = Result<F, Echec>> + 'static,
        texte: String,
        mots: &'static str,
    ) {
        envoi.lance(self.issue(Box::pin(appel), texte), move |issue| self.montre(issue, mots));
    }
}

const DEVANCEE: &str = "devance";

/// Told the same way on every page, above what is there now: who did what, and what was typed in
/// vain, to be copied.
pub fn devancee<F: Fiche>(fiche: &F, texte: &str) -> AnyView {
    vue(titre::<F>(), fiche.dernier_geste(), texte)
}

/// The same, in one line.
pub fn devancee_en_bref<F: Fiche>(fiche: &F) -> String {
    format!("{}. {} {RIEN}", titre::<F>(), fiche.dernier_geste().unwrap_or_default())
}

fn titre<F: Fiche>() -> String {
    format!("Une autre personne a agi sur {} entre-temps", F::CELLE_CI)
}

const RIEN: &str = "Rien de ce que vous demandiez n’a été fait.";

fn vue(titre: String, fait: Option<String>, texte: &str) -> AnyView {
    let texte = (!texte.trim().is_empty()).then(|| format!("Vous aviez écrit\u{a0}: «\u{a0}{texte}\u{a0}»."));
    // After the focus has gone where it goes when all is well.
    request_animation_frame(|| met_au_point(DEVANCEE));
    view! {
        <div id=DEVANCEE tabindex="-1" class="pas-imprime">
            <Alerte ton=Ton::Attention titre vivante=true>
                {fait.map(|fait| view! { <p>{fait}</p> })}
                <p>{RIEN}" Voici ce qu’il en est maintenant : relisez avant de continuer."</p>
                {texte.map(|texte| view! { <p>{texte}</p> })}
            </Alerte>
        </div>
    }
    .into_any()
}
