//! Failures count, wherever they happen; honest agents are not kept out by them.

use reciproque_server::compte::essais;
use reciproque_server::refus::Refus;
use reciproque_server::secret::{Essai, Frein};
use reciproque_server::serveur::{Extranet, Reglages};
use reciproque_server::session::Client as Provenance;
use reciproque_shared::api::{DemanderDefi, OuvrirSessionParCle, PresenterSecondFacteur};
use reciproque_shared::compte::SaisieCode;
use reqwest::StatusCode;

use super::{INCONNU, bac, tenter};
use crate::bac::{Authentificateur, Bac, Client, MOT_DE_PASSE, ampleur, nom_de_session, servir};
use crate::compte::second_facteur::{installer, montre};

async fn statut(client: &Client, email: &str, mot_de_passe: &str, adresse: &str) -> u16 {
    tenter(client, email, mot_de_passe, adresse).await.statut.as_u16()
}

#[tokio::test]
async fn a_success_takes_no_try() {
    let bac = bac(2, 3, true).await;
    for _ in 0..8 {
        assert_eq!(statut(&bac.visiteur(), &nom_de_session("nadia"), MOT_DE_PASSE, "192.0.2.1").await, 200);
    }
    assert_eq!(statut(&bac.visiteur(), &nom_de_session("nadia"), "faux", "192.0.2.1").await, 401);
}

#[tokio::test]
async fn asking_passkeys_takes_no_try() {
    let bac = bac(1_000, 2, false).await;
    for _ in 0..70 {
        bac.visiteur().appeler::<DemanderDefi>((), ()).await.unwrap();
    }
    assert_eq!(statut(&bac.visiteur(), &nom_de_session("nadia"), MOT_DE_PASSE, "").await, 200);
}

/// A shared address closed by somebody's tries, then the account itself by many machines.
#[tokio::test]
async fn a_browser_that_signed_in_before_is_let_in_whatever_strangers_try() {
    let bac = bac(1, 2, true).await;
    let (nadia, sien) = (nom_de_session("nadia"), bac.visiteur());
    assert_eq!(statut(&sien, &nadia, MOT_DE_PASSE, "192.0.2.1").await, 200);
    for _ in 0..3 {
        statut(&bac.visiteur(), INCONNU, "faux", "192.0.2.1").await;
        statut(&bac.visiteur(), "autre@exemple.fr", "faux", "192.0.2.1").await;
    }
    assert_eq!(statut(&bac.visiteur(), &nadia, MOT_DE_PASSE, "192.0.2.1").await, 429, "a new browser");
    assert_eq!(statut(&sien, &nadia, MOT_DE_PASSE, "192.0.2.1").await, 200, "the agent's own");
    for rang in 0..12 {
        statut(&bac.visiteur(), &nadia, "faux", &format!("198.51.100.{rang}")).await;
    }
    assert_eq!(statut(&bac.visiteur(), &nadia, MOT_DE_PASSE, "203.0.113.7").await, 429, "a new browser");
    assert_eq!(statut(&sien, &nadia, MOT_DE_PASSE, "203.0.113.7").await, 200, "the agent's own");
}

/// It spares the browser, not whoever sits at it; and it is bound to its agent.
#[tokio::test]
async fn a_known_browser_guesses_no_faster() {
    let bac = bac(2, 1, true).await;
    let sien = bac.visiteur();
    assert_eq!(statut(&sien, &nom_de_session("nadia"), MOT_DE_PASSE, "192.0.2.1").await, 200);
    let mut lus = Vec::new();
    for rang in 0..4 {
        lus.push(statut(&sien, &nom_de_session("nadia"), "faux", &format!("192.0.2.{rang}")).await);
    }
    assert_eq!(lus, [401, 401, 429, 429]);
    let autre = nom_de_session("paul");
    assert_eq!(statut(&sien, &autre, "faux", "198.51.100.1").await, 401);
    assert_eq!(
        statut(&sien, &autre, "faux", "198.51.100.1").await,
        429,
        "nobody to paul: its address counts"
    );
}

/// Another server over the same store.
async fn second_serveur(bac: &Bac) -> Client {
    let (app, reglages) = (&bac.app, bac.app.reglages.clone());
    let frein = Frein::new(10, 1_000);
    let autre = Extranet::new(app.depot.clone(), app.journal.clone(), reglages, bac.horloge.clone(), frein);
    let (adresse, _) = servir(&autre).await;
    Client::new(&format!("http://{adresse}"))
}

#[tokio::test]
async fn two_servers_over_one_store_count_as_one() {
    let bac = bac(10, 1_000, false).await;
    let serveurs = [bac.visiteur(), second_serveur(&bac).await];
    let mut lus = Vec::new();
    for rang in 0..20 {
        lus.push(statut(&serveurs[rang % 2], INCONNU, "faux", "").await);
    }
    assert_eq!((&lus[..10], &lus[10..]), (&[401; 10][..], &[429; 10][..]));
}

#[tokio::test]
async fn what_one_server_asks_a_passkey_another_one_hears_once() {
    let bac = bac(10, 1_000, false).await;
    let mut phone = Authentificateur::inscrit(&bac.connecter("nadia").await, "Téléphone").await;
    let defi = bac.visiteur().appeler::<DemanderDefi>((), ()).await.unwrap();
    let (reponse, encore) = (phone.repondre(&defi), phone.repondre(&defi));
    let autre = second_serveur(&bac).await;
    autre.appeler::<OuvrirSessionParCle>((), reponse).await.unwrap();
    let refus = bac.visiteur().appeler::<OuvrirSessionParCle>((), encore).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
}

async fn presenter(client: &Client, code: String) -> u16 {
    match client.appeler::<PresenterSecondFacteur>((), SaisieCode { code }).await {
        Ok(_) => 200,
        Err(refus) => refus.statut.as_u16(),
    }
}

/// Who holds the password, on two servers: five tries as on one. The agent's own browser is not
/// concerned.
#[tokio::test]
async fn who_holds_the_password_tries_little_and_keeps_the_agent_out_of_nothing() {
    let bac = Bac::ouvrir().await;
    let (nadia, sien) = (nom_de_session("nadia"), bac.visiteur());
    sien.ouvrir_session(&nadia, MOT_DE_PASSE).await.unwrap();
    installer(&bac, "nadia", &sien).await;
    let serveurs = [bac.visiteur(), second_serveur(&bac).await];
    for serveur in &serveurs {
        serveur.ouvrir_session(&nadia, MOT_DE_PASSE).await.unwrap();
    }
    let mut lus = Vec::new();
    for rang in 0..8 {
        lus.push(presenter(&serveurs[rang % 2], "000000".into()).await);
    }
    assert_eq!(lus, [422, 422, 422, 422, 422, 429, 429, 429]);
    sien.ouvrir_session(&nadia, MOT_DE_PASSE).await.unwrap();
    let frais = montre(&bac, "nadia", 1).await;
    assert_eq!(presenter(&sien, frais).await, 200);
    assert_eq!(presenter(&serveurs[0], "000000".into()).await, 429, "a success here frees nobody there");
}

/// Where each try comes from, and on which account, by its rank.
type Tentatives = fn(usize) -> (Provenance, String);

fn ici() -> Provenance {
    Provenance::new("192.0.2.1")
}

fn partout(rang: usize) -> Provenance {
    Provenance::new(&format!("10.{}.{}.1", rang / 250 % 250, rang % 250))
}

/// What guessing gets in a day: no more than before known browsers were spared.
#[tokio::test]
async fn guessing_is_as_slow_as_ever() {
    let secondes = ampleur(400, 86_400);
    let essais: [(&str, usize, usize, Tentatives); 3] = [
        ("one account from one address", 10, 30, |_| (ici(), INCONNU.to_owned())),
        ("one address", 60, 5, |rang| (ici(), format!("compte-{rang}"))),
        ("one account from everywhere", 100, 5, |rang| (partout(rang), INCONNU.to_owned())),
    ];
    for (quoi, rafale, chaque, essai) in essais {
        let bac = Bac::freine(Reglages::default(), Frein::default()).await;
        let mut faits = 0;
        for rang in 0..secondes {
            let (provenance, compte) = essai(rang);
            let essai = Essai::Entree { compte: &compte, appareil: None };
            faits += usize::from(provenance.compter(&bac.app, essai).await.is_ok());
            bac.horloge.avancer(1);
        }
        let attendus = rafale + secondes / chaque;
        eprintln!("{quoi}: {faits} tries in {secondes} s");
        assert!(faits.abs_diff(attendus) <= 1 + attendus / 50, "{quoi}: {faits}, not {attendus}");
    }
}

/// With 1,000,000 codes of which three are good at any time, 25 tries find one with a probability
/// of 7.5e-5.
#[tokio::test]
async fn nobody_tries_the_second_factor_more_than_25_times_in_24_hours() {
    let bac = Bac::ouvrir().await;
    let depart = bac.horloge.maintenant();
    let mut faits = Vec::new();
    while (bac.horloge.maintenant() - depart).num_hours() < 96 {
        match essais::compter_de(&bac.app, bac.gens.nadia, String::new()).await {
            Ok(()) => faits.push(bac.horloge.maintenant()),
            Err(Refus::TropDeTentatives(secondes)) => bac.horloge.avancer(secondes.cast_signed()),
            Err(autre) => panic!("{autre:?}"),
        }
    }
    assert!(faits.len() >= 50, "{}", faits.len());
    for debut in &faits {
        let du_jour = faits.iter().filter(|fait| (0..24).contains(&(**fait - *debut).num_hours())).count();
        assert!(du_jour <= 25, "{du_jour} tries within 24 hours");
    }
}
