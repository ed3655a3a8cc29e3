//! Organisations, their conventions and their agents, as the user referent of the
//! département sees them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::convention::{
    Annulation, Avenant, DelaiCorrection, Duree, EtatConvention, Lieu, Lieux, SorteConvention, Voie,
    pas_encore,
};
use crate::erreur::Motif;
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
        pub sans_compte: bool,
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

    /// A notice of termination.
    pub struct DenonciationLue {
        /// None for one that was entered before the product kept it.
        pub voie: Option<Voie>,
        /// Day that its delay counts from.
        pub comptee_du: NaiveDate,
        /// How the end was found, then why.
        pub motif: String,
        pub saisie_le: DateTime<Utc>,
        pub par: String,
    }

    /// The cure of a breach, with the notice that it stopped.
    pub struct CorrectionLue {
        pub denonciation: DenonciationLue,
        /// Last day that the notice left.
        pub fin_evitee: NaiveDate,
        pub corrigee_le: NaiveDate,
        pub motif: String,
        pub saisie_le: DateTime<Utc>,
        pub par: String,
    }

    /// A convention with all its terms.
    pub struct ConventionLue {
        pub id: i64,
        pub version: i32,
        pub sorte: SorteConvention,
        pub reference: String,
        pub date_effet: NaiveDate,
        pub tacite: bool,
        pub date_fin: Option<NaiveDate>,
        pub denonciation: Option<DenonciationLue>,
        /// The oldest first.
        pub corrections: Vec<CorrectionLue>,
        pub annulation: Option<Annulation>,
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
        /// It accompanies, and signs in nowhere: no convention, no agent, no hours.
        pub sans_compte: bool,
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
        /// Under which it is or was held.
        pub organisation: String,
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
        /// Where the agent may be attached, once all the habilitations are over; none until then.
        pub organisations: Vec<Lieu>,
        pub decisions: Vec<Decision>,
        pub gestes: Vec<GesteSupervision>,
        /// What is missing among the gestures is the operator's: this agent watches.
        pub reserve: bool,
    }
}

impl FicheOrganisation {
    /// A convention opens its access.
    pub const fn sous_convention(&self) -> bool {
        self.sorte.sous_convention() && !self.sans_compte
    }

    /// Hours may be set for it.
    pub fn a_des_horaires(&self) -> bool {
        self.sorte.a_des_horaires() && !self.sans_compte
    }

    /// Agents sign in there, or may.
    pub fn a_des_comptes(&self) -> bool {
        self.sorte.a_des_comptes() && !self.sans_compte
    }
}

impl ConventionLue {
    pub fn duree(&self) -> Duree {
        let fin_denoncee = self.denonciation.as_ref().and(self.date_fin);
        Duree { date_effet: self.date_effet, tacite: self.tacite, fin_denoncee }
    }

    pub fn etat(&self, jour: NaiveDate) -> EtatConvention {
        match self.annulation {
            Some(_) => EtatConvention::Annulee,
            None => self.duree().etat(jour),
        }
    }

    /// What is left to stop the notice by the cure of its breach, on that day.
    ///
    /// # Errors
    /// See [`DelaiCorrection::ouvert`].
    pub fn a_corriger(&self, jour: NaiveDate) -> Result<DelaiCorrection, Motif> {
        let denonciation = self.denonciation.as_ref();
        let voie = denonciation.and_then(|lue| lue.voie);
        DelaiCorrection::ouvert(
            (self.sorte, voie),
            denonciation.map(|lue| lue.comptee_du),
            self.duree(),
            jour,
        )
    }

    /// The last terms that were not cancelled.
    pub fn dernier(&self) -> Option<&Avenant> {
        self.avenants.iter().rev().find(|avenant| avenant.annulation.is_none())
    }

    /// Whether an avenant, or the whole convention, may still be given up on that day.
    ///
    /// # Errors
    /// `annulation_tardive` once it has taken effect, `annulee_deja`, `avenant_inconnu`.
    pub fn annulable(&self, numero: Option<u32>, jour: NaiveDate) -> Result<(), Motif> {
        let deja = || Motif::new("annulee_deja", "C’est déjà annulé : rechargez la page.");
        let Some(numero) = numero else {
            return match self.annulation {
                Some(_) => Err(deja()),
                None => pas_encore(self.date_effet, jour),
            };
        };
        // The initial terms go with the convention.
        let avenant = self.avenants.iter().find(|avenant| avenant.numero == numero && numero > 0);
        let avenant = avenant
            .ok_or_else(|| Motif::new("avenant_inconnu", "Cet avenant n’existe pas : rechargez la page."))?;
        match self.annulation.as_ref().or(avenant.annulation.as_ref()) {
            Some(_) => Err(deja()),
            None => pas_encore(avenant.date_effet, jour),
        }
    }
}

impl Usage {
    /// More places taken than granted: an avenant lowered the quota.
    pub fn depasse(&self) -> bool {
        self.quota.is_some_and(|quota| self.occupees > quota)
    }
}
