//! « Mes sessions »: seen, and closed from afar.

use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{ConsulterCompte, FermerAutresSessions, FermerUneSession};
use reciproque_shared::compte::GenreAvis;
use reqwest::StatusCode;

use super::Vole;
use crate::bac::{Bac, MOT_DE_PASSE, nom_de_session};

#[tokio::test]
async fn one_sees_one_s_own_sessions_and_closes_them_from_afar() {
    let bac = Bac::ouvrir().await;
    let autre = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let tierce = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let noe = Vole::en_ouvrant(&bac, "noe", MOT_DE_PASSE).await;
    let nadia = bac.connecter("nadia").await;
    let sessions = nadia.appeler::<ConsulterCompte>((), ()).await.unwrap().sessions;
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions.iter().filter(|s| s.courante).count(), 1);
    let premiere = sessions.iter().filter(|s| !s.courante).map(|s| s.id).min().unwrap();
    let compte = nadia.appeler::<FermerUneSession>(premiere, ()).await.unwrap();
    assert_eq!(compte.sessions.len(), 2);
    assert!(!autre.vivant(&bac).await && tierce.vivant(&bac).await);
    let compte = nadia.appeler::<FermerAutresSessions>((), ()).await.unwrap();
    assert_eq!(compte.sessions.len(), 1);
    assert!(!tierce.vivant(&bac).await && noe.vivant(&bac).await);
}

#[tokio::test]
async fn a_session_of_another_agent_is_as_unknown_as_none() {
    let bac = Bac::ouvrir().await;
    let noe = bac.connecter("noe").await;
    let sienne = noe.appeler::<ConsulterCompte>((), ()).await.unwrap().sessions[0].id;
    let nadia = bac.connecter("nadia").await;
    for session in [sienne, 999_999] {
        let refus = nadia.appeler::<FermerUneSession>(session, ()).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::NOT_FOUND);
    }
    noe.appeler::<ConsulterCompte>((), ()).await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_over_is_not_listed() {
    let bac = Bac::ouvrir().await;
    bac.connecter("nadia").await;
    bac.horloge.avancer(30 * 60 + 1);
    let nadia = bac.connecter("nadia").await;
    assert_eq!(nadia.appeler::<ConsulterCompte>((), ()).await.unwrap().sessions.len(), 1);
}

#[tokio::test]
async fn one_session_too_many_closes_the_one_seen_least_recently_and_says_so() {
    let bac = Bac::avec(Reglages { sessions_par_agent: 2, ..Reglages::default() }).await;
    let premiere = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    bac.horloge.avancer(61);
    let seconde = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let noe = Vole::en_ouvrant(&bac, "noe", MOT_DE_PASSE).await;
    bac.horloge.avancer(61);
    assert!(premiere.vivant(&bac).await, "seen again, after the second");
    bac.horloge.avancer(61);
    let tierce = bac.visiteur();
    let etat = tierce.ouvrir_session(&nom_de_session("nadia"), MOT_DE_PASSE).await.unwrap();
    let genres: Vec<_> = etat.avis.iter().map(|avis| avis.genre).collect();
    assert_eq!(genres, [GenreAvis::SessionFermee]);
    assert!(!seconde.vivant(&bac).await && premiere.vivant(&bac).await && noe.vivant(&bac).await);
    assert_eq!(tierce.appeler::<ConsulterCompte>((), ()).await.unwrap().sessions.len(), 2);
}
