//! Passkeys as « Mon compte » has them: made, counted, named, removed.

use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ChangerProfil, ConfirmerSecondFacteur, ConsulterCompte, ConsulterSession, InscrireCle, ProposerCle,
    ProposerSecondFacteur, RetirerCle, RetirerSecondFacteur,
};
use reciproque_shared::compte::{CLES_MAX, CleCreee, SaisieCle, SaisieCode, SaisieProposition};
use reciproque_shared::habilitation::{Entrave, Profil};
use reciproque_shared::session::ChoixProfil;
use reqwest::StatusCode;

use super::second_facteur::{installer, montre};
use crate::bac::{Authentificateur, Bac, Client, MOT_DE_PASSE};

fn saisie(nom: &str, mot_de_passe: &str) -> SaisieCle {
    SaisieCle { nom: nom.into(), mot_de_passe: mot_de_passe.into() }
}

async fn cles(client: &Client) -> Vec<(i64, String)> {
    let compte = client.appeler::<ConsulterCompte>((), ()).await.unwrap();
    compte.cles.into_iter().map(|cle| (cle.id, cle.nom)).collect()
}

#[tokio::test]
async fn a_key_is_proposed_to_who_knows_the_password_only_and_must_know_its_owner() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let refus = nadia.appeler::<ProposerCle>((), saisie("Bureau", "faux")).await.unwrap_err();
    assert_eq!(refus.champs(), [("mot_de_passe", "incorrect")]);
    let options = nadia.appeler::<ProposerCle>((), saisie("Bureau", MOT_DE_PASSE)).await.unwrap().options;
    let options: serde_json::Value = serde_json::from_str(&options).unwrap();
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
}

#[tokio::test]
async fn what_was_not_asked_of_this_session_is_no_key() {
    let bac = Bac::ouvrir().await;
    let (ici, ailleurs) = (bac.connecter("nadia").await, bac.connecter("nadia").await);
    let options = ici.appeler::<ProposerCle>((), saisie("Bureau", MOT_DE_PASSE)).await.unwrap().options;
    let mut phone = Authentificateur::neuf();
    let faite = CleCreee { reponse: phone.creer(&options) };
    let refus = ailleurs.appeler::<InscrireCle>((), faite.clone()).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    ici.appeler::<InscrireCle>((), faite.clone()).await.unwrap();
    let rejouee = ici.appeler::<InscrireCle>((), faite).await.unwrap_err();
    assert_eq!(rejouee.statut, StatusCode::CONFLICT);
    // A key that does not recognise its owner is none.
    let mut sourd = Authentificateur::neuf();
    sourd.verifie = false;
    let refus = sourd.inscrire(&ici, "Sans doigt").await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::CONFLICT);
    assert_eq!(cles(&ici).await.len(), 1);
}

#[tokio::test]
async fn the_same_key_is_registered_once_and_each_name_too() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let mut phone = Authentificateur::inscrit(&nadia, "Bureau").await;
    assert_eq!(phone.inscrire(&nadia, "Encore").await.unwrap_err().statut, StatusCode::CONFLICT);
    let pris = Authentificateur::neuf().inscrire(&nadia, "Bureau").await.unwrap_err();
    assert_eq!(pris.champs(), [("nom", "nom_pris")]);
    for rang in 1..CLES_MAX {
        Authentificateur::inscrit(&nadia, &format!("n° {rang}")).await;
    }
    let trop = Authentificateur::neuf().inscrire(&nadia, "De trop").await.unwrap_err();
    assert_eq!(trop.champs(), [("nom", "trop_de_cles")]);
    let (premiere, _) = cles(&nadia).await.remove(0);
    nadia.appeler::<RetirerCle>(premiere, ()).await.unwrap();
    Authentificateur::inscrit(&nadia, "Bureau").await;
}

/// Two browsers of one agent, one place left.
#[tokio::test]
async fn of_two_keys_made_at_once_one_is_kept() {
    let bac = Bac::ouvrir().await;
    let (a, b) = (bac.connecter("nadia").await, bac.connecter("nadia").await);
    let (mut x, mut y) = (Authentificateur::neuf(), Authentificateur::neuf());
    let (rx, ry) = tokio::join!(x.inscrire(&a, "Bureau"), y.inscrire(&b, "Bureau"));
    assert_eq!([rx.is_ok(), ry.is_ok()].iter().filter(|faite| **faite).count(), 1);
    assert_eq!(cles(&a).await.len(), 1);
}

async fn retirer_application(bac: &Bac, prenom: &str, client: &Client, pas: i64) -> Result<(), StatusCode> {
    let code = montre(bac, prenom, pas).await;
    let issue = client.appeler::<RetirerSecondFacteur>((), SaisieCode { code }).await;
    issue.map(drop).map_err(|refus| refus.statut)
}

#[tokio::test]
async fn where_a_second_factor_is_asked_for_the_last_one_stays() {
    let bac =
        Bac::avec(Reglages { second_facteur: vec![Profil::GestionnaireCtsa], ..Reglages::default() }).await;
    let hugo = bac.connecter("hugo").await;
    installer(&bac, "hugo", &hugo).await;
    assert_eq!(retirer_application(&bac, "hugo", &hugo, 1).await, Err(StatusCode::CONFLICT));
    Authentificateur::inscrit(&hugo, "Téléphone").await;
    retirer_application(&bac, "hugo", &hugo, 1).await.unwrap();
    let (seule, _) = cles(&hugo).await.remove(0);
    assert_eq!(hugo.appeler::<RetirerCle>(seule, ()).await.unwrap_err().statut, StatusCode::CONFLICT);
    Authentificateur::inscrit(&hugo, "Clé du tiroir").await;
    assert_eq!(hugo.appeler::<RetirerCle>(seule, ()).await.unwrap().cles.len(), 1);
}

/// Who stole the password must not choose the factor, whatever profil the session opens under.
#[tokio::test]
async fn a_password_alone_never_lets_a_factor_in_where_one_profil_asks_for_the_key() {
    let reglages =
        Reglages { second_facteur: vec![Profil::GestionnaireHabilitations], ..Reglages::default() };
    let bac = Bac::avec(reglages).await;
    let gaelle = bac.connecter("gaelle").await;
    let secours = installer(&bac, "gaelle", &gaelle).await.remove(0);
    let mut phone = Authentificateur::inscrit(&gaelle, "Téléphone").await;
    gaelle.appeler::<RetirerSecondFacteur>((), SaisieCode { code: secours }).await.unwrap();
    bac.habiliter(bac.compte("gaelle").await.agent_id, Profil::Referent).await;

    let proposee = SaisieProposition { mot_de_passe: MOT_DE_PASSE.into() };
    let voleur = bac.connecter("gaelle").await;
    let etat = voleur.appeler::<ConsulterSession>((), ()).await.unwrap();
    assert_eq!((etat.profil, etat.entrave), (Profil::Referent, Some(Entrave::CleAttendue)));
    let refus = [
        voleur.appeler::<ProposerSecondFacteur>((), proposee).await.map(drop),
        voleur.appeler::<ConfirmerSecondFacteur>((), SaisieCode { code: "000000".into() }).await.map(drop),
        Authentificateur::neuf().inscrire(&voleur, "La mienne").await.map(drop),
        voleur
            .appeler::<ChangerProfil>((), ChoixProfil { profil: Profil::GestionnaireHabilitations })
            .await
            .map(drop),
    ];
    for refus in refus {
        assert_eq!(refus.unwrap_err().probleme.genre, "/problemes/cle_attendue");
    }
    assert_eq!(phone.entrer(&bac.visiteur()).await.unwrap().entrave, None);
}
