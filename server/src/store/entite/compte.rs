use sea_orm::entity::prelude::*;

/// How an agent signs in. Without a password nobody can.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "compte")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: i64,
    pub mot_de_passe: Option<String>,
    pub change_le: Option<DateTimeUtc>,
    /// The password must be changed before anything else.
    pub a_changer: bool,
}

impl ActiveModelBehavior for ActiveModel {}
