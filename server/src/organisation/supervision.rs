//! Suspending and reinstating an organisation.

use reciproque_shared::api::SuperviserOrganisation;
use reciproque_shared::habilitation::Retrait;
use reciproque_shared::supervision::fiche::FicheOrganisation;
use reciproque_shared::supervision::{GesteSupervision, gestes_sur_organisation};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::relire;
use crate::depot::annuaire;
use crate::depot::entite::{organisation, supervision};
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::session;
use crate::supervision::{noter, permis};

/// `POST /organisations/{organisation}/supervision`
pub async fn superviser(
    passage: Passage,
    appel: AppelRecu<SuperviserOrganisation>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (ligne, sorte) = annuaire::trouver_organisation(passage.base(), appel.chemin).await?;
    let (geste, motif) = (appel.corps.geste, appel.corps.motif().map_err(Refus::Invalide)?);
    permis(geste, &gestes_sur_organisation(sorte, ligne.suspendue_le.is_some()))?;
    let suspend = geste == GesteSupervision::Suspendre;
    let retrait = suspend.then_some(Retrait::SuspendreOrganisation);
    let objet = Objet::new("organisation", ligne.id);
    let ecriture = passage.annoncer_fermeture_pour(objet, retrait, Some(geste.code())).await?;
    ecriture
        .accomplir(async {
            let (ligne, _) = annuaire::verrouiller_organisation(passage.base(), ligne.id).await?;
            permis(geste, &gestes_sur_organisation(sorte, ligne.suspendue_le.is_some()))?;
            if suspend {
                reserve::compter(&passage, passage.base(), ligne.id, geste.acces()).await?;
            }
            let instant = suspend.then(|| passage.app().horloge.maintenant());
            organisation::Entity::update_many()
                .col_expr(organisation::Column::SuspendueLe, Expr::value(instant))
                .filter(organisation::Column::Id.eq(ligne.id))
                .exec(passage.base())
                .await?;
            if suspend {
                session::fermer_celles_de(passage.base(), ligne.id).await?;
            }
            let sur = supervision::ActiveModel { organisation_id: Set(Some(ligne.id)), ..Default::default() };
            noter(&passage, passage.base(), sur, (geste, motif)).await?;
            relire(&passage, ligne.id).await
        })
        .await
}
