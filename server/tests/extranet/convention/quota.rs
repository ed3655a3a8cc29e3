//! Quotas: counted on the day, and held when two ask at once.

use reciproque_server::convention::quota;
use reciproque_server::extranet::Extranet;
use reciproque_server::refus::Refus;
use reciproque_server::store::entite::{agent, habilitation};
use reciproque_shared::habilitation::Profil;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::task::JoinSet;

use crate::bac::Bac;

/// What a granting handler does: counts and adds in one transaction.
async fn accorder(app: Extranet, organisation: i64, profil: Profil, rang: usize) -> Result<(), Refus> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
    let transaction = app.depot.ecriture().begin_with_options(options).await?;
    let jour = app.horloge.aujourdhui();
    quota::verifier(&transaction, organisation, profil, jour).await?;
    let nouveau = agent::ActiveModel {
        organisation_id: Set(organisation),
        nom: Set("ESSAI".into()),
        prenom: Set("Nouvel".into()),
        email: Set(format!("nouvel.{rang}@exemple.fr")),
        ..Default::default()
    };
    let id = nouveau.insert(&transaction).await?.id;
    habilitation::prouvee(id, profil.code(), jour).insert(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// ALSA may hold 6 référents; nadia, noe and serge (suspended) are there, eva has left.
#[tokio::test(flavor = "multi_thread")]
async fn as_many_as_the_quota_leaves_are_granted_at_once_and_no_more() {
    let bac = Bac::ouvrir().await;
    let demandes = (0..12).map(|rang| accorder(bac.app.clone(), bac.gens.alsa, Profil::Referent, rang));
    let issues = demandes.collect::<JoinSet<_>>().join_all().await;
    let accordees = issues.iter().filter(|issue| issue.is_ok()).count();
    assert_eq!(accordees, 3);
    for refus in issues.into_iter().filter_map(Result::err) {
        let Refus::Conflit(detail) = refus else { panic!("{refus:?}") };
        assert!(detail.contains("« Référent » de ALSA est atteint : 6 sur 6"), "{detail}");
    }
    let occupees = quota::occupees(bac.base(), Some(bac.gens.alsa), bac.horloge.aujourdhui()).await.unwrap();
    assert_eq!(occupees[&(bac.gens.alsa, Profil::Referent)], 6);
}

#[tokio::test]
async fn a_profil_that_the_convention_does_not_open_is_refused_and_the_departement_has_no_quota() {
    let bac = Bac::ouvrir().await;
    let refus = accorder(bac.app.clone(), bac.gens.alsa, Profil::Administrateur, 0).await.unwrap_err();
    assert!(matches!(refus, Refus::Conflit(detail) if detail.contains("n’ouvre aucune habilitation")));
    accorder(bac.app.clone(), bac.gens.departement, Profil::Administrateur, 1).await.unwrap();
    assert!(matches!(accorder(bac.app.clone(), 999_999, Profil::Referent, 2).await, Err(Refus::Introuvable)));
}
