//! The persons of a portfolio, found by where they live and when they are met next, and ticked.

use std::collections::BTreeSet;

use leptos::prelude::*;
use reciproque_shared::date;
use reciproque_shared::mots::{accord, jour_et_heure};
use reciproque_shared::parcours::portefeuille::{LignePortefeuille, ProchaineDate};

use super::transmission::Transmission;
use crate::ui::*;

pub fn partie(transmission: Transmission) -> AnyView {
    let fiche = transmission.fiche.get_value();
    let communes: BTreeSet<&str> =
        fiche.lignes.iter().filter_map(|ligne| ligne.commune.as_ref().map(String::as_str)).collect();
    let communes: Vec<_> = communes.into_iter().map(|nom| Choix::new(nom, nom)).collect();
    let dates: Vec<_> =
        ProchaineDate::TOUS.iter().map(|date| Choix::new(date.code(), date.libelle())).collect();
    let champs = transmission.champs;
    let tableau = move || tableau(transmission, &transmission.montrees());
    view! {
        <Section titre="Personnes" id="personnes">
            <div class="champs">
                <ListeFermee id="commune" libelle="Commune" vide="Toutes" valeur=champs.valeur("commune") choix=communes/>
                <ListeFermee id="prochain" libelle="Prochaine date" vide="Toutes" valeur=champs.valeur("prochain") choix=dates/>
            </div>
            <p aria-live="polite">{move || choisies(transmission)}</p>
            {au_dela(fiche.total, fiche.lignes.len())}
            {tableau}
        </Section>
    }
    .into_any()
}

/// Who would be handed over as things stand.
fn choisies(transmission: Transmission) -> String {
    let nombre = |liste: usize| i64::try_from(liste).unwrap_or(i64::MAX);
    match transmission.cochees().len() {
        0 => {
            let montrees = nombre(transmission.montrees().len());
            let montrees = accord(montrees, "personne affichée", "personnes affichées");
            format!("{montrees}. Cochez-en pour n’en transmettre que certaines.")
        }
        cochees => format!("{}.", accord(nombre(cochees), "personne cochée", "personnes cochées")),
    }
}

/// More than are handed over at once.
fn au_dela(total: u64, lignes: usize) -> Option<AnyView> {
    (total > lignes as u64).then(|| {
        let phrase = format!(
            "{} sur {total} : les autres apparaîtront ensuite.",
            accord(lignes, "personne", "personnes")
        );
        view! { <p class="discret">{phrase}</p> }.into_any()
    })
}

fn tableau(transmission: Transmission, lignes: &[LignePortefeuille]) -> AnyView {
    if lignes.is_empty() {
        return view! {
            <EtatVide titre="Personne ne répond à ces choix">
                <p>"Remettez l’une des listes ci-dessus sur « Toutes » pour en voir davantage."</p>
            </EtatVide>
        }
        .into_any();
    }
    let lignes = lignes.iter().map(|lue| ligne(transmission, lue)).collect_view();
    view! {
        <Tableau
            legende="Personnes dont cet agent est le référent"
            muette=true
            colonnes=&["Personne", "Commune", "Référent depuis le", "Prochain rendez-vous"]
        >
            {lignes}
        </Tableau>
    }
    .into_any()
}

fn ligne(transmission: Transmission, lue: &LignePortefeuille) -> AnyView {
    let personne = &lue.personne;
    let (qui, id) = (format!("{} {}", personne.nom, personne.prenom), personne.personne);
    let coche = transmission.coche(id);
    let nom = match coche.filter(|_| transmission.fiche.with_value(|fiche| fiche.transmissible)) {
        Some(coche) => view! { <Case id=format!("personne-{id}") libelle=qui coche/> }.into_any(),
        None => view! { <span>{qui}</span> }.into_any(),
    };
    let commune = match lue.source_fermee {
        Some(source) => source.en_mots(),
        None => lue.commune.as_ref().cloned().unwrap_or_default(),
    };
    let depuis = date::court(lue.depuis);
    let prochain = lue.prochain.map_or_else(|| "Aucun".to_owned(), jour_et_heure);
    view! {
        <Ligne>
            <CelluleTitre>{nom}</CelluleTitre>
            <Cellule titre="Commune">{commune}</Cellule>
            <Cellule titre="Référent depuis le">{depuis}</Cellule>
            <Cellule titre="Prochain rendez-vous">{prochain}</Cellule>
        </Ligne>
    }
    .into_any()
}
