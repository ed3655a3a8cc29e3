//! A notice of termination: the convention ends when the rules of its kind say.

use reciproque_shared::api::DenoncerConvention;
use reciproque_shared::convention::Denonciation;
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::avenant::monter;
use crate::convention::lecture;
use crate::depot::annuaire;
use crate::depot::entite::convention;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::organisation::relire;
use crate::refus::Refus;

/// `POST /conventions/{convention}/denonciation`
pub async fn denoncer(
    passage: Passage,
    appel: AppelRecu<DenoncerConvention>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let (organisation, lue) = lecture::une(base, appel.chemin, appel.version).await?;
    let denonciation =
        Denonciation::lire(&appel.corps, (lue.sorte, &lue.duree()), jour).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("convention", lue.id)).await?;
    ecriture
        .accomplir(async {
            annuaire::verrouiller_organisation(passage.base(), organisation).await?;
            monter(passage.base(), lue.id, lue.version).await?;
            let valeurs = convention::ActiveModel {
                date_fin: Set(Some(denonciation.fin)),
                denoncee_le: Set(Some(denonciation.comptee_du)),
                denonciation_voie: Set(Some(denonciation.voie.code().to_owned())),
                denonciation_motif: Set(Some(denonciation.motif)),
                denonciation_par: Set(Some(passage.agent().id)),
                denonciation_saisie_le: Set(Some(passage.app().horloge.maintenant())),
                ..Default::default()
            };
            convention::Entity::update_many()
                .set(valeurs)
                .filter(convention::Column::Id.eq(lue.id))
                .exec(passage.base())
                .await?;
            relire(&passage, organisation).await
        })
        .await
}
