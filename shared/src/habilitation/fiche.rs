//! Habilitations as they are read: the list, one with its history, sessions, texts.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::habilitation::{Acte, EtatHabilitation, GesteHabilitation, Portee, Profil, Rubrique};
use crate::nominatif;

/// The group of an agent, as typed; empty takes the agent out of any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieGroupe {
    pub groupe: String,
}

nominatif! {
    /// A habilitation with its proofs and their dates.
    pub struct LigneHabilitation {
        pub id: i64,
        pub version: i32,
        pub agent: i64,
        pub nom: String,
        pub prenom: String,
        pub email: String,
        pub fonction: Option<String>,
        /// Named group of the manager: a site, a service.
        pub groupe: Option<String>,
        pub organisation: i64,
        pub organisation_nom: String,
        pub profil: Profil,
        pub etat: EtatHabilitation,
        pub demandee_le: NaiveDate,
        pub formation: Option<i64>,
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub seance: Option<NaiveDateTime>,
        pub seance_lieu: Option<String>,
        pub formee_le: Option<NaiveDate>,
        pub certifiee_le: Option<NaiveDate>,
        pub engagement_signe_le: Option<DateTime<Utc>>,
        pub charte_signee_le: Option<DateTime<Utc>>,
        pub debut: Option<NaiveDate>,
        /// First day without access.
        pub fin: Option<NaiveDate>,
        /// Principal manager of the organisation.
        pub principal: bool,
        pub suspendu: bool,
    }

    /// A profil that may be asked for, with its quota and what it opens.
    pub struct ProfilDemandable {
        pub profil: Profil,
        /// Places of the convention; none is no limit.
        pub quota: Option<i64>,
        pub pris: i64,
        pub actes: Vec<Acte>,
        pub rubriques: Vec<Rubrique>,
        pub portee: Portee,
        /// The territory that the convention in force bears on, in words; none without dossiers.
        pub territoire: Option<String>,
    }

    /// An organisation whose habilitations one reads.
    pub struct OrganisationGeree {
        pub id: i64,
        pub nom: String,
        pub profils: Vec<ProfilDemandable>,
    }

    /// All that one may see: one's own organisation, or all of them.
    pub struct Habilitations {
        pub lignes: Vec<LigneHabilitation>,
        pub organisations: Vec<OrganisationGeree>,
    }

    /// A step with who, when and why.
    pub struct EtapeHabilitation {
        pub geste: GesteHabilitation,
        pub instant: DateTime<Utc>,
        pub agent: String,
        pub organisation: String,
        pub motif: Option<String>,
    }

    /// A habilitation whole.
    pub struct FicheHabilitation {
        pub ligne: LigneHabilitation,
        pub etapes: Vec<EtapeHabilitation>,
        /// What the reader may do now.
        pub gestes: Vec<GesteHabilitation>,
        /// Sessions with places left, when the reader may put people on them.
        pub seances: Vec<SeanceFormation>,
        /// What was signed, to print it.
        pub signes: Vec<TexteSigne>,
        /// The account awaits its first code, which the reader hands over.
        pub premier_code: bool,
    }

    /// A training session.
    pub struct SeanceFormation {
        pub id: i64,
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub debut: NaiveDateTime,
        pub lieu: String,
        pub places: i32,
        pub prises: i64,
        /// Who planned it.
        pub auteur: String,
    }

    /// The sessions, latest first, with the people put on them or awaiting one.
    pub struct Formations {
        pub seances: Vec<SeanceFormation>,
        pub personnes: Vec<LigneHabilitation>,
    }

    /// A text to sign, or signed.
    pub struct TexteSigne {
        pub titre: String,
        pub version: String,
        pub paragraphes: Vec<String>,
        /// SHA-256 of the text.
        pub empreinte: String,
        pub signe_le: Option<DateTime<Utc>>,
    }

    /// What the agent has to read and to sign.
    pub struct EngagementALire {
        pub engagement: TexteSigne,
        pub charte: TexteSigne,
    }
}
