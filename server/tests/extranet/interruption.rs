//! A write that nobody waits for any more: what was announced has its outcome in the journal.

use std::time::Duration;

use reciproque_server::depot::entite::demande_droit;
use reciproque_server::serveur::Reglages;
use reciproque_shared::api::FaireGesteDemande;
use reciproque_shared::droit::{EtatDemande, GesteDemande, SaisieGesteDemande};
use reciproque_shared::journal::Issue;
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::time::timeout;

use crate::bac::{Bac, une_demande};
use crate::matrice::chez_nadia;

#[tokio::test]
async fn a_write_given_up_by_the_time_limit_still_tells_that_it_failed() {
    let bac = Bac::avec(Reglages { delai: Duration::from_secs(3), ..Reglages::default() }).await;
    let dominique = bac.connecter("dominique").await;
    let id = une_demande(&bac, chez_nadia(&bac.gens), EtatDemande::Recue).await;
    // Somebody else changes the request and takes longer than the limit.
    let transaction = bac.app.depot.transaction().await.unwrap();
    demande_droit::Entity::update_many()
        .col_expr(demande_droit::Column::Version, Expr::value(2))
        .filter(demande_droit::Column::Id.eq(id))
        .exec(&transaction)
        .await
        .unwrap();
    let geste = SaisieGesteDemande {
        geste: GesteDemande::VerifierIdentite,
        motif: "Pièce d’identité présentée au guichet.".into(),
    };
    let refus = dominique.appeler_sur::<FaireGesteDemande>(1, id, geste).await.unwrap_err();
    assert_eq!(refus.statut, StatusCode::SERVICE_UNAVAILABLE);
    let annonce = bac.evenements().await.remove(0).maillon;
    assert_eq!(annonce.evenement.issue, Issue::Annonce);
    transaction.commit().await.unwrap();
    let echec = async {
        loop {
            let dernier = bac.evenements().await.remove(0).maillon.evenement;
            if dernier.issue == Issue::Echoue {
                break dernier;
            }
            tokio::task::yield_now().await;
        }
    };
    let echec = timeout(Duration::from_secs(20), echec).await.expect("no event tells that the write failed");
    assert_eq!((echec.lie_a, echec.motif.as_deref()), (Some(annonce.seq), Some("perime")));
    bac.app.au_repos().await;
}
