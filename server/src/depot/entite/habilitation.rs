//! Habilitations, with their proofs.

use reciproque_shared::habilitation::engagement;
use sea_orm::ActiveValue::Set;

entite! {
    /// Each step has its date; the table refuses a `debut` without all the proofs.
    table "habilitation";
    #[sea_orm(primary_key)]
    pub id: i64,
    pub agent_id: i64,
    pub profil: String,
    pub demandee_le: Date,
    pub formee_le: Option<Date>,
    pub certifiee_le: Option<Date>,
    pub engagement_signe_le: Option<DateTimeUtc>,
    pub engagement_empreinte: Option<String>,
    pub charte_signee_le: Option<DateTimeUtc>,
    pub charte_empreinte: Option<String>,
    pub debut: Option<Date>,
    /// First day without access.
    pub fin: Option<Date>,
    /// Taken back by the département until it gives it again.
    pub suspendue_le: Option<DateTimeUtc>,
    pub version: i32,
    pub formation_id: Option<i64>,
    /// Under which it was held, once its agent has gone to another one; that of the agent until then.
    pub ancienne_organisation: Option<i64>,
}

/// A habilitation whose proofs were all gathered before `debut` (demo, tests).
pub fn prouvee(agent: i64, profil: &str, debut: Date) -> ActiveModel {
    let signature = debut.and_time(chrono::NaiveTime::from_hms_opt(10, 30, 0).unwrap_or_default()).and_utc();
    ActiveModel {
        agent_id: Set(agent),
        profil: Set(profil.to_owned()),
        demandee_le: Set(debut),
        formee_le: Set(Some(debut)),
        certifiee_le: Set(Some(debut)),
        engagement_signe_le: Set(Some(signature)),
        engagement_empreinte: Set(Some(engagement::engagement().empreinte().to_owned())),
        charte_signee_le: Set(Some(signature)),
        charte_empreinte: Set(Some(engagement::charte().empreinte().to_owned())),
        debut: Set(Some(debut)),
        fin: Set(None),
        ..Default::default()
    }
}
