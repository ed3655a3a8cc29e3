//! Choosing a password, and when it is asked.

use reciproque_server::secret::Frein;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{ChangerMotDePasse, ConsulterCompte, ConsulterSession};
use reciproque_shared::compte::SaisieMotDePasse;
use reciproque_shared::habilitation::Entrave;
use reqwest::StatusCode;

use super::Vole;
use crate::bac::{Bac, Client, MOT_DE_PASSE, Refuse, nom_de_session};
use crate::matrice::{tout_est_ferme, vieillir_le_mot_de_passe};

const NOUVEAU: &str = "lampe girafe tonnerre";

fn saisie(actuel: &str, nouveau: &str) -> SaisieMotDePasse {
    SaisieMotDePasse { actuel: actuel.into(), nouveau: nouveau.into(), confirmation: nouveau.into() }
}

async fn changer(client: &Client, actuel: &str, nouveau: &str) -> Result<(), Refuse> {
    client.appeler::<ChangerMotDePasse>((), saisie(actuel, nouveau)).await.map(drop)
}

#[tokio::test]
async fn no_session_survives_a_new_password_but_the_one_that_chose_it() {
    let bac = Bac::ouvrir().await;
    let autres = [
        Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await,
        Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await,
    ];
    let noe = Vole::en_ouvrant(&bac, "noe", MOT_DE_PASSE).await;
    let mienne = Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await;
    let reponse = mienne.rejouer::<ChangerMotDePasse>(&bac, (), &saisie(MOT_DE_PASSE, NOUVEAU)).await;
    assert_eq!(reponse.status(), StatusCode::OK);
    let nouvelle = Vole::de(&reponse);
    for autre in &autres {
        assert!(!autre.vivant(&bac).await, "another session was left open");
    }
    assert!(!mienne.vivant(&bac).await, "the former cookie of this very session still opens it");
    assert!(nouvelle.vivant(&bac).await && noe.vivant(&bac).await);
    let email = nom_de_session("nadia");
    let ancien = bac.visiteur().ouvrir_session(&email, MOT_DE_PASSE).await.unwrap_err();
    assert_eq!(ancien.statut, StatusCode::UNAUTHORIZED);
    bac.visiteur().ouvrir_session(&email, NOUVEAU).await.unwrap();
    // On no route at all; last, for the recipes of the calls put the former password back.
    for volee in [&autres[0], &mienne] {
        tout_est_ferme(&bac, "nadia", async |recette| volee.executer(&bac, recette).await).await;
    }
}

#[tokio::test]
async fn of_two_changes_at_once_one_password_stands_and_its_session_only() {
    let bac = Bac::ouvrir().await;
    let vols = [
        Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await,
        Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await,
    ];
    let saisies = [saisie(MOT_DE_PASSE, NOUVEAU), saisie(MOT_DE_PASSE, "quatre quetsches bleues")];
    let (a, b) = tokio::join!(
        vols[0].rejouer::<ChangerMotDePasse>(&bac, (), &saisies[0]),
        vols[1].rejouer::<ChangerMotDePasse>(&bac, (), &saisies[1]),
    );
    let faits = [&a, &b].iter().filter(|reponse| reponse.status() == StatusCode::OK).count();
    assert_eq!(faits, 1, "{} {}", a.status(), b.status());
    assert!(!vols[0].vivant(&bac).await && !vols[1].vivant(&bac).await);
}

#[tokio::test]
async fn each_refusal_names_the_field_and_changes_nothing() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let cas = [
        ("faux-mot-de-passe", NOUVEAU, ("actuel", "incorrect")),
        (MOT_DE_PASSE, MOT_DE_PASSE, ("nouveau", "identique")),
        (MOT_DE_PASSE, "bref", ("nouveau", "trop_court")),
        (MOT_DE_PASSE, "nadia-alsa-2026", ("nouveau", "facile_a_deviner")),
        (MOT_DE_PASSE, "motdepasse2026", ("nouveau", "facile_a_deviner")),
    ];
    for (actuel, nouveau, attendu) in cas {
        let refus = changer(&nadia, actuel, nouveau).await.unwrap_err();
        assert_eq!((refus.statut.as_u16(), refus.champs()), (422, vec![attendu]), "{nouveau}");
        assert!(!format!("{:?}", refus.probleme).contains(nouveau), "the refusal repeats what was typed");
    }
    bac.visiteur().ouvrir_session(&nom_de_session("nadia"), MOT_DE_PASSE).await.unwrap();
}

#[tokio::test]
async fn the_password_before_this_one_does_not_come_back() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    changer(&nadia, MOT_DE_PASSE, NOUVEAU).await.unwrap();
    let refus = changer(&nadia, NOUVEAU, MOT_DE_PASSE).await.unwrap_err();
    assert_eq!(refus.champs(), [("nouveau", "deja_utilise")]);
}

#[tokio::test]
async fn the_present_password_is_guessed_no_faster_than_at_sign_in() {
    let bac = Bac::freine(Reglages::default(), Frein::new(3, 1_000)).await;
    let nadia = bac.connecter("nadia").await;
    for _ in 0..3 {
        let refus = changer(&nadia, "faux", NOUVEAU).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refus = changer(&nadia, MOT_DE_PASSE, NOUVEAU).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn too_old_it_is_asked_at_the_next_sign_in_and_never_while_a_session_goes_on() {
    let bac = Bac::ouvrir().await;
    let en_cours = bac.connecter("nadia").await;
    vieillir_le_mot_de_passe(&bac, 90).await;
    assert_eq!(en_cours.appeler::<ConsulterSession>((), ()).await.unwrap().entrave, None);
    en_cours.appeler::<ConsulterCompte>((), ()).await.unwrap();
    let suivante = bac.connecter("nadia").await;
    let etat = suivante.appeler::<ConsulterSession>((), ()).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::MotDePasseAChanger));
    let refus = suivante.appeler::<ConsulterCompte>((), ()).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/mot_de_passe_a_changer");
    changer(&suivante, MOT_DE_PASSE, NOUVEAU).await.unwrap();
    suivante.appeler::<ConsulterCompte>((), ()).await.unwrap();
}

#[tokio::test]
async fn the_agent_is_told_fifteen_days_ahead_unless_the_setting_is_off() {
    for (reglage, age, attendu) in [(90, 74, None), (90, 75, Some(15)), (90, 89, Some(1)), (0, 400, None)] {
        let bac = Bac::avec(Reglages { mot_de_passe_jours: reglage, ..Reglages::default() }).await;
        vieillir_le_mot_de_passe(&bac, age).await;
        let nadia = bac.connecter("nadia").await;
        let etat = nadia.appeler::<ConsulterSession>((), ()).await.unwrap();
        assert_eq!((etat.mot_de_passe_expire_dans, etat.entrave), (attendu, None), "{reglage} {age}");
    }
}

/// Three months by the fast clock: told at fifteen, seven and one days, then asked.
#[tokio::test]
async fn the_reminders_come_in_their_time_then_the_change_is_asked() {
    let bac = Bac::ouvrir().await;
    let etat = async |jours: i64| {
        bac.horloge.avancer(jours * 86_400);
        bac.connecter("nadia").await.appeler::<ConsulterSession>((), ()).await.unwrap()
    };
    for (jours, restants) in [(74, None), (1, Some(15)), (8, Some(7)), (6, Some(1))] {
        let etat = etat(jours).await;
        assert_eq!((etat.mot_de_passe_expire_dans, etat.entrave), (restants, None));
    }
    assert_eq!(etat(1).await.entrave, Some(Entrave::MotDePasseAChanger));
}

/// Two keyboards, one password: an « é », or an « e » and an accent.
#[tokio::test]
async fn a_password_is_the_same_however_its_accents_are_typed() {
    let bac = Bac::ouvrir().await;
    let (compose, decompose) = ("p\u{e9}lican l\u{e9}ger bleu", "pe\u{301}lican le\u{301}ger bleu");
    let nadia = bac.connecter("nadia").await;
    changer(&nadia, MOT_DE_PASSE, decompose).await.unwrap();
    for tape in [compose, decompose] {
        bac.visiteur().ouvrir_session(&nom_de_session("nadia"), tape).await.unwrap();
    }
    let refus = changer(&nadia, decompose, compose).await.unwrap_err();
    assert_eq!(refus.champs(), [("nouveau", "deja_utilise")], "it is the present one");
    changer(&nadia, compose, "trois quetsches vertes").await.unwrap();
}
