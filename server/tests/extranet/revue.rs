//! The annual reverse review over real HTTP: opening, reminders, decisions, lateness, seal.

mod acces;
mod sceau;

use chrono::{Datelike, Days};
use reciproque_server::depot::entite::{gestionnaire_principal, habilitation};
use reciproque_server::revue::ouvrir_les_revues;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::*;
use reciproque_shared::habilitation::GesteHabilitation;
use reciproque_shared::revue::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client};

const JOUR_S: i64 = 86_400;

/// Opens in ten days, lasts 30.
fn reglages(retard: RetardRevue) -> Reglages {
    let ouverture = reciproque_server::serveur::Horloge::default().aujourdhui() + Days::new(10);
    let ouverture = JourAnnuel::lire(&format!("{}/{}", ouverture.day(), ouverture.month())).unwrap();
    let revue = ReglagesRevue { ouverture, retard, ..ReglagesRevue::default() };
    // The clock runs further than a password lasts.
    Reglages { revue, mot_de_passe_jours: 0, ..Reglages::default() }
}

/// Ten days later, with the reviews opened and the manager of ALSA signed in.
async fn ouverte(retard: RetardRevue) -> (Bac, Client, FicheRevue) {
    let bac = Bac::avec(reglages(retard)).await;
    bac.horloge.avancer(10 * JOUR_S);
    ouvrir_les_revues(&bac.app).await.unwrap();
    let gaelle = bac.connecter("gaelle").await;
    let fiche = la_revue(&gaelle).await;
    (bac, gaelle, fiche)
}

/// The latest review of one's own organisation.
async fn la_revue(client: &Client) -> FicheRevue {
    let revues = client.appeler::<ConsulterRevues>((), ()).await.unwrap();
    client.appeler::<ConsulterRevue>(revues.lignes[0].id, ()).await.unwrap()
}

fn ligne<'a>(fiche: &'a FicheRevue, prenom: &str) -> &'a LigneRevue {
    fiche.lignes.iter().find(|ligne| ligne.prenom == prenom).unwrap()
}

fn geste(geste: GesteRevue, lignes: &[i64], motif: MotifRevue) -> SaisieGesteRevue {
    SaisieGesteRevue { geste, lignes: lignes.to_vec(), motif: Some(motif), precision: String::new() }
}

/// Confirms everything but one's own, which the user referent confirms.
async fn tout_confirmer(bac: &Bac, gaelle: &Client, fiche: &FicheRevue) -> FicheRevue {
    let (miennes, autres): (Vec<_>, Vec<_>) =
        fiche.lignes.iter().filter(|l| l.etat == EtatLigneRevue::AExaminer).partition(|l| l.la_mienne);
    let ids = |lignes: Vec<&LigneRevue>| lignes.iter().map(|l| l.id).collect::<Vec<_>>();
    let saisie = geste(GesteRevue::Confirmer, &ids(autres), MotifRevue::EnPoste);
    gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, saisie).await.unwrap();
    let saisie = geste(GesteRevue::Confirmer, &ids(miennes), MotifRevue::EnPoste);
    bac.connecter("sonia").await.appeler::<FaireGesteRevue>(fiche.resume.id, saisie).await.unwrap()
}

#[tokio::test]
async fn a_review_opens_on_its_day_once_an_organisation_and_a_year() {
    let bac = Bac::avec(reglages(RetardRevue::Prevenir)).await;
    // The review of the year before is due since the product knows these people.
    let premieres = ouvrir_les_revues(&bac.app).await.unwrap();
    assert_eq!(premieres, 0, "nobody was here a year ago");
    bac.horloge.avancer(9 * JOUR_S);
    assert_eq!(ouvrir_les_revues(&bac.app).await.unwrap(), 0, "the eve");
    bac.horloge.avancer(JOUR_S);
    let ouvertes = ouvrir_les_revues(&bac.app).await.unwrap();
    assert_eq!(
        ouvertes, 8,
        "ALSA, SÉMAPHORE, Lecture Seule, CONTACT PLUS, Pôle emploi, Département, two CTSA"
    );
    assert_eq!(ouvrir_les_revues(&bac.app).await.unwrap(), 0);
    bac.horloge.avancer(200 * JOUR_S);
    assert_eq!(ouvrir_les_revues(&bac.app).await.unwrap(), 0);
    bac.horloge.avancer(165 * JOUR_S);
    assert_eq!(ouvrir_les_revues(&bac.app).await.unwrap(), ouvertes);
}

#[tokio::test]
async fn a_line_for_each_habilitation_in_force_and_no_other() {
    let (_bac, _, fiche) = ouverte(RetardRevue::Prevenir).await;
    let mut prenoms: Vec<_> = fiche.lignes.iter().map(|l| l.prenom.as_str()).collect();
    prenoms.sort_unstable();
    // Eva's ended; Serge is suspended, but his habilitation is in force.
    assert_eq!(prenoms, ["gaelle", "nadia", "noe", "serge"]);
    assert_eq!(fiche.resume.restantes, 4);
}

#[tokio::test]
async fn reminders_become_pressing_then_late() {
    let (bac, gaelle, fiche) = ouverte(RetardRevue::Prevenir).await;
    let mut rappels = vec![fiche.resume.rappel];
    for jours in [14, 1, 15, 1] {
        bac.horloge.avancer(jours * JOUR_S);
        let gaelle = bac.connecter("gaelle").await;
        rappels.push(la_revue(&gaelle).await.resume.rappel);
    }
    let attendus = [
        RappelRevue::Ouverte,
        RappelRevue::Ouverte,
        RappelRevue::Proche,
        RappelRevue::Proche,
        RappelRevue::EnRetard,
    ];
    assert_eq!(rappels, attendus.map(Some));
    drop(gaelle);
}

#[tokio::test]
async fn a_withdrawal_ends_the_habilitation_and_its_sessions_at_once() {
    let (bac, gaelle, fiche) = ouverte(RetardRevue::Prevenir).await;
    let nadia = bac.connecter("nadia").await;
    let choisie = ligne(&fiche, "nadia").id;
    let saisie = geste(GesteRevue::Retirer, &[choisie], MotifRevue::Depart);
    let fiche = gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, saisie.clone()).await.unwrap();
    assert_eq!(ligne(&fiche, "nadia").etat, EtatLigneRevue::Retiree);
    let refus = nadia.appeler::<ConsulterSession>((), ()).await.unwrap_err();
    assert_eq!(refus.statut, 401);
    let refus =
        bac.visiteur().ouvrir_session("nadia@exemple.fr", crate::bac::MOT_DE_PASSE).await.unwrap_err();
    assert_eq!(refus.statut, 403);
    // Neither twice, nor back.
    for autre in [saisie, geste(GesteRevue::Annuler, &[choisie], MotifRevue::Depart)] {
        let refus = gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, autre).await.unwrap_err();
        assert_eq!(refus.statut, 409);
    }
}

/// A withdrawal is an end like any other: a step in the history, and nothing left behind.
#[tokio::test]
async fn a_withdrawal_is_in_the_history_and_leaves_no_principal_manager() {
    let bac = Bac::avec(reglages(RetardRevue::Prevenir)).await;
    let jour = bac.horloge.aujourdhui();
    let seconde = habilitation::prouvee(bac.gens.noe, "gestionnaire_habilitations", jour);
    let seconde = seconde.insert(bac.base()).await.unwrap().id;
    let sonia = bac.connecter("sonia").await;
    assert!(sonia.appeler::<NommerPrincipal>(seconde, ()).await.unwrap().ligne.principal);
    bac.horloge.avancer(10 * JOUR_S);
    ouvrir_les_revues(&bac.app).await.unwrap();
    let (gaelle, noe) = (bac.connecter("gaelle").await, bac.connecter("noe").await);
    let fiche = la_revue(&gaelle).await;
    let choisie = fiche.lignes.iter().find(|ligne| ligne.habilitation == seconde).unwrap().id;
    let saisie = geste(GesteRevue::Retirer, &[choisie], MotifRevue::ChangementFonction);
    gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, saisie).await.unwrap();
    assert!(gestionnaire_principal::Entity::find().all(bac.base()).await.unwrap().is_empty());
    assert_eq!(noe.appeler::<ConsulterSession>((), ()).await.unwrap_err().statut, 401);
    let fiche = gaelle.appeler::<ConsulterHabilitation>(seconde, ()).await.unwrap();
    assert_eq!(fiche.ligne.fin, Some(bac.horloge.aujourdhui()));
    let etape = fiche.etapes.last().unwrap();
    assert_eq!((etape.geste, etape.agent.as_str()), (GesteHabilitation::Terminer, "gaelle ESSAI"));
    let motif = etape.motif.as_deref().unwrap();
    assert!(motif.contains("Revue annuelle") && motif.contains("A changé de fonctions"), "{motif}");
}

/// The end of a habilitation is its first day without access: nothing left to examine.
#[tokio::test]
async fn what_ends_on_the_opening_day_is_not_examined() {
    let bac = Bac::avec(reglages(RetardRevue::Prevenir)).await;
    let ouverture = bac.horloge.aujourdhui() + Days::new(10);
    for (agent, fin) in [(bac.gens.noe, ouverture), (bac.gens.nadia, ouverture + Days::new(1))] {
        habilitation::Entity::update_many()
            .col_expr(habilitation::Column::Fin, Expr::value(fin))
            .filter(habilitation::Column::AgentId.eq(agent))
            .exec(bac.base())
            .await
            .unwrap();
    }
    bac.horloge.avancer(10 * JOUR_S);
    ouvrir_les_revues(&bac.app).await.unwrap();
    let fiche = la_revue(&bac.connecter("gaelle").await).await;
    let mut prenoms: Vec<_> = fiche.lignes.iter().map(|l| l.prenom.as_str()).collect();
    prenoms.sort_unstable();
    assert_eq!(prenoms, ["gaelle", "nadia", "serge"]);
}

#[tokio::test]
async fn a_confirmation_can_be_taken_back_until_the_seal() {
    let (bac, gaelle, fiche) = ouverte(RetardRevue::Prevenir).await;
    let id = fiche.resume.id;
    let fiche = tout_confirmer(&bac, &gaelle, &fiche).await;
    assert_eq!((fiche.resume.confirmees, fiche.resume.rappel), (4, Some(RappelRevue::ASceller)));
    let nadia = ligne(&fiche, "nadia").id;
    let annuler = geste(GesteRevue::Annuler, &[nadia], MotifRevue::EnPoste);
    let fiche = gaelle.appeler::<FaireGesteRevue>(id, annuler.clone()).await.unwrap();
    assert_eq!(ligne(&fiche, "nadia").etat, EtatLigneRevue::AExaminer);
    let refus = gaelle.appeler_sur::<ScellerRevue>(fiche.version, id, ()).await.unwrap_err();
    assert_eq!(refus.statut, 409, "one line awaits its decision");
    let confirmer = geste(GesteRevue::Confirmer, &[nadia], MotifRevue::AbsenceTemporaire);
    let fiche = gaelle.appeler::<FaireGesteRevue>(id, confirmer).await.unwrap();
    let refus = gaelle.appeler_sur::<ScellerRevue>(fiche.version - 1, id, ()).await.unwrap_err();
    assert_eq!(refus.statut, 412, "one seals what one has read");
    gaelle.appeler_sur::<ScellerRevue>(fiche.version, id, ()).await.unwrap();
    let refus = gaelle.appeler::<FaireGesteRevue>(id, annuler).await.unwrap_err();
    assert_eq!(refus.statut, 409);
    let refus = gaelle.appeler_sur::<ScellerRevue>(fiche.version, id, ()).await.unwrap_err();
    assert_eq!(refus.statut, 409);
}

#[tokio::test]
async fn nobody_decides_on_oneself() {
    let (_bac, gaelle, fiche) = ouverte(RetardRevue::Prevenir).await;
    let mienne = ligne(&fiche, "gaelle");
    assert!(mienne.la_mienne);
    let saisie = geste(GesteRevue::Confirmer, &[mienne.id], MotifRevue::EnPoste);
    let refus = gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, saisie).await.unwrap_err();
    assert_eq!(refus.statut, 409);
}

#[tokio::test]
async fn late_suspends_what_nobody_examined_when_the_setting_says_so() {
    for (retard, statut) in [(RetardRevue::Prevenir, 200), (RetardRevue::Suspendre, 403)] {
        let (bac, gaelle, fiche) = ouverte(retard).await;
        let noe = geste(GesteRevue::Confirmer, &[ligne(&fiche, "noe").id], MotifRevue::EnPoste);
        gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, noe).await.unwrap();
        bac.horloge.avancer(30 * JOUR_S);
        let (nadia, noe) = (bac.connecter("nadia").await, bac.connecter("noe").await);
        assert_eq!(nadia.lire("/session").await.status(), 200, "the last day is a day");
        bac.horloge.avancer(JOUR_S);
        let (statut_nadia, statut_noe) = (connexion(&bac, "nadia").await, connexion(&bac, "noe").await);
        assert_eq!((statut_nadia, statut_noe), (statut, 200));
        let gaelle = bac.connecter("gaelle").await;
        let nadia_id = ligne(&fiche, "nadia").id;
        let saisie = geste(GesteRevue::Confirmer, &[nadia_id], MotifRevue::EnPoste);
        gaelle.appeler::<FaireGesteRevue>(fiche.resume.id, saisie).await.unwrap();
        assert_eq!(connexion(&bac, "nadia").await, 200, "examined at last");
        drop(noe);
    }
}

/// Status of a sign-in followed by a reading.
async fn connexion(bac: &Bac, prenom: &str) -> u16 {
    let client = bac.visiteur();
    match client.ouvrir_session(&format!("{prenom}@exemple.fr"), crate::bac::MOT_DE_PASSE).await {
        Err(refus) => refus.statut.as_u16(),
        Ok(_) => client.lire("/session").await.status().as_u16(),
    }
}
