//! The home page of the user referent: each count is what its list holds.

use chrono::{Days, Months};
use reciproque_server::depot::entite::{convention, habilitation, revue};
use reciproque_shared::accueil::FileSupervision;
use reciproque_shared::api::ConsulterAccueil;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::Bac;

async fn comptes(bac: &Bac) -> Vec<u64> {
    let accueil = bac.connecter("sonia").await.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    let files: Vec<_> = accueil.supervision.iter().map(|compte| compte.file).collect();
    assert_eq!(files, FileSupervision::TOUS);
    accueil.supervision.iter().map(|compte| compte.nombre).collect()
}

/// Noé, asked for under another profil, as far as these proofs go.
async fn ajouter(bac: &Bac, profil: &str, formee: bool, certifiee: bool) {
    let jour = bac.horloge.aujourdhui();
    let ligne = habilitation::ActiveModel {
        agent_id: Set(bac.gens.noe),
        profil: Set(profil.into()),
        demandee_le: Set(jour),
        formee_le: Set(formee.then_some(jour)),
        certifiee_le: Set(certifiee.then_some(jour)),
        version: Set(1),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
}

async fn finir(bac: &Bac, organisation: i64, fin: chrono::NaiveDate) {
    convention::Entity::update_many()
        .col_expr(convention::Column::DateFin, Expr::value(fin))
        .filter(convention::Column::OrganisationId.eq(organisation))
        .exec(bac.base())
        .await
        .unwrap();
}

async fn une_revue(bac: &Bac, annee: i32, limite: chrono::NaiveDate) {
    let ligne = revue::ActiveModel {
        organisation_id: Set(bac.gens.alsa),
        organisation_nom: Set("ALSA".into()),
        annee: Set(annee),
        ouverte_le: Set(bac.horloge.maintenant() - Days::new(40)),
        limite: Set(limite),
        version: Set(1),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap();
}

#[tokio::test]
async fn each_count_of_the_user_referent_is_what_waits() {
    let bac = Bac::ouvrir().await;
    assert_eq!(comptes(&bac).await, [0, 0, 0, 0, 0, 364]);
    ajouter(&bac, "administrateur", false, false).await;
    ajouter(&bac, "gestionnaire_ctsa", true, false).await;
    ajouter(&bac, "referent_solis", true, true).await;
    assert_eq!(comptes(&bac).await, [1, 1, 1, 0, 0, 364]);
    let jour = bac.horloge.aujourdhui();
    finir(&bac, bac.gens.alsa, jour + Months::new(3)).await;
    finir(&bac, bac.gens.semaphore, jour + Months::new(3) + Days::new(1)).await;
    finir(&bac, bac.gens.lecture, jour - Days::new(1)).await;
    une_revue(&bac, 2030, jour).await;
    une_revue(&bac, 2031, jour - Days::new(1)).await;
    assert_eq!(comptes(&bac).await, [1, 1, 1, 1, 1, 364]);
    // Nobody else's business.
    let paul = bac.connecter("paul").await.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    assert!(paul.supervision.is_empty());
}
