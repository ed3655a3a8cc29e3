//! Requests of the people concerned, in the state that a case needs.

use chrono::Months;
use reciproque_server::depot::entite::{demande_droit, demande_etape, rectification};
use reciproque_shared::droit::EtatDemande;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::recette::INCONNU;
use super::{Bac, Cible};

/// A request of this person, received today.
pub async fn une_demande(bac: &Bac, cible: Cible, etat: EtatDemande) -> i64 {
    let jour = bac.horloge.aujourdhui();
    let ligne = demande_droit::ActiveModel {
        personne_id: Set(cible.personne),
        sorte: Set("acces".into()),
        etat: Set(etat.code().into()),
        recue_le: Set(jour),
        limite: Set(jour + Months::new(1)),
        article: Set("RGPD art. 12.3".into()),
        prolongee: Set(false),
        objet: Set(String::new()),
        version: Set(1),
        close_le: Set(etat.est_close().then(|| bac.horloge.maintenant())),
        ..Default::default()
    };
    ligne.insert(bac.base()).await.unwrap().id
}

/// The request of the person that the case arranged, as it was then; else one that nobody
/// verified the identity of.
pub async fn la_demande(bac: &Bac, cible: Cible) -> i64 {
    if !cible.existe() {
        return INCONNU;
    }
    rectification::Entity::delete_many().exec(bac.base()).await.unwrap();
    demande_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    let connue = demande_droit::Entity::find()
        .filter(demande_droit::Column::PersonneId.eq(cible.personne))
        .order_by_asc(demande_droit::Column::Id)
        .one(bac.base())
        .await
        .unwrap();
    let Some(connue) = connue else { return une_demande(bac, cible, EtatDemande::Recue).await };
    let id = connue.id;
    let valeurs = demande_droit::ActiveModel { version: Set(1), prolongee: Set(false), ..Default::default() };
    demande_droit::Entity::update_many()
        .set(valeurs)
        .filter(demande_droit::Column::Id.eq(id))
        .exec(bac.base())
        .await
        .unwrap();
    id
}
