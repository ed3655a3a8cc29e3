//! The agent's own session, as the app knows it.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::compte::AvisCompte;
use crate::habilitation::{Acte, Entrave, Profil};
use crate::nominatif;

/// What an agent types to sign in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieConnexion {
    pub email: String,
    pub mot_de_passe: String,
}

/// The profil to act under, among those of the agent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoixProfil {
    pub profil: Profil,
}

nominatif! {
    /// Who is signed in, and what the menus may offer.
    pub struct EtatSession {
        pub agent: i64,
        pub nom: String,
        pub prenom: String,
        pub organisation: String,
        pub profil: Profil,
        pub profils: Vec<Profil>,
        /// Acts that the rule table and the convention allow: the menus are drawn from it.
        pub actes: Vec<Acte>,
        /// What must be done before anything else.
        pub entrave: Option<Entrave>,
        /// Under watch: each view asks for a reason.
        pub surveillance: Option<SurveillanceEnCours>,
        /// Days until a new password is asked at sign-in, from the first reminder on.
        pub mot_de_passe_expire_dans: Option<i64>,
        /// A training store: every page says so.
        pub formation: bool,
        /// Seconds of inactivity before the session closes.
        pub inactivite_s: u32,
        /// The day and time at the département (Europe/Paris).
        pub aujourd_hui: NaiveDate,
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub maintenant: NaiveDateTime,
        /// When the organisation's access closes today, if it has hours.
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub ferme_a: Option<NaiveDateTime>,
        /// When this session ends, however it is used.
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub finit_a: NaiveDateTime,
        /// Changes to how the agent signs in that they have not said to have read, the latest first.
        pub avis: Vec<AvisCompte>,
    }

    /// The watch on oneself.
    #[derive(Copy)]
    pub struct SurveillanceEnCours {
        /// Last day; none until the officer lifts it.
        pub jusqu_au: Option<NaiveDate>,
    }

    /// A colleague of the same organisation, to be chosen as référent.
    pub struct Collegue {
        pub id: i64,
        pub nom: String,
        pub prenom: String,
    }

    /// The agents of one's own organisation who may accompany.
    pub struct Equipe {
        pub moi: i64,
        pub collegues: Vec<Collegue>,
    }
}

/// Length of a session without activity: 30 minutes (conventions 2016; RSACG).
pub const INACTIVITE_S: u32 = 30 * 60;
/// The agent is told this long before the end, or at half of a shorter session.
pub const PREAVIS_S: u32 = 2 * 60;

/// How awake a session is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Veille {
    #[default]
    Active,
    /// It ends soon.
    Avertie,
    /// It is over: only signing in again brings it back.
    Expiree,
}

impl Veille {
    /// `ecoulees` seconds after the last activity, when a session lasts `inactivite_s`.
    pub fn apres(ecoulees: f64, inactivite_s: u32) -> Self {
        let fin = f64::from(inactivite_s);
        if ecoulees >= fin {
            Self::Expiree
        } else if ecoulees >= fin - f64::from(preavis_s(inactivite_s)) {
            Self::Avertie
        } else {
            Self::Active
        }
    }
}

/// How long before the end the agent is told, in seconds.
pub const fn preavis_s(inactivite_s: u32) -> u32 {
    if inactivite_s < 2 * PREAVIS_S { inactivite_s / 2 } else { PREAVIS_S }
}

nominatif! {
    /// Ten recovery codes, shown once, and what the session has become.
    pub struct CodesSecours {
        pub codes: Vec<String>,
        pub etat: EtatSession,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{INACTIVITE_S, Veille};

    #[rstest]
    #[case(0.0, INACTIVITE_S, Veille::Active)]
    #[case(1679.9, INACTIVITE_S, Veille::Active)]
    #[case(1680.0, INACTIVITE_S, Veille::Avertie)]
    #[case(1799.9, INACTIVITE_S, Veille::Avertie)]
    #[case(1800.0, INACTIVITE_S, Veille::Expiree)]
    #[case(2.9, 6, Veille::Active)]
    #[case(3.0, 6, Veille::Avertie)]
    #[case(6.0, 6, Veille::Expiree)]
    fn told_two_minutes_before_or_at_half_of_the_time(
        #[case] ecoulees: f64,
        #[case] inactivite_s: u32,
        #[case] attendue: Veille,
    ) {
        assert_eq!(Veille::apres(ecoulees, inactivite_s), attendue);
    }
}
