//! The second factor: asked, presented once, replaced.

use chrono::TimeDelta;
use reciproque_server::compte::essais;
use reciproque_server::secret::Application;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ConfirmerSecondFacteur, ConsulterCompte, ConsulterComptes, ConsulterSession, DeclarerPerte,
    PresenterSecondFacteur, ProposerSecondFacteur, RemettreCode, RenouvelerCodesSecours,
    RetirerSecondFacteur,
};
use reciproque_shared::compte::{
    GenreAvis, MotifPerte, SaisieCode, SaisieComptes, SaisiePerte, SaisieProposition,
};
use reciproque_shared::habilitation::{Entrave, Profil};
use reqwest::StatusCode;

use super::Vole;
use crate::bac::{Bac, Client, MOT_DE_PASSE};

fn code(code: impl Into<String>) -> SaisieCode {
    SaisieCode { code: code.into() }
}

fn avec_le_mot_de_passe() -> SaisieProposition {
    SaisieProposition { mot_de_passe: MOT_DE_PASSE.into() }
}

/// What the phone of this agent shows, that many steps from now.
pub async fn montre(bac: &Bac, prenom: &str, pas: i64) -> String {
    let compte = bac.compte(prenom).await;
    let graine = compte.graine_proposee.or(compte.graine).unwrap();
    let application = Application::de(&bac.app.reglages.coffre, &graine).unwrap();
    application.code(bac.horloge.maintenant() + TimeDelta::seconds(30 * pas))
}

/// Sets up the application of an agent who is signed in; gives the recovery codes. From the
/// beginning of a step, so that what replays a code does it before the next one.
pub async fn installer(bac: &Bac, prenom: &str, client: &Client) -> Vec<String> {
    bac.horloge.avancer(30 - bac.horloge.maintenant().timestamp() % 30);
    client.appeler::<ProposerSecondFacteur>((), avec_le_mot_de_passe()).await.unwrap();
    let montre = montre(bac, prenom, 0).await;
    client.appeler::<ConfirmerSecondFacteur>((), code(montre)).await.unwrap().codes
}

async fn entrave(client: &Client) -> Option<Entrave> {
    client.appeler::<ConsulterSession>((), ()).await.unwrap().entrave
}

#[tokio::test]
async fn once_installed_it_is_asked_at_each_sign_in_and_serves_once() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    installer(&bac, "nadia", &nadia).await;
    assert_eq!(entrave(&nadia).await, None);
    let suivante = bac.connecter("nadia").await;
    assert_eq!(entrave(&suivante).await, Some(Entrave::SecondFacteurAttendu));
    let refus = suivante.appeler::<ConsulterCompte>((), ()).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/second_facteur_attendu");
    // The step that confirmed the installation has served already.
    let rejoue = montre(&bac, "nadia", 0).await;
    let refus = suivante.appeler::<PresenterSecondFacteur>((), code(rejoue)).await.unwrap_err();
    assert_eq!(refus.champs(), [("code", "incorrect")]);
    let frais = montre(&bac, "nadia", 1).await;
    let etat = suivante.appeler::<PresenterSecondFacteur>((), code(&frais)).await.unwrap();
    assert_eq!(etat.entrave, None);
    let tierce = bac.connecter("nadia").await;
    tierce.appeler::<PresenterSecondFacteur>((), code(frais)).await.unwrap_err();
    assert_eq!(entrave(&tierce).await, Some(Entrave::SecondFacteurAttendu));
}

#[tokio::test]
async fn of_two_who_present_one_code_at_once_one_is_let_in() {
    let bac = Bac::ouvrir().await;
    installer(&bac, "nadia", &bac.connecter("nadia").await).await;
    let (a, b) = (bac.connecter("nadia").await, bac.connecter("nadia").await);
    let frais = montre(&bac, "nadia", 1).await;
    let (ra, rb) = tokio::join!(
        a.appeler::<PresenterSecondFacteur>((), code(&frais)),
        b.appeler::<PresenterSecondFacteur>((), code(&frais)),
    );
    assert_eq!([ra.is_ok(), rb.is_ok()].iter().filter(|admis| **admis).count(), 1);
}

#[tokio::test]
async fn presenting_it_gives_a_new_cookie_and_kills_the_former() {
    let bac = Bac::ouvrir().await;
    installer(&bac, "nadia", &bac.connecter("nadia").await).await;
    let avant = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let saisie = code(montre(&bac, "nadia", 1).await);
    let reponse = avant.rejouer::<PresenterSecondFacteur>(&bac, (), &saisie).await;
    assert_eq!(reponse.status(), StatusCode::OK);
    assert!(Vole::de(&reponse).vivant(&bac).await && !avant.vivant(&bac).await);
}

#[tokio::test]
async fn a_recovery_code_serves_once_and_new_ones_kill_the_former() {
    let bac = Bac::ouvrir().await;
    let premiere = bac.connecter("nadia").await;
    let codes = installer(&bac, "nadia", &premiere).await;
    assert_eq!(codes.len(), 10);
    let tape = codes[3].to_lowercase().replace('-', "");
    bac.connecter("nadia").await.appeler::<PresenterSecondFacteur>((), code(&tape)).await.unwrap();
    let suivante = bac.connecter("nadia").await;
    suivante.appeler::<PresenterSecondFacteur>((), code(&tape)).await.unwrap_err();
    assert_eq!(premiere.appeler::<ConsulterCompte>((), ()).await.unwrap().codes_secours, 9);
    let frais = montre(&bac, "nadia", 1).await;
    let neufs = premiere.appeler::<RenouvelerCodesSecours>((), code(frais)).await.unwrap().codes;
    suivante.appeler::<PresenterSecondFacteur>((), code(&codes[0])).await.unwrap_err();
    suivante.appeler::<PresenterSecondFacteur>((), code(&neufs[0])).await.unwrap();
    let garde = format!("{:?}", bac.codes_secours().await);
    assert!(neufs.iter().all(|code| !garde.contains(code)), "a recovery code is kept in clear");
}

#[tokio::test]
async fn a_profil_that_must_have_it_installs_it_first() {
    let reglages = Reglages { second_facteur: vec![Profil::ReferentSolis], ..Reglages::default() };
    let bac = Bac::avec(reglages).await;
    let sonia = bac.connecter("sonia").await;
    assert_eq!(entrave(&sonia).await, Some(Entrave::SecondFacteurAInstaller));
    assert!(sonia.appeler::<RemettreCode>(bac.gens.nadia, ()).await.is_err());
    // The password was given a moment ago.
    sonia.appeler::<ProposerSecondFacteur>((), SaisieProposition::default()).await.unwrap();
    installer(&bac, "sonia", &sonia).await;
    assert_eq!(entrave(&sonia).await, None);
    assert_eq!(entrave(&bac.connecter("nadia").await).await, None, "other profils are not concerned");
}

#[tokio::test]
async fn an_application_asks_for_the_password_and_closes_the_other_sessions() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let sans = nadia.appeler::<ProposerSecondFacteur>((), SaisieProposition::default()).await.unwrap_err();
    assert_eq!(sans.champs(), [("mot_de_passe", "incorrect")]);
    installer(&bac, "nadia", &nadia).await;
    let sans = nadia.appeler::<ProposerSecondFacteur>((), SaisieProposition::default()).await.unwrap_err();
    assert_eq!(sans.champs(), [("mot_de_passe", "incorrect")]);
    let autre = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    nadia.appeler::<ProposerSecondFacteur>((), avec_le_mot_de_passe()).await.unwrap();
    assert!(autre.vivant(&bac).await, "nothing changes before the confirmation");
    nadia.appeler::<ConfirmerSecondFacteur>((), code("000000")).await.unwrap_err();
    let neuf = montre(&bac, "nadia", 0).await;
    nadia.appeler::<ConfirmerSecondFacteur>((), code(neuf)).await.unwrap();
    assert!(!autre.vivant(&bac).await);
}

/// The status that a wrong code gets.
async fn se_tromper(client: &Client) -> StatusCode {
    client.appeler::<PresenterSecondFacteur>((), code("000000")).await.unwrap_err().statut
}

#[tokio::test]
async fn codes_are_tried_ever_more_slowly_until_one_is_right() {
    let bac = Bac::ouvrir().await;
    installer(&bac, "nadia", &bac.connecter("nadia").await).await;
    let suivante = bac.connecter("nadia").await;
    for _ in 0..5 {
        assert_eq!(se_tromper(&suivante).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let frais = montre(&bac, "nadia", 1).await;
    let refus = suivante.appeler::<PresenterSecondFacteur>((), code(frais)).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::TOO_MANY_REQUESTS, "even the right one");
    bac.horloge.avancer(31);
    assert_eq!(se_tromper(&suivante).await, StatusCode::UNPROCESSABLE_ENTITY);
    bac.horloge.avancer(31);
    assert_eq!(se_tromper(&suivante).await, StatusCode::TOO_MANY_REQUESTS, "the wait has doubled");
    bac.horloge.avancer(31);
    let frais = montre(&bac, "nadia", 0).await;
    suivante.appeler::<PresenterSecondFacteur>((), code(frais)).await.unwrap();
    let tierce = bac.connecter("nadia").await;
    assert_eq!(se_tromper(&tierce).await, StatusCode::UNPROCESSABLE_ENTITY, "counted from nothing again");
}

/// What a code is handed over with when the phone is lost too.
fn perte() -> SaisiePerte {
    SaisiePerte { motif: MotifPerte::TelephonePerdu.code().into() }
}

/// A code is no proof of who brings it: the tries go on being counted.
#[tokio::test]
async fn only_a_factor_declared_lost_lifts_the_wait() {
    let bac = Bac::ouvrir().await;
    installer(&bac, "nadia", &bac.connecter("nadia").await).await;
    let suivante = bac.connecter("nadia").await;
    for _ in 0..5 {
        se_tromper(&suivante).await;
    }
    assert_eq!(se_tromper(&suivante).await, StatusCode::TOO_MANY_REQUESTS);
    let gaelle = bac.connecter("gaelle").await;
    let essai = || essais::compter_de(&bac.app, bac.gens.nadia, String::new());
    gaelle.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    assert!(essai().await.is_err());
    gaelle.appeler::<DeclarerPerte>(bac.gens.nadia, perte()).await.unwrap();
    assert!(essai().await.is_ok());
}

/// Whoever hands a code over has it too, and gets no further with it.
#[tokio::test]
async fn a_new_code_leaves_the_second_factor_in_place() {
    let bac = Bac::ouvrir().await;
    let secours = installer(&bac, "nadia", &bac.connecter("nadia").await).await;
    let gaelle = bac.connecter("gaelle").await;
    let vus = gaelle.appeler::<ConsulterComptes>((), SaisieComptes::default()).await.unwrap();
    let avec: Vec<_> = vus.lignes.iter().filter(|l| l.second_facteur).map(|l| l.agent).collect();
    assert_eq!(avec, [bac.gens.nadia]);
    let lettre = gaelle.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    let client = bac.visiteur();
    let etat = client.ouvrir_session("nadia@exemple.fr", &lettre.code).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::SecondFacteurAttendu));
    let etat = client.appeler::<PresenterSecondFacteur>((), code(&secours[0])).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::MotDePasseAChanger));
}

#[tokio::test]
async fn credentials_declared_lost_take_the_second_factor_with_them_and_say_why() {
    let bac = Bac::ouvrir().await;
    installer(&bac, "nadia", &bac.connecter("nadia").await).await;
    let gaelle = bac.connecter("gaelle").await;
    let sans = gaelle.appeler::<DeclarerPerte>(bac.gens.nadia, SaisiePerte::default()).await.unwrap_err();
    assert_eq!(sans.champs(), [("motif", "absent")]);
    assert!(bac.compte("nadia").await.graine.is_some(), "nothing was done");
    let lettre = gaelle.appeler::<DeclarerPerte>(bac.gens.nadia, perte()).await.unwrap();
    let evenement = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!(
        (evenement.acte.as_str(), evenement.motif.as_deref()),
        ("declarer_perte", Some("telephone_perdu"))
    );
    let compte = bac.compte("nadia").await;
    assert_eq!((compte.graine, bac.codes_secours().await.len()), (None, 0));
    let etat = bac.visiteur().ouvrir_session("nadia@exemple.fr", &lettre.code).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::MotDePasseAChanger));
    assert_eq!(etat.avis[0].genre, GenreAvis::IdentifiantsPerdus);
    assert_eq!(etat.avis[0].motif.as_deref(), Some(MotifPerte::TelephonePerdu.libelle()));
}

#[tokio::test]
async fn given_up_against_a_code_only_and_the_other_sessions_with_it() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let secours = installer(&bac, "nadia", &nadia).await.remove(0);
    let volee = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    // The step that confirmed the installation has served already.
    for faux in ["", "000000", &montre(&bac, "nadia", 0).await] {
        let refus = nadia.appeler::<RetirerSecondFacteur>((), code(faux)).await.unwrap_err();
        assert_eq!(refus.champs(), [("code", "incorrect")], "{faux}");
    }
    nadia.appeler::<RetirerSecondFacteur>((), code(&secours)).await.unwrap();
    assert!(!volee.vivant(&bac).await, "a session was left open");
    let compte = bac.compte("nadia").await;
    assert_eq!((compte.graine, compte.dernier_pas, bac.codes_secours().await.len()), (None, None, 0));
    assert_eq!(entrave(&bac.connecter("nadia").await).await, None);
    let refus = nadia.appeler::<RetirerSecondFacteur>((), code(secours)).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    installer(&bac, "nadia", &nadia).await;
}

#[tokio::test]
async fn not_given_up_where_any_profil_of_the_agent_asks_for_it() {
    let reglages = Reglages { second_facteur: vec![Profil::Administrateur], ..Reglages::default() };
    let bac = Bac::avec(reglages).await;
    let nadia = bac.connecter("nadia").await;
    installer(&bac, "nadia", &nadia).await;
    bac.habiliter(bac.gens.nadia, Profil::Administrateur).await;
    let montre = montre(&bac, "nadia", 1).await;
    let refus = nadia.appeler::<RetirerSecondFacteur>((), code(montre)).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert!(bac.compte("nadia").await.graine.is_some());
}

/// With the store alone, nobody can make the codes.
#[tokio::test]
async fn the_store_does_not_hold_the_secret() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let propose = nadia.appeler::<ProposerSecondFacteur>((), avec_le_mot_de_passe()).await.unwrap();
    let garde = format!("{:?} {:?}", bac.compte("nadia").await, bac.evenements().await);
    assert!(!garde.contains(&propose.secret));
    let graine = bac.compte("nadia").await.graine_proposee.unwrap();
    let autre = Application::de(&Default::default(), &graine).unwrap();
    assert_ne!(autre.en_base32(), propose.secret);
}
