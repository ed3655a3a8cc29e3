//! A draft of a structure that accompanies until a later day: its structure's until then, closed after
//! it, in its own history; in the days of grace it may be taken up again.

use chrono::Days;
use reciproque_server::cer::clore_les_brouillons;
use reciproque_server::depot::entite::{cer, cer_etape};
use reciproque_server::serveur::Reglages;
use reciproque_shared::cer::{EtatCer, GesteCer};
use reciproque_shared::date;
use reciproque_shared::parcours::{OrigineOrientation, SaisieOrientation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{lire, orienter, vers};
use crate::bac::Bac;
use crate::cer::{faire, ouvrir};

const JOUR_S: i64 = 86_400;

/// Another structure takes over in three days: nadia's draft is hers until then.
async fn bientot_ailleurs(bac: &Bac) -> i64 {
    let (nadia, hugo) = (bac.connecter("nadia").await, bac.connecter("hugo").await);
    let keller = bac.gens.keller.demandeur;
    let brouillon = ouvrir(&nadia, keller).await.unwrap().id;
    let vue = lire(&hugo, keller).await;
    let saisie = SaisieOrientation {
        debut: date::court(bac.horloge.aujourdhui() + Days::new(3)),
        ..vers(bac, bac.gens.semaphore, OrigineOrientation::Reorientation)
    };
    orienter(&hugo, &vue, saisie).await.unwrap();
    brouillon
}

async fn etat(bac: &Bac, id: i64) -> EtatCer {
    let lu = cer::Entity::find_by_id(id).one(bac.base()).await.unwrap().unwrap();
    EtatCer::du_code(&lu.etat).unwrap()
}

#[tokio::test]
async fn it_is_closed_once_the_last_day_is_over_and_says_why() {
    let bac = Bac::ouvrir().await;
    let brouillon = bientot_ailleurs(&bac).await;
    for _ in 0..3 {
        assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 0, "it still accompanies");
        assert_eq!(etat(&bac, brouillon).await, EtatCer::Brouillon);
        bac.horloge.avancer(JOUR_S);
    }
    assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 1);
    assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 0, "once");
    assert_eq!(etat(&bac, brouillon).await, EtatCer::Abandonne);
    let etapes = cer_etape::Entity::find().filter(cer_etape::Column::CerId.eq(brouillon));
    let derniere = etapes.order_by_desc(cer_etape::Column::Id).one(bac.base()).await.unwrap().unwrap();
    assert_eq!(derniere.motif.as_deref(), Some("La structure n’accompagne plus la personne."));
    assert_ne!(derniere.agent_id, bac.gens.nadia, "of who decided");
    let trace = bac.evenements().await.remove(0).maillon.evenement;
    assert_eq!((trace.acte.as_str(), trace.agent), ("clore_brouillon", None));
    assert_eq!(trace.organisation, Some(bac.gens.alsa), "whose draft it was");
    assert_eq!(trace.objet, Some(format!("cer:{brouillon}")));
    crate::attente::justes_ici(&bac, "after a draft was closed on its day").await;
}

#[tokio::test]
async fn taken_up_again_in_the_days_of_grace_it_is_left_until_they_are_over() {
    let reglages = Reglages { grace_jours: 10, mot_de_passe_jours: 0, ..Reglages::default() };
    let bac = Bac::avec(reglages).await;
    let brouillon = bientot_ailleurs(&bac).await;
    bac.horloge.avancer(4 * JOUR_S);
    assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 1);
    let nadia = bac.connecter("nadia").await;
    let clos = nadia.appeler::<reciproque_shared::api::ConsulterCer>(brouillon, ()).await.unwrap();
    faire(&nadia, &clos, GesteCer::Reprendre).await.unwrap();
    assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 0, "its structure finishes it");
    bac.horloge.avancer(10 * JOUR_S);
    assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 1);
    assert_eq!(etat(&bac, brouillon).await, EtatCer::Abandonne);
}

#[tokio::test]
async fn the_draft_of_a_structure_that_goes_on_stays_one() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let brouillon = ouvrir(&nadia, bac.gens.keller.demandeur).await.unwrap().id;
    bac.horloge.avancer(2 * JOUR_S);
    assert_eq!(clore_les_brouillons(&bac.app).await.unwrap(), 0);
    assert_eq!(etat(&bac, brouillon).await, EtatCer::Brouillon);
}
