//! Signing in with a passkey: what it opens, and all that it does not.

use chrono::Utc;
use reciproque_server::depot::entite::{agent, compte, session};
use reciproque_server::secret::Frein;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ConsulterCompte, ConsulterSession, DeclarerPerte, DemanderDefi, OuvrirSessionParCle, RemettreCode,
    RetirerCle,
};
use reciproque_shared::compte::{DefiCle, MotifPerte, ReponseCle, SaisiePerte};
use reciproque_shared::habilitation::{Entrave, Profil};
use reciproque_shared::journal::Issue;
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::bac::{Authentificateur, Bac, Refuse, nom_de_session};
use crate::compte::horaires::fermer_alsa;
use crate::compte::second_facteur::installer;
use crate::matrice::vieillir_le_mot_de_passe;

/// A sandbox, and a phone whose key is Nadia's.
async fn avec_une_cle(bac: &Bac) -> Authentificateur {
    Authentificateur::inscrit(&bac.connecter("nadia").await, "Téléphone").await
}

async fn defi(bac: &Bac) -> DefiCle {
    bac.visiteur().appeler::<DemanderDefi>((), ()).await.unwrap()
}

async fn presenter(bac: &Bac, reponse: ReponseCle) -> Result<(), Refuse> {
    bac.visiteur().appeler::<OuvrirSessionParCle>((), reponse).await.map(drop)
}

/// Refused, in the very words of a wrong password.
async fn refuse(bac: &Bac, reponse: ReponseCle) {
    let par_cle = presenter(bac, reponse).await.unwrap_err();
    let faux = bac.visiteur().ouvrir_session(&nom_de_session("nadia"), "faux").await.unwrap_err();
    assert_eq!((par_cle.statut, par_cle.probleme), (StatusCode::UNAUTHORIZED, faux.probleme));
}

#[tokio::test]
async fn a_key_opens_a_session_that_is_traced_and_presents_two_factors() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    installer(&bac, "nadia", &nadia).await;
    let mut phone = Authentificateur::inscrit(&nadia, "Téléphone").await;
    let client = bac.visiteur();
    let etat = phone.entrer(&client).await.unwrap();
    assert_eq!((etat.agent, etat.entrave), (bac.gens.nadia, None));
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    let cle = &client.appeler::<ConsulterCompte>((), ()).await.unwrap().cles[0];
    assert!(cle.utilisee_le.is_some() && cle.nom == "Téléphone");
    assert_eq!((trace.acte.as_str(), trace.issue), ("se_connecter", Issue::Annonce));
    assert_eq!((trace.agent, trace.objet), (Some(bac.gens.nadia), Some(format!("cle:{}", cle.id))));
    phone.entrer(&bac.visiteur()).await.unwrap();
}

#[tokio::test]
async fn the_question_names_nobody_and_is_never_the_same() {
    let bac = Bac::ouvrir().await;
    let avant = bac.evenements().await.len();
    let (a, b) = (defi(&bac).await, defi(&bac).await);
    assert!(a.options != b.options && a.reference != b.reference);
    let options: serde_json::Value = serde_json::from_str(&a.options).unwrap();
    assert_eq!(options["userVerification"], "required");
    assert!(options["allowCredentials"].as_array().is_none_or(Vec::is_empty));
    assert_eq!(bac.evenements().await.len(), avant);
}

#[tokio::test]
async fn an_answer_serves_once() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    let reponse = phone.repondre(&defi(&bac).await);
    presenter(&bac, reponse.clone()).await.unwrap();
    refuse(&bac, reponse).await;
}

#[tokio::test]
async fn a_question_is_lost_by_a_wrong_answer() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    let pose = defi(&bac).await;
    refuse(&bac, ReponseCle { reference: pose.reference.clone(), reponse: "{}".into() }).await;
    refuse(&bac, phone.repondre(&pose)).await;
}

#[tokio::test]
async fn an_answer_is_refused_too_late_and_to_another_question() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    let (a, b) = (defi(&bac).await, defi(&bac).await);
    let ailleurs = ReponseCle { reference: b.reference, ..phone.repondre(&a) };
    refuse(&bac, ailleurs).await;
    let tardive = phone.repondre(&defi(&bac).await);
    bac.horloge.avancer(5 * 60);
    refuse(&bac, tardive).await;
    phone.entrer(&bac.visiteur()).await.unwrap();
}

#[tokio::test]
async fn a_key_that_did_not_recognise_its_owner_or_is_a_copy_is_refused() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    phone.entrer(&bac.visiteur()).await.unwrap();
    phone.verifie = false;
    refuse(&bac, phone.repondre(&defi(&bac).await)).await;
    phone.verifie = true;
    phone.compteur -= 2;
    refuse(&bac, phone.repondre(&defi(&bac).await)).await;
    phone.compteur += 2;
    phone.entrer(&bac.visiteur()).await.unwrap();
}

#[tokio::test]
async fn an_unknown_key_or_one_that_names_somebody_else_is_refused() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    let mut inconnu = Authentificateur::neuf();
    inconnu.poignee = phone.poignee.clone();
    refuse(&bac, inconnu.repondre(&defi(&bac).await)).await;
    let autre = Authentificateur::inscrit(&bac.connecter("paul").await, "Téléphone").await;
    phone.poignee = autre.poignee;
    refuse(&bac, phone.repondre(&defi(&bac).await)).await;
}

#[tokio::test]
async fn a_removed_key_opens_nothing_and_what_it_had_opened_is_closed() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let mut phone = Authentificateur::inscrit(&nadia, "Téléphone").await;
    let ailleurs = bac.visiteur();
    phone.entrer(&ailleurs).await.unwrap();
    let cle = nadia.appeler::<ConsulterCompte>((), ()).await.unwrap().cles[0].id;
    let paul = bac.connecter("paul").await;
    assert_eq!(paul.appeler::<RetirerCle>(cle, ()).await.unwrap_err().statut, StatusCode::NOT_FOUND);
    assert!(nadia.appeler::<RetirerCle>(cle, ()).await.unwrap().cles.is_empty());
    assert!(ailleurs.appeler::<ConsulterSession>((), ()).await.is_err());
    refuse(&bac, phone.repondre(&defi(&bac).await)).await;
}

#[tokio::test]
async fn a_new_code_leaves_the_keys_which_are_then_asked_for_whatever_the_profil() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    let lettre = bac.connecter("gaelle").await.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    let etat = bac.visiteur().ouvrir_session("nadia@exemple.fr", &lettre.code).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::CleAttendue));
    let par_cle = phone.entrer(&bac.visiteur()).await.unwrap();
    assert_eq!(par_cle.entrave, Some(Entrave::MotDePasseAChanger), "the code is still to be typed");
}

#[tokio::test]
async fn credentials_declared_lost_remove_the_keys() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    let perte = SaisiePerte { motif: MotifPerte::AppareilVole.code().into() };
    bac.connecter("gaelle").await.appeler::<DeclarerPerte>(bac.gens.nadia, perte).await.unwrap();
    let perdue = presenter(&bac, phone.repondre(&defi(&bac).await)).await.unwrap_err();
    assert_eq!(perdue.statut, StatusCode::UNAUTHORIZED);
}

async fn suspendre(bac: &Bac) {
    let suspendu = agent::Entity::update_many()
        .col_expr(agent::Column::SuspenduLe, Expr::value(Utc::now()))
        .filter(agent::Column::Id.eq(bac.gens.nadia));
    assert_eq!(suspendu.exec(bac.base()).await.unwrap().rows_affected, 1);
}

#[tokio::test]
async fn a_closed_access_refuses_a_key_and_leaves_no_session() {
    for (ferme, genre) in [(true, "/problemes/acces_ferme"), (false, "/problemes/hors_horaires")] {
        let bac = Bac::ouvrir().await;
        let mut phone = avec_une_cle(&bac).await;
        if ferme {
            suspendre(&bac).await
        } else {
            fermer_alsa(&bac).await
        }
        let avant = session::Entity::find().count(bac.base()).await.unwrap();
        let refus = presenter(&bac, phone.repondre(&defi(&bac).await)).await.unwrap_err();
        assert_eq!((refus.statut.as_u16(), refus.probleme.genre.as_str()), (403, genre));
        assert_eq!(session::Entity::find().count(bac.base()).await.unwrap(), avant);
        let trace = bac.evenements().await.remove(0).maillon.evenement;
        assert_eq!((trace.agent, trace.issue), (Some(bac.gens.nadia), Issue::Refuse));
    }
}

#[tokio::test]
async fn a_password_to_change_is_asked_for_all_the_same() {
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    compte::Entity::update_many()
        .col_expr(compte::Column::AChanger, Expr::value(true))
        .filter(compte::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base())
        .await
        .unwrap();
    let client = bac.visiteur();
    assert_eq!(phone.entrer(&client).await.unwrap().entrave, Some(Entrave::MotDePasseAChanger));
    assert_eq!(client.appeler::<ConsulterCompte>((), ()).await.unwrap_err().statut, StatusCode::FORBIDDEN);
    let bac = Bac::ouvrir().await;
    let mut phone = avec_une_cle(&bac).await;
    vieillir_le_mot_de_passe(&bac, 90).await;
    let etat = phone.entrer(&bac.visiteur()).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::MotDePasseAChanger));
}

/// The password alone, where a second factor is asked for: the key is waited for.
#[tokio::test]
async fn where_two_factors_are_asked_for_the_key_is_presented_after_the_password() {
    let bac =
        Bac::avec(Reglages { second_facteur: vec![Profil::GestionnaireCtsa], ..Reglages::default() }).await;
    let hugo = bac.connecter("hugo").await;
    installer(&bac, "hugo", &hugo).await;
    let mut phone = Authentificateur::inscrit(&hugo, "Téléphone").await;
    compte::Entity::update_many()
        .col_expr(compte::Column::Graine, Expr::value(None::<String>))
        .filter(compte::Column::AgentId.eq(bac.compte("hugo").await.agent_id))
        .exec(bac.base())
        .await
        .unwrap();
    let client = bac.visiteur();
    let etat = client.ouvrir_session(&nom_de_session("hugo"), crate::bac::MOT_DE_PASSE).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::CleAttendue));
    assert_eq!(client.appeler::<ConsulterCompte>((), ()).await.unwrap_err().statut, StatusCode::FORBIDDEN);
    assert_eq!(phone.entrer(&client).await.unwrap().entrave, None);
    client.appeler::<ConsulterCompte>((), ()).await.unwrap();
}

#[tokio::test]
async fn without_an_address_there_are_no_keys_and_attempts_are_throttled() {
    let bac = Bac::avec(Reglages { cles: None, ..Reglages::default() }).await;
    let refus = bac.visiteur().appeler::<DemanderDefi>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(!bac.visiteur().lire("/notice").await.headers().contains_key("x-reciproque-cles"));
    let bac = Bac::freine(Reglages::default(), Frein::new(1_000, 2)).await;
    assert_eq!(bac.visiteur().lire("/notice").await.headers()["x-reciproque-cles"], "localhost");
    // To ask is no attempt: it takes nothing from those of the address.
    for _ in 0..5 {
        defi(&bac).await;
    }
    let bac = Bac::freine(Reglages::default(), Frein::new(2, 1_000)).await;
    let mut inconnu = Authentificateur::neuf();
    let mut statuts = Vec::new();
    for _ in 0..3 {
        let reponse = inconnu.repondre(&defi(&bac).await);
        statuts.push(presenter(&bac, reponse).await.unwrap_err().statut.as_u16());
    }
    assert_eq!(statuts, [401, 401, 429]);
}
