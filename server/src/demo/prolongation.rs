//! A few persons oriented to a social support, whose review comes later.

use reciproque_shared::parcours::{Difficulte, SorteOrientation};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::suivi::Suivi;
use crate::depot::entite::orientation;

/// One in so many.
const UNE_SUR: usize = 25;

/// Found on the day of the orientation, for each ground in turn.
pub async fn installer(base: &impl ConnectionTrait, suivis: &[Suivi]) -> Result<(), DbErr> {
    let sociales = suivis.iter().filter(|suivi| suivi.sorte == SorteOrientation::Social).step_by(UNE_SUR);
    for (suivi, difficulte) in sociales.zip(Difficulte::TOUS.iter().cycle()) {
        orientation::Entity::update_many()
            .col_expr(orientation::Column::Prolongation, Expr::value(difficulte.code()))
            .col_expr(orientation::Column::ProlongeeLe, Expr::value(suivi.oriente_le))
            .filter(orientation::Column::PersonneId.eq(suivi.personne))
            .filter(orientation::Column::Fin.is_null())
            .exec(base)
            .await?;
    }
    Ok(())
}
