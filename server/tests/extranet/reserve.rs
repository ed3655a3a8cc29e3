//! Duties apart: nobody closes the account of who watches them, from any screen; the operator
//! does, by a command that the journal tells. And many accesses closed in one hour wait.

use chrono::Days;
use reciproque_server::alerte::relever;
use reciproque_server::depot::entite::{agent, habilitation, organisation};
use reciproque_server::serveur::Reglages;
use reciproque_server::supervision::{Ordre, par_commande};
use reciproque_shared::alerte::RegleAlerte;
use reciproque_shared::api::{
    ConsulterAgent, ConsulterHabilitations, ConsulterSession, DeclarerPerte, FaireGesteHabilitation,
    FaireGesteRevue, RemettreCode, SuperviserAgent,
};
use reciproque_shared::compte::SaisiePerte;
use reciproque_shared::habilitation::{GesteHabilitation, Profil, SaisiePas};
use reciproque_shared::personne::Email;
use reciproque_shared::revue::SaisieGesteRevue;
use reciproque_shared::supervision::{GesteSupervision, SaisieSupervision};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde_json::json;

use crate::alerte::alerte_de;
use crate::bac::{Bac, Cible, MOT_DE_PASSE, Refuse, nom_de_session, une_revue};

fn geste(geste: GesteSupervision) -> SaisieSupervision {
    SaisieSupervision { geste, motif: "Signalement d’un partenaire.".into() }
}

fn a_l_exploitant<T: std::fmt::Debug>(issue: Result<T, Refuse>, quoi: &str) {
    let refus = issue.expect_err(quoi);
    assert_eq!(refus.statut, 409, "{quoi}: {refus:?}");
    let detail = &refus.probleme.detail;
    assert!(detail.contains("« reciproque "), "{quoi}: {detail}");
}

/// Another user referent, in activity.
async fn une_collegue(bac: &Bac) -> i64 {
    let ligne = agent::ActiveModel {
        organisation_id: Set(bac.gens.departement),
        nom: Set("ESSAI".into()),
        prenom: Set("solene".into()),
        email: Set(nom_de_session("solene")),
        ..Default::default()
    };
    let id = ligne.insert(bac.base()).await.unwrap().id;
    bac.habiliter(id, Profil::ReferentSolis).await;
    id
}

/// Every gesture on an account, whichever call makes it, on everybody who watches.
#[tokio::test]
async fn nobody_closes_from_a_screen_the_account_of_who_watches() {
    let bac = Bac::ouvrir().await;
    let sonia = bac.connecter("sonia").await;
    let vises = [
        bac.compte("dominique").await.agent_id,
        bac.compte("alain").await.agent_id,
        une_collegue(&bac).await,
    ];
    let dominique = bac.connecter("dominique").await;
    let departement = organisation::Entity::find_by_id(bac.gens.departement).one(bac.base()).await;
    assert!(departement.unwrap().is_some());
    for id in vises {
        for quoi in [GesteSupervision::Suspendre, GesteSupervision::ExigerMotDePasse] {
            a_l_exploitant(sonia.appeler::<SuperviserAgent>(id, geste(quoi)).await, quoi.code());
        }
        let perte: SaisiePerte = serde_json::from_value(json!({ "motif": "telephone_perdu" })).unwrap();
        a_l_exploitant(sonia.appeler::<DeclarerPerte>(id, perte).await, "loss");
        let toutes = sonia.appeler::<ConsulterHabilitations>((), ()).await.unwrap().lignes;
        let sienne = toutes.iter().find(|ligne| ligne.agent == id).unwrap();
        let fin = bac.horloge.aujourdhui().format("%d/%m/%Y").to_string();
        let pas: SaisiePas =
            serde_json::from_value(json!({ "geste": "terminer", "date": fin, "raison": "decision",
                "motif": "Signalement d’un partenaire." }))
            .unwrap();
        assert_eq!(pas.geste, GesteHabilitation::Terminer);
        let fini = sonia.appeler_sur::<FaireGesteHabilitation>(sienne.version, sienne.id, pas).await;
        a_l_exploitant(fini, "end");
        let cible = Cible { structure: bac.gens.departement, agent: id, ..Cible::INCONNUE };
        let revue = une_revue(&bac, cible).await;
        let retrait: SaisieGesteRevue = serde_json::from_value(
            json!({ "geste": "retirer", "lignes": [revue.ligne], "motif": "depart", "precision": "" }),
        )
        .unwrap();
        a_l_exploitant(sonia.appeler::<FaireGesteRevue>(revue.id, retrait).await, "review");
        let fiche = sonia.appeler::<ConsulterAgent>(id, ()).await.unwrap();
        assert!(fiche.gestes.is_empty() && fiche.reserve && fiche.decisions.is_empty(), "{fiche:?}");
    }
    for id in &vises[..2] {
        a_l_exploitant(sonia.appeler::<RemettreCode>(*id, ()).await, "code");
    }
    dominique.appeler::<ConsulterSession>((), ()).await.unwrap();
}

async fn ordonner(bac: &Bac, geste: GesteSupervision, profil: Option<Profil>) -> anyhow::Result<usize> {
    let ordre = Ordre {
        email: Email::lire(&nom_de_session("dominique")).unwrap(),
        geste,
        profil,
        motif: "Décision du directeur général.".into(),
    };
    par_commande(&bac.app.depot, &bac.app.journal, &bac.horloge, &ordre).await
}

#[tokio::test]
async fn the_operator_closes_and_reinstates_who_watches_and_it_is_told() {
    let bac = Bac::ouvrir().await;
    let (sonia, dominique) = (bac.connecter("sonia").await, bac.connecter("dominique").await);
    let id = bac.compte("dominique").await.agent_id;
    ordonner(&bac, GesteSupervision::Suspendre, None).await.unwrap();
    assert_eq!(dominique.appeler::<ConsulterSession>((), ()).await.unwrap_err().statut, 401);
    let evenement = bac.evenements().await.into_iter().find(|e| e.maillon.evenement.acte == "superviser");
    let evenement = evenement.unwrap().maillon.evenement;
    assert_eq!((evenement.agent, evenement.motif.as_deref()), (None, Some("suspendre")));
    assert_eq!(evenement.objet, Some(format!("agent:{id}")));
    a_l_exploitant(
        sonia.appeler::<SuperviserAgent>(id, geste(GesteSupervision::Retablir)).await,
        "who was closed by the operator is not reinstated from a screen",
    );
    ordonner(&bac, GesteSupervision::Retablir, None).await.unwrap();
    bac.connecter("dominique").await;
    ordonner(&bac, GesteSupervision::ExigerMotDePasse, None).await.unwrap();
    assert!(bac.compte("dominique").await.a_changer);
    let fini = ordonner(&bac, GesteSupervision::Terminer, Some(Profil::DelegueProtectionDonnees)).await;
    assert_eq!(fini.unwrap(), 1);
    let refus = bac.visiteur().ouvrir_session(&nom_de_session("dominique"), MOT_DE_PASSE).await;
    assert_eq!(refus.unwrap_err().statut, 403);
    let rien = ordonner(&bac, GesteSupervision::Terminer, None).await.unwrap_err();
    assert!(rien.to_string().contains("rien n’a été écrit"), "{rien}");
    let fiche = sonia.appeler::<ConsulterAgent>(id, ()).await.unwrap();
    assert_eq!(fiche.decisions.len(), 4);
    assert!(fiche.decisions.iter().all(|decision| decision.par == "l’exploitant du serveur"));
}

/// 48 of 49 accounts in one loop: the loop stops, and the officer is told.
#[tokio::test]
async fn many_accesses_closed_in_one_hour_wait_and_are_told_to_the_officer() {
    let bac = Bac::avec(Reglages { gestes_acces_heure: 20, ..Reglages::default() }).await;
    bac.demain_dix_heures();
    let sonia = bac.connecter("sonia").await;
    let mut vises = Vec::new();
    for rang in 0..25 {
        let ligne = agent::ActiveModel {
            organisation_id: Set(bac.gens.alsa),
            nom: Set("ESSAI".into()),
            prenom: Set(format!("agent{rang}")),
            email: Set(nom_de_session(&format!("agent{rang}"))),
            ..Default::default()
        };
        vises.push(ligne.insert(bac.base()).await.unwrap().id);
    }
    let mut faits = 0;
    for id in &vises {
        match sonia.appeler::<SuperviserAgent>(*id, geste(GesteSupervision::Suspendre)).await {
            Ok(_) => faits += 1,
            Err(refus) => {
                assert_eq!(refus.statut, 429);
                assert!(refus.probleme.detail.contains("délégué à la protection"), "{refus:?}");
            }
        }
    }
    assert_eq!(faits, 20);
    let suspendus = agent::Entity::find().all(bac.base()).await.unwrap();
    let suspendus = suspendus.iter().filter(|a| vises.contains(&a.id) && a.suspendu_le.is_some());
    assert_eq!(suspendus.count(), 20);
    // What gives an access back never waits.
    sonia.appeler::<SuperviserAgent>(vises[0], geste(GesteSupervision::Retablir)).await.unwrap();
    relever(&bac.app).await.unwrap();
    let officier = bac.connecter("dominique").await;
    let alerte = alerte_de(&officier, RegleAlerte::GestesAcces).await.expect("an alert");
    assert_eq!(alerte.alerte.agent, "sonia ESSAI");
    assert!(alerte.alerte.constat.starts_with("25 accès"), "{}", alerte.alerte.constat);
    bac.horloge.avancer(3_601);
    let sonia = bac.connecter("sonia").await;
    sonia.appeler::<SuperviserAgent>(vises[24], geste(GesteSupervision::Suspendre)).await.unwrap();
}

/// A new profil for who watches already does not shut them out.
#[tokio::test]
async fn certifying_another_profil_does_not_shut_the_officer_out() {
    let bac = Bac::ouvrir().await;
    let (sonia, dominique) = (bac.connecter("sonia").await, bac.connecter("dominique").await);
    let (id, jour) = (bac.compte("dominique").await.agent_id, bac.horloge.aujourdhui());
    let ligne = habilitation::ActiveModel {
        agent_id: Set(id),
        profil: Set(Profil::Administrateur.code().into()),
        demandee_le: Set(jour - Days::new(9)),
        formee_le: Set(Some(jour - Days::new(1))),
        version: Set(1),
        ..Default::default()
    };
    let ligne = ligne.insert(bac.base()).await.unwrap();
    let pas: SaisiePas = serde_json::from_value(json!({ "geste": "certifier" })).unwrap();
    sonia.appeler_sur::<FaireGesteHabilitation>(1, ligne.id, pas).await.unwrap();
    dominique.appeler::<ConsulterSession>((), ()).await.unwrap();
    assert!(bac.compte("dominique").await.mot_de_passe.is_some());
}
