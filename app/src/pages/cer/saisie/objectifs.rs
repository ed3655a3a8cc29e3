//! The objectives: one to five lines, each from a closed list.

use leptos::prelude::*;
use reciproque_shared::cer::{Objectif, Theme};

use super::FormulaireCer;
use crate::pages::cer::champs::ChampsObjectif;
use crate::pages::cer::mots::garde;
use crate::ui::*;

pub fn partie(formulaire: FormulaireCer) -> AnyView {
    let champs = formulaire.champs;
    let ajoute = move || {
        let rang = champs.ajoute();
        request_animation_frame(move || met_au_point(&id(rang, "objectif")));
    };
    view! {
        <section class="formulaire-partie" aria-labelledby="partie-objectifs">
            <h2 id="partie-objectifs" tabindex="-1">"Objectifs"</h2>
            <p class="discret">"Un à cinq. Les plus utilisés sont en tête de liste ; le thème ne fait que la raccourcir."</p>
            <ul class="lignes" role="list">
                {move || (0..champs.lignes.get()).map(|rang| ligne(formulaire, rang)).collect_view()}
            </ul>
            {move || champs.peut_ajouter().then(|| view! {
                <Bouton genre=Genre::Secondaire icone=Icone::Plus au_clic=ajoute>"Ajouter un objectif"</Bouton>
            })}
        </section>
    }
    .into_any()
}

fn id(rang: usize, champ: &str) -> String {
    format!("objectifs.{rang}.{champ}")
}

fn ligne(formulaire: FormulaireCer, rang: usize) -> AnyView {
    let FormulaireCer { champs, erreurs, .. } = formulaire;
    let ChampsObjectif { theme, objectif, precision } = champs.objectif(rang);
    let themes: Vec<_> = Theme::TOUS.iter().map(|t| Choix::new(t.code(), t.libelle())).collect();
    let frequents: Vec<_> = Objectif::courants().map(|o| o.code.to_owned()).collect();
    accorder(theme, objectif);
    let retire = move || {
        champs.retire(rang);
        // The line that took its place, or the last one left.
        let restante = rang.min(champs.lignes.get_untracked().saturating_sub(1));
        request_animation_frame(move || met_au_point(&id(restante, "objectif")));
    };
    let nom = format!("Retirer l’objectif {}", rang + 1);
    view! {
        <li class="objectif">
            <ListeFermee id=id(rang, "theme") libelle="Thème" facultatif=true valeur=theme choix=themes erreur=erreurs.de(id(rang, "theme"))/>
            <ListeFermee
                id=id(rang, "objectif")
                libelle="Objectif"
                valeur=objectif
                choix=Signal::derive(move || theme.with(|theme| choix(theme)))
                frequents
                erreur=erreurs.de(id(rang, "objectif"))
            />
            <ChampTexte
                id=id(rang, "precision")
                libelle="Précision"
                facultatif=true
                largeur=Largeur::Longue
                valeur=precision
                garde=garde()
                erreur=erreurs.de(id(rang, "precision"))
            />
            <Bouton genre=Genre::Discret icone=Icone::Croix au_clic=retire attr:aria-label=nom>"Retirer"</Bouton>
        </li>
    }
    .into_any()
}

/// The objectives of a theme, or all of them.
fn choix(theme: &str) -> Vec<Choix> {
    let de = |theme: Theme| Objectif::du_theme(theme).map(|o| Choix::new(o.code, o.libelle));
    match Theme::du_code(theme) {
        Some(theme) => de(theme).collect(),
        None => Theme::TOUS.iter().copied().flat_map(de).collect(),
    }
}

/// An objective of another theme goes when the theme changes.
fn accorder(theme: RwSignal<String>, objectif: RwSignal<String>) {
    Effect::new(move || {
        let Some(theme) = theme.with(|code| Theme::du_code(code)) else { return };
        let ailleurs =
            objectif.with_untracked(|code| Objectif::du_code(code).is_some_and(|o| o.theme != theme));
        if ailleurs {
            objectif.set(String::new());
        }
    });
}

/// The field that shows a refusal of the whole list.
pub fn champ(nom: &str) -> Option<String> {
    (nom == "objectifs").then(|| id(0, "objectif"))
}
