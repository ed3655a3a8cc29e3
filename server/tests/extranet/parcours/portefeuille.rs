//! The portfolio handed over: what is foreseen is what is done, what goes goes with each person, and
//! one way back.

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{brouillon_rendez_vous, cer, referent, rendez_vous};
use reciproque_shared::api::{
    AnnulerDecision, AnnulerTransfert, ConsulterPortefeuille, ConsulterPortefeuilles, ConsulterTransfert,
    DesignerReferent, GarderBrouillonRendezVous, PreparerTransfert, RenseignerRendezVous,
    TransfererPortefeuille,
};
use reciproque_shared::date;
use reciproque_shared::parcours::portefeuille::{
    Affectation, FicheTransfert, IssueTransfert, SaisieTransfert, Suivent, chevauchement, repartir,
};
use reciproque_shared::parcours::{SaisieAnnulationDecision, SaisieDesignation};
use reciproque_shared::rendez_vous::fiche::SaisieStatut;
use reciproque_shared::rendez_vous::{SaisieRendezVous, StatutRendezVous};
use reqwest::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::lire;
use crate::bac::{Bac, Client, Recette, cle_neuve};
use crate::cer::ouvrir;
use crate::matrice::{chez_nadia, dans_l_ordre};
use crate::rendez_vous::{a, creer};

/// Both persons of Nadia, from this day on.
pub fn a_noe(bac: &Bac, jour: NaiveDate) -> SaisieTransfert {
    let personnes = [bac.gens.keller.demandeur, bac.gens.muller.demandeur];
    SaisieTransfert {
        agent: bac.gens.nadia,
        jour: date::court(jour),
        affectations: repartir(&personnes, &[bac.gens.noe]),
    }
}

pub async fn transferer(client: &Client, saisie: SaisieTransfert) -> FicheTransfert {
    client.appeler::<TransfererPortefeuille>((), saisie).await.unwrap()
}

/// Who is the référent of a person on a day, as the store has it.
pub async fn referents_le(bac: &Bac, personne: i64, jour: NaiveDate) -> Vec<i64> {
    let leurs = referent::Entity::find().filter(referent::Column::PersonneId.eq(personne));
    let leurs = leurs.all(bac.base()).await.unwrap();
    let la = |lu: &&referent::Model| lu.debut <= jour && lu.fin.is_none_or(|fin| jour <= fin);
    leurs.iter().filter(la).map(|lu| lu.agent_id).collect()
}

async fn tient(bac: &Bac, rendez_vous: i64) -> i64 {
    rendez_vous::Entity::find_by_id(rendez_vous).one(bac.base()).await.unwrap().unwrap().referent_id
}

#[tokio::test]
async fn what_is_foreseen_is_what_is_done_and_each_person_has_a_trace_of_her_own() {
    let bac = Bac::ouvrir().await;
    let (gaelle, nadia) = (bac.connecter("gaelle").await, bac.connecter("nadia").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    creer(&nadia, keller, a(&bac, 3, "10h")).await;
    ouvrir(&nadia, keller).await.unwrap();
    let portefeuille = gaelle.appeler::<ConsulterPortefeuille>(bac.gens.nadia, ()).await.unwrap();
    assert_eq!((portefeuille.total, portefeuille.lignes.len()), (2, 2));
    assert_eq!(portefeuille.lignes[0].personne.personne, keller, "who is met next first");
    assert!(portefeuille.receveurs.iter().any(|ligne| ligne.agent == bac.gens.noe));
    let demain = bac.horloge.aujourdhui() + Days::new(1);
    let mut saisie = a_noe(&bac, demain);
    // Somebody of another structure, and who is not hers: neither is named nor changed.
    saisie.affectations.push(Affectation { personne: bac.gens.tifour.demandeur, referent: bac.gens.noe });
    let apercu = gaelle.appeler::<PreparerTransfert>((), saisie.clone()).await.unwrap();
    let suivent: Vec<_> = apercu.issues.iter().map(|i| (i.personne.personne, i.suivent)).collect();
    let avec = Suivent { rendez_vous: 1, cer: 1, brouillons: 0 };
    assert_eq!(suivent, [(keller, avec), (muller, Suivent::default())]);
    assert!(apercu.issues.iter().all(|issue| issue.referent.as_deref() == Some("noe ESSAI")));
    let avant = bac.evenements().await.len();
    let fiche = transferer(&gaelle, saisie).await;
    assert_eq!(fiche.transmises, apercu.issues, "done as it was foreseen");
    assert_eq!(fiche.laissees, Vec::<IssueTransfert>::new());
    assert_eq!(
        fiche.quoi,
        format!("Portefeuille de nadia ESSAI transmis à partir du {}", date::court(demain))
    );
    for personne in [keller, muller] {
        assert_eq!(referents_le(&bac, personne, bac.horloge.aujourdhui()).await, [bac.gens.nadia]);
        assert_eq!(referents_le(&bac, personne, demain).await, [bac.gens.noe]);
    }
    let evenements = bac.evenements().await;
    let neufs: Vec<_> =
        evenements[..evenements.len() - avant].iter().map(|lu| &lu.maillon.evenement).collect();
    let mut objets: Vec<_> = neufs.iter().filter_map(|evenement| evenement.objet.clone()).collect();
    objets.sort();
    let mut attendus = [keller, muller].map(|id| format!("personne:{id}"));
    attendus.sort();
    assert_eq!(objets, attendus, "nothing about who was left aside");
    assert!(neufs.iter().all(|evenement| evenement.acte == "transferer_portefeuille"));
    assert_eq!(gaelle.appeler::<ConsulterTransfert>(fiche.id, ()).await.unwrap(), fiche);
    crate::attente::justes_ici(&bac, "after a portfolio was handed over").await;
}

#[tokio::test]
async fn what_is_to_come_and_what_is_typed_goes_with_the_person_and_the_past_stays() {
    let bac = Bac::ouvrir().await;
    bac.demain_dix_heures();
    let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
    let keller = bac.gens.keller.demandeur;
    let passe = creer(&nadia, keller, a(&bac, 0, "11h")).await.ligne.id;
    let demain = creer(&nadia, keller, a(&bac, 1, "10h")).await.ligne.id;
    let plus_tard = creer(&nadia, keller, a(&bac, 20, "10h")).await.ligne.id;
    let de_noe =
        creer(&noe, keller, SaisieRendezVous { referent: Some(bac.gens.noe), ..a(&bac, 21, "10h") }).await;
    bac.horloge.avancer(2 * 3_600);
    let (gaelle, nadia) = (bac.connecter("gaelle").await, bac.connecter("nadia").await);
    let brouillon = ouvrir(&nadia, keller).await.unwrap();
    let tape = SaisieRendezVous { referent: Some(bac.gens.nadia), ..a(&bac, 30, "9h") };
    nadia.appeler_sur::<GarderBrouillonRendezVous>(0, keller, tape).await.unwrap();
    let jour = bac.horloge.aujourdhui() + Days::new(7);
    let fiche = transferer(&gaelle, a_noe(&bac, jour)).await;
    let suivent = fiche.transmises.iter().find(|i| i.personne.personne == keller).unwrap().suivent;
    assert_eq!(suivent, Suivent { rendez_vous: 1, cer: 1, brouillons: 1 });
    let mains = [tient(&bac, passe).await, tient(&bac, demain).await, tient(&bac, plus_tard).await];
    assert_eq!(mains, [bac.gens.nadia, bac.gens.nadia, bac.gens.noe], "from that day on");
    assert_eq!(tient(&bac, de_noe.ligne.id).await, bac.gens.noe);
    let cer = cer::Entity::find_by_id(brouillon.id).one(bac.base()).await.unwrap().unwrap();
    assert_eq!((cer.referent_id, cer.version), (bac.gens.noe, brouillon.version + 1));
    assert!(cer.saisie.contains(&format!("\"referent\":\"{}\"", bac.gens.noe)), "{}", cer.saisie);
    let brouillons = brouillon_rendez_vous::Entity::find().all(bac.base()).await.unwrap();
    assert_eq!(brouillons.iter().map(|lu| lu.agent_id).collect::<Vec<_>>(), [bac.gens.noe]);
    assert!(brouillons[0].saisie.contains(&format!("\"referent\":{}", bac.gens.noe)));
    crate::attente::justes_ici(&bac, "after what is typed was handed over").await;
}

#[tokio::test]
async fn it_is_undone_once_gives_back_what_went_and_says_what_was_kept() {
    let bac = Bac::ouvrir().await;
    let (gaelle, nadia, noe) =
        (bac.connecter("gaelle").await, bac.connecter("nadia").await, bac.connecter("noe").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    let rendu = creer(&nadia, keller, a(&bac, 3, "10h")).await.ligne.id;
    let garde = creer(&nadia, keller, a(&bac, 4, "10h")).await.ligne.id;
    let fiche = transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    let annule = SaisieStatut { statut: StatutRendezVous::AnnuleService, report: None };
    let version = rendez_vous::Entity::find_by_id(garde).one(bac.base()).await.unwrap().unwrap().version;
    noe.appeler_sur::<RenseignerRendezVous>(version, garde, annule).await.unwrap();
    let rendue = gaelle.appeler::<AnnulerTransfert>(fiche.id, ()).await.unwrap();
    assert!(rendue.annule_le.is_some() && !rendue.annulable);
    let raison = |personne| {
        let issue = rendue.transmises.iter().find(|issue| issue.personne.personne == personne).unwrap();
        issue.raison.clone()
    };
    assert_eq!(raison(keller).as_deref(), Some("Changé depuis, donc laissé à noe ESSAI : 1 rendez-vous."));
    assert_eq!(raison(muller), None);
    for personne in [keller, muller] {
        assert_eq!(referents_le(&bac, personne, bac.horloge.aujourdhui()).await, [bac.gens.nadia]);
    }
    assert_eq!((tient(&bac, rendu).await, tient(&bac, garde).await), (bac.gens.nadia, bac.gens.noe));
    let refus = gaelle.appeler::<AnnulerTransfert>(fiche.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    crate::attente::justes_ici(&bac, "after a handing over was undone").await;
}

#[tokio::test]
async fn a_later_decision_is_kept_and_the_ctsa_takes_one_person_back_with_what_went() {
    let bac = Bac::ouvrir().await;
    let (gaelle, hugo, nadia) =
        (bac.connecter("gaelle").await, bac.connecter("hugo").await, bac.connecter("nadia").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    let prevu = creer(&nadia, keller, a(&bac, 3, "10h")).await.ligne.id;
    let fiche = transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    let vue = lire(&hugo, keller).await;
    let motif = SaisieAnnulationDecision { motif: "Personne suivie par Nadia.".into() };
    hugo.appeler_sur::<AnnulerDecision>(vue.version, keller, motif).await.unwrap();
    assert_eq!(tient(&bac, prevu).await, bac.gens.nadia, "what went comes back with her");
    let annulee = gaelle.appeler::<AnnulerTransfert>(fiche.id, ()).await.unwrap();
    let raisons: Vec<_> =
        annulee.transmises.iter().map(|i| (i.personne.personne, i.raison.as_deref())).collect();
    assert_eq!(raisons, [(keller, Some("Une autre décision a suivi celle-ci.")), (muller, None)]);
}

/// Whoever changed a référent first is told to the other, not undone.
#[tokio::test]
async fn who_changed_referent_meanwhile_is_left_aside_and_nobody_left_makes_no_handing_over() {
    let bac = Bac::ouvrir().await;
    let (gaelle, hugo) = (bac.connecter("gaelle").await, bac.connecter("hugo").await);
    let keller = bac.gens.keller.demandeur;
    let vue = lire(&hugo, keller).await;
    let jour = date::court(bac.horloge.aujourdhui());
    let saisie = SaisieDesignation { referent: Some(bac.gens.noe), debut: jour };
    hugo.appeler_sur::<DesignerReferent>(vue.version, keller, saisie).await.unwrap();
    let fiche = transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    let raisons: Vec<_> = fiche.laissees.iter().map(|i| (i.personne.personne, i.raison.as_deref())).collect();
    assert_eq!(raisons, [(keller, Some("Son référent a changé."))]);
    assert_eq!(fiche.transmises.len(), 1);
    let refus = gaelle
        .appeler::<TransfererPortefeuille>((), a_noe(&bac, bac.horloge.aujourdhui()))
        .await
        .unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
}

#[tokio::test]
async fn sent_twice_it_acts_once() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let route = dans_l_ordre().into_iter().find(|route| route.operation == "TransfererPortefeuille").unwrap();
    let recette = bac.recette(&route, "gaelle", chez_nadia(&bac.gens)).await;
    let recette = Recette { cle: Some(cle_neuve()), ..recette };
    let (une, deux) = (gaelle.executer(&recette).await, gaelle.executer(&recette).await);
    assert_eq!((une.statut, deux.statut), (StatusCode::OK, StatusCode::OK));
    assert_eq!(une.json(), deux.json());
    let equipe = gaelle.appeler::<ConsulterPortefeuilles>((), ()).await.unwrap();
    assert_eq!(equipe.transferts.len(), 1);
}

#[tokio::test]
async fn what_overlaps_the_day_of_the_new_referent_goes_all_the_same_and_is_told() {
    let bac = Bac::ouvrir().await;
    let (gaelle, nadia, noe) =
        (bac.connecter("gaelle").await, bac.connecter("nadia").await, bac.connecter("noe").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    let pris = creer(&nadia, keller, a(&bac, 3, "10h15")).await.ligne.id;
    creer(&nadia, keller, a(&bac, 4, "10h")).await;
    creer(&noe, muller, SaisieRendezVous { referent: Some(bac.gens.noe), ..a(&bac, 3, "10h") }).await;
    let saisie = a_noe(&bac, bac.horloge.aujourdhui());
    let apercu = gaelle.appeler::<PreparerTransfert>((), saisie.clone()).await.unwrap();
    let chevauchent: Vec<_> = apercu.issues.iter().map(|i| (i.personne.personne, i.chevauchent)).collect();
    assert_eq!(chevauchent, [(keller, 1), (muller, 0)]);
    let dit = Some("1 rendez-vous chevauche ceux du nouveau référent.".to_owned());
    assert_eq!(chevauchement(&apercu.issues), dit);
    let fiche = transferer(&gaelle, saisie).await;
    assert_eq!(fiche.transmises, apercu.issues, "listed as it was foreseen");
    assert_eq!(tient(&bac, pris).await, bac.gens.noe);
    assert_eq!(gaelle.appeler::<ConsulterTransfert>(fiche.id, ()).await.unwrap(), fiche);
}
