//! The parcours, decided by the département: who accompanies whom, since when, why, until when.

mod brouillons;
mod gestionnaire;
mod lot;
mod masse;
mod portefeuille;
mod prolongation;
mod reorientation;
mod structures;

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{cer, orientation, referent, rendez_vous};
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{
    AnnulerDecision, CloreParcours, ConsulterDossier, ConsulterFile, ConsulterParcours, CreerRendezVous,
    DesignerReferent, NotifierOrientation, Orienter,
};
use reciproque_shared::attente::Attendu;
use reciproque_shared::cer::EtatCer;
use reciproque_shared::date;
use reciproque_shared::parcours::fiche::FicheParcours;
use reciproque_shared::parcours::{
    FinOrientation, GesteParcours, OrigineOrientation, SaisieAnnulationDecision, SaisieDesignation,
    SaisieFin, SaisieNotification, SaisieOrientation, SorteOrientation,
};
use reciproque_shared::rendez_vous::StatutRendezVous;
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use tokio::task::JoinSet;

use crate::bac::{Bac, Client, Refuse};
use crate::cer::ouvrir;
use crate::rendez_vous::a;

pub async fn lire(client: &Client, personne: i64) -> FicheParcours {
    client.appeler::<ConsulterParcours>(personne, ()).await.unwrap()
}

/// Decided and begun today.
fn vers(bac: &Bac, structure: i64, origine: OrigineOrientation) -> SaisieOrientation {
    let aujourdhui = date::court(bac.horloge.aujourdhui());
    SaisieOrientation {
        sorte: Some(SorteOrientation::Socioprofessionnel),
        structure: Some(structure),
        origine: Some(origine),
        decidee_le: aujourdhui.clone(),
        debut: aujourdhui,
        ..SaisieOrientation::default()
    }
}

async fn orienter(
    client: &Client,
    vue: &FicheParcours,
    saisie: SaisieOrientation,
) -> Result<FicheParcours, Refuse> {
    client.appeler_sur::<Orienter>(vue.version, vue.personne.personne, saisie).await
}

async fn annuler(client: &Client, vue: &FicheParcours) -> Result<FicheParcours, Refuse> {
    let saisie = SaisieAnnulationDecision { motif: "Saisie sur la mauvaise personne.".into() };
    client.appeler_sur::<AnnulerDecision>(vue.version, vue.personne.personne, saisie).await
}

async fn dossier_de(client: &Client, dossier: i64) -> StatusCode {
    match client.appeler::<ConsulterDossier>(dossier, ()).await {
        Ok(_) => StatusCode::OK,
        Err(refus) => refus.statut,
    }
}

#[tokio::test]
async fn a_person_nobody_accompanied_is_oriented_and_the_referent_reads_the_file_at_once() {
    let bac = Bac::ouvrir().await;
    let (hugo, nadia) = (bac.connecter("hugo").await, bac.connecter("nadia").await);
    let haas = bac.gens.haas;
    assert_eq!(dossier_de(&nadia, haas.dossier).await, StatusCode::NOT_FOUND);
    let vue = lire(&hugo, haas.demandeur).await;
    assert_eq!((vue.version, vue.contexte.en_cours.is_none()), (0, true));
    assert_eq!(vue.gestes, [GesteParcours::Orienter]);
    let saisie = SaisieOrientation {
        referent: Some(bac.gens.nadia),
        ..vers(&bac, bac.gens.alsa, OrigineOrientation::Premiere)
    };
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    assert_eq!((fiche.version, fiche.orientations.len()), (1, 1));
    assert_eq!(fiche.referents[0].nom, "nadia ESSAI");
    assert!(fiche.etapes[0].quoi.contains("ALSA"), "{:?}", fiche.etapes[0]);
    let lu = nadia.appeler::<ConsulterDossier>(haas.dossier, ()).await.unwrap();
    let parcours = lu.adultes[0].parcours.as_ref().unwrap();
    assert_eq!(parcours.orientations[0].structure, "ALSA");
    assert!(parcours.attentes.iter().any(|lue| lue.quoi == Attendu::Contrat), "{:?}", parcours.attentes);
}

#[tokio::test]
async fn a_new_orientation_moves_the_scope_at_once_and_what_is_left_is_closed_with_its_reason() {
    let bac = Bac::ouvrir().await;
    let (hugo, nadia, paul) =
        (bac.connecter("hugo").await, bac.connecter("nadia").await, bac.connecter("paul").await);
    let keller = bac.gens.keller;
    let brouillon = ouvrir(&nadia, keller.demandeur).await.unwrap();
    nadia.appeler::<CreerRendezVous>(keller.demandeur, a(&bac, 3, "10h")).await.unwrap();
    let vue = lire(&hugo, keller.demandeur).await;
    assert_eq!((vue.en_suspens.brouillons, vue.en_suspens.rendez_vous.len()), (1, 1));
    let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Demenagement);
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    let (fin, motif) = (fiche.orientations[1].fin, fiche.orientations[1].motif_fin);
    let hier = bac.horloge.aujourdhui() - Days::new(1);
    assert_eq!((fin, motif), (Some(hier), Some(FinOrientation::Demenagement)));
    assert_eq!(fiche.referents[0].fin, Some(hier));
    assert_eq!((fiche.en_suspens.brouillons, fiche.en_suspens.rendez_vous.len()), (0, 0));
    let inconnu = nadia.appeler::<ConsulterDossier>(999_999, ()).await.unwrap_err();
    let refus = nadia.appeler::<ConsulterDossier>(keller.dossier, ()).await.unwrap_err();
    assert_eq!((refus.statut, refus.probleme), (inconnu.statut, inconnu.probleme));
    assert!(
        paul.appeler::<ConsulterDossier>(keller.dossier, ()).await.unwrap().adultes[0].accompagne_par_moi
    );
    let cer = cer::Entity::find_by_id(brouillon.id).one(bac.base()).await.unwrap().unwrap();
    assert_eq!(cer.etat, EtatCer::Abandonne.code());
    let prevus = rendez_vous::Entity::find().all(bac.base()).await.unwrap();
    assert_eq!(prevus[0].statut, StatutRendezVous::AnnuleService.code());
    crate::attente::justes_ici(&bac, "after a new orientation").await;
}

#[tokio::test]
async fn the_last_decision_is_undone_once_and_the_history_keeps_both() {
    let bac = Bac::ouvrir().await;
    let (hugo, nadia) = (bac.connecter("hugo").await, bac.connecter("nadia").await);
    let keller = bac.gens.keller;
    let avant = lire(&hugo, keller.demandeur).await;
    let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation);
    let fiche = orienter(&hugo, &avant, saisie).await.unwrap();
    assert!(fiche.permet(GesteParcours::Annuler));
    let rendue = annuler(&hugo, &fiche).await.unwrap();
    assert_eq!((&rendue.orientations, &rendue.referents), (&avant.orientations, &avant.referents));
    let gestes: Vec<_> = rendue.etapes.iter().map(|etape| etape.geste).collect();
    assert_eq!(gestes, [GesteParcours::Orienter, GesteParcours::Annuler]);
    assert_eq!(rendue.etapes[1].motif.as_deref(), Some("Saisie sur la mauvaise personne."));
    assert!(!rendue.permet(GesteParcours::Annuler), "an undo is not undone");
    assert_eq!(annuler(&hugo, &rendue).await.unwrap_err().statut, StatusCode::CONFLICT);
    assert_eq!(dossier_de(&nadia, keller.dossier).await, StatusCode::OK);
    crate::attente::justes_ici(&bac, "after an undo").await;
}

#[tokio::test]
async fn what_the_structure_has_begun_to_work_on_is_not_undone() {
    let bac = Bac::ouvrir().await;
    let (hugo, paul) = (bac.connecter("hugo").await, bac.connecter("paul").await);
    let personne = bac.gens.keller.demandeur;
    let vue = lire(&hugo, personne).await;
    let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation);
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    bac.horloge.avancer(60);
    paul.appeler::<CreerRendezVous>(personne, a(&bac, 3, "10h")).await.unwrap();
    let refus = annuler(&hugo, &fiche).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("nouvelle orientation"), "{}", refus.probleme.detail);
    let relue = lire(&hugo, personne).await;
    assert_eq!((relue.permet(GesteParcours::Annuler), relue.definitive.is_some()), (false, true));
}

#[tokio::test]
async fn a_path_ends_without_another_body_and_is_taken_up_again() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let keller = bac.gens.keller;
    let vue = lire(&hugo, keller.demandeur).await;
    let jour = date::court(bac.horloge.aujourdhui());
    let fin = SaisieFin { motif: Some(FinOrientation::Emploi), jour };
    let close = hugo.appeler_sur::<CloreParcours>(vue.version, keller.demandeur, fin).await.unwrap();
    assert_eq!(close.orientations[0].motif_fin, Some(FinOrientation::Emploi));
    // Its last day is one of it.
    assert_eq!(dossier_de(&bac.connecter("nadia").await, keller.dossier).await, StatusCode::OK);
    bac.demain_dix_heures();
    let (hugo, nadia) = (bac.connecter("hugo").await, bac.connecter("nadia").await);
    assert_eq!(dossier_de(&nadia, keller.dossier).await, StatusCode::NOT_FOUND);
    let vue = lire(&hugo, keller.demandeur).await;
    assert_eq!(vue.gestes, [GesteParcours::Orienter, GesteParcours::Annuler]);
    let file = hugo.appeler::<ConsulterFile>(FileAttente::AOrienter, SaisieFile::default()).await.unwrap();
    assert!(file.lignes.iter().any(|ligne| ligne.personne.personne == keller.demandeur), "{file:?}");
    let reprise = vers(&bac, bac.gens.alsa, OrigineOrientation::Reprise);
    let fiche = orienter(&hugo, &vue, reprise).await.unwrap();
    assert_eq!(fiche.orientations.len(), 2);
    assert_eq!(dossier_de(&nadia, keller.dossier).await, StatusCode::OK);
    crate::attente::justes_ici(&bac, "after an end and another beginning").await;
}

#[tokio::test]
async fn until_its_last_day_a_structure_keeps_what_it_began_and_no_rendez_vous_after_it() {
    let bac = Bac::ouvrir().await;
    let (hugo, nadia) = (bac.connecter("hugo").await, bac.connecter("nadia").await);
    let keller = bac.gens.keller;
    let brouillon = ouvrir(&nadia, keller.demandeur).await.unwrap();
    for (jours, heure) in [(2, "10h"), (3, "11h"), (8, "10h")] {
        nadia.appeler::<CreerRendezVous>(keller.demandeur, a(&bac, jours, heure)).await.unwrap();
    }
    let vue = lire(&hugo, keller.demandeur).await;
    let aujourdhui = bac.horloge.aujourdhui();
    let dernier = aujourdhui + Days::new(3);
    assert_eq!(vue.en_suspens.apres(dernier, aujourdhui), [(0, 1), (1, 2)]);
    let debut = date::court(dernier + Days::new(1));
    let saisie =
        SaisieOrientation { debut, ..vers(&bac, bac.gens.semaphore, OrigineOrientation::Demenagement) };
    let fiche = orienter(&hugo, &vue, saisie).await.unwrap();
    assert_eq!(fiche.orientations[1].fin, Some(dernier));
    let cer = cer::Entity::find_by_id(brouillon.id).one(bac.base()).await.unwrap().unwrap();
    assert_eq!(cer.etat, EtatCer::Brouillon.code());
    let mut statuts: Vec<_> = rendez_vous::Entity::find().all(bac.base()).await.unwrap();
    statuts.sort_by_key(|rendez_vous| rendez_vous.debut);
    let statuts: Vec<_> = statuts.iter().map(|rendez_vous| rendez_vous.statut.as_str()).collect();
    let [prevu, annule] = [StatutRendezVous::Prevu, StatutRendezVous::AnnuleService].map(|s| s.code());
    assert_eq!(statuts, [prevu, prevu, annule]);
    crate::attente::justes_ici(&bac, "after an orientation that begins later").await;
}

#[tokio::test]
async fn the_referent_changes_and_who_has_none_is_on_a_list() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let (personne, jour) = (bac.gens.keller.demandeur, date::court(bac.horloge.aujourdhui()));
    let vue = lire(&hugo, personne).await;
    let saisie = SaisieDesignation { referent: Some(bac.gens.noe), debut: jour.clone() };
    let fiche = hugo.appeler_sur::<DesignerReferent>(vue.version, personne, saisie).await.unwrap();
    let noms: Vec<_> = fiche.referents.iter().map(|referent| referent.nom.as_str()).collect();
    assert_eq!(noms, ["noe ESSAI", "nadia ESSAI"]);
    let ailleurs = SaisieDesignation { referent: Some(bac.gens.paul), debut: jour };
    let refus = hugo.appeler_sur::<DesignerReferent>(fiche.version, personne, ailleurs).await.unwrap_err();
    assert_eq!(refus.champs(), [("referent", "referent_ailleurs")]);
    // Another structure, which names nobody yet.
    let saisie = vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation);
    let fiche = orienter(&hugo, &fiche, saisie).await.unwrap();
    let file = |client: Client| async move {
        client.appeler::<ConsulterFile>(FileAttente::SansReferent, SaisieFile::default()).await.unwrap().total
    };
    assert_eq!(file(hugo.clone()).await, 1);
    assert_eq!(file(bac.connecter("paul").await).await, 1);
    assert_eq!(file(bac.connecter("nadia").await).await, 0);
    let recue = SaisieNotification { jour: date::court(bac.horloge.aujourdhui()) };
    let fiche = hugo.appeler_sur::<NotifierOrientation>(fiche.version, personne, recue).await.unwrap();
    assert_eq!(fiche.orientations[0].notifiee_le, Some(bac.horloge.aujourdhui()));
    assert!(!fiche.permet(GesteParcours::Notifier));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_decisions_at_once_one_is_taken_and_the_others_are_told() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let vue = lire(&hugo, bac.gens.haas.demandeur).await;
    let mut ensemble = JoinSet::new();
    for structure in [bac.gens.alsa, bac.gens.semaphore].into_iter().cycle().take(20) {
        let (hugo, vue) = (hugo.clone(), vue.clone());
        let saisie = vers(&bac, structure, OrigineOrientation::Premiere);
        ensemble.spawn(async move { orienter(&hugo, &vue, saisie).await.map(drop).map_err(|r| r.statut) });
    }
    let issues = ensemble.join_all().await;
    assert_eq!(issues.iter().filter(|issue| issue.is_ok()).count(), 1, "{issues:?}");
    assert!(
        issues.iter().all(|issue| issue.is_ok() || *issue == Err(StatusCode::PRECONDITION_FAILED)),
        "{issues:?}"
    );
    assert_eq!(lire(&hugo, bac.gens.haas.demandeur).await.orientations.len(), 1);
}

#[tokio::test]
async fn only_an_adult_of_the_foyer_has_a_parcours() {
    let bac = Bac::ouvrir().await;
    let hugo = bac.connecter("hugo").await;
    let refus = hugo.appeler::<ConsulterParcours>(bac.gens.tifour.demandeur, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND, "another CTSA's");
    crate::depart::partir(&bac, Some(bac.horloge.aujourdhui())).await;
    let conjoint = bac.gens.keller.conjoint.unwrap();
    let refus = hugo.appeler::<ConsulterParcours>(conjoint, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("a quitté le foyer"), "{}", refus.probleme.detail);
}

/// Whatever writes them: the tables hold it.
#[tokio::test]
async fn the_store_itself_refuses_two_structures_or_two_referents_on_a_day() {
    let bac = Bac::ouvrir().await;
    let (personne, jour) = (bac.gens.keller.demandeur, bac.horloge.aujourdhui());
    let entre = |debut: NaiveDate, fin: NaiveDate| orientation::ActiveModel {
        fin: Set(Some(fin)),
        motif_fin: Set(Some(FinOrientation::Emploi.code().into())),
        ..orientation::ActiveModel::premiere(personne, bac.gens.semaphore, SorteOrientation::Social, debut)
    };
    let dessus = entre(jour - Days::new(200), jour - Days::new(120));
    assert!(dessus.insert(bac.base()).await.is_err(), "its last day is the first of the next one");
    let avant = entre(jour - Days::new(200), jour - Days::new(121));
    avant.insert(bac.base()).await.unwrap();
    let second = referent::ActiveModel {
        personne_id: Set(personne),
        agent_id: Set(bac.gens.noe),
        debut: Set(jour - Days::new(10)),
        fin: Set(Some(jour)),
        ..Default::default()
    };
    assert!(second.insert(bac.base()).await.is_err());
}
