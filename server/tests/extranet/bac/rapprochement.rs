//! A question on who is who, as an import would have left it.

use reciproque_server::depot::entite::{dossier, personne, rapprochement, rapprochement_etape};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::recette::INCONNU;
use super::{Bac, Cible};

/// Whether the person is the one of an older dossier, of Mulhouse; alone in the store.
pub async fn un_rapprochement(bac: &Bac, cible: Cible) -> i64 {
    rapprochement_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    rapprochement::Entity::delete_many().exec(bac.base()).await.unwrap();
    if !cible.existe() {
        return INCONNU;
    }
    let ancienne = match cible.personne == bac.gens.haas.demandeur {
        true => bac.gens.weber.demandeur,
        false => bac.gens.haas.demandeur,
    };
    poser(bac, cible.personne, ancienne).await
}

/// Asked by an import: the first one in the newer dossier.
pub async fn poser(bac: &Bac, nouvelle: i64, ancienne: i64) -> i64 {
    let ligne = async |id| personne::Entity::find_by_id(id).one(bac.base()).await.unwrap().unwrap();
    let (ici, la_bas) = (ligne(nouvelle).await, ligne(ancienne).await);
    let ou = dossier::Entity::find_by_id(ici.dossier_id).one(bac.base()).await.unwrap().unwrap();
    let instant = bac.horloge.maintenant();
    let question = rapprochement::ActiveModel {
        personne_id: Set(nouvelle.max(ancienne)),
        autre_id: Set(nouvelle.min(ancienne)),
        dossier_id: Set(ici.dossier_id),
        ancien_dossier_id: Set(la_bas.dossier_id),
        commune: Set(ou.commune),
        score: Set(70),
        raisons: Set("sans_nir meme_nom meme_naissance".into()),
        etat: Set("ouvert".into()),
        trouve_le: Set(instant),
        echange: Set(false),
        nir_repris: Set(false),
        ..Default::default()
    };
    let question = question.insert(bac.base()).await.unwrap();
    let etape = rapprochement_etape::ActiveModel {
        rapprochement_id: Set(question.id),
        rang: Set(1),
        geste: Set("poser".into()),
        etat: Set("ouvert".into()),
        instant: Set(instant),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
    question.id
}
