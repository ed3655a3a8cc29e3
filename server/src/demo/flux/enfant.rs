//! The children of a foyer, each attached to the adults it depends on.

use chrono::{Days, NaiveDate};

use super::adulte::{self, Adulte};
use super::famille::Atelier;
use super::hasard::{annees, veille};
use super::noms;
use crate::flux::{Activite, DossierCaf, Personne, Rattachement, SoutienFamilial};

/// Child benefits stop at 20, and few foyers have more than five.
const AGE_MAX: i32 = 19;

pub fn enfants(atelier: &mut Atelier<'_>, adultes: &[Adulte]) -> Vec<Personne> {
    let combien = atelier.hasard.pondere(&[(1, 42), (2, 31), (3, 17), (4, 7), (5, 3)]);
    let Some((plus_vieux, dernier)) = naissances_possibles(atelier, adultes) else { return Vec::new() };
    let jumeaux = combien > 1 && atelier.hasard.chance(40);
    let mut enfants: Vec<Personne> = Vec::new();
    while enfants.len() < combien {
        let naissance = match enfants.first() {
            Some(jumeau) if jumeaux && enfants.len() == 1 => jumeau.date_naissance,
            _ => naissance_espacee(atelier, &enfants, plus_vieux, dernier),
        };
        let enfant = enfant(atelier, adultes, naissance, &enfants);
        enfants.push(enfant);
    }
    if jumeaux && enfants[0].date_naissance == enfants[1].date_naissance {
        (enfants[0].rang_naissance, enfants[1].rang_naissance) = (Some(1), Some(2));
    }
    enfants
}

/// Not before the youngest adult was 18, and not before the age limit.
fn naissances_possibles(atelier: &Atelier<'_>, adultes: &[Adulte]) -> Option<(NaiveDate, NaiveDate)> {
    let parents = adultes.iter().map(|a| annees(a.personne.date_naissance, 18)).max()?;
    let premier = parents.max(annees(atelier.jour, -AGE_MAX - 1) + Days::new(1));
    // a woman of more than 45 has no newborn
    let meres = adultes.iter().filter(|a| a.femme).map(|a| annees(a.personne.date_naissance, 45)).min();
    let dernier = meres.unwrap_or(atelier.jour).min(veille(atelier.jour));
    (premier < dernier).then_some((premier, dernier))
}

/// Ten months at least between two births; after twenty tries, twins are avoided no more.
fn naissance_espacee(
    atelier: &mut Atelier<'_>,
    deja: &[Personne],
    premier: NaiveDate,
    dernier: NaiveDate,
) -> NaiveDate {
    let mut jour = atelier.hasard.jour(premier, dernier);
    for _ in 0..20 {
        if deja.iter().all(|e| (e.date_naissance - jour).num_days().abs() > 300) {
            break;
        }
        jour = atelier.hasard.jour(premier, dernier);
    }
    jour
}

fn enfant(
    atelier: &mut Atelier<'_>,
    adultes: &[Adulte],
    naissance: NaiveDate,
    freres: &[Personne],
) -> Personne {
    let femme = atelier.hasard.chance(490);
    let mut personne = adulte::identite(atelier, atelier.origine, femme, naissance, false);
    while freres.iter().any(|frere| frere.prenom == personne.prenom) {
        personne.prenom = noms::prenom(&mut atelier.hasard, atelier.origine, femme);
    }
    let pere = adultes.iter().find(|a| !a.femme).unwrap_or(&adultes[0]);
    personne.nom.clone_from(&pere.personne.nom_naissance);
    personne.nom_naissance.clone_from(&pere.personne.nom_naissance);
    adulte::prend_le_role(&mut personne, "ENF");
    personne.dossier_caf =
        DossierCaf { responsable: Some(false), debut_rattachement: Some(naissance), ..DossierCaf::default() };
    let lien = if adultes.len() == 2 && atelier.hasard.chance(600) { "LEG" } else { "NAT" };
    personne.rattachements = adultes.iter().map(|a| rattachement(&a.personne, lien)).collect();
    personne.activites = activite(atelier, &personne);
    if adultes.len() == 1 && atelier.hasard.chance(220) {
        personne.soutiens_familiaux = vec![soutien(atelier, naissance)];
    }
    personne
}

fn rattachement(adulte: &Personne, lien: &str) -> Rattachement {
    Rattachement {
        nom_naissance: adulte.nom_naissance.clone(),
        prenom: Some(adulte.prenom.clone()),
        date_naissance: Some(adulte.date_naissance),
        nir: adulte.nir.clone(),
        lien: Some(lien.to_owned()),
    }
}

fn activite(atelier: &mut Atelier<'_>, enfant: &Personne) -> Vec<Activite> {
    let age = adulte::age_de(enfant, atelier.jour);
    let (code, depuis) = match age {
        ..3 => return Vec::new(),
        3..6 => ("MMA", 3),
        6..16 => ("SCO", 6),
        _ => (atelier.hasard.pondere(&[("SCO", 70), ("APP", 15), ("DEG", 15)]), 16),
    };
    vec![Activite {
        activite: code.to_owned(),
        debut: Some(annees(enfant.date_naissance, depuis)),
        ..Default::default()
    }]
}

fn soutien(atelier: &mut Atelier<'_>, naissance: NaiveDate) -> SoutienFamilial {
    SoutienFamilial {
        situation: atelier.hasard.pondere(&[("RS", 40), ("HB", 30), ("TP", 15), ("NR", 15)]).to_owned(),
        parent: Some(atelier.hasard.pondere(&[("P", 9), ("M", 1)]).to_owned()),
        debut: Some(atelier.hasard.jour(naissance, atelier.jour)),
        fin: None,
    }
}
