//! Ranks and periods, over histories drawn at random.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::cer::historique::{contrats, rang_pour, range};

/// Contracts that do not overlap, entered in any order, some with avenants.
fn histoires() -> impl Strategy<Value = Vec<PeriodeCer>> {
    let contrat = (1..40_u64, 20..400_u64, proptest::option::of(1..60_u64));
    prop::collection::vec(contrat, 0..9).prop_flat_map(|contrats| {
        let mut tous = Vec::new();
        let mut debut = jour("2015-01-01");
        for (id, (attente, duree, prolonge)) in (1..).zip(contrats) {
            debut = debut + Days::new(attente);
            let fin = debut + Days::new(duree);
            let sorte = if id == 1 { Sorte::Premier } else { Sorte::Renouvellement };
            tous.push(PeriodeCer { id, rang: 0, sorte, avenant_de: None, debut, fin });
            let derniere = prolonge.map_or(fin, |jours| fin + Days::new(jours));
            if prolonge.is_some() {
                tous.push(PeriodeCer {
                    id: 100 + id,
                    rang: 0,
                    sorte: Sorte::Avenant,
                    avenant_de: Some(id),
                    debut,
                    fin: derniere,
                });
            }
            debut = derniere;
        }
        Just(tous).prop_shuffle()
    })
}

proptest! {
    /// Ranks are 1, 2, 3… in the order of the starts, whatever the order of entry.
    #[test]
    fn ranks_follow_the_dates(mut histoire in histoires()) {
        range(&mut histoire);
        let rangs: Vec<_> = histoire.iter().filter(|p| p.avenant_de.is_none()).map(|p| p.rang).collect();
        prop_assert_eq!(rangs, (1..=histoire.iter().filter(|p| p.avenant_de.is_none()).count() as u32).collect::<Vec<_>>());
        for avenant in histoire.iter().filter(|p| p.avenant_de.is_some()) {
            let amende = histoire.iter().find(|p| Some(p.id) == avenant.avenant_de).expect("its contract");
            prop_assert_eq!(avenant.rang, amende.rang);
        }
    }

    /// Cancelling one contract shifts the ones after it by one and nothing else.
    #[test]
    fn a_cancellation_closes_the_gap(mut histoire in histoires(), choix in any::<prop::sample::Index>()) {
        prop_assume!(!histoire.is_empty());
        range(&mut histoire);
        let annule = choix.get(&histoire).clone();
        let mut reste: Vec<_> = histoire.iter().filter(|p| p.id != annule.id).cloned().collect();
        range(&mut reste);
        for periode in &reste {
            let avant = histoire.iter().find(|p| p.id == periode.id).expect("the same");
            let attendu = if annule.avenant_de.is_some() || avant.rang < annule.rang {
                avant.rang
            } else if periode.avenant_de == Some(annule.id) {
                0
            } else {
                avant.rang - 1
            };
            prop_assert_eq!(periode.rang, attendu);
        }
        // The periods of the others do not move.
        for contrat in contrats(&reste).iter().filter(|c| Some(c.id) != annule.avenant_de) {
            let avant = contrats(&histoire).into_iter().find(|c| c.id == contrat.id).expect("the same");
            prop_assert_eq!(contrat.fin, avant.fin);
        }
    }

    /// The rank announced at entry is the one that the history then gives.
    #[test]
    fn the_announced_rank_comes_true(mut histoire in histoires(), decalage in 0..4000_u64) {
        let debut = jour("2014-06-01") + Days::new(decalage);
        let annonce = rang_pour(&histoire, debut);
        histoire.push(PeriodeCer { id: 1000, rang: 0, sorte: Sorte::Renouvellement, avenant_de: None, debut, fin: debut });
        range(&mut histoire);
        prop_assert_eq!(histoire.iter().find(|p| p.id == 1000).expect("it").rang, annonce);
    }

    /// Accepted contracts never overlap one another.
    #[test]
    fn no_overlap_is_ever_accepted(histoire in histoires(), decalage in 0..2000_u64, duree in prop::sample::select(vec![3_u32, 6, 9, 12])) {
        let aujourdhui = jour("2015-01-01") + Days::new(decalage);
        let contexte = ContexteCer {
            orientation_debut: Some(jour("2014-01-01")),
            valides: histoire,
            ..ContexteCer::nouveau(aujourdhui)
        };
        let date = aujourdhui.format("%d/%m/%Y").to_string();
        let sorte = if contrats(&contexte.valides).iter().any(|c| c.debut < aujourdhui) { "renouvellement" } else { "premier" };
        let saisie = SaisieCer {
            sorte: sorte.into(),
            debut: date.clone(),
            duree_mois: duree.to_string(),
            bilan: SaisieBilan { resultat: "atteints".into(), note: String::new() },
            signe_personne_le: date.clone(),
            signe_referent_le: date,
            ..complete()
        };
        let libre = !contrats(&contexte.valides)
            .iter()
            .any(|c| c.chevauche(aujourdhui, crate::date::fin_de_periode(aujourdhui, duree)));
        match Cer::lire(&saisie, &contexte) {
            Ok(cer) => {
                prop_assert!(libre);
                prop_assert_eq!(cer.fin(), crate::date::fin_de_periode(cer.debut(), duree));
            }
            Err(erreurs) => {
                prop_assert!(!libre);
                prop_assert!(erreurs.iter().all(|e| e.code == "chevauchement"), "{:?}", erreurs);
            }
        }
    }
}
