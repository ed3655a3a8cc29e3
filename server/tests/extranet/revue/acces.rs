//! Who comes in while a review is under way, and what it knows of those who did.

use reciproque_shared::habilitation::Profil;
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::session::ChoixProfil;

use super::*;
use crate::bac::{Authentificateur, MOT_DE_PASSE, nom_de_session};

/// Whatever profil is the usual one: who must finish a late review comes in to do it.
#[tokio::test]
async fn a_manager_who_is_a_referent_too_comes_in_to_finish_a_late_review() {
    let bac = Bac::avec(reglages(RetardRevue::Suspendre)).await;
    bac.habiliter(bac.compte("gaelle").await.agent_id, Profil::Referent).await;
    bac.horloge.avancer(10 * JOUR_S);
    ouvrir_les_revues(&bac.app).await.unwrap();
    bac.horloge.avancer(31 * JOUR_S);
    let gaelle = bac.visiteur();
    let etat = gaelle.ouvrir_session(&nom_de_session("gaelle"), MOT_DE_PASSE).await.unwrap();
    assert_eq!((etat.profil, etat.profils.len()), (Profil::GestionnaireHabilitations, 2));
    // The other profil is held: the session stays where it can work.
    let choix = ChoixProfil { profil: Profil::Referent };
    let refus = gaelle.appeler::<ChangerProfil>((), choix).await.unwrap_err();
    assert!(refus.probleme.detail.contains("en retard"), "{}", refus.probleme.detail);
    let fiche = la_revue(&gaelle).await;
    let sienne = fiche.lignes.iter().find(|l| l.la_mienne && l.profil == Profil::Referent).unwrap().id;
    let confirmer = geste(GesteRevue::Confirmer, &[sienne], MotifRevue::EnPoste);
    let sonia = bac.connecter("sonia").await;
    sonia.appeler::<FaireGesteRevue>(fiche.resume.id, confirmer).await.unwrap();
    assert_eq!(gaelle.appeler::<ChangerProfil>((), choix).await.unwrap().profil, Profil::Referent);
}

/// Sonia alone: her own lines wait for somebody, and the refusal says how to have one.
#[tokio::test]
async fn a_user_referent_alone_is_told_to_have_a_second_one() {
    let (bac, ..) = ouverte(RetardRevue::Prevenir).await;
    let sonia = bac.connecter("sonia").await;
    let revues = sonia.appeler::<ConsulterRevues>((), ()).await.unwrap().lignes;
    let revue = revues.iter().find(|revue| revue.organisation == "Département").unwrap().id;
    let fiche = sonia.appeler::<ConsulterRevue>(revue, ()).await.unwrap();
    let confirmer = geste(GesteRevue::Confirmer, &[ligne(&fiche, "sonia").id], MotifRevue::EnPoste);
    let refus = sonia.appeler::<FaireGesteRevue>(revue, confirmer.clone()).await.unwrap_err();
    assert!(refus.probleme.detail.contains("faites-en habiliter un second"), "{}", refus.probleme.detail);
    bac.habiliter(bac.compte("dominique").await.agent_id, Profil::ReferentSolis).await;
    let seconde = bac.connecter("dominique").await;
    let fiche = seconde.appeler::<FaireGesteRevue>(revue, confirmer).await.unwrap();
    assert_eq!(ligne(&fiche, "sonia").etat, EtatLigneRevue::Confirmee);
}

#[tokio::test]
async fn the_last_sign_in_is_the_last_one_that_succeeded() {
    let (bac, gaelle, _) = ouverte(RetardRevue::Prevenir).await;
    let derniere = async || ligne(&la_revue(&gaelle).await, "nadia").derniere_connexion;
    let echouer = async || bac.visiteur().ouvrir_session(&nom_de_session("nadia"), "faux").await.unwrap_err();
    echouer().await;
    assert_eq!(derniere().await, None);
    let nadia = bac.connecter("nadia").await;
    let par_mot_de_passe = derniere().await;
    assert!(par_mot_de_passe.is_some());
    let mut phone = Authentificateur::inscrit(&nadia, "Téléphone").await;
    bac.horloge.avancer(60);
    phone.entrer(&bac.visiteur()).await.unwrap();
    let par_cle = derniere().await;
    assert!(par_cle > par_mot_de_passe);
    // Later ones that let nobody in: a wrong password, a key announced and then refused.
    bac.horloge.avancer(60);
    let par_la_cle = bac.evenements().await.into_iter().find(|i| i.maillon.evenement.acte == "se_connecter");
    let annonce = Evenement { instant: bac.horloge.maintenant(), ..par_la_cle.unwrap().maillon.evenement };
    assert_eq!((annonce.agent, annonce.issue), (Some(bac.gens.nadia), Issue::Annonce));
    let seq = bac.app.journal.append(annonce.clone()).await.unwrap().seq;
    assert!(derniere().await > par_cle, "announced, and not said to have failed");
    let echec = Evenement { issue: Issue::Echoue, lie_a: Some(seq), ..annonce };
    bac.app.journal.append(echec).await.unwrap();
    echouer().await;
    assert_eq!(derniere().await, par_cle);
}
