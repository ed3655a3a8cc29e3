//! Opening hours: closed at the next request, open again at the hour.

use chrono::{NaiveTime, Timelike};
use reciproque_server::depot::entite::organisation;
use reciproque_shared::api::{ConsulterCompte, FermerSession};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, MOT_DE_PASSE, nom_de_session};

/// ALSA closed at this hour, whatever the hour.
pub async fn fermer_alsa(bac: &Bac) {
    let heure = bac.horloge.locale().time().hour();
    let bornes = if heure < 12 { (20, 21) } else { (1, 2) };
    regler_alsa(bac, bornes.0, bornes.1).await;
}

async fn regler_alsa(bac: &Bac, ouvre_a: u32, ferme_a: u32) {
    let a = |heure| NaiveTime::from_hms_opt(heure, 0, 0);
    organisation::Entity::update_many()
        .col_expr(organisation::Column::OuvreA, Expr::value(a(ouvre_a)))
        .col_expr(organisation::Column::FermeA, Expr::value(a(ferme_a)))
        .filter(organisation::Column::Id.eq(bac.gens.alsa))
        .exec(bac.base())
        .await
        .unwrap();
}

#[tokio::test]
async fn outside_its_hours_an_organisation_is_told_when_it_opens_and_may_only_leave() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    fermer_alsa(&bac).await;
    let refus = nadia.appeler::<ConsulterCompte>((), ()).await.unwrap_err();
    assert_eq!((refus.statut.as_u16(), refus.probleme.genre.as_str()), (403, "/problemes/hors_horaires"));
    assert!(refus.probleme.detail.contains("à partir de"), "{}", refus.probleme.detail);
    let entree = bac.visiteur().ouvrir_session(&nom_de_session("noe"), MOT_DE_PASSE).await.unwrap_err();
    assert_eq!(entree.probleme.genre, "/problemes/hors_horaires");
    let paul = bac.connecter("paul").await;
    paul.appeler::<ConsulterCompte>((), ()).await.unwrap();
    nadia.appeler::<FermerSession>((), ()).await.unwrap();
}

#[tokio::test]
async fn the_same_session_goes_on_when_it_opens_again() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    fermer_alsa(&bac).await;
    nadia.appeler::<ConsulterCompte>((), ()).await.unwrap_err();
    regler_alsa(&bac, 0, 23).await;
    if bac.horloge.locale().time().hour() == 23 {
        return;
    }
    nadia.appeler::<ConsulterCompte>((), ()).await.unwrap();
}
