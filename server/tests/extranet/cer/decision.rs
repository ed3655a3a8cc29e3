//! Decisions of the département: rules re-checked, periods never shared, ranks derived.

use reciproque_server::depot::entite::cer;
use reciproque_shared::api::{ConsulterCer, ConsulterDossier, DeciderCer};
use reciproque_shared::cer::fiche::FicheCer;
use reciproque_shared::cer::{
    Cer, EtatCer, Examinateur, Geste, GesteCer, PositionCer, SaisieCer, SaisieGeste,
};
use reciproque_shared::date;
use reqwest::StatusCode;
use sea_orm::EntityTrait;

use super::{brouillon, complete, decider, enregistrer, faire, ouvrir, reorienter, structure, transmis};
use crate::bac::{Bac, Client};

/// A validated contract of three months that starts that many days from today.
async fn valide(nadia: &Client, hugo: &Client, personne: i64, sorte: &str, dans: i64) -> FicheCer {
    let fiche = ouvrir(nadia, personne).await.unwrap();
    let debut = fiche.feuille.contexte.aujourdhui + chrono::TimeDelta::days(dans);
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
    let fiche = ouvrir(&nadia, personne).await.unwrap();
    let debut = date::court(bac.horloge.aujourdhui() - chrono::Days::new(10));
    let fiche = enregistrer(&nadia, &fiche, SaisieCer { debut, ..complete(&fiche) }).await.unwrap();
    let signe = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap();
    let un = faire(&nadia, &signe, GesteCer::Transmettre).await.unwrap();
    reorienter(&bac, personne, bac.gens.semaphore, 5).await;
    let autre = transmis(&paul, personne).await;
    decider(&hugo, &un, GesteCer::Valider).await.unwrap();
    let refus = decider(&hugo, &autre, GesteCer::Valider).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    let vu = hugo.appeler::<ConsulterCer>(autre.id, ()).await.unwrap();
    assert_eq!(vu.etat, EtatCer::Transmis);
    assert_eq!(refus.probleme.errors, Cer::lire(&vu.feuille.saisie, &vu.feuille.contexte).unwrap_err());
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
    assert_eq!(second.feuille.precedent.as_ref().map(|p| p.id), Some(premier.id));
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
    let hier = contrat.feuille.contexte.aujourdhui.pred_opt().unwrap();
    let rompre = |date: String| SaisieGeste {
        motif: "Départ du département".into(),
        date,
        ..SaisieGeste::seul(GesteCer::Rompre)
    };
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
    let fiche = ouvrir(&nadia, personne).await.unwrap();
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
    let refus = ouvrir(&hugo, bac.gens.keller.demandeur).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    let claire = bac.connecter("claire").await;
    let refus = claire.appeler::<ConsulterCer>(cer.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    let remi = bac.connecter("remi").await;
    reorienter(&bac, bac.gens.keller.demandeur, structure(&bac, "Lecture Seule").await, 0).await;
    let refus = ouvrir(&remi, bac.gens.keller.demandeur).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    assert!(refus.probleme.detail.contains("convention"));
}

#[tokio::test]
async fn an_avenant_that_prolongs_moves_the_end_of_its_contract() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let keller = bac.gens.keller;
    let contrat = valide(&nadia, &hugo, keller.demandeur, "premier", -50).await;
    let fiche = ouvrir(&nadia, keller.demandeur).await.unwrap();
    let prolonge = SaisieCer {
        sorte: "avenant".into(),
        change_periode: true,
        debut: date::court(contrat.debut.unwrap()),
        duree_mois: "12".into(),
        ..complete(&fiche)
    };
    let fiche = enregistrer(&nadia, &fiche, prolonge).await.unwrap();
    let signe = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap();
    let transmis = faire(&nadia, &signe, GesteCer::Transmettre).await.unwrap();
    let avenant = decider(&hugo, &transmis, GesteCer::Valider).await.unwrap();
    // Past the end that was signed, within the one of the avenant.
    bac.horloge.avancer(60 * 24 * 3600);
    let nadia = bac.connecter("nadia").await;
    let lu = nadia.appeler::<ConsulterCer>(contrat.id, ()).await.unwrap();
    assert!(contrat.fin.unwrap() < lu.feuille.contexte.aujourdhui);
    assert_eq!((lu.position, lu.fin), (Some(PositionCer::EnCours), avenant.fin));
    let dossier = nadia.appeler::<ConsulterDossier>(keller.dossier, ()).await.unwrap();
    let cer = &dossier.adultes[0].parcours.as_ref().unwrap().cer;
    let ligne = cer.iter().find(|ligne| ligne.id == contrat.id).unwrap();
    assert_eq!((ligne.position, ligne.fin), (Some(PositionCer::EnCours), avenant.fin));
}

#[tokio::test]
async fn a_particular_contract_is_decided_after_its_examination() {
    let bac = Bac::ouvrir().await;
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let fiche = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    let saisie = SaisieCer { forme: "particulier".into(), ..complete(&fiche) };
    let fiche = enregistrer(&nadia, &fiche, saisie).await.unwrap();
    let signe = faire(&nadia, &fiche, GesteCer::Signer).await.unwrap();
    let transmis = faire(&nadia, &signe, GesteCer::Transmettre).await.unwrap();
    let vu = hugo.appeler::<ConsulterCer>(transmis.id, ()).await.unwrap();
    let aujourdhui = vu.feuille.contexte.aujourdhui;
    assert_eq!(vu.examen_depuis, Some(aujourdhui));
    let decide = async |examine_le: chrono::NaiveDate| {
        let saisie = SaisieGeste {
            examine_par: "equipe_pluridisciplinaire".into(),
            examine_le: date::court(examine_le),
            ..SaisieGeste::seul(GesteCer::Valider)
        };
        hugo.appeler_sur::<DeciderCer>(vu.version, vu.id, saisie).await
    };
    let seul = SaisieGeste::seul(GesteCer::Valider);
    let refus = hugo.appeler_sur::<DeciderCer>(vu.version, vu.id, seul.clone()).await.unwrap_err();
    assert_eq!(refus.champs(), [("examine_par", "examinateur_absent"), ("examine_le", "examen_absent")]);
    // The same words on both sides.
    assert_eq!(refus.probleme.errors, Geste::lire(&seul, &vu.cadre()).unwrap_err());
    let refus = decide(aujourdhui.pred_opt().unwrap()).await.unwrap_err();
    assert_eq!(refus.champs(), [("examine_le", "examen_avant_transmission")]);
    let valide = decide(aujourdhui).await.unwrap();
    let derniere = valide.etapes.last().unwrap();
    assert_eq!(derniere.examine_par, Some(Examinateur::EquipePluridisciplinaire));
    assert_eq!((valide.etat, derniere.examine_le), (EtatCer::Valide, Some(aujourdhui)));
}
