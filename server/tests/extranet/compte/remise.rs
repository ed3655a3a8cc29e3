//! One-time codes: the first one, and the one that replaces lost or stolen credentials.

use reciproque_server::compte::{Perdu, remettre_par_commande};
use reciproque_server::depot::entite::{agent, compte, habilitation};
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::{
    ChangerMotDePasse, ConsulterCompte, ConsulterComptes, ConsulterSession, RemettreCode,
};
use reciproque_shared::compte::{EtatCompte, RemisPar, SaisieComptes, SaisieMotDePasse};
use reciproque_shared::habilitation::{Entrave, Profil};
use reciproque_shared::personne::Email;
use reqwest::StatusCode;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::Vole;
use crate::bac::{Bac, MOT_DE_PASSE, nom_de_session};

const NOUVEAU: &str = "lampe girafe tonnerre";

fn saisie(actuel: &str) -> SaisieMotDePasse {
    SaisieMotDePasse { actuel: actuel.into(), nouveau: NOUVEAU.into(), confirmation: NOUVEAU.into() }
}

/// A trained agent of ALSA whose account nobody opened yet.
pub async fn nouvelle(bac: &Bac) -> i64 {
    let ligne = agent::ActiveModel {
        organisation_id: Set(bac.gens.alsa),
        nom: Set("NEUVE".into()),
        prenom: Set("nina".into()),
        email: Set(nom_de_session("nina")),
        ..Default::default()
    };
    let id = ligne.insert(bac.base()).await.unwrap().id;
    let jour = bac.horloge.aujourdhui();
    habilitation::prouvee(id, Profil::Referent.code(), jour).insert(bac.base()).await.unwrap();
    compte::ActiveModel { agent_id: Set(id), a_changer: Set(false), ..Default::default() }
        .insert(bac.base())
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn a_code_opens_nothing_but_the_choice_of_a_password_and_serves_once() {
    let bac = Bac::ouvrir().await;
    let nina = nouvelle(&bac).await;
    let email = nom_de_session("nina");
    let lettre = bac.connecter("sonia").await.appeler::<RemettreCode>(nina, ()).await.unwrap();
    let tape = lettre.code.to_lowercase().replace('-', " ");
    let client = bac.visiteur();
    let etat = client.ouvrir_session(&email, &tape).await.unwrap();
    assert_eq!(etat.entrave, Some(Entrave::MotDePasseAChanger));
    assert_eq!(client.appeler::<ConsulterCompte>((), ()).await.unwrap_err().statut, StatusCode::FORBIDDEN);
    let etat = client.appeler::<ChangerMotDePasse>((), saisie(&lettre.code)).await.unwrap();
    assert_eq!(etat.entrave, None);
    let rejoue = bac.visiteur().ouvrir_session(&email, &lettre.code).await.unwrap_err();
    assert_eq!(rejoue.statut, StatusCode::UNAUTHORIZED);
    bac.visiteur().ouvrir_session(&email, NOUVEAU).await.unwrap();
}

#[tokio::test]
async fn a_code_dies_after_its_days_and_a_new_one_kills_the_former() {
    let bac = Bac::avec(Reglages { code_jours: 15, ..Reglages::default() }).await;
    let nina = nouvelle(&bac).await;
    let email = nom_de_session("nina");
    let sonia = bac.connecter("sonia").await;
    let premier = sonia.appeler::<RemettreCode>(nina, ()).await.unwrap().code;
    let second = sonia.appeler::<RemettreCode>(nina, ()).await.unwrap().code;
    assert!(bac.visiteur().ouvrir_session(&email, &premier).await.is_err());
    bac.horloge.avancer(15 * 86_400 - 60);
    bac.visiteur().ouvrir_session(&email, &second).await.unwrap();
    bac.horloge.avancer(61);
    let refus = bac.visiteur().ouvrir_session(&email, &second).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn lost_credentials_open_nothing_any_more() {
    let bac = Bac::ouvrir().await;
    let volees = [
        Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await,
        Vole::en_ouvrant(&bac, "nadia", MOT_DE_PASSE).await,
    ];
    let gaelle = bac.connecter("gaelle").await;
    let lettre = gaelle.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    for volee in &volees {
        assert!(!volee.vivant(&bac).await, "a session was left open");
    }
    let email = nom_de_session("nadia");
    assert!(bac.visiteur().ouvrir_session(&email, MOT_DE_PASSE).await.is_err());
    let client = bac.visiteur();
    client.ouvrir_session(&email, &lettre.code).await.unwrap();
    // The stolen password may not be chosen again.
    let reprise = SaisieMotDePasse {
        actuel: lettre.code.clone(),
        nouveau: MOT_DE_PASSE.into(),
        confirmation: MOT_DE_PASSE.into(),
    };
    let refus = client.appeler::<ChangerMotDePasse>((), reprise).await.unwrap_err();
    assert_eq!(refus.champs(), [("nouveau", "deja_utilise")]);
    client.appeler::<ChangerMotDePasse>((), saisie(&lettre.code)).await.unwrap();
    assert_eq!(client.appeler::<ConsulterSession>((), ()).await.unwrap().entrave, None);
}

#[tokio::test]
async fn a_manager_sees_and_helps_the_own_organisation_only() {
    let bac = Bac::ouvrir().await;
    let nina = nouvelle(&bac).await;
    let gaelle = bac.connecter("gaelle").await;
    let comptes = gaelle.appeler::<ConsulterComptes>((), SaisieComptes::default()).await.unwrap();
    assert!(comptes.lignes.iter().all(|ligne| ligne.organisation == "ALSA"));
    let vue = |prenom: &str| comptes.lignes.iter().find(|l| l.prenom == prenom).unwrap();
    assert_eq!((vue("nadia").etat, vue("nadia").remis_par), (EtatCompte::Ouvert, None));
    assert_eq!((vue("nina").etat, vue("nina").remis_par), (EtatCompte::SansCode, Some(RemisPar::Referent)));
    assert_eq!(vue("gaelle").remis_par, Some(RemisPar::Collegue), "one closes one's own access");
    for (agent, statut) in [(bac.gens.paul, 404), (999_999, 404), (nina, 409)] {
        let refus = gaelle.appeler::<RemettreCode>(agent, ()).await.unwrap_err();
        assert_eq!(refus.statut.as_u16(), statut);
    }
    let sonia = bac.connecter("sonia").await;
    let cherche = SaisieComptes { texte: "Paul es".into() };
    let trouves = sonia.appeler::<ConsulterComptes>((), cherche).await.unwrap();
    assert_eq!((trouves.total, trouves.lignes[0].agent), (1, bac.gens.paul));
}

#[tokio::test]
async fn the_code_is_nowhere_but_in_the_letter() {
    let bac = Bac::ouvrir().await;
    let gaelle = bac.connecter("gaelle").await;
    let lettre = gaelle.appeler::<RemettreCode>(bac.gens.nadia, ()).await.unwrap();
    let compte = bac.compte("nadia").await;
    assert!(
        !format!("{compte:?}").contains(&lettre.code) && compte.code.is_some_and(|c| c.contains("argon2id"))
    );
    assert!(!format!("{:?}", bac.evenements().await).contains(&lettre.code));
    assert!(!serde_json::to_string(&lettre.nom).unwrap().contains('@'));
}

/// Who hands out the codes can't become the one who reads what they do; the operator can hand
/// one over, and it is in the journal.
#[tokio::test]
async fn the_code_of_the_officer_comes_from_the_operator_only() {
    let bac = Bac::ouvrir().await;
    let (sonia, dominique) = (bac.connecter("sonia").await, bac.connecter("dominique").await);
    for prenom in ["dominique", "alain"] {
        let compte = bac.compte(prenom).await;
        let refus = sonia.appeler::<RemettreCode>(compte.agent_id, ()).await.unwrap_err();
        assert_eq!(refus.statut, StatusCode::CONFLICT, "{prenom}");
        assert!(refus.probleme.detail.contains("reciproque code"), "{}", refus.probleme.detail);
        bac.visiteur().ouvrir_session(&nom_de_session(prenom), MOT_DE_PASSE).await.unwrap();
    }
    let email = Email::lire(&nom_de_session("dominique")).unwrap();
    let code =
        remettre_par_commande(&bac.app.depot, &bac.app.journal, &bac.horloge, &email, Perdu::MotDePasse)
            .await
            .unwrap();
    let annonce = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((annonce.acte.as_str(), annonce.motif.as_deref()), ("remettre_code", Some("acces_remplace")));
    assert_eq!(
        dominique.appeler::<ConsulterCompte>((), ()).await.unwrap_err().statut,
        StatusCode::UNAUTHORIZED
    );
    bac.visiteur().ouvrir_session(&nom_de_session("dominique"), code.as_str()).await.unwrap();
}

/// The officer reads that a code took the place of a password.
#[tokio::test]
async fn a_code_that_replaces_a_password_says_so_in_the_journal() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    for (agent, motif) in [(nouvelle(&bac).await, None), (bac.gens.nadia, Some("acces_remplace"))] {
        sonia.appeler::<RemettreCode>(agent, ()).await.unwrap();
        let evenement = bac.evenements().await.remove(0).maillon.evenement;
        assert_eq!(evenement.motif.as_deref(), motif);
    }
}

#[tokio::test]
async fn a_code_opens_one_session_and_who_comes_second_is_told_the_way_out() {
    let bac = Bac::ouvrir().await;
    let nina = nouvelle(&bac).await;
    let email = nom_de_session("nina");
    let sonia = bac.connecter("sonia").await;
    let code = sonia.appeler::<RemettreCode>(nina, ()).await.unwrap().code;
    let premiere = bac.visiteur();
    let (a, b) = tokio::join!(premiere.ouvrir_session(&email, &code), async {
        bac.visiteur().ouvrir_session(&email, "un autre mot").await
    },);
    assert_eq!((a.is_ok(), b.unwrap_err().statut), (true, StatusCode::UNAUTHORIZED));
    let refus = bac.visiteur().ouvrir_session(&email, &code).await.unwrap_err();
    assert_eq!(
        (refus.statut, refus.probleme.genre.as_str()),
        (StatusCode::FORBIDDEN, "/problemes/code_servi")
    );
    assert!(refus.probleme.detail.contains("demandez un nouveau code"), "{}", refus.probleme.detail);
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.agent, trace.motif.as_deref()), (Some(nina), Some("code_servi")));
    // The first goes on; a new code opens again.
    premiere.appeler::<ConsulterSession>((), ()).await.unwrap();
    let code = sonia.appeler::<RemettreCode>(nina, ()).await.unwrap().code;
    bac.visiteur().ouvrir_session(&email, &code).await.unwrap();
}

/// Shut out while the code was on its way: once let in again, it serves.
#[tokio::test]
async fn a_code_that_opened_nothing_in_the_end_has_not_served() {
    let bac = Bac::ouvrir().await;
    let nina = nouvelle(&bac).await;
    let email = nom_de_session("nina");
    let code = bac.connecter("sonia").await.appeler::<RemettreCode>(nina, ()).await.unwrap().code;
    let suspendre = async |quand: Option<chrono::DateTime<chrono::Utc>>| {
        let ligne = agent::ActiveModel { id: Set(nina), suspendu_le: Set(quand), ..Default::default() };
        sea_orm::ActiveModelTrait::update(ligne, bac.base()).await.unwrap();
    };
    suspendre(Some(chrono::Utc::now())).await;
    let refus = bac.visiteur().ouvrir_session(&email, &code).await.unwrap_err();
    assert_eq!(refus.probleme.genre, "/problemes/acces_ferme");
    suspendre(None).await;
    bac.visiteur().ouvrir_session(&email, &code).await.unwrap();
}
