//! The référent named by the manager of the structure, and the portfolio handed over: what is foreseen
//! is what is done, what goes goes with each person, and one way back.

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{
    agent, brouillon_rendez_vous, cer, habilitation, referent, rendez_vous,
};
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{
    AnnulerDecision, AnnulerTransfert, ConsulterAccueil, ConsulterFile, ConsulterParcours,
    ConsulterPortefeuille, ConsulterPortefeuilles, ConsulterTransfert, CreerRendezVous, DesignerReferent,
    GarderBrouillonRendezVous, Orienter, PreparerTransfert, RenseignerRendezVous, TransfererPortefeuille,
};
use reciproque_shared::date;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::parcours::portefeuille::{
    Affectation, FicheTransfert, IssueTransfert, SaisieTransfert, Suivent, repartir,
};
use reciproque_shared::parcours::{
    GesteParcours, OrigineOrientation, SaisieAnnulationDecision, SaisieDesignation,
};
use reciproque_shared::rendez_vous::fiche::SaisieStatut;
use reciproque_shared::rendez_vous::{SaisieRendezVous, StatutRendezVous};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{lire, vers};
use crate::bac::{Bac, Client, Recette, cle_neuve};
use crate::cer::ouvrir;
use crate::matrice::{chez_nadia, dans_l_ordre};
use crate::rendez_vous::{a, creer};

/// Both persons of Nadia, from this day on.
fn a_noe(bac: &Bac, jour: NaiveDate) -> SaisieTransfert {
    let personnes = [bac.gens.keller.demandeur, bac.gens.muller.demandeur];
    SaisieTransfert {
        agent: bac.gens.nadia,
        jour: date::court(jour),
        affectations: repartir(&personnes, &[bac.gens.noe]),
    }
}

async fn transferer(client: &Client, saisie: SaisieTransfert) -> FicheTransfert {
    client.appeler::<TransfererPortefeuille>((), saisie).await.unwrap()
}

/// Who is the référent of a person on a day, as the store has it.
async fn referents_le(bac: &Bac, personne: i64, jour: NaiveDate) -> Vec<i64> {
    let leurs = referent::Entity::find().filter(referent::Column::PersonneId.eq(personne));
    let leurs = leurs.all(bac.base()).await.unwrap();
    let la = |lu: &&referent::Model| lu.debut <= jour && lu.fin.is_none_or(|fin| jour <= fin);
    leurs.iter().filter(la).map(|lu| lu.agent_id).collect()
}

async fn tient(bac: &Bac, rendez_vous: i64) -> i64 {
    rendez_vous::Entity::find_by_id(rendez_vous).one(bac.base()).await.unwrap().unwrap().referent_id
}

/// The habilitation of this agent ended yesterday.
async fn partir(bac: &Bac, agent: i64) {
    habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(bac.horloge.aujourdhui() - Days::new(1)))
        .filter(habilitation::Column::AgentId.eq(agent))
        .exec(bac.base())
        .await
        .unwrap();
}

async fn partis(client: &Client) -> Vec<i64> {
    let page =
        client.appeler::<ConsulterFile>(FileAttente::ReferentParti, SaisieFile::default()).await.unwrap();
    assert_eq!(page.total, page.lignes.len() as u64);
    let accueil = client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    let compte = accueil.files.iter().find(|compte| compte.file == FileAttente::ReferentParti).unwrap();
    assert_eq!(compte.nombre, page.total, "the count is that of the list");
    let mut ids: Vec<i64> = page.lignes.iter().map(|ligne| ligne.personne.personne).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn the_manager_names_the_referent_of_the_persons_of_the_structure_only() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let personne = bac.gens.keller.demandeur;
    let vue = lire(&gaelle, personne).await;
    assert_eq!(vue.gestes, [GesteParcours::Designer], "nothing else of the parcours is hers to decide");
    assert_eq!(vue.contexte.structures.len(), 1, "nobody of another structure is named");
    let saisie = |agent| SaisieDesignation {
        referent: Some(agent),
        debut: date::court(bac.horloge.aujourdhui() + Days::new(10)),
    };
    let ailleurs = gaelle
        .appeler_sur::<DesignerReferent>(vue.version, personne, saisie(bac.gens.paul))
        .await
        .unwrap_err();
    assert_eq!(ailleurs.champs(), [("referent", "referent_ailleurs")]);
    let fiche =
        gaelle.appeler_sur::<DesignerReferent>(vue.version, personne, saisie(bac.gens.noe)).await.unwrap();
    assert_eq!(fiche.referents[0].agent, bac.gens.noe);
    let aujourdhui = bac.horloge.aujourdhui();
    assert_eq!(referents_le(&bac, personne, aujourdhui).await, [bac.gens.nadia]);
    assert_eq!(referents_le(&bac, personne, aujourdhui + Days::new(10)).await, [bac.gens.noe]);
    // The other adult of the same foyer is accompanied elsewhere: like unknown.
    let inconnu = lire_refuse(&gaelle, 999_999).await;
    assert_eq!(lire_refuse(&gaelle, bac.gens.keller.conjoint.unwrap()).await, inconnu);
    assert_eq!(lire_refuse(&gaelle, bac.gens.tifour.demandeur).await, inconnu);
    let refus = gaelle
        .appeler_sur::<Orienter>(
            fiche.version,
            personne,
            vers(&bac, bac.gens.semaphore, OrigineOrientation::Reorientation),
        )
        .await
        .unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    crate::attente::justes_ici(&bac, "after the manager named a référent").await;
}

async fn lire_refuse(client: &Client, personne: i64) -> (StatusCode, String) {
    let refus = client.appeler::<ConsulterParcours>(personne, ()).await.unwrap_err();
    (refus.statut, refus.probleme.detail)
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

#[tokio::test]
async fn who_is_not_of_the_structure_answers_like_nobody_and_the_manager_of_another_one_sees_nothing() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let inconnu = gaelle.appeler::<ConsulterPortefeuille>(999_999, ()).await.unwrap_err();
    let ailleurs = gaelle.appeler::<ConsulterPortefeuille>(bac.gens.paul, ()).await.unwrap_err();
    assert_eq!(ailleurs.statut, StatusCode::NOT_FOUND);
    assert_eq!((ailleurs.statut, ailleurs.probleme), (inconnu.statut, inconnu.probleme));
    let saisie = SaisieTransfert { agent: bac.gens.paul, ..a_noe(&bac, bac.horloge.aujourdhui()) };
    let refus = gaelle.appeler::<TransfererPortefeuille>((), saisie).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    let fiche = transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    let equipe = gaelle.appeler::<ConsulterPortefeuilles>((), ()).await.unwrap();
    assert_eq!(equipe.transferts.iter().map(|lu| lu.id).collect::<Vec<_>>(), [fiche.id]);
    let comptes: Vec<_> = equipe.lignes.iter().map(|ligne| (ligne.agent, ligne.personnes)).collect();
    assert_eq!(comptes, [(bac.gens.nadia, 0), (bac.gens.noe, 2)]);
    // The same profil, in another structure.
    bac.habiliter(bac.gens.remi, Profil::GestionnaireHabilitations).await;
    habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(bac.horloge.aujourdhui()))
        .filter(habilitation::Column::AgentId.eq(bac.gens.remi))
        .filter(habilitation::Column::Profil.eq("referent"))
        .exec(bac.base())
        .await
        .unwrap();
    let remi = bac.connecter("remi").await;
    let refus = remi.appeler::<ConsulterTransfert>(fiche.id, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    assert_eq!(lire_refuse(&remi, bac.gens.keller.demandeur).await.0, StatusCode::NOT_FOUND);
    // Its convention opens no entry.
    let chez_lui = SaisieTransfert { agent: bac.gens.remi, ..a_noe(&bac, bac.horloge.aujourdhui()) };
    let refus = remi.appeler::<TransfererPortefeuille>((), chez_lui).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::FORBIDDEN);
    assert_eq!(partis(&remi).await, [bac.gens.weber.demandeur], "his own person has a référent who is gone");
}

#[tokio::test]
async fn whom_nobody_habilitated_accompanies_is_seen_until_somebody_takes_over() {
    let bac = Bac::ouvrir().await;
    let (gaelle, hugo) = (bac.connecter("gaelle").await, bac.connecter("hugo").await);
    let (keller, muller) = (bac.gens.keller.demandeur, bac.gens.muller.demandeur);
    assert_eq!(partis(&gaelle).await, Vec::<i64>::new());
    partir(&bac, bac.gens.nadia).await;
    let mut eux = [keller, muller];
    eux.sort_unstable();
    assert_eq!(partis(&gaelle).await, eux);
    assert_eq!(partis(&hugo).await, eux, "the CTSA of where they live sees them too");
    assert_eq!(partis(&bac.connecter("irene").await).await, Vec::<i64>::new());
    let portefeuille = gaelle.appeler::<ConsulterPortefeuille>(bac.gens.nadia, ()).await.unwrap();
    assert!(!portefeuille.en_poste);
    // She goes to another structure, where she is habilitated: her persons here are still nobody's.
    let ailleurs = habilitation::Entity::find().filter(habilitation::Column::AgentId.eq(bac.gens.nadia));
    let ancienne = ailleurs.one(bac.base()).await.unwrap().unwrap();
    let ancienne = habilitation::ActiveModel {
        id: Set(ancienne.id),
        ancienne_organisation: Set(Some(bac.gens.alsa)),
        ..Default::default()
    };
    ancienne.update(bac.base()).await.unwrap();
    let nadia = agent::ActiveModel {
        id: Set(bac.gens.nadia),
        organisation_id: Set(bac.gens.semaphore),
        ..Default::default()
    };
    nadia.update(bac.base()).await.unwrap();
    bac.habiliter(bac.gens.nadia, Profil::Referent).await;
    assert_eq!(partis(&gaelle).await, eux);
    let equipe = gaelle.appeler::<ConsulterPortefeuilles>((), ()).await.unwrap();
    let la = equipe.lignes.iter().find(|ligne| ligne.agent == bac.gens.nadia).unwrap();
    assert_eq!((la.personnes, la.en_poste), (2, false));
    transferer(&gaelle, a_noe(&bac, bac.horloge.aujourdhui())).await;
    assert_eq!(partis(&gaelle).await, Vec::<i64>::new());
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
