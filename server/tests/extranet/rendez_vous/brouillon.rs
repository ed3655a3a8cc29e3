//! Nothing typed is lost: the draft of a rendez-vous lives on the server.

use reciproque_shared::api::{
    CreerRendezVous, EffacerBrouillonRendezVous, GarderBrouillonRendezVous, PreparerRendezVous,
};
use reciproque_shared::brouillon::BrouillonGarde;
use reciproque_shared::journal::Issue;
use reciproque_shared::rendez_vous::{LONGUEUR_BROUILLON, SaisieRendezVous};
use reqwest::StatusCode;

use super::{a, creer};
use crate::bac::{Bac, Client};

/// Saves over what is there.
async fn garder(client: &Client, personne: i64, saisie: &SaisieRendezVous) -> BrouillonGarde {
    let vue = version(client, personne).await;
    client.appeler_sur::<GarderBrouillonRendezVous>(vue, personne, saisie.clone()).await.unwrap()
}

async fn version(client: &Client, personne: i64) -> i32 {
    let preparation = client.appeler::<PreparerRendezVous>(personne, ()).await.unwrap();
    preparation.brouillon.map_or(0, |brouillon| brouillon.version)
}

async fn brouillon(client: &Client, personne: i64) -> Option<SaisieRendezVous> {
    let preparation = client.appeler::<PreparerRendezVous>(personne, ()).await.unwrap();
    preparation.brouillon.map(|brouillon| brouillon.saisie)
}

#[tokio::test]
async fn a_draft_is_kept_as_typed_for_its_agent_and_its_person_only() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    assert_eq!(brouillon(&nadia, keller).await, None);
    let fausse = SaisieRendezVous { heure: "26h".into(), note: "Appor".into(), ..a(&bac, 3, "") };
    garder(&nadia, keller, &SaisieRendezVous::default()).await;
    garder(&nadia, keller, &fausse).await;
    let autre = bac.connecter("nadia").await;
    assert_eq!(brouillon(&autre, keller).await, Some(fausse), "another browser, another session");
    assert_eq!(brouillon(&noe, keller).await, None);
    assert_eq!(brouillon(&nadia, muller).await, None);
}

#[tokio::test]
async fn a_field_without_end_holds_no_other_back() {
    let bac = Bac::ouvrir().await;
    let (nadia, keller) = (bac.connecter("nadia").await, bac.gens.keller.demandeur);
    let juste = SaisieRendezVous { note: "Apporter le CV.".into(), ..a(&bac, 3, "9h30") };
    assert!(garder(&nadia, keller, &juste).await.refuses.is_empty());
    let sans_fin =
        SaisieRendezVous { note: "x".repeat(LONGUEUR_BROUILLON + 1), lieu: "Colmar".into(), ..juste.clone() };
    let refuses = garder(&nadia, keller, &sans_fin).await.refuses;
    assert_eq!(refuses.iter().map(|refus| refus.champ.as_str()).collect::<Vec<_>>(), ["note"]);
    assert_eq!(brouillon(&nadia, keller).await, Some(SaisieRendezVous { lieu: "Colmar".into(), ..juste }));
}

#[tokio::test]
async fn a_draft_ends_with_its_rendez_vous_or_by_a_gesture() {
    let bac = Bac::ouvrir().await;
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let personne = bac.gens.keller.demandeur;
    let saisie = a(&bac, 3, "9h30");
    garder(&noe, personne, &saisie).await;
    garder(&nadia, personne, &saisie).await;
    let refusee = SaisieRendezVous { heure: "26h".into(), ..saisie.clone() };
    nadia.appeler::<CreerRendezVous>(personne, refusee).await.unwrap_err();
    assert_eq!(brouillon(&nadia, personne).await, Some(saisie.clone()), "refused: it stays");
    creer(&nadia, personne, saisie.clone()).await;
    assert_eq!(brouillon(&nadia, personne).await, None);
    // Held back by the overlap: noe still has to answer.
    let retenu = noe.appeler::<CreerRendezVous>(personne, saisie.clone()).await.unwrap();
    assert!(retenu.enregistre.is_none());
    assert_eq!(brouillon(&noe, personne).await, Some(saisie));
    noe.appeler_sur::<EffacerBrouillonRendezVous>(version(&noe, personne).await, personne, ()).await.unwrap();
    assert_eq!(brouillon(&noe, personne).await, None);
}

#[tokio::test]
async fn a_draft_is_announced_before_it_is_kept_and_stays_within_scope() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    garder(&nadia, personne, &a(&bac, 3, "9h30")).await;
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.acte.as_str(), trace.issue), ("saisir_rendez_vous", Issue::Annonce));
    assert_eq!(trace.objet, Some(format!("personne:{personne}")));
    let saisie = SaisieRendezVous::default();
    let refus = nadia.appeler_sur::<GarderBrouillonRendezVous>(0, bac.gens.tifour.demandeur, saisie).await;
    assert_eq!(refus.unwrap_err().statut, StatusCode::NOT_FOUND);
}

/// Two tabs of one agent: the second one is told, and neither text is lost.
#[tokio::test]
async fn a_tab_never_overwrites_what_another_one_saved() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let personne = bac.gens.keller.demandeur;
    let garder_sur = async |vue: i32, heure: &str| {
        nadia.appeler_sur::<GarderBrouillonRendezVous>(vue, personne, a(&bac, 3, heure)).await
    };
    let premiere = garder_sur(0, "9h").await.unwrap().version;
    let seconde = garder_sur(premiere, "10h").await.unwrap().version;
    for vue in [0, premiere] {
        assert_eq!(garder_sur(vue, "11h").await.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
        let efface = nadia.appeler_sur::<EffacerBrouillonRendezVous>(vue, personne, ()).await;
        assert_eq!(efface.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
    }
    assert_eq!(brouillon(&nadia, personne).await, Some(a(&bac, 3, "10h")));
    assert_eq!(garder_sur(premiere, "10h").await.unwrap().version, seconde, "the same again: a lost answer");
    let sans = nadia.appeler::<GarderBrouillonRendezVous>(personne, a(&bac, 3, "11h")).await.unwrap_err();
    assert_eq!(sans.statut, StatusCode::PRECONDITION_REQUIRED);
    // Dropped and begun again in a tab: the other one does not take the new draft for its own.
    nadia.appeler_sur::<EffacerBrouillonRendezVous>(seconde, personne, ()).await.unwrap();
    bac.horloge.avancer(60);
    garder_sur(0, "14h").await.unwrap();
    assert_eq!(garder_sur(seconde, "15h").await.unwrap_err().statut, StatusCode::PRECONDITION_FAILED);
}
