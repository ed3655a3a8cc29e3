//! What one does to the thing that a page shows. A noun says its gestures: their words, their
//! fields, their call ([`Geste`]). The rest is here, once: the question, the refusals, and what is
//! told when somebody acted first.

mod champs;
mod envoi;
mod ouverte;

pub use champs::Champs;
pub use envoi::Envoi;
pub use ouverte::{Dit, Fiche, Ouverte, devancee, devancee_en_bref, issue, laisser, raconte};

use std::pin::Pin;

use leptos::prelude::*;
use reciproque_shared::erreur::ErreurChamp;

use crate::server::Echec;
use crate::ui::*;

/// An answer on its way, of any call: what receives it is compiled once for all of them.
pub type Reponse<T> = Pin<Box<dyn Future<Output = Result<T, Echec>>>>;

/// A gesture on a thing of this kind.
pub trait Geste<F: Fiche>: Clone + PartialEq + Send + Sync + 'static {
    /// The field whose words are told back when somebody acted first.
    const TEXTE: &'static str = "motif";
    /// Stands before the names of its fields, where another form of the page has the same ones.
    const PREFIXE: &'static str = "";
    /// The fields that say the same whatever the gesture.
    const COMMUNS: &'static [&'static str] = &[];

    /// The words of the button that does it.
    fn nom(&self) -> String;
    /// The heading of its question.
    fn titre(&self, _fiche: &F) -> String {
        self.nom()
    }
    /// What follows from it, told before it is done; without a word it is done at once.
    fn effet(&self, fiche: &F) -> Option<String>;
    /// What it asks for.
    fn champs(&self, fiche: &F, champs: Champs) -> AnyView;
    /// Reads what was typed, and makes the call.
    ///
    /// # Errors
    /// What the rules refuse.
    fn appel(&self, fiche: &F, champs: Champs) -> Result<Reponse<F>, Vec<ErreurChamp>>;
    /// What is said aloud once it is done; `fiche` is what came of it.
    fn fait(&self, _fiche: &F) -> &'static str {
        "C’est fait."
    }
    /// Whether it ends something.
    fn danger(&self) -> bool {
        false
    }
}

/// The gestures of one page.
pub struct Gestes<F: Fiche, G: Geste<F>> {
    ouverte: Ouverte<F>,
    envoi: Envoi,
    champs: Champs,
    /// The one that is being asked about.
    demande: RwSignal<Option<G>>,
    ouvert: RwSignal<bool>,
}

impl<F: Fiche, G: Geste<F>> Clone for Gestes<F, G> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Fiche, G: Geste<F>> Copy for Gestes<F, G> {}

impl<F: Fiche, G: Geste<F>> Gestes<F, G> {
    pub fn nouveau(ouverte: Ouverte<F>) -> Self {
        let envoi = Envoi::prefixe(G::PREFIXE);
        let (demande, ouvert) = (RwSignal::new(None), RwSignal::new(false));
        Self { ouverte, envoi, champs: Champs::nouveau(envoi), demande, ouvert }
    }

    /// All of them, the usual one first; those that end something are marked.
    pub fn boutons(self, gestes: &[G]) -> AnyView {
        let bouton = |(rang, geste): (usize, &G)| {
            let genre = match rang {
                _ if geste.danger() => Genre::Danger,
                0 => Genre::Principal,
                _ => Genre::Secondaire,
            };
            self.bouton(geste.clone(), genre)
        };
        let boutons = gestes.iter().enumerate().map(bouton).collect_view();
        view! { <div class="gestes">{boutons}</div>{self.echec()} }.into_any()
    }

    pub fn bouton(self, geste: G, genre: Genre) -> AnyView {
        let nom = geste.nom();
        let clic = move || self.commence(geste.clone());
        view! { <Bouton genre occupe=self.envoi.occupe au_clic=clic>{nom}</Bouton> }.into_any()
    }

    /// A small one, beside what it is about.
    pub fn petit_bouton(self, geste: G) -> AnyView {
        let (nom, genre) = (geste.nom(), if geste.danger() { Genre::Danger } else { Genre::Secondaire });
        let clic = move || self.commence(geste.clone());
        view! { <Bouton genre petit=true au_clic=clic>{nom}</Bouton> }.into_any()
    }

    /// Why a gesture that asks nothing failed.
    pub fn echec(self) -> AnyView {
        (move || self.demande.with(Option::is_none).then(|| self.envoi.echec())).into_any()
    }

    /// Asks about it, unless there is nothing to ask.
    pub fn commence(self, geste: G) {
        let Some(fiche) = self.ouverte.fiche() else { return };
        self.envoi.erreurs.efface();
        if self.demande.with_untracked(|avant| avant.as_ref() != Some(&geste)) {
            // The words for another gesture are not this one's.
            self.champs.vide_sauf(G::COMMUNS);
        }
        if geste.effet(&fiche).is_none() {
            self.demande.set(None);
            return self.envoie(&geste);
        }
        self.demande.set(Some(geste));
        self.ouvert.set(true);
        request_animation_frame(premier_champ);
    }

    fn envoie(self, geste: &G) {
        let Some(fiche) = self.ouverte.fiche() else { return };
        let Some(appel) = self.envoi.admet(geste.appel(&fiche, self.champs)) else { return };
        let (geste, texte) = (geste.clone(), self.champs.texte(G::TEXTE));
        self.envoi.lance(self.ouverte.issue(appel, texte), move |(fiche, dit)| {
            self.ouvert.set(false);
            if dit == Dit::Fait {
                self.champs.vide_sauf(&[]);
            }
            let mots = geste.fait(&fiche);
            self.ouverte.montre((fiche, dit), mots);
        });
    }

    /// The question, once for all of them.
    pub fn dialogue(self) -> AnyView {
        let titre = Signal::derive(move || {
            let geste = self.demande.get();
            geste.zip(self.ouverte.fiche()).map_or_else(String::new, |(geste, fiche)| geste.titre(&fiche))
        });
        // Only while it is asked: other forms of the page may have the same fields.
        let question =
            move || self.demande.get().filter(|_| self.ouvert.get()).map(|geste| self.question(geste));
        view! { <Dialogue ouvert=self.ouvert titre>{question}</Dialogue> }.into_any()
    }

    fn question(self, geste: G) -> Option<AnyView> {
        let fiche = self.ouverte.fiche()?;
        let (effet, champs) = (geste.effet(&fiche)?, geste.champs(&fiche, self.champs));
        let (faire, Envoi { erreurs, occupe, .. }) = (geste.nom(), self.envoi);
        let confirme = move || self.envoie(&geste);
        let question = view! { <QuestionGeste effet faire ouvert=self.ouvert occupe erreurs confirme>{champs}</QuestionGeste> };
        Some(question.into_any())
    }
}

/// Where one types first.
fn premier_champ() {
    let champ = document().query_selector("dialog[open] form :is(input, select, textarea)").ok().flatten();
    champ.into_iter().for_each(prend_le_focus);
}
