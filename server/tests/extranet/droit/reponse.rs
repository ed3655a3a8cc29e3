//! From who asks to what is answered: who left is found, nothing is told as answered that was
//! not done, a false text is taken away and the history says so.

use chrono::Days;
use reciproque_server::depot::entite::{demande_droit, personne, rendez_vous};
use reciproque_shared::accueil::CompteDemandes;
use reciproque_shared::api::*;
use reciproque_shared::dossier::SaisieRecherche;
use reciproque_shared::droit::*;
use reciproque_shared::rendez_vous::SaisieRendezVous;
use reciproque_shared::rendez_vous::fiche::gestes;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{demande, faire, geste, transmise};
use crate::bac::{Bac, Client, une_demande};
use crate::matrice::chez_nadia;

async fn trouvees(client: &Client) -> Vec<(i64, Option<chrono::NaiveDate>)> {
    let saisie = SaisieRecherche { texte: "keller".to_owned() };
    let lus = client.appeler::<Rechercher>((), saisie).await.unwrap().lignes;
    lus.into_iter().map(|ligne| (ligne.personne, ligne.partie_le)).collect()
}

#[tokio::test]
async fn who_left_the_foyer_is_found_by_the_officer_and_answered() {
    let bac = Bac::ouvrir().await;
    let (parti, hier) = (bac.gens.keller.conjoint.unwrap(), bac.horloge.aujourdhui() - Days::new(1));
    personne::Entity::update_many()
        .col_expr(personne::Column::PartieLe, Expr::value(hier))
        .filter(personne::Column::Id.eq(parti))
        .exec(bac.base())
        .await
        .unwrap();
    assert!(!trouvees(&bac.connecter("nadia").await).await.iter().any(|(id, _)| *id == parti));
    let dominique = bac.connecter("dominique").await;
    assert!(trouvees(&dominique).await.contains(&(parti, Some(hier))));
    let saisie = demande(SorteDemande::Acces, &reciproque_shared::date::court(hier));
    let fiche = dominique.appeler::<EnregistrerDemande>(parti, saisie).await.unwrap();
    let fiche = faire(&dominique, &fiche, GesteDemande::VerifierIdentite).await;
    let extrait = dominique.appeler::<ProduireExtrait>(fiche.ligne.id, ()).await.unwrap();
    assert_eq!(extrait.dossier.adultes.iter().map(|a| a.id).collect::<Vec<_>>(), [parti]);
}

/// Tries to answer: the refusal, or the request as answered.
async fn repondre(client: &Client, fiche: &FicheDemande) -> Result<FicheDemande, String> {
    let corps = geste(GesteDemande::Repondre);
    let issue = client.appeler_sur::<FaireGesteDemande>(fiche.version, fiche.ligne.id, corps).await;
    issue.map_err(|refus| {
        assert_eq!(refus.statut, 409);
        refus.probleme.detail
    })
}

async fn lue(client: &Client, id: i64) -> FicheDemande {
    client.appeler::<ConsulterDemande>(id, ()).await.unwrap()
}

#[tokio::test]
async fn an_access_is_answered_by_an_extract() {
    let bac = Bac::ouvrir().await;
    let id = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::IdentiteVerifiee).await;
    let dominique = bac.connecter("dominique").await;
    let fiche = lue(&dominique, id).await;
    assert!(!fiche.gestes.contains(&GesteDemande::Repondre) && fiche.a_faire.is_some());
    assert!(fiche.gestes.contains(&GesteDemande::Refuser), "there is always a way to end");
    let refus = repondre(&dominique, &fiche).await.unwrap_err();
    assert!(refus.contains("Produisez d’abord l’extrait"), "{refus}");
    dominique.appeler::<ProduireExtrait>(id, ()).await.unwrap();
    let fiche = lue(&dominique, id).await;
    assert!(fiche.gestes.contains(&GesteDemande::Repondre) && fiche.a_faire.is_none());
    assert_eq!(repondre(&dominique, &fiche).await.unwrap().ligne.etat, EtatDemande::Repondue);
}

async fn une_rectification(bac: &Bac) -> i64 {
    let id = une_demande(bac, chez_nadia(&bac.gens), EtatDemande::IdentiteVerifiee).await;
    demande_droit::Entity::update_many()
        .col_expr(demande_droit::Column::Sorte, Expr::value("rectification"))
        .filter(demande_droit::Column::Id.eq(id))
        .exec(bac.base())
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn a_rectification_is_answered_once_something_came_of_it() {
    let bac = Bac::ouvrir().await;
    let id = une_rectification(&bac).await;
    let dominique = bac.connecter("dominique").await;
    // An extract is no answer to who asks for a correction.
    dominique.appeler::<ProduireExtrait>(id, ()).await.unwrap();
    let refus = repondre(&dominique, &lue(&dominique, id).await).await.unwrap_err();
    assert!(refus.contains("la suite donnée"), "{refus}");
    let fiche = dominique.appeler_sur::<RectifierDonnee>(1, id, transmise()).await.unwrap();
    assert!(fiche.gestes.contains(&GesteDemande::Repondre));
    assert_eq!(repondre(&dominique, &fiche).await.unwrap().ligne.etat, EtatDemande::Repondue);
}

#[tokio::test]
async fn a_false_note_is_taken_away_and_the_history_says_why() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let saisie = SaisieRendezVous {
        objet: "suivi".into(),
        date: reciproque_shared::date::court(bac.horloge.aujourdhui() + Days::new(3)),
        heure: "9h30".into(),
        duree_minutes: "30".into(),
        canal: "physique".into(),
        lieu: "Mulhouse".into(),
        note: "Vient avec son fils.".into(),
        ..SaisieRendezVous::default()
    };
    let personne = bac.gens.keller.demandeur;
    let pris = nadia.appeler::<CreerRendezVous>(personne, saisie).await.unwrap().enregistre.unwrap();
    let id = une_rectification(&bac).await;
    let dominique = bac.connecter("dominique").await;
    let vider = |donnee| SaisieRectification {
        donnee: Some(donnee),
        issue: Some(IssueRectification::Effectuee),
        cible: Some(pris.ligne.id),
        nouvelle: String::new(),
        motif: "La personne n’a pas de fils.".into(),
    };
    let lieu = vider(DonneeRectifiable::RendezVousLieu);
    let refus = dominique.appeler_sur::<RectifierDonnee>(1, id, lieu.clone()).await.unwrap_err();
    assert_eq!(refus.statut, 409, "one must know where to go");
    let fiche = dominique
        .appeler_sur::<RectifierDonnee>(1, id, vider(DonneeRectifiable::RendezVousNote))
        .await
        .unwrap();
    let faite = &fiche.rectifications[0];
    assert_eq!((faite.ancienne.as_deref(), faite.nouvelle.as_str()), (Some("Vient avec son fils."), ""));
    let lu = nadia.appeler::<ConsulterRendezVous>(pris.ligne.id, ()).await.unwrap();
    assert_eq!((lu.note.as_deref(), lu.ligne.version), (None, pris.ligne.version + 1));
    assert_eq!(gestes(&lu.etapes)[0].quoi, "Rectifié à la demande de la personne");
    // By telephone, nobody goes anywhere: a false place goes too, and the history keeps it.
    rendez_vous::Entity::update_many()
        .col_expr(rendez_vous::Column::Canal, Expr::value("telephone"))
        .exec(bac.base())
        .await
        .unwrap();
    dominique.appeler_sur::<RectifierDonnee>(fiche.version, id, lieu).await.unwrap();
    let lu = nadia.appeler::<ConsulterRendezVous>(pris.ligne.id, ()).await.unwrap();
    assert_eq!(lu.ligne.lieu, None);
    assert_eq!(gestes(&lu.etapes)[0].lieu.as_deref(), Some("Lieu : « rien » au lieu de « Mulhouse »."));
}

#[tokio::test]
async fn the_home_of_the_officer_counts_what_is_to_be_answered() {
    let bac = Bac::ouvrir().await;
    let cible = chez_nadia(&bac.gens);
    for etat in EtatDemande::TOUS {
        une_demande(&bac, cible, *etat).await;
    }
    let dominique = bac.connecter("dominique").await;
    let comptes = async |client: &Client| client.appeler::<ConsulterAccueil>((), ()).await.unwrap().demandes;
    assert_eq!(comptes(&dominique).await, Some(CompteDemandes { ouvertes: 3, en_retard: 0 }));
    demande_droit::Entity::update_many()
        .col_expr(demande_droit::Column::RecueLe, Expr::value(bac.horloge.aujourdhui() - Days::new(40)))
        .col_expr(demande_droit::Column::Limite, Expr::value(bac.horloge.aujourdhui() - Days::new(9)))
        .filter(demande_droit::Column::Etat.is_in(["recue", "repondue"]))
        .exec(bac.base())
        .await
        .unwrap();
    assert_eq!(comptes(&dominique).await, Some(CompteDemandes { ouvertes: 3, en_retard: 1 }));
    assert_eq!(comptes(&bac.connecter("nadia").await).await, None);
}
