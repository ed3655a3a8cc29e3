//! Sign-in and the life of a session, over real HTTP.

mod frein;

use reciproque_server::extranet::Reglages;
use reciproque_shared::api::{ConsulterDossier, ConsulterSession, FermerSession};
use reciproque_shared::habilitation::Profil;
use reqwest::StatusCode;

use crate::bac::{Bac, MOT_DE_PASSE, nom_de_session};

#[tokio::test]
async fn an_agent_signs_in_and_out_and_a_replayed_cookie_is_refused() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let etat = nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
    assert_eq!((etat.profil, etat.organisation.as_str()), (Profil::Referent, "ALSA"));
    let cookie = nadia.lire("/session").await;
    assert!(cookie.status().is_success());
    nadia.appeler::<FermerSession>((), ()).await.unwrap();
    let refus = nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn unknown_and_known_accounts_answer_the_same_words() {
    let bac = Bac::ouvrir().await;
    let connu = bac.visiteur().ouvrir_session(&nom_de_session("nadia"), "faux").await.unwrap_err();
    let inconnu = bac.visiteur().ouvrir_session("personne@exemple.fr", "faux").await.unwrap_err();
    assert_eq!(connu.statut, StatusCode::UNAUTHORIZED);
    assert_eq!(connu.probleme, inconnu.probleme);
}

#[tokio::test]
async fn a_closed_account_says_why_to_who_knows_the_password_only() {
    let bac = Bac::ouvrir().await;
    for prenom in ["eva", "serge", "celia"] {
        let refus = bac.visiteur().ouvrir_session(&nom_de_session(prenom), MOT_DE_PASSE).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::FORBIDDEN, "{prenom}");
        let faux = bac.visiteur().ouvrir_session(&nom_de_session(prenom), "faux").await.unwrap_err();
        assert_eq!(faux.statut, StatusCode::UNAUTHORIZED, "{prenom}");
    }
}

#[tokio::test]
async fn a_session_lives_29_59_and_dies_at_30_01() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    bac.horloge.avancer(29 * 60 + 59);
    assert!(nadia.appeler::<ConsulterSession>((), ()).await.is_ok());
    bac.horloge.avancer(30 * 60 + 1);
    let refus = nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    for (tls, attendu) in [(false, "reciproque="), (true, "__Host-reciproque=")] {
        let bac = Bac::avec(Reglages { tls, ..Reglages::default() }).await;
        let saisie = serde_json::json!({ "email": "nadia@exemple.fr", "mot_de_passe": MOT_DE_PASSE });
        let requete =
            bac.visiteur().requete(reciproque_shared::api::Methode::Post, "/api/v1/session").json(&saisie);
        let reponse = requete.send().await.unwrap();
        let cookie = reponse.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert!(cookie.starts_with(attendu), "{cookie}");
        for attribut in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(attribut), "{cookie}");
        }
        assert_eq!(cookie.contains("Secure"), tls, "{cookie}");
    }
}

#[tokio::test]
async fn out_of_scope_and_unknown_answer_alike() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let hors = nadia.appeler::<ConsulterDossier>(bac.gens.tifour.dossier, ()).await.unwrap_err();
    let inconnu = nadia.appeler::<ConsulterDossier>(999_999, ()).await.unwrap_err();
    assert_eq!(hors.statut, StatusCode::NOT_FOUND);
    assert_eq!(hors.probleme, inconnu.probleme);
    let mal_forme = nadia.lire("/dossiers/abc").await;
    assert_eq!(mal_forme.status(), StatusCode::NOT_FOUND);
    assert_eq!(mal_forme.json::<reciproque_shared::erreur::Probleme>().await.unwrap(), hors.probleme);
}

#[tokio::test]
async fn a_view_is_in_the_journal_under_the_number_that_the_agent_received() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let fiche = nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap();
    assert_eq!(fiche.intitule, "KELLER SOPHIE");
    let evenements = bac.evenements().await;
    let vue = evenements.iter().find(|e| e.maillon.seq == fiche.trace).unwrap();
    assert_eq!(
        vue.maillon.evenement.objet.as_deref(),
        Some(format!("dossier:{}", bac.gens.keller.dossier).as_str())
    );
    assert_eq!(vue.maillon.evenement.agent, Some(bac.gens.nadia));
}

#[tokio::test]
async fn an_attempt_on_a_session_that_is_over_is_traced_under_its_agent() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    bac.horloge.avancer(30 * 60 + 1);
    nadia.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.unwrap_err();
    let dernier = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!(dernier.agent, Some(bac.gens.nadia));
    assert_eq!(
        (dernier.acte.as_str(), dernier.motif.as_deref()),
        ("consulter_dossier", Some("non_connecte"))
    );
}
