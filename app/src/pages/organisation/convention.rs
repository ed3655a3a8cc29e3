//! A convention: its dates, its terms of today, its life.

use leptos::prelude::*;
use reciproque_shared::convention::{Avenant, SorteConvention, avenant_du, capacite_dite, territoire_dit};
use reciproque_shared::date;
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::supervision::fiche::ConventionLue;

use super::frise::vie;
use super::liste::etat_convention;
use crate::session::use_session;
use crate::ui::*;

pub fn carte(convention: &ConventionLue, sorte: SorteOrganisation, actions: AnyView) -> AnyView {
    let aujourdhui = use_session().aujourd_hui();
    let (etat, fin) = (convention.etat(aujourdhui), convention.date_fin);
    let cote = move || etat_convention(Some(etat), fin, sorte);
    let id = format!("convention-{}", convention.id);
    // Before its first day, what it will open; after its last, what it opened.
    let termes = avenant_du(&convention.avenants, aujourdhui).or(convention.avenants.first());
    let termes = termes.map(|avenant| faits_des_termes(avenant, sorte));
    let titre = format!("Convention {}", convention.reference);
    let nature = (SorteConvention::avec(sorte).len() > 1).then(|| {
        let nature = convention.sorte.libelle();
        view! { <Fait nom="Objet">{nature}</Fait> }
    });
    let (effet, duree, vie) =
        (date::court(convention.date_effet), duree(convention, aujourdhui), vie(convention, aujourdhui));
    view! {
        <Carte titre id cote>
            <Definitions>
                {nature}
                <Fait nom="Date d’effet">{effet}</Fait>
                <Fait nom="Durée">{duree}</Fait>
                {termes}
            </Definitions>
            {actions}
            <h3>"Vie de la convention"</h3>
            {vie}
        </Carte>
    }
    .into_any()
}

fn duree(convention: &ConventionLue, aujourdhui: chrono::NaiveDate) -> String {
    match convention.date_fin {
        _ if convention.annulation.is_some() => "Annulée avant de prendre effet".to_owned(),
        Some(fin) => format!("Jusqu’au {}", date::court(fin)),
        None => format!(
            "Un an, reconduite tacitement ; année en cours jusqu’au {}",
            date::court(convention.duree().fin_d_annee(aujourdhui))
        ),
    }
}

fn faits_des_termes(avenant: &Avenant, sorte: SorteOrganisation) -> AnyView {
    let termes = &avenant.termes;
    let noms = |rubriques: &[reciproque_shared::habilitation::Rubrique]| {
        rubriques.iter().map(|rubrique| rubrique.libelle()).collect::<Vec<_>>().join(", ")
    };
    let en_plus = if termes.rubriques.is_empty() { "Aucune".to_owned() } else { noms(&termes.rubriques) };
    let quotas = termes.quotas.iter().map(|q| format!("{} : {}", q.profil.libelle(), q.nombre));
    let quotas = quotas.collect::<Vec<_>>().join(" ; ");
    let quotas = if quotas.is_empty() { "Aucune habilitation ouverte".to_owned() } else { quotas };
    let d_office = noms(&sorte.rubriques_d_office());
    let territoire = territoire_dit(termes.niveau, &termes.territoire);
    let capacite = (sorte == SorteOrganisation::Structure)
        .then(|| termes.capacite.map_or_else(|| "Non fixée".to_owned(), |lue| capacite_dite(Some(lue))))
        .map(|dite| view! { <Fait nom="Capacité">{dite}</Fait> });
    let acces = if termes.saisie { "Consultation et saisie" } else { "Consultation seule" };
    if !sorte.a_des_comptes() {
        return view! { <Fait nom="Territoire">{territoire}</Fait> }.into_any();
    }
    let droits = sorte.choisit_les_droits().then(|| {
        let droits =
            if termes.droits_en_cours { "Droit en cours seulement" } else { "Droit en cours ou clos" };
        view! { <Fait nom="Dossiers ouverts">{droits}</Fait> }
    });
    view! {
        <Fait nom="Territoire">{territoire}</Fait>
        <Fait nom="Rubriques des profils">{d_office}</Fait>
        <Fait nom="Rubriques en plus">{en_plus}</Fait>
        {droits}
        <Fait nom="Accès">{acces}</Fait>
        <Fait nom="Quotas">{quotas}</Fait>
        {capacite}
    }
    .into_any()
}
