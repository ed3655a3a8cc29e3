//! Habilitations: six years after their end, not a day more nor less.

use chrono::{Days, NaiveDate};
use reciproque_server::conservation::{prevoir, purger};
use reciproque_server::journal::Filtre;
use reciproque_server::store::entite::{agent, compte, habilitation};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::journal::Issue;
use reciproque_shared::trace::finies_avant;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};

use crate::bac::Bac;

async fn finir(bac: &Bac, agent: i64, profil: Profil, fin: NaiveDate) -> i64 {
    let mut ligne = habilitation::prouvee(agent, profil.code(), fin - Days::new(100));
    ligne.fin = Set(Some(fin));
    ligne.insert(bac.base()).await.unwrap().id
}

#[tokio::test]
async fn what_ended_six_years_ago_goes_and_nothing_younger() {
    let bac = Bac::ouvrir().await;
    let limite = finies_avant(bac.horloge.aujourdhui());
    let vieille = finir(&bac, bac.gens.nadia, Profil::GestionnaireCtsa, limite - Days::new(1)).await;
    finir(&bac, bac.gens.nadia, Profil::Administrateur, limite).await;
    let avant = habilitation::Entity::find().all(bac.base()).await.unwrap().len();
    let plan = prevoir(bac.base(), limite).await.unwrap();
    assert_eq!(plan.habilitations.iter().map(|h| h.id).collect::<Vec<_>>(), [vieille]);
    assert!(plan.agents.is_empty(), "nadia works here still");
    purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.unwrap();
    assert_eq!(habilitation::Entity::find().all(bac.base()).await.unwrap().len(), avant - 1);
    assert!(prevoir(bac.base(), limite).await.unwrap().habilitations.is_empty());
    bac.connecter("nadia").await;
}

/// Six years and a day after eva left, by the fast clock.
#[tokio::test]
async fn who_has_no_other_habilitation_is_no_longer_named() {
    let bac = Bac::ouvrir().await;
    let jour = bac.horloge.aujourdhui();
    let partis = |limite| prevoir(bac.base(), limite);
    assert!(partis(finies_avant(jour)).await.unwrap().agents.is_empty());
    bac.horloge.avancer((6 * 365 + 1 + 1) * 86_400);
    let limite = finies_avant(bac.horloge.aujourdhui());
    let plan = purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.unwrap();
    let [eva] = plan.agents[..] else { panic!("{:?}", plan.agents) };
    let ligne = agent::Entity::find_by_id(eva).one(bac.base()).await.unwrap().unwrap();
    assert_eq!((ligne.nom.as_str(), ligne.prenom.contains("eva")), ("EFFACÉ", false));
    assert!(!ligne.email.contains("eva"));
    assert!(compte::Entity::find_by_id(eva).one(bac.base()).await.unwrap().is_none());
    let filtre = Filtre { acte: Some("purger_habilitations".into()), limite: 9, ..Filtre::default() };
    let traces = bac.app.journal.lire(&filtre).await.unwrap();
    assert_eq!(traces.len(), plan.habilitations.len());
    assert!(traces.iter().all(|trace| trace.maillon.evenement.issue == Issue::Annonce));
}

#[tokio::test]
async fn without_a_journal_nothing_is_destroyed() {
    let bac = Bac::ouvrir().await;
    let limite = bac.horloge.aujourdhui();
    let avant = habilitation::Entity::find().all(bac.base()).await.unwrap();
    bac.app.journal.fermer().await.unwrap();
    assert!(purger(&bac.app.depot, &bac.app.journal, limite, bac.horloge.maintenant()).await.is_err());
    assert_eq!(habilitation::Entity::find().all(bac.base()).await.unwrap(), avant);
}
