//! An agent is told of what was done to how they sign in: what, when, by whom; until they read it.

use reciproque_server::compte::{Perdu, remettre_par_commande};
use reciproque_shared::api::{
    ChangerMotDePasse, ConsulterCompte, ConsulterSession, LireAvis, RemettreCode, SuperviserAgent,
};
use reciproque_shared::compte::{AvisCompte, GenreAvis, SaisieAvisLus, SaisieMotDePasse};
use reciproque_shared::personne::Email;
use reciproque_shared::supervision::{GesteSupervision, SaisieSupervision};

use super::second_facteur::installer;
use crate::bac::{Bac, Client, MOT_DE_PASSE, nom_de_session};

const NOUVEAU: &str = "lampe girafe tonnerre";

fn genres(avis: &[AvisCompte]) -> Vec<GenreAvis> {
    avis.iter().map(|avis| avis.genre).collect()
}

async fn a_lire(client: &Client) -> Vec<AvisCompte> {
    client.appeler::<ConsulterSession>((), ()).await.unwrap().avis
}

/// A session with a password chosen in place of `secret`.
async fn choisir(bac: &Bac, prenom: &str, secret: &str) -> Client {
    let client = bac.visiteur();
    client.ouvrir_session(&nom_de_session(prenom), secret).await.unwrap();
    let saisie =
        SaisieMotDePasse { actuel: secret.into(), nouveau: NOUVEAU.into(), confirmation: NOUVEAU.into() };
    client.appeler::<ChangerMotDePasse>((), saisie).await.unwrap();
    client
}

#[tokio::test]
async fn a_code_handed_over_is_told_at_the_next_sign_in_until_it_is_read() {
    let bac = Bac::ouvrir().await;
    assert!(a_lire(&bac.connecter("nadia").await).await.is_empty(), "nothing happened");
    let lettre = bac.connecter("gaelle").await.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    let nadia = choisir(&bac, "nadia", &lettre.code).await;
    // What one has just done oneself, here, one knows.
    let avis = a_lire(&nadia).await;
    assert_eq!(genres(&avis), [GenreAvis::CodeRemis]);
    let age = bac.horloge.maintenant() - avis[0].instant;
    assert!((0..60).contains(&age.num_seconds()), "{age}");
    assert!(
        !avis[0].soi && avis[0].par.contains("gaelle") && avis[0].par.contains("ALSA"),
        "{}",
        avis[0].par
    );
    assert!(avis[0].par.contains("Gestionnaire des habilitations"), "{}", avis[0].par);

    let suivante = bac.visiteur();
    let etat = suivante.ouvrir_session(&nom_de_session("nadia"), NOUVEAU).await.unwrap();
    assert_eq!(genres(&etat.avis), [GenreAvis::MotDePasseChange, GenreAvis::CodeRemis]);
    assert!(etat.avis[0].soi && etat.avis[0].par.starts_with("vous-même, depuis "));

    // Read up to what was on screen: what came meanwhile stays.
    let lus = SaisieAvisLus { jusqu_a: etat.avis[1].id };
    let reste = suivante.appeler::<LireAvis>((), lus).await.unwrap().avis;
    assert_eq!(genres(&reste), [GenreAvis::MotDePasseChange]);
    let lus = SaisieAvisLus { jusqu_a: reste[0].id };
    assert!(suivante.appeler::<LireAvis>((), lus).await.unwrap().avis.is_empty());
    let compte = suivante.appeler::<ConsulterCompte>((), ()).await.unwrap();
    assert_eq!(genres(&compte.avis), [GenreAvis::MotDePasseChange, GenreAvis::CodeRemis], "written still");
}

#[tokio::test]
async fn nobody_reads_the_notices_of_another() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let exige = SaisieSupervision {
        geste: GesteSupervision::ExigerMotDePasse,
        motif: "Mot de passe noté sur un papier.".into(),
    };
    sonia.appeler::<SuperviserAgent>(bac.gens.nadia, exige).await.unwrap();
    assert!(a_lire(&sonia).await.is_empty());
    let tout = SaisieAvisLus { jusqu_a: i64::MAX };
    sonia.appeler::<LireAvis>((), tout).await.unwrap();
    let nadia = choisir(&bac, "nadia", MOT_DE_PASSE).await;
    assert_eq!(genres(&a_lire(&nadia).await), [GenreAvis::MotDePasseExige]);
}

#[tokio::test]
async fn what_is_done_in_a_session_is_told_in_the_others() {
    let bac = Bac::ouvrir().await;
    let ici = bac.connecter("nadia").await;
    installer(&bac, "nadia", &ici).await;
    assert!(a_lire(&ici).await.is_empty());
    let ailleurs = bac.connecter("nadia").await;
    assert_eq!(genres(&a_lire(&ailleurs).await), [GenreAvis::ApplicationInstallee]);
}

#[tokio::test]
async fn the_code_of_the_operator_is_told_too_and_the_first_one_is_not() {
    let bac = Bac::ouvrir().await;
    let email = Email::lire(&nom_de_session("dominique")).unwrap();
    let code =
        remettre_par_commande(&bac.app.depot, &bac.app.journal, &bac.horloge, &email, Perdu::MotDePasse)
            .await
            .unwrap();
    let dominique = choisir(&bac, "dominique", code.as_str()).await;
    let avis = a_lire(&dominique).await;
    assert_eq!(avis[0].motif, None);
    assert_eq!(
        (genres(&avis), avis[0].par.as_str()),
        (vec![GenreAvis::CodeRemis], "l’exploitant du serveur")
    );

    let nina = super::remise::nouvelle(&bac).await;
    let lettre = bac.connecter("sonia").await.appeler::<RemettreCode>(nina, ()).await.unwrap();
    let client = choisir(&bac, "nina", &lettre.code).await;
    assert!(a_lire(&client).await.is_empty(), "a first code changes nothing");
}
