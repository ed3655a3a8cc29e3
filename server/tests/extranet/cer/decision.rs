//! Decisions of the département: rules re-checked, periods never shared, ranks derived.

use reciproque_server::store::entite::cer;
use reciproque_shared::api::{ConsulterCer, CreerCer, DeciderCer};
use reciproque_shared::cer::{Cer, EtatCer, GesteCer, PositionCer, SaisieCer, SaisieGeste};
use reciproque_shared::date;
use reciproque_shared::fiche_cer::FicheCer;
use reqwest::StatusCode;
use sea_orm::EntityTrait;

use super::{brouillon, complete, decider, enregistrer, faire, orienter_aussi, structure, transmis};
use crate::bac::{Bac, Client};

/// A validated contract of three months that starts that many days from today.
async fn valide(nadia: &Client, hugo: &Client, personne: i64, sorte: &str, dans: i64) -> FicheCer {
    let fiche = nadia.appeler::<CreerCer>(personne, ()).await.unwrap();
    let debut = fiche.contexte.aujourdhui + chrono::TimeDelta::days(dans);
    let mut saisie = SaisieCer {
        sorte: sorte.into(),
        debut: date::court(debut),
        duree_mois: "3".into(),
        ..complete(&fiche)
    };
    saisie.bilan.resultat = if sorte == "renouvellement" { "atteints".into() } else { String::new() };
    let fiche = enregistrer(nadia, &fiche, saisie).await.unwrap();
    let signe = faire(nadia, &fiche, GesteCer::Signer).await.unwrap();
    let transmis = faire(nadia, &signe, GesteCer::Transmettre).await.unwrap();
    decider(hugo, &transmis, GesteCer::Valider).await.unwrap()
}

async fn rangs(bac: &Bac, contrats: &[&FicheCer]) -> Vec<Option<i32>> {
    let mut rangs = Vec::new();
    for contrat in contrats {
        rangs.push(cer::Entity::find_by_id(contrat.id).one(bac.base()).await.unwrap().unwrap().rang);
    }
    rangs
}

#[tokio::test]
async fn a_validated_contract_runs_and_its_decision_is_kept() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let cer = transmis(&nadia, bac.gens.keller.demandeur).await;
    let vu = hugo.appeler::<ConsulterCer>(cer.id, ()).await.unwrap();
    assert_eq!(vu.gestes, [GesteCer::Valider, GesteCer::Ajourner, GesteCer::Refuser, GesteCer::Annuler]);
    let valide = decider(&hugo, &vu, GesteCer::Valider).await.unwrap();
    assert_eq!((valide.etat, valide.rang), (EtatCer::Valide, Some(1)));
    assert_eq!(valide.position, Some(PositionCer::EnCours));
    let derniere = valide.etapes.last().unwrap();
    assert_eq!((derniere.agent.as_str(), derniere.organisation.as_str()), ("hugo ESSAI", "CTSA de Mulhouse"));
    // The second of two agents who decide is told.
    let refus = decider(&hugo, &vu, GesteCer::Refuser).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn two_structures_never_get_the_same_days_of_a_person() {
    let bac = Bac::ouvrir().await;
    let (nadia, paul, hugo) =
        (bac.connecter("nadia").await, bac.connecter("paul").await, bac.connecter("hugo").await);
    let personne = bac.gens.keller.demandeur;
    orienter_aussi(&bac, personne, bac.gens.semaphore).await;
    let un = transmis(&nadia, personne).await;
    let autre = transmis(&paul, personne).await;
    decider(&hugo, &un, GesteCer::Valider).await.unwrap();
    let refus = decider(&hugo, &autre, GesteCer::Valider).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    let vu = hugo.appeler::<ConsulterCer>(autre.id, ()).await.unwrap();
    assert_eq!(vu.etat, EtatCer::Transmis);
    assert_eq!(refus.probleme.errors, Cer::lire(&vu.saisie, &vu.contexte).unwrap_err());
    assert!(refus.champs().contains(&("debut", "chevauchement")), "{:?}", refus.champs());
    // Announced, then failed: the journal tells both.
    let evenements = bac.evenements().await;
    let echec = evenements.iter().find(|e| e.maillon.evenement.motif.as_deref() == Some("invalide")).unwrap();
    assert!(echec.maillon.evenement.lie_a.is_some());
}

#[tokio::test]
async fn ranks_follow_the_dates_and_close_up_after_a_cancellation() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let personne = bac.gens.keller.demandeur;
    let premier = valide(&nadia, &hugo, personne, "premier", -50).await;
    let second = valide(&nadia, &hugo, personne, "renouvellement", 60).await;
    assert_eq!(second.precedent.as_ref().map(|p| p.id), Some(premier.id));
    assert_eq!(rangs(&bac, &[&premier, &second]).await, [Some(1), Some(2)]);
    let premier = nadia.appeler::<ConsulterCer>(premier.id, ()).await.unwrap();
    let annule = decider(&hugo, &premier, GesteCer::Annuler).await.unwrap();
    assert_eq!(annule.etat, EtatCer::Annule);
    assert_eq!(rangs(&bac, &[&premier, &second]).await, [None, Some(1)]);
}

#[tokio::test]
async fn a_broken_contract_ends_on_that_day_with_its_avenant_and_frees_the_rest() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let personne = bac.gens.keller.demandeur;
    let contrat = valide(&nadia, &hugo, personne, "premier", -30).await;
    let avenant = valide(&nadia, &hugo, personne, "avenant", 0).await;
    assert_eq!((avenant.debut, avenant.fin, avenant.rang), (contrat.debut, contrat.fin, Some(1)));
    assert!(!avenant.gestes.contains(&GesteCer::Rompre));
    let hier = contrat.contexte.aujourdhui.pred_opt().unwrap();
    let rompre =
        |date: String| SaisieGeste { geste: GesteCer::Rompre, motif: "Départ du département".into(), date };
    let seul = hugo.appeler_sur::<DeciderCer>(avenant.version, avenant.id, rompre(date::court(hier))).await;
    assert_eq!(seul.unwrap_err().statut, StatusCode::CONFLICT);
    let trop_tot = rompre(date::court(contrat.debut.unwrap().pred_opt().unwrap()));
    let refus = hugo.appeler_sur::<DeciderCer>(contrat.version, contrat.id, trop_tot).await.unwrap_err();
    assert_eq!(refus.champs(), [("date", "date_hors_contrat")]);
    let rompu = rompre(date::court(hier));
    let rompu = hugo.appeler_sur::<DeciderCer>(contrat.version, contrat.id, rompu).await.unwrap();
    assert_eq!((rompu.etat, rompu.fin, rompu.rang), (EtatCer::Rompu, Some(hier), Some(1)));
    let avenant = hugo.appeler::<ConsulterCer>(avenant.id, ()).await.unwrap();
    assert_eq!((avenant.etat, avenant.fin), (EtatCer::Rompu, Some(hier)));
    let suivant = valide(&nadia, &hugo, personne, "renouvellement", 0).await;
    assert_eq!(suivant.rang, Some(2));
}

#[tokio::test]
async fn an_avenant_of_a_contract_cancelled_meanwhile_is_not_validated() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let personne = bac.gens.keller.demandeur;
    let contrat = valide(&nadia, &hugo, personne, "premier", -30).await;
    let fiche = nadia.appeler::<CreerCer>(personne, ()).await.unwrap();
    let saisie = SaisieCer { sorte: "avenant".into(), ..complete(&fiche) };
    let fiche = enregistrer(&nadia, &fiche, saisie).await.unwrap();
    let signe = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap();
    let avenant = faire(&nadia, &signe, GesteCer::Transmettre).await.unwrap();
    decider(&hugo, &contrat, GesteCer::Annuler).await.unwrap();
    let refus = decider(&hugo, &avenant, GesteCer::Valider).await.unwrap_err();
    assert_eq!(refus.champs(), [("sorte", "avenant_sans_contrat")]);
}

#[tokio::test]
async fn only_the_rule_table_forbids_and_says_so() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let cer = brouillon(&nadia, bac.gens.keller.demandeur).await;
    let refus = decider(&nadia, &cer, GesteCer::Valider).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    let refus = hugo.appeler::<CreerCer>(bac.gens.keller.demandeur, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    let claire = bac.connecter("claire").await;
    let refus = claire.appeler::<ConsulterCer>(cer.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    let remi = bac.connecter("remi").await;
    orienter_aussi(&bac, bac.gens.keller.demandeur, structure(&bac, "Lecture Seule").await).await;
    let refus = remi.appeler::<CreerCer>(bac.gens.keller.demandeur, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    assert!(refus.probleme.detail.contains("convention"));
}
