//! Rules of the CER, by example and by property.

mod etats;
mod historique;
mod lecture;
mod saisie;

use chrono::NaiveDate;

use super::*;

pub(super) fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a date")
}

pub(super) fn periode(id: i64, sorte: Sorte, debut: &str, fin: &str) -> PeriodeCer {
    PeriodeCer { id, rang: 0, sorte, avenant_de: None, debut: jour(debut), fin: jour(fin) }
}

/// A person oriented since January, without any contract, on 15 June 2026.
pub(super) fn contexte() -> ContexteCer {
    ContexteCer { orientation_debut: Some(jour("2026-01-05")), ..ContexteCer::nouveau(jour("2026-06-15")) }
}

/// The same person with a contract from February to July.
pub(super) fn contexte_suivi() -> ContexteCer {
    ContexteCer { valides: vec![periode(7, Sorte::Premier, "2026-02-01", "2026-07-31")], ..contexte() }
}

fn engagement(code: &str) -> Vec<SaisieEngagement> {
    vec![SaisieEngagement { engagement: code.into(), precision: String::new() }]
}

/// A first contract, complete and right.
pub(super) fn complete() -> SaisieCer {
    SaisieCer {
        objectifs: vec![SaisieObjectif { objectif: "emploi_recherche".into(), ..Default::default() }],
        engagements_personne: engagement("personne_rendez_vous"),
        engagements_referent: engagement("referent_rencontres"),
        engagements_departement: engagement("departement_offre"),
        signe_personne_le: "15/06/2026".into(),
        signe_referent_le: "15/06/2026".into(),
        ..SaisieCer::proposee(&contexte())
    }
}

pub(super) fn codes(lu: Result<Cer, Vec<crate::erreur::ErreurChamp>>) -> Vec<(String, String)> {
    lu.expect_err("refused").into_iter().map(|erreur| (erreur.champ, erreur.code)).collect()
}

pub(super) fn refus(saisie: &SaisieCer, contexte: &ContexteCer) -> Vec<String> {
    codes(Cer::lire(saisie, contexte)).into_iter().map(|(champ, code)| champ + " " + &code).collect()
}
