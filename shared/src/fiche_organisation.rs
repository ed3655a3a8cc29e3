//! Organisations, their conventions and their agents, as the user referent of the
//! département sees them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::convention::{Avenant, Duree, EtatConvention, Lieux};
use crate::habilitation::{EtatHabilitation, Profil};
use crate::nominatif;
use crate::organisation::SorteOrganisation;
use crate::supervision::{Decision, GesteSupervision};

nominatif! {
    /// The places of one profil: taken, and granted by the convention in force.
    pub struct Usage {
        pub profil: Profil,
        pub occupees: u32,
        /// None where no convention is needed.
        pub quota: Option<u32>,
    }

    /// One organisation in the list.
    pub struct LigneOrganisation {
        pub id: i64,
        pub nom: String,
        pub sorte: SorteOrganisation,
        pub suspendue: bool,
        /// Of its latest convention; none without any.
        pub etat: Option<EtatConvention>,
        pub reference: Option<String>,
        pub date_fin: Option<NaiveDate>,
        pub usages: Vec<Usage>,
    }

    /// All the organisations, the Département first.
    pub struct Organisations {
        pub lignes: Vec<LigneOrganisation>,
    }

    /// A notice of termination that was received.
    pub struct DenonciationLue {
        pub recue_le: NaiveDate,
        pub motif: String,
        pub saisie_le: DateTime<Utc>,
        pub par: String,
    }

    /// A convention with all its terms.
    pub struct ConventionLue {
        pub id: i64,
        pub version: i32,
        pub reference: String,
        pub date_effet: NaiveDate,
        pub tacite: bool,
        pub date_fin: Option<NaiveDate>,
        pub denonciation: Option<DenonciationLue>,
        /// The initial terms first.
        pub avenants: Vec<Avenant>,
    }

    /// An agent of the organisation, with the profils not ended.
    pub struct AgentLu {
        pub id: i64,
        pub nom: String,
        pub prenom: String,
        pub suspendu: bool,
        pub profils: Vec<Profil>,
    }

    /// One organisation on its page.
    pub struct FicheOrganisation {
        pub id: i64,
        pub nom: String,
        pub sorte: SorteOrganisation,
        pub suspendue_le: Option<DateTime<Utc>>,
        pub ouvre_a: Option<NaiveTime>,
        pub ferme_a: Option<NaiveTime>,
        /// Communes of a CTSA, by name.
        pub communes: Vec<String>,
        /// The places that its convention may bear on; none where no convention is needed.
        pub lieux: Option<Lieux>,
        /// The latest first.
        pub conventions: Vec<ConventionLue>,
        pub usages: Vec<Usage>,
        pub agents: Vec<AgentLu>,
        /// The latest first.
        pub decisions: Vec<Decision>,
        pub gestes: Vec<GesteSupervision>,
    }

    /// One habilitation of an agent.
    pub struct HabilitationLue {
        pub profil: Profil,
        pub etat: EtatHabilitation,
        pub debut: Option<NaiveDate>,
        /// First day without access.
        pub fin: Option<NaiveDate>,
        /// Taken back by the Département.
        pub retiree: bool,
    }

    /// One agent, as the supervisor sees it.
    pub struct FicheAgent {
        pub id: i64,
        pub nom: String,
        pub prenom: String,
        pub email: String,
        pub organisation: i64,
        pub organisation_nom: String,
        pub suspendu_le: Option<DateTime<Utc>>,
        pub mot_de_passe_a_changer: bool,
        pub sessions: u32,
        pub habilitations: Vec<HabilitationLue>,
        pub decisions: Vec<Decision>,
        pub gestes: Vec<GesteSupervision>,
    }
}

impl ConventionLue {
    pub fn duree(&self) -> Duree {
        let denoncee_le = self.denonciation.as_ref().map(|denonciation| denonciation.recue_le);
        Duree { date_effet: self.date_effet, tacite: self.tacite, denoncee_le }
    }

    pub fn etat(&self, jour: NaiveDate) -> EtatConvention {
        self.duree().etat(jour)
    }
}

impl Usage {
    /// More places taken than granted: an avenant lowered the quota.
    pub fn depasse(&self) -> bool {
        self.quota.is_some_and(|quota| self.occupees > quota)
    }
}
