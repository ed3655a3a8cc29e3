//! The communes of each CTSA, for the user referent: those of none first, then a change and what it
//! moves, who holds what today and later, and what was changed.

mod annulation;
mod changement;
mod communes;
mod suites;

use std::sync::Arc;

use leptos::prelude::*;
use reciproque_shared::api::ConsulterTerritoires;
use reciproque_shared::mots::accord;
use reciproque_shared::territoire::{EtapeTerritoires, FicheTerritoires, deplaces};

use self::annulation::Annulation;
use self::changement::Changement;
use crate::pages::geste::{Fiche, Gestes, Ouverte, raconte};
use crate::pages::instant;
use crate::ui::*;

impl Fiche for FicheTerritoires {
    type Lecture = ConsulterTerritoires;
    const CELLE_CI: &'static str = "les territoires";

    fn dernier_geste(&self) -> Option<String> {
        self.etapes.first().map(|etape| raconte(&etape.agent, &etape.quoi, etape.instant))
    }
}

#[component]
pub fn Territoires() -> impl IntoView {
    let ouverte = Ouverte::lire(Memo::new(|_| ()));
    let annulation = Gestes::nouveau(ouverte);
    ouverte.page("Territoires des CTSA", move |fiche| page(&fiche, ouverte, annulation))
}

fn page(
    fiche: &Arc<FicheTerritoires>,
    ouverte: Ouverte<FicheTerritoires>,
    annulation: Gestes<FicheTerritoires, Annulation>,
) -> AnyView {
    let changement = Changement::nouveau(fiche, ouverte);
    let fait = ouverte.fait().map(|mots| view! { <Alerte ton=Ton::Succes><p>{mots}</p></Alerte> });
    view! {
        <main id="contenu" class="page">
            <div class="page-tete"><Titre texte="Territoires des CTSA"/><BoutonImprimer/></div>
            <p class="pas-imprime"><a href="/organisations">"Toutes les organisations"</a></p>
            {ouverte.devancee(fiche)}
            {fait}
            {sans_ctsa(fiche, changement)}
            {ailleurs(fiche.ailleurs)}
            {changement.carte()}
            {communes::partie(fiche, changement)}
            {historique(fiche, annulation)}
            {annulation.dialogue()}
        </main>
    }
    .into_any()
}

/// Lines shown at once: in a new store, no commune has a CTSA.
const LIGNES: usize = 12;

/// The communes of none: nobody at a CTSA sees their dossiers.
fn sans_ctsa(fiche: &FicheTerritoires, changement: Changement) -> AnyView {
    let seules = fiche.sans_ctsa();
    if seules.is_empty() {
        return view! { <p class="discret">"Chaque commune du département a sa CTSA."</p> }.into_any();
    }
    let dossiers: i64 = seules.iter().map(|(_, dossiers)| dossiers).sum();
    let combien = accord(seules.len() as i64, "commune sans CTSA", "communes sans CTSA");
    let titre = format!("{combien}\u{a0}: {}", accord(dossiers, "dossier y attend", "dossiers y attendent"));
    let noms: Vec<String> = seules.iter().map(|(lieu, _)| lieu.nom.clone()).collect();
    let lignes = seules.iter().take(LIGNES).map(|(lieu, dossiers)| {
        let (nom, dossiers) = (lieu.nom.clone(), *dossiers);
        let ajouter = changement.bouton(nom.clone());
        view! {
            <Ligne>
                <CelluleTitre>{nom}</CelluleTitre>
                <Cellule titre="Dossiers" chiffres=true>{dossiers}</Cellule>
                <Cellule titre="Suite">{ajouter}</Cellule>
            </Ligne>
        }
    });
    let lignes = lignes.collect_view();
    let autres = (noms.len() > LIGNES).then(|| {
        let resume = format!("Et {}", accord(noms.len() - LIGNES, "autre", "autres"));
        view! { <details><summary>{resume}</summary><p>{noms[LIGNES..].join(", ")}</p></details> }
    });
    let toutes = (noms.len() > 1).then(|| changement.bouton_toutes(noms.clone()));
    view! {
        <Alerte ton=Ton::Attention titre><p>"Aucun agent de CTSA ne voit ces dossiers. Confiez ces communes à une CTSA."</p></Alerte>
        <Carte titre="Communes sans CTSA" id="sans-ctsa">
            <Tableau legende="Communes sans CTSA aujourd’hui" muette=true court=true colonnes=&["Commune", "Dossiers", "Suite"] chiffres=&[1]>{lignes}</Tableau>
            {autres}
            <div class="actions pas-imprime">{toutes}</div>
        </Carte>
    }
    .into_any()
}

/// Those whom no CTSA can see, whatever is changed here.
fn ailleurs(dossiers: i64) -> Option<AnyView> {
    (dossiers > 0).then(|| {
        let combien = accord(dossiers, "dossier n’a pas de commune", "dossiers n’ont pas de commune");
        let dit = format!(
            "{combien} dans le département (adresse à l’étranger, ailleurs, ou absente)\u{a0}: aucune CTSA ne les voit."
        );
        view! { <p class="discret">{dit}</p> }.into_any()
    })
}

fn historique(fiche: &FicheTerritoires, annulation: Gestes<FicheTerritoires, Annulation>) -> Option<AnyView> {
    (!fiche.etapes.is_empty()).then(|| {
        let bouton = fiche.annulable.then(|| annulation.petit_bouton(Annulation));
        let definitive = fiche.definitive.clone().map(|pourquoi| {
            view! { <p class="discret">{format!("Le dernier changement ne s’annule plus. {pourquoi}")}</p> }
        });
        let etapes = fiche.etapes.iter().enumerate().map(etape).collect_view();
        view! {
            <Carte titre="Changements" id="historique">
                <div class="actions pas-imprime">{bouton}</div>
                {definitive}
                <Frise>{etapes}</Frise>
            </Carte>
        }
        .into_any()
    })
}

fn etape((rang, etape): (usize, &EtapeTerritoires)) -> AnyView {
    let qui_quand = match deplaces(&etape.mouvements) {
        Some(deplaces) => format!("{}, le {}. {deplaces}", etape.agent, instant(etape.instant)),
        None => format!("{}, le {}", etape.agent, instant(etape.instant)),
    };
    let (quoi, motif) = (etape.quoi.clone(), etape.motif.clone());
    view! { <Etape quoi qui_quand nostrip:motif=motif courante=rang == 0/> }.into_any()
}
