//! Sessions in progress.

entite! {
    /// The token itself is never stored: `empreinte` is its SHA-256; `reference` is the
    /// short public name under which the journal knows the session.
    table "session";
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub empreinte: String,
    #[sea_orm(unique)]
    pub reference: String,
    pub agent_id: i64,
    pub profil: String,
    pub ouverte_le: DateTimeUtc,
    pub vue_le: DateTimeUtc,
    /// Where it was opened from.
    pub adresse: String,
    pub navigateur: String,
    /// When a second factor was presented, if one was.
    pub second_facteur_le: Option<DateTimeUtc>,
    /// The password was a one-time code, or too old, at the opening.
    pub mot_de_passe_echu: bool,
}
