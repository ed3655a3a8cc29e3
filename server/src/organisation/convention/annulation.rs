//! Giving up a convention or an avenant that has not taken effect. It stays, with who and why.

use reciproque_shared::api::AnnulerConvention;
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::avenant::monter;
use crate::convention::lecture;
use crate::depot::annuaire;
use crate::depot::entite::{avenant, convention};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::organisation::relire;
use crate::refus::Refus;

/// `POST /conventions/{convention}/annulation`
pub async fn annuler(
    passage: Passage,
    appel: AppelRecu<AnnulerConvention>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (base, horloge) = (passage.base(), &passage.app().horloge);
    let (organisation, lue) = lecture::une(base, appel.chemin, appel.version).await?;
    let numero = appel.corps.avenant;
    lue.annulable(numero, horloge.aujourdhui()).map_err(|motif| Refus::Conflit(motif.message))?;
    let motif = appel.corps.motif().map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("convention", lue.id)).await?;
    ecriture
        .accomplir(async {
            annuaire::verrouiller_organisation(passage.base(), organisation).await?;
            monter(passage.base(), lue.id, lue.version).await?;
            let (le, par, motif) =
                (Set(Some(horloge.maintenant())), Set(Some(passage.agent().id)), Set(Some(motif)));
            if let Some(numero) = numero {
                avenant::Entity::update_many()
                    .set(avenant::ActiveModel {
                        annulation_le: le,
                        annulation_par: par,
                        annulation_motif: motif,
                        ..Default::default()
                    })
                    .filter(avenant::Column::ConventionId.eq(lue.id))
                    .filter(avenant::Column::Numero.eq(i32::try_from(numero)?))
                    .exec(passage.base())
                    .await?;
            } else {
                convention::Entity::update_many()
                    .set(convention::ActiveModel {
                        annulation_le: le,
                        annulation_par: par,
                        annulation_motif: motif,
                        ..Default::default()
                    })
                    .filter(convention::Column::Id.eq(lue.id))
                    .exec(passage.base())
                    .await?;
            }
            relire(&passage, organisation).await
        })
        .await
}
