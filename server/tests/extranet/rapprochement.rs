//! One person, or two: asked to the CTSA of the newer dossier, which decides and comes back on it.

use reciproque_server::depot::entite::{orientation, personne};
use reciproque_shared::accueil::SaisieFile;
use reciproque_shared::api::{
    ConsulterAccueil, ConsulterDossier, ConsulterRapprochement, ConsulterRapprochements, DeciderRapprochement,
};
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::rapprochement::{
    Accord, EtatRapprochement, FicheRapprochement, GesteRapprochement, SaisieGesteRapprochement,
};
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, EntityTrait};

use crate::bac::{Bac, Client, Refuse, poser};

async fn lue(client: &Client, id: i64) -> FicheRapprochement {
    client.appeler::<ConsulterRapprochement>(id, ()).await.unwrap()
}

async fn decider(
    client: &Client,
    vue: &FicheRapprochement,
    geste: GesteRapprochement,
) -> Result<FicheRapprochement, Refuse> {
    let saisie = SaisieGesteRapprochement { geste, motif: "Vu avec la caisse.".into() };
    client.appeler_sur::<DeciderRapprochement>(vue.version, vue.id, saisie).await
}

async fn compte(client: &Client) -> Option<u64> {
    client.appeler::<ConsulterAccueil>((), ()).await.unwrap().rapprochements
}

async fn ligne(bac: &Bac, id: i64) -> personne::Model {
    personne::Entity::find_by_id(id).one(bac.base()).await.unwrap().unwrap()
}

/// Haas, of Mulhouse, may be Tifour, of Colmar, whom Paul accompanies.
async fn haas_ou_tifour(bac: &Bac) -> i64 {
    poser(bac, bac.gens.haas.demandeur, bac.gens.tifour.demandeur).await
}

#[tokio::test]
async fn the_ctsa_of_the_newer_dossier_is_asked_and_reads_what_its_territory_lets_it() {
    let bac = Bac::ouvrir().await;
    let id = haas_ou_tifour(&bac).await;
    let (hugo, irene) = (bac.connecter("hugo").await, bac.connecter("irene").await);
    assert_eq!((compte(&hugo).await, compte(&irene).await), (Some(1), Some(0)));
    let page = hugo.appeler::<ConsulterRapprochements>((), SaisieFile::default()).await.unwrap();
    assert_eq!((page.total, page.lignes.len(), page.decides.len()), (1, 1, 0));
    assert_eq!(page.lignes[0].personne.personne, bac.gens.haas.demandeur);
    let fiche = lue(&hugo, id).await;
    assert_eq!(fiche.ici.personne.as_ref().unwrap().dossier, bac.gens.haas.dossier);
    assert!(fiche.la_bas.personne.is_none() && fiche.la_bas.etat_dossier.is_none());
    assert_eq!(fiche.la_bas.ctsa.as_deref(), Some("CTSA de Colmar"));
    assert!(fiche.traits.iter().all(|lu| lu.la_bas.is_none()), "what Colmar holds leaves to Mulhouse");
    assert!(fiche.traits.iter().any(|lu| lu.accord == Accord::Different));
    let refus = irene.appeler::<ConsulterRapprochement>(id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn within_one_territory_both_are_read_side_by_side() {
    let bac = Bac::ouvrir().await;
    let id = poser(&bac, bac.gens.haas.demandeur, bac.gens.weber.demandeur).await;
    let fiche = lue(&bac.connecter("hugo").await, id).await;
    assert_eq!(fiche.la_bas.personne.as_ref().unwrap().dossier, bac.gens.weber.dossier);
    assert!(fiche.traits.iter().all(|lu| lu.la_bas.is_some()));
    assert!(fiche.la_bas.suivie && !fiche.ici.suivie);
}

#[tokio::test]
async fn one_person_is_followed_in_the_newer_dossier_and_all_goes_back_when_it_is_undone() {
    let bac = Bac::ouvrir().await;
    let id = haas_ou_tifour(&bac).await;
    let (hugo, paul) = (bac.connecter("hugo").await, bac.connecter("paul").await);
    let (haas, tifour) = (bac.gens.haas, bac.gens.tifour);
    let avant = (ligne(&bac, haas.demandeur).await, ligne(&bac, tifour.demandeur).await);
    let faite = decider(&hugo, &lue(&hugo, id).await, GesteRapprochement::Confirmer).await.unwrap();
    assert_eq!(faite.etat, EtatRapprochement::Confirme);
    let suivie = ligne(&bac, tifour.demandeur).await;
    assert_eq!((suivie.dossier_id, suivie.partie_le, suivie.suite_id), (haas.dossier, None, None));
    assert_eq!((&suivie.nom, suivie.date_naissance), (&avant.0.nom, avant.0.date_naissance));
    let ombre = ligne(&bac, haas.demandeur).await;
    assert_eq!((ombre.dossier_id, ombre.suite_id), (tifour.dossier, Some(tifour.demandeur)));
    // the référent finds her by the address that he knew, and by the new one
    for adresse in [tifour.dossier, haas.dossier] {
        let fiche = paul.appeler::<ConsulterDossier>(adresse, ()).await.unwrap();
        assert_eq!(fiche.id, haas.dossier);
    }
    // and the CTSA of the former one reads where she goes on only if she is on its territory
    let irene = bac.connecter("irene").await;
    let partis = irene.appeler::<ConsulterDossier>(tifour.dossier, ()).await.unwrap().partis;
    assert_eq!(partis.iter().map(|parti| parti.suite).collect::<Vec<_>>(), [None]);
    assert_eq!(compte(&hugo).await, Some(0));
    let rendue = decider(&hugo, &faite, GesteRapprochement::Rouvrir).await.unwrap();
    assert_eq!((rendue.etat, rendue.etapes.len()), (EtatRapprochement::Ouvert, 3));
    assert_eq!((ligne(&bac, haas.demandeur).await, ligne(&bac, tifour.demandeur).await), avant);
    assert_eq!(paul.appeler::<ConsulterDossier>(tifour.dossier, ()).await.unwrap().id, tifour.dossier);
    assert!(paul.appeler::<ConsulterDossier>(haas.dossier, ()).await.is_err());
}

#[tokio::test]
async fn two_persons_stay_two_and_the_question_can_be_asked_again() {
    let bac = Bac::ouvrir().await;
    let id = haas_ou_tifour(&bac).await;
    let hugo = bac.connecter("hugo").await;
    let vue = lue(&hugo, id).await;
    let ecartee = decider(&hugo, &vue, GesteRapprochement::Ecarter).await.unwrap();
    assert_eq!((ecartee.etat, compte(&hugo).await), (EtatRapprochement::Ecarte, Some(0)));
    let page = hugo.appeler::<ConsulterRapprochements>((), SaisieFile::default()).await.unwrap();
    assert_eq!((page.total, page.decides.len()), (0, 1));
    // the other tab acts too late
    let refus = decider(&hugo, &vue, GesteRapprochement::Confirmer).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::PRECONDITION_FAILED);
    let rouverte = decider(&hugo, &ecartee, GesteRapprochement::Rouvrir).await.unwrap();
    assert_eq!((rouverte.etat, compte(&hugo).await), (EtatRapprochement::Ouvert, Some(1)));
}

#[tokio::test]
async fn two_persons_who_are_both_followed_are_not_reunited() {
    let bac = Bac::ouvrir().await;
    let (haas, debut) = (bac.gens.haas.demandeur, bac.horloge.aujourdhui());
    let autre = orientation::ActiveModel::premiere(haas, bac.gens.semaphore, SorteOrientation::Social, debut);
    autre.insert(bac.base()).await.unwrap();
    let id = haas_ou_tifour(&bac).await;
    let hugo = bac.connecter("hugo").await;
    let vue = lue(&hugo, id).await;
    assert!(vue.empechement.is_some());
    assert_eq!(vue.gestes, [GesteRapprochement::Ecarter]);
    let refus = decider(&hugo, &vue, GesteRapprochement::Confirmer).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_reunion_is_not_undone_once_the_person_went_on_elsewhere() {
    let bac = Bac::ouvrir().await;
    let id = haas_ou_tifour(&bac).await;
    let hugo = bac.connecter("hugo").await;
    decider(&hugo, &lue(&hugo, id).await, GesteRapprochement::Confirmer).await.unwrap();
    let suivie = personne::ActiveModel {
        id: sea_orm::ActiveValue::Set(bac.gens.tifour.demandeur),
        dossier_id: sea_orm::ActiveValue::Set(bac.gens.weber.dossier),
        ..Default::default()
    };
    suivie.update(bac.base()).await.unwrap();
    let vue = lue(&hugo, id).await;
    assert!(vue.empechement.is_some() && vue.gestes.is_empty());
    let refus = decider(&hugo, &vue, GesteRapprochement::Rouvrir).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}
