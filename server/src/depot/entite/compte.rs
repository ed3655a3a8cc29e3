//! Accounts: how each agent signs in.

entite! {
    /// How an agent signs in. Without a password, a code or a passkey nobody can.
    table "compte";
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: i64,
    pub mot_de_passe: Option<String>,
    pub change_le: Option<DateTimeUtc>,
    /// The password must be changed before anything else.
    pub a_changer: bool,
    /// Hash of the one-time code, while there is no password.
    pub code: Option<String>,
    pub code_expire_le: Option<DateTimeUtc>,
    /// Hash of the code that opened its session already.
    pub code_servi: Option<String>,
    /// Hash of the password before this one.
    pub precedent: Option<String>,
    /// Salt of the authenticator application's secret, once confirmed.
    pub graine: Option<String>,
    pub graine_proposee: Option<String>,
    pub dernier_pas: Option<i64>,
}
