//! What the tables refuse whatever writes them: these rows do not go through the product.

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{avenant, convention};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use crate::bac::Bac;

async fn inserer(
    bac: &Bac,
    organisation: i64,
    effet: NaiveDate,
    fin: Option<NaiveDate>,
) -> Result<convention::Model, DbErr> {
    let ligne = convention::ActiveModel {
        organisation_id: Set(organisation),
        reference: Set("hors du produit".into()),
        date_effet: Set(effet),
        date_fin: Set(fin),
        tacite: Set(fin.is_none()),
        version: Set(1),
        ..Default::default()
    };
    ligne.insert(bac.base()).await
}

#[tokio::test]
async fn no_two_conventions_of_an_organisation_share_a_day() {
    let bac = Bac::ouvrir().await;
    let alsa = bac.gens.alsa;
    let en_vigueur = convention::Entity::find().filter(convention::Column::OrganisationId.eq(alsa));
    let en_vigueur = en_vigueur.one(bac.base()).await.unwrap().unwrap();
    let debut = en_vigueur.date_effet;
    let (avant, apres) = (|jours| debut - Days::new(jours), |jours| debut + Days::new(jours));
    // Ended on its first day, inside, without end before: each shares at least a day.
    for (effet, fin) in [(avant(300), Some(debut)), (apres(10), Some(apres(20))), (avant(300), None)] {
        assert!(inserer(&bac, alsa, effet, fin).await.is_err(), "{effet} {fin:?}");
    }
    let passee = inserer(&bac, alsa, avant(300), Some(avant(1))).await.unwrap();
    // Nor later, by lengthening it.
    let allongee =
        convention::ActiveModel { id: Set(passee.id), date_fin: Set(Some(debut)), ..Default::default() };
    assert!(allongee.update(bac.base()).await.is_err());
    let deplacee =
        convention::ActiveModel { id: Set(en_vigueur.id), date_effet: Set(avant(1)), ..Default::default() };
    assert!(deplacee.update(bac.base()).await.is_err());
    // Another organisation may, and what does not touch the days may change.
    let ailleurs = convention::ActiveModel { id: Set(passee.id), version: Set(2), ..Default::default() };
    ailleurs.update(bac.base()).await.unwrap();
    inserer(&bac, bac.gens.departement, debut, None).await.unwrap();
    // What is cancelled holds no day, and can't take its days back.
    let annulee = convention::ActiveModel {
        annulation_le: Set(Some(bac.horloge.maintenant())),
        annulation_par: Set(Some(bac.gens.nadia)),
        annulation_motif: Set(Some("Erreur de date.".into())),
        ..en_vigueur.clone().into()
    };
    let annulee = annulee.reset_all().update(bac.base()).await.unwrap();
    let sans_auteur =
        convention::ActiveModel { id: Set(annulee.id), annulation_par: Set(None), ..Default::default() };
    assert!(sans_auteur.update(bac.base()).await.is_err());
    inserer(&bac, alsa, debut, None).await.unwrap();
    assert!(en_vigueur.into_active_model().reset_all().update(bac.base()).await.is_err());
}

#[tokio::test]
async fn a_later_avenant_is_never_dated_before_an_earlier_one() {
    let bac = Bac::ouvrir().await;
    let initial = bac.avenant(bac.gens.alsa).await;
    let initial = avenant::Entity::find_by_id(initial).one(bac.base()).await.unwrap().unwrap();
    let nouveau = |numero, effet| avenant::ActiveModel {
        numero: Set(numero),
        ..avenant::initial(initial.convention_id, effet, true, &[])
    };
    let jour = initial.date_effet + Days::new(30);
    let premier = nouveau(1, jour).insert(bac.base()).await.unwrap();
    assert!(nouveau(2, jour - Days::new(1)).insert(bac.base()).await.is_err());
    assert!(nouveau(1, jour).insert(bac.base()).await.is_err(), "one of each number");
    // The same day corrects; a later day follows.
    nouveau(2, jour).insert(bac.base()).await.unwrap();
    nouveau(3, jour + Days::new(1)).insert(bac.base()).await.unwrap();
    let recule = avenant::ActiveModel {
        id: Set(premier.id),
        date_effet: Set(jour + Days::new(2)),
        ..Default::default()
    };
    assert!(recule.update(bac.base()).await.is_err());
}
