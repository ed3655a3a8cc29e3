//! Opening hours of an organisation.

use reciproque_shared::api::ReglerHoraires;
use reciproque_shared::supervision::fiche::FicheOrganisation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::relire;
use crate::depot::annuaire::{self, trouver_organisation};
use crate::depot::entite::organisation;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const A_TOUTE_HEURE: &str = "Le Département accède à toute heure : c’est lui qui rouvre les autres. Réglez les horaires \
     des structures et des commissions.";

/// `PUT /organisations/{organisation}/horaires`
pub async fn regler(
    passage: Passage,
    appel: AppelRecu<ReglerHoraires>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let (organisation, sorte) = trouver_organisation(passage.base(), appel.chemin).await?;
    if !sorte.a_des_horaires() {
        return Err(Refus::Conflit(A_TOUTE_HEURE.to_owned()));
    }
    annuaire::a_des_comptes(&organisation)?;
    let horaires = appel.corps.lire().map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("organisation", organisation.id)).await?;
    ecriture
        .accomplir(async {
            organisation::Entity::update_many()
                .col_expr(organisation::Column::OuvreA, Expr::value(horaires.map(|(ouvre, _)| ouvre)))
                .col_expr(organisation::Column::FermeA, Expr::value(horaires.map(|(_, ferme)| ferme)))
                .filter(organisation::Column::Id.eq(organisation.id))
                .exec(passage.base())
                .await?;
            relire(&passage, organisation.id).await
        })
        .await
}
