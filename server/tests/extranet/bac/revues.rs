//! Annual reviews in the state that a call needs, for the organisation that accompanies.

use chrono::{Days, SubsecRound};
use reciproque_server::depot::entite::{organisation, revue, revue_ligne};
use reciproque_server::revue::Ouverture;
use reciproque_shared::revue::empreinte;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::recette::INCONNU;
use super::{Bac, Cible};

/// A review, with the line of the agent that accompanies.
#[derive(Clone, Copy, Debug)]
pub struct UneRevue {
    pub id: i64,
    pub ligne: i64,
}

impl UneRevue {
    const INCONNUE: Self = Self { id: INCONNU, ligne: INCONNU };

    pub fn objet(self) -> String {
        format!("revue:{}", self.id)
    }
}

/// Open since today, alone in the store.
pub async fn une_revue(bac: &Bac, cible: Cible) -> UneRevue {
    revue_ligne::Entity::delete_many().exec(bac.base()).await.unwrap();
    revue::Entity::delete_many().exec(bac.base()).await.unwrap();
    let Some(structure) = organisation::Entity::find_by_id(cible.structure).one(bac.base()).await.unwrap()
    else {
        return UneRevue::INCONNUE;
    };
    let jour = bac.horloge.aujourdhui();
    let ouverture = Ouverture {
        annee: 2026,
        prevue: jour,
        ouverte_le: bac.horloge.maintenant().trunc_subsecs(0),
        limite: jour + Days::new(30),
    };
    let revue = ouverture.ecrire(bac.base(), &structure).await.unwrap();
    let ligne = revue_ligne::Entity::find()
        .filter(revue_ligne::Column::RevueId.eq(revue.id))
        .filter(revue_ligne::Column::AgentId.eq(cible.agent))
        .one(bac.base())
        .await
        .unwrap();
    UneRevue { id: revue.id, ligne: ligne.map_or(INCONNU, |ligne| ligne.id) }
}

/// Every line confirmed: it may be sealed.
pub async fn une_revue_decidee(bac: &Bac, cible: Cible) -> UneRevue {
    let revue = une_revue(bac, cible).await;
    revue_ligne::Entity::update_many()
        .col_expr(revue_ligne::Column::Decision, Expr::value("confirmee"))
        .col_expr(revue_ligne::Column::Motif, Expr::value("en_poste"))
        .col_expr(revue_ligne::Column::DecideeLe, Expr::value(bac.horloge.maintenant()))
        .col_expr(revue_ligne::Column::DecideePar, Expr::value("ESSAI gaelle"))
        .exec(bac.base())
        .await
        .unwrap();
    revue
}

/// Sealed, with another text than its own: good enough to be read.
pub async fn une_revue_scellee(bac: &Bac, cible: Cible) -> UneRevue {
    let revue = une_revue_decidee(bac, cible).await;
    let valeurs = revue::ActiveModel {
        scellee_le: Set(Some(bac.horloge.maintenant())),
        scellee_par: Set(Some("ESSAI gaelle".into())),
        empreinte: Set(Some(empreinte("essai"))),
        texte: Set(Some("essai".into())),
        ..Default::default()
    };
    revue::Entity::update_many().set(valeurs).exec(bac.base()).await.unwrap();
    revue
}
