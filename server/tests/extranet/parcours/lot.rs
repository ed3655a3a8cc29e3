//! One decision for several persons: an outcome for each, all of it or nothing, and one way back.

use reciproque_shared::api::{
    AnnulerLot, ConsulterAOrienter, ConsulterLot, CreerRendezVous, OrienterLot, PreparerLot,
};
use reciproque_shared::parcours::lot::{
    DureeAttente, FicheLot, FiltreAOrienter, PERSONNES_MAX, SaisieAOrienter, SaisieLot, TrancheAge,
};
use reciproque_shared::parcours::{OrigineOrientation, SaisieOrientation};
use reqwest::StatusCode;

use super::{dossier_de, lire, orienter, vers};
use crate::bac::{Bac, Client};
use crate::rendez_vous::a;

/// Towards a structure, whatever the reason: that of where each person stands is taken.
fn pour(bac: &Bac, personnes: Vec<i64>, structure: i64) -> SaisieLot {
    let decision = SaisieOrientation { origine: None, ..vers(bac, structure, OrigineOrientation::Premiere) };
    SaisieLot { personnes, filtre: FiltreAOrienter::default(), decision }
}

fn raisons(fiche: &FicheLot) -> Vec<(i64, Option<&str>)> {
    fiche.exclues.iter().map(|issue| (issue.personne.personne, issue.raison.as_deref())).collect()
}

#[tokio::test]
async fn each_person_has_an_outcome_told_before_and_after_and_a_trace_of_her_own() {
    let bac = Bac::ouvrir().await;
    let (hugo, paul) = (bac.connecter("hugo").await, bac.connecter("paul").await);
    let (haas, keller, tifour) = (bac.gens.haas, bac.gens.keller, bac.gens.tifour);
    let saisie = pour(&bac, vec![haas.demandeur, keller.demandeur, tifour.demandeur], bac.gens.semaphore);
    let apercu = hugo.appeler::<PreparerLot>((), saisie.clone()).await.unwrap();
    let dits: Vec<_> = apercu.issues.iter().map(|i| (i.personne.personne, i.raison.as_deref())).collect();
    let deja = (keller.demandeur, Some("Déjà orientée vers ALSA."));
    assert_eq!(dits, [deja, (haas.demandeur, None)], "nobody of another territory is named");
    let fiche = hugo.appeler::<OrienterLot>((), saisie).await.unwrap();
    assert_eq!(fiche.orientees.iter().map(|i| i.personne.personne).collect::<Vec<_>>(), [haas.demandeur]);
    assert_eq!(raisons(&fiche), [deja]);
    assert_eq!(fiche.bilan(), "1 personne orientée, 1 laissée de côté.");
    assert_eq!(dossier_de(&paul, haas.dossier).await, StatusCode::OK, "the scope has moved");
    let evenements = bac.evenements().await;
    let sur_elle = Some(format!("personne:{}", haas.demandeur));
    let siens = evenements
        .iter()
        .filter(|lu| lu.maillon.evenement.acte == "orienter" && lu.maillon.evenement.objet == sur_elle);
    assert_eq!(siens.count(), 1);
    let sur_l_autre = Some(format!("personne:{}", keller.demandeur));
    let autres = evenements.iter().filter(|lu| lu.maillon.evenement.objet == sur_l_autre);
    assert_eq!(autres.count(), 0, "nothing was done about who was left aside");
    assert_eq!(hugo.appeler::<ConsulterLot>(fiche.id, ()).await.unwrap(), fiche);
    let etapes = lire(&hugo, haas.demandeur).await.etapes;
    assert_eq!(etapes.last().unwrap().lot, Some(fiche.id), "her history leads to it");
    let refus = bac.connecter("irene").await.appeler::<ConsulterLot>(fiche.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND, "the decision of another CTSA");
    crate::attente::justes_ici(&bac, "after a decision for several").await;
}

#[tokio::test]
async fn who_can_t_be_oriented_makes_no_decision_and_too_many_are_refused() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let deja = pour(&bac, vec![bac.gens.keller.demandeur], bac.gens.semaphore);
    let refus = hugo.appeler::<OrienterLot>((), deja).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    let trop = (1..=i64::try_from(PERSONNES_MAX).unwrap() + 1).collect();
    let refus = hugo.appeler::<OrienterLot>((), pour(&bac, trop, bac.gens.alsa)).await.unwrap_err();
    assert_eq!(refus.champs(), [("personnes", "trop_de_personnes")]);
    // A decision that is refused for anybody is refused on its fields.
    let mut sans_date = pour(&bac, vec![bac.gens.haas.demandeur], bac.gens.alsa);
    sans_date.decision.debut = String::new();
    let refus = hugo.appeler::<OrienterLot>((), sans_date).await.unwrap_err();
    assert_eq!(refus.champs(), [("debut", "date_absente")]);
}

#[tokio::test]
async fn it_is_undone_once_and_says_whose_orientation_was_kept() {
    let bac = Bac::ouvrir().await;
    let (hugo, paul) = (bac.connecter("hugo").await, bac.connecter("paul").await);
    let haas = bac.gens.haas;
    let fait = async |hugo: &Client| {
        let saisie = pour(&bac, vec![haas.demandeur], bac.gens.semaphore);
        hugo.appeler::<OrienterLot>((), saisie).await.unwrap()
    };
    let premier = fait(&hugo).await;
    let annule = hugo.appeler::<AnnulerLot>(premier.id, ()).await.unwrap();
    assert!(annule.annule_le.is_some() && annule.orientees[0].raison.is_none() && !annule.annulable);
    assert_eq!(annule.bilan_annulation().unwrap(), "1 orientation annulée.");
    assert_eq!(dossier_de(&paul, haas.dossier).await, StatusCode::NOT_FOUND);
    let refus = hugo.appeler::<AnnulerLot>(premier.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    // The structure begins to work: her orientation stays, and the answer says why.
    let second = fait(&hugo).await;
    bac.horloge.avancer(60);
    paul.appeler::<CreerRendezVous>(haas.demandeur, a(&bac, 3, "10h")).await.unwrap();
    let garde = hugo.appeler::<AnnulerLot>(second.id, ()).await.unwrap();
    let raison = garde.orientees[0].raison.as_deref().unwrap();
    assert!(raison.contains("a déjà saisi"), "{raison}");
    assert_eq!(dossier_de(&paul, haas.dossier).await, StatusCode::OK);
    crate::attente::justes_ici(&bac, "after a decision for several was undone").await;
}

#[tokio::test]
async fn a_later_decision_about_one_of_them_is_not_undone_with_the_others() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let haas = bac.gens.haas.demandeur;
    let lot = hugo.appeler::<OrienterLot>((), pour(&bac, vec![haas], bac.gens.semaphore)).await.unwrap();
    bac.demain_dix_heures();
    let hugo = bac.connecter("hugo").await;
    let vue = lire(&hugo, haas).await;
    orienter(&hugo, &vue, vers(&bac, bac.gens.alsa, OrigineOrientation::Reorientation)).await.unwrap();
    let garde = hugo.appeler::<AnnulerLot>(lot.id, ()).await.unwrap();
    assert_eq!(garde.orientees[0].raison.as_deref(), Some("Une autre décision a suivi celle-ci."));
}

#[tokio::test]
async fn those_who_wait_are_found_by_commune_age_and_time_and_the_whole_result_may_be_oriented() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    reciproque_server::attente::reconstruire(&bac.app.depot, &bac.app.regles).await.unwrap();
    let lire = async |filtre: FiltreAOrienter| {
        let page = hugo.appeler::<ConsulterAOrienter>((), SaisieAOrienter { filtre, page: 0 }).await.unwrap();
        assert_eq!(page.total, page.lignes.len() as u64);
        page
    };
    let page = lire(FiltreAOrienter::default()).await;
    let haas = bac.gens.haas.demandeur;
    assert_eq!(page.lignes.iter().map(|ligne| ligne.personne.personne).collect::<Vec<_>>(), [haas]);
    assert_eq!(
        page.communes.iter().map(|c| (c.code.as_str(), c.personnes)).collect::<Vec<_>>(),
        [("68224", 1)]
    );
    assert!(page.lignes[0].limite.is_some(), "the delay of the law runs");
    let ages = async |age| lire(FiltreAOrienter { age: Some(age), ..FiltreAOrienter::default() }).await.total;
    let mut par_age = 0;
    for age in TrancheAge::TOUS {
        par_age += ages(*age).await;
    }
    assert_eq!(par_age, 1, "in one bracket");
    let depassee = FiltreAOrienter { attente: Some(DureeAttente::Depassee), ..FiltreAOrienter::default() };
    assert_eq!(lire(depassee.clone()).await.total, 1);
    let recente = FiltreAOrienter { attente: Some(DureeAttente::Recente), ..FiltreAOrienter::default() };
    assert_eq!(lire(recente.clone()).await.total, 0);
    let ailleurs = FiltreAOrienter { commune: "68066".into(), ..FiltreAOrienter::default() };
    assert_eq!(lire(ailleurs).await.total, 0);
    let personne = SaisieLot { filtre: recente, ..pour(&bac, Vec::new(), bac.gens.alsa) };
    let refus = hugo.appeler::<OrienterLot>((), personne).await.unwrap_err();
    assert_eq!(refus.champs(), [("personnes", "personne")]);
    let toutes = SaisieLot { filtre: depassee, ..pour(&bac, Vec::new(), bac.gens.alsa) };
    let fiche = hugo.appeler::<OrienterLot>((), toutes).await.unwrap();
    assert_eq!(fiche.orientees.len(), 1);
    assert_eq!(lire(FiltreAOrienter::default()).await.total, 0, "nobody waits any more");
}
