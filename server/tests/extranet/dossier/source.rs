//! Outside the hours of the MSA, the rubriques that it sends are closed to every reader, in files, lists
//! and searches; what is the Département's own stays, and nothing that is typed is lost.

use chrono::{Days, NaiveDateTime};
use reciproque_server::depot::entite::dossier;
use reciproque_shared::api::{
    ConsulterAOrienter, ConsulterCer, ConsulterDossier, ConsulterPortefeuille, EnregistrerCer,
    ProduireExtrait, Rechercher,
};
use reciproque_shared::cer::SaisieCer;
use reciproque_shared::dossier::SaisieRecherche;
use reciproque_shared::droit::EtatDemande;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::identifiant::Fonorg;
use reciproque_shared::parcours::lot::{FiltreAOrienter, SaisieAOrienter};
use reciproque_shared::source::vient_de_la_caisse;
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::rubriques::{COMMUNE, MARQUES, habiter, remplir};
use crate::bac::{Bac, Foyer, une_demande};
use crate::cer::ouvrir;
use crate::matrice::{chez_nadia, dans_l_ordre};

/// Its dossier comes from the MSA.
async fn de_la_msa(bac: &Bac, foyer: Foyer) {
    dossier::Entity::update_many()
        .col_expr(dossier::Column::Fonorg, Expr::value(Fonorg::Msa.code()))
        .filter(dossier::Column::Id.eq(foyer.dossier))
        .exec(bac.base())
        .await
        .unwrap();
}

/// That time of the day after tomorrow, in Paris, whatever the hour of the test.
fn a(bac: &Bac, heure: u32, minute: u32) -> NaiveDateTime {
    (bac.horloge.aujourdhui() + Days::new(2)).and_hms_opt(heure, minute, 0).unwrap()
}

async fn des_keller_a_la_msa() -> Bac {
    let bac = Bac::ouvrir().await;
    let keller = bac.gens.keller;
    remplir(&bac, keller).await;
    habiter(&bac, keller).await;
    de_la_msa(&bac, keller).await;
    bac
}

#[tokio::test]
async fn its_rubriques_open_at_five_and_close_at_twenty_three_and_the_rest_stays() {
    let bac = des_keller_a_la_msa().await;
    let instants = [(4, 59, false), (5, 0, true), (22, 59, true), (23, 0, false)];
    let instants = instants.map(|(heure, minute, ouverte)| (a(&bac, heure, minute), ouverte));
    for (instant, ouverte) in instants {
        bac.aller_a(instant);
        for qui in ["nadia", "hugo", "claire"] {
            let client = bac.connecter(qui).await;
            let lue = client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
            assert_eq!(lue.source_fermee.is_none(), ouverte, "{qui} {instant}");
            assert_eq!((lue.etat.is_some(), lue.rsa.is_some()), (ouverte, ouverte), "{qui} {instant}");
            let fermees = &lue.fermees_a_cette_heure;
            assert!(fermees.iter().all(|rubrique| vient_de_la_caisse(*rubrique)), "{fermees:?}");
            assert_eq!(fermees.is_empty(), ouverte, "{qui} {instant}");
            assert!(fermees.iter().all(|rubrique| lue.rubriques_fermees.contains(rubrique)));
            // The name by which it was found, the référent and the contracts.
            assert!(
                lue.adultes[0].identite.is_some() && lue.adultes[0].parcours.is_some(),
                "{qui} {instant}"
            );
            assert_eq!(lue.adultes[0].droits_et_devoirs.is_some(), ouverte, "{qui} {instant}");
            let saisie = SaisieRecherche { texte: "keller".into() };
            let lignes = client.appeler::<Rechercher>((), saisie).await.unwrap().lignes;
            assert!(!lignes.is_empty(), "found at any hour");
            for ligne in lignes {
                let dite = (ligne.etat.is_some(), ligne.source_fermee.is_none());
                assert_eq!(dite, (ouverte, ouverte), "{qui} {instant}");
                assert!(ouverte || ligne.commune.is_none(), "{qui} {instant}");
            }
        }
    }
}

/// By whatever route; and a foyer of the CAF is read at that hour too.
#[tokio::test]
async fn at_night_no_route_answers_a_value_that_the_msa_sent() {
    for qui in ["nadia", "hugo", "gaelle", "claire", "dominique"] {
        let bac = des_keller_a_la_msa().await;
        bac.aller_a(a(&bac, 23, 0));
        une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
        let client = bac.connecter(qui).await;
        let marques = [MARQUES, &[(Rubrique::Adresse, &[COMMUNE])]].concat();
        for route in dans_l_ordre() {
            let recette = bac.recette(&route, qui, chez_nadia(&bac.gens)).await;
            let lu = client.executer(&recette).await.texte;
            // The lists of all the communes are about no foyer.
            let marques = if lu.contains("KELLER") { marques.as_slice() } else { MARQUES };
            for (_, marques) in marques.iter().filter(|(rubrique, _)| vient_de_la_caisse(*rubrique)) {
                for marque in *marques {
                    assert!(!lu.contains(marque), "{qui}, {}: {marque}", route.operation);
                }
            }
        }
    }
    let bac = Bac::ouvrir().await;
    remplir(&bac, bac.gens.keller).await;
    bac.aller_a(a(&bac, 23, 0));
    let hugo = bac.connecter("hugo").await;
    let lue = hugo.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    assert!(lue.source_fermee.is_none() && lue.rsa.is_some());
}

#[tokio::test]
async fn a_contract_that_is_being_typed_is_kept_across_the_closing() {
    let bac = des_keller_a_la_msa().await;
    let (nuit, matin) = (a(&bac, 23, 0), a(&bac, 5, 0) + Days::new(1));
    bac.aller_a(a(&bac, 22, 59));
    let nadia = bac.connecter("nadia").await;
    let cer = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap();
    assert!(cer.feuille.adresse.is_some());
    bac.aller_a(nuit);
    let saisie = SaisieCer { lieu_signature: "Mulhouse".into(), ..cer.feuille.saisie.clone() };
    nadia.appeler_sur::<EnregistrerCer>(cer.version, cer.id, saisie).await.unwrap();
    let lu = nadia.appeler::<ConsulterCer>(cer.id, ()).await.unwrap();
    assert!(lu.feuille.adresse.is_none() && lu.feuille.source_fermee.is_some());
    assert_eq!(lu.feuille.saisie.lieu_signature, "Mulhouse");
    bac.aller_a(matin);
    let nadia = bac.connecter("nadia").await;
    let lu = nadia.appeler::<ConsulterCer>(cer.id, ()).await.unwrap();
    assert!(lu.feuille.adresse.is_some() && lu.feuille.source_fermee.is_none());
    assert_eq!(lu.feuille.saisie.lieu_signature, "Mulhouse");
}

#[tokio::test]
async fn lists_neither_tell_nor_filter_by_where_somebody_lives_at_night() {
    let bac = des_keller_a_la_msa().await;
    de_la_msa(&bac, bac.gens.haas).await;
    let commune = FiltreAOrienter { commune: "68224".into(), ..FiltreAOrienter::default() };
    for (instant, ouverte) in [(a(&bac, 22, 59), true), (a(&bac, 23, 0), false)] {
        bac.aller_a(instant);
        let (hugo, gaelle) = (bac.connecter("hugo").await, bac.connecter("gaelle").await);
        let page = hugo.appeler::<ConsulterAOrienter>((), SaisieAOrienter::default()).await.unwrap();
        let haas = page.lignes.iter().find(|l| l.personne.personne == bac.gens.haas.demandeur).unwrap();
        assert_eq!((haas.commune.is_some(), haas.source_fermee.is_none()), (ouverte, ouverte));
        assert_eq!(page.communes.iter().any(|commune| commune.code == "68224"), ouverte);
        let filtree = SaisieAOrienter { filtre: commune.clone(), ..SaisieAOrienter::default() };
        let filtree = hugo.appeler::<ConsulterAOrienter>((), filtree).await.unwrap();
        assert_eq!(filtree.total > 0, ouverte);
        let portefeuille = gaelle.appeler::<ConsulterPortefeuille>(bac.gens.nadia, ()).await.unwrap();
        let keller = bac.gens.keller.demandeur;
        let keller = portefeuille.lignes.iter().find(|l| l.personne.personne == keller).unwrap();
        assert_eq!((keller.commune.is_some(), keller.source_fermee.is_none()), (ouverte, ouverte));
    }
}

#[tokio::test]
async fn an_extract_is_handed_over_whole_or_not_at_all() {
    let bac = des_keller_a_la_msa().await;
    let (soir, nuit) = (a(&bac, 22, 59), a(&bac, 23, 0));
    bac.aller_a(soir);
    let demande = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::EnCours).await;
    let dominique = bac.connecter("dominique").await;
    dominique.appeler::<ProduireExtrait>(demande, ()).await.unwrap();
    bac.aller_a(nuit);
    let refus = dominique.appeler::<ProduireExtrait>(demande, ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(refus.probleme.detail.contains("ouvertes de 5 h à 23 h"), "{}", refus.probleme.detail);
}
