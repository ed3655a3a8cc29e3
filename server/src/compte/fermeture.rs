//! An account closed whole: only a new code opens it again.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::depot::entite::{cle_acces, code_secours, compte};
use crate::session;

/// What the journal says of a step that closes the account.
pub const ACCES_RETIRE: &str = "acces_retire";

/// Password, code, second factor, passkeys and sessions: whoever held them holds nothing.
pub async fn retirer_l_acces(base: &impl ConnectionTrait, agent: i64) -> Result<(), DbErr> {
    // The account first: a sign-in under way waits for it, and finds it changed.
    let vide = compte::ActiveModel {
        mot_de_passe: Set(None),
        code: Set(None),
        code_expire_le: Set(None),
        graine: Set(None),
        graine_proposee: Set(None),
        dernier_pas: Set(None),
        ..Default::default()
    };
    compte::Entity::update_many().set(vide).filter(compte::Column::AgentId.eq(agent)).exec(base).await?;
    code_secours::Entity::delete_many().filter(code_secours::Column::AgentId.eq(agent)).exec(base).await?;
    cle_acces::Entity::delete_many().filter(cle_acces::Column::AgentId.eq(agent)).exec(base).await?;
    session::fermer_toutes(base, agent, None).await.map(drop)
}
