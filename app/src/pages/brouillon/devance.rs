//! Somebody acted first: who sees it keeps or takes each field, and loses nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use reciproque_shared::cer::Difference;

use super::{Autre, Brouillon, Devancier, Ecarts, EtatBrouillon, Saisie, dit};
use crate::server::Echec;
use crate::ui::*;

/// What was typed here, against what is there now.
#[derive(Clone)]
pub(super) struct Conflit<S: Saisie> {
    /// What both started from.
    base: S::Texte,
    mienne: S::Texte,
    autre: Autre<S>,
}

impl<S: Saisie> Brouillon<S> {
    /// What is there now, and what to do of it.
    pub(super) fn compare(&self, refus: Echec) {
        let saisie = self.saisie();
        // Still busy: nothing is sent until the agent knows.
        self.interne.update_value(|i| i.en_vol = true);
        let moi = self.clone();
        spawn_local(async move {
            let lu = saisie.devancier(refus).await;
            moi.interne.update_value(|i| i.en_vol = false);
            match lu {
                Ok(Devancier::Autre(autre)) => moi.oppose(*autre),
                Ok(Devancier::Question) => moi.attend(EtatBrouillon::Conflit),
                Ok(Devancier::Rien) => {
                    moi.interne.update_value(|i| {
                        i.version = 0;
                        i.en_suspens = None;
                        i.retenu = false;
                    });
                    moi.envoie(true);
                }
                Err(echec) => moi.manque(&echec),
            }
        });
    }

    /// Asks what stays.
    pub(super) fn oppose(&self, autre: Autre<S>) {
        let (acquise, mienne) = self.interne.with_value(|i| (i.acquise.clone(), i.courante.clone()));
        // Both typed the same: there is nothing to choose.
        if autre.fige.is_none() && autre.texte == mienne {
            return self.tranche(autre, mienne);
        }
        let base = autre.base.clone().unwrap_or(acquise);
        let etat = if autre.fige.is_some() { EtatBrouillon::Fige } else { EtatBrouillon::Conflit };
        self.conflit.set(Some(Conflit { base, mienne, autre }));
        self.attend(etat);
    }

    fn attend(&self, etat: EtatBrouillon) {
        self.interne.update_value(|i| {
            i.en_suspens = None;
            i.suite = None;
            i.retenu = false;
        });
        self.etat.set(etat);
    }

    /// The agent chose: goes on from the version of the other with this content.
    fn tranche(&self, autre: Autre<S>, texte: S::Texte) {
        self.interne.update_value(|i| {
            i.saisie = autre.saisie;
            i.version = autre.version.unwrap_or(i.version);
            i.acquise = autre.texte.clone();
            i.envoyee = autre.texte;
            i.refuses.clear();
            i.courante = texte;
            i.en_suspens = None;
            i.retenu = false;
        });
        self.conflit.set(None);
        self.envoie(true);
    }
}

/// The question, when there is one. `pose` has the form say what was chosen; `voir` shows what can
/// be typed no more.
pub fn comparaison<S: Saisie>(
    brouillon: &Brouillon<S>,
    pose: impl Fn(&S::Texte) + Copy + Send + Sync + 'static,
    voir: impl Fn(S) + Clone + Send + Sync + 'static,
) -> AnyView {
    let ouvert = RwSignal::new(false);
    let (conflit, nomme) = (brouillon.conflit.clone(), brouillon.conflit.clone());
    Effect::new({
        let conflit = conflit.clone();
        move || ouvert.set(conflit.with(Option::is_some))
    });
    let titre = Signal::derive(move || {
        nomme.with(|conflit| conflit.as_ref().map_or("", |conflit| conflit.autre.mots.titre).to_owned())
    });
    let brouillon = brouillon.clone();
    let contenu = move || {
        conflit.get().map(|conflit| {
            let faits = conflit.autre.mots.faits.iter().cloned();
            let faits = faits.map(|fait| view! { <p>{fait}</p> }).collect_view();
            let reste = match conflit.autre.fige {
                Some(libelle) => fige(conflit, libelle, brouillon.clone(), voir.clone()),
                None => choix(conflit, brouillon.clone(), pose),
            };
            view! { {faits} {reste} }
        })
    };
    view! { <Dialogue ouvert imperatif=true titre>{contenu}</Dialogue> }.into_any()
}

fn choix<S: Saisie>(
    conflit: Conflit<S>,
    brouillon: Brouillon<S>,
    pose: impl Fn(&S::Texte) + Copy + Send + Sync + 'static,
) -> AnyView {
    let Conflit { base, mienne, autre } = conflit;
    let touches = autre.saisie.differences(&mienne, &base);
    let ecarts = Ecarts::nouveaux(autre.saisie.differences(&mienne, &autre.texte), &touches);
    let questions = ecarts.questions(autre.mots.garder, autre.mots.prendre);
    let tranche = move || {
        let mut texte = mienne.clone();
        for champ in ecarts.pris() {
            S::reprendre(&mut texte, champ, &autre.texte);
        }
        pose(&texte);
        brouillon.tranche(autre.clone(), texte);
    };
    view! {
        <p>"Rien n’est perdu. Choisissez, pour chaque point, ce qui reste."</p>
        {questions}
        <div class="actions"><Bouton au_clic=tranche>"Enregistrer ces choix"</Bouton></div>
    }
    .into_any()
}

fn fige<S: Saisie>(
    conflit: Conflit<S>,
    libelle: &'static str,
    brouillon: Brouillon<S>,
    voir: impl Fn(S) + Clone + Send + Sync + 'static,
) -> AnyView {
    let Conflit { mienne, autre, .. } = conflit;
    let ligne = |ecart: Difference| view! { <Fait nom=ecart.libelle>{dit(&ecart.la_votre)}</Fait> };
    let ecarts = autre.saisie.differences(&mienne, &autre.texte).into_iter().map(ligne).collect_view();
    let lu = move || {
        brouillon.conflit.set(None);
        brouillon.termine();
        voir(autre.saisie.clone());
    };
    view! {
        <p>"Voici ce que vous aviez saisi et qui n’y figure pas. Copiez-le si vous en avez besoin."</p>
        <Definitions>{ecarts}</Definitions>
        <div class="actions"><Bouton au_clic=lu>{libelle}</Bouton></div>
    }
    .into_any()
}
