//! Sign-in and the life of a session, over real HTTP.

mod frein;
mod par_cle;

use chrono::{Days, TimeDelta};
use reciproque_server::depot::entite::{habilitation, session};
use reciproque_server::serveur::Reglages;
use reciproque_server::session::{Client, Ouverture, ouvrir};
use reciproque_shared::api::{
    Appel, ConsulterDossier, ConsulterSession, FermerSession, OuvrirSession, RemettreCode,
};
use reciproque_shared::date::a_paris;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::session::SaisieConnexion;
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, MOT_DE_PASSE, nom_de_session};
use crate::compte::Vole;

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

/// Nothing else would let go of the session: the next person on this computer would meet it.
#[tokio::test]
async fn who_is_closed_out_may_still_leave() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let hier = bac.horloge.aujourdhui() - Days::new(1);
    let finie = habilitation::Entity::update_many()
        .col_expr(habilitation::Column::Fin, Expr::value(hier))
        .filter(habilitation::Column::AgentId.eq(bac.gens.nadia));
    assert_eq!(finie.exec(bac.base()).await.unwrap().rows_affected, 1);
    let refus = nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/acces_ferme");
    nadia.appeler::<FermerSession>((), ()).await.unwrap();
    let dernier = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((dernier.acte.as_str(), dernier.agent), ("se_deconnecter", Some(bac.gens.nadia)));
    assert!(sessions(&bac).await.is_empty());
}

/// The browser is told to forget what it cached and stored, and the cookie with it.
#[tokio::test]
async fn signing_out_has_the_browser_forget() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let sortie = nadia.requete(FermerSession::METHODE, &FermerSession::chemin(&())).send().await.unwrap();
    let entetes = sortie.headers();
    assert_eq!(entetes["clear-site-data"], "\"cache\", \"storage\"");
    assert!(entetes["set-cookie"].to_str().unwrap().contains("Max-Age=0"), "{entetes:?}");
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
async fn a_session_always_at_work_ends_after_twelve_hours() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let fin = sessions(&bac).await[0].ouverte_le + TimeDelta::hours(12);
    while bac.horloge.maintenant() < fin {
        let etat = nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
        // Told from the beginning, and the same at each request.
        assert_eq!(etat.finit_a, a_paris(fin));
        bac.horloge.avancer(29 * 60);
    }
    let refus = nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
    // The next sign-in sweeps it.
    bac.connecter("nadia").await;
    assert_eq!(sessions(&bac).await.len(), 1);
}

#[tokio::test]
async fn the_store_is_told_of_activity_later_and_before_anybody_is_swept() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let ouverte_le = sessions(&bac).await[0].vue_le;
    for _ in 0..3 {
        bac.horloge.avancer(20 * 60);
        nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
    }
    assert_eq!(sessions(&bac).await[0].vue_le, ouverte_le, "no request waits for this writing");
    // An hour old for the store, and at work: the sweep of the next sign-in leaves it alone.
    bac.connecter("nadia").await;
    let lues = sessions(&bac).await;
    assert_eq!(lues.len(), 2);
    assert!(lues[0].vue_le >= ouverte_le + TimeDelta::minutes(60));
    nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
    // What a restart would find.
    bac.horloge.avancer(5 * 60);
    nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
    bac.app.activite.ecrire(&bac.app.depot, bac.horloge.maintenant()).await.unwrap();
    assert!(sessions(&bac).await[0].vue_le >= ouverte_le + TimeDelta::minutes(65));
}

async fn sessions(bac: &Bac) -> Vec<session::Model> {
    let siennes = session::Entity::find().filter(session::Column::AgentId.eq(bac.gens.nadia));
    siennes.all(bac.base()).await.unwrap()
}

#[tokio::test]
async fn signing_in_again_in_the_same_browser_ends_the_session_before() {
    let bac = Bac::ouvrir().await;
    let avant = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let ailleurs = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let saisie = SaisieConnexion { email: nom_de_session("noe"), mot_de_passe: "faux".to_owned() };
    avant.rejouer::<OuvrirSession>(&bac, (), &saisie).await;
    assert!(avant.vivant(&bac).await, "nobody signed in");
    let saisie = SaisieConnexion { mot_de_passe: MOT_DE_PASSE.to_owned(), ..saisie };
    let reponse = avant.rejouer::<OuvrirSession>(&bac, (), &saisie).await;
    assert!(Vole::de(&reponse).vivant(&bac).await);
    assert!(!avant.vivant(&bac).await && ailleurs.vivant(&bac).await);
}

/// The password is verified, then replaced before the session opens.
#[tokio::test]
async fn a_sign_in_under_way_does_not_survive_a_change_of_credentials() {
    let bac = Bac::ouvrir().await;
    let verifiee = bac.compte("nadia").await.mot_de_passe;
    let gaelle = bac.connecter("gaelle").await;
    let ouverture = |preuve| Ouverture {
        agent: bac.gens.nadia,
        profil: Profil::Referent,
        client: Client::new("192.0.2.1"),
        deux_facteurs: false,
        mot_de_passe_echu: false,
        preuve,
    };
    ouvrir(&bac.app, ouverture(verifiee.clone())).await.unwrap();
    gaelle.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    assert!(sessions(&bac).await.is_empty());
    let refus = ouvrir(&bac.app, ouverture(verifiee)).await.err().unwrap();
    assert_eq!(refus.statut(), StatusCode::UNAUTHORIZED);
    assert!(sessions(&bac).await.is_empty());
    let code = bac.compte("nadia").await.code;
    ouvrir(&bac.app, ouverture(code)).await.unwrap();
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
    let vue = evenements.iter().find(|e| e.maillon.seq == fiche.trace.seq).unwrap();
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
