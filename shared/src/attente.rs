//! What the file of an adult awaits: said once, for the header of a dossier, the work lists,
//! their counts and the buttons alike.
//!
//! [`suite`] answers for all days at once: each [`Attente`] tells in which window it stands, so
//! that what is kept of it stays true as days pass. It is a finding, never a sanction.

mod ecart;
mod faits;
mod fenetre;
mod suite;
#[cfg(test)]
mod tests;

pub use ecart::{Ecart, ecarts};
pub use faits::{
    CerConnu, EcartDeCote, Faits, FranceTravailConnu, InstructionConnue, OrientationConnue, ReferentConnu,
    RendezVousPrevu, ReorientationConnue,
};
pub use fenetre::Fenetre;
pub use suite::{plus_long_horizon, suite};

use chrono::{NaiveDate, NaiveDateTime};

use crate::liste::liste_fermee;
use crate::nominatif;
use crate::regle::Cle;

/// A deadline is near from this many days before it, unless its rule says otherwise.
pub const PROCHE_JOURS: u32 = 30;
/// The same, of a delay that is itself a month.
pub const PROCHE_REPONSE_JOURS: u32 = 7;

liste_fermee! {
    /// What is awaited.
    Attendu {
        /// Nobody accompanies a person subject to droits et devoirs.
        Orientation = "orientation", "Orienter la personne";
        /// The structure accompanies without a référent unique.
        Referent = "referent", "Désigner le référent unique";
        /// Asked for by the structure that accompanies.
        Reorientation = "reorientation", "Instruire la réorientation demandée";
        /// Answered by the département.
        ReponseReorientation = "reponse_reorientation", "Lire la réponse à la demande de réorientation";
        /// A request about the right, received or taken up.
        Instruction = "instruction", "Instruire la demande sur le droit";
        /// By another agent than the one who instructed it.
        DecisionInstruction = "decision_instruction", "Décider de la demande sur le droit";
        NotificationInstruction = "notification_instruction", "Notifier la décision sur le droit";
        TransmissionInstruction = "transmission_instruction", "Transmettre la décision à la caisse";
        /// Sent back by the département.
        CerACompleter = "cer_a_completer", "Compléter le CER";
        /// Signed by both, and still at the structure.
        CerATransmettre = "cer_a_transmettre", "Transmettre le CER signé";
        Contrat = "contrat", "Conclure le CER";
        Renouvellement = "renouvellement", "Faire le bilan et renouveler le CER";
        /// At the département (CTSA).
        CerADecider = "cer_a_decider", "Décision de la CTSA sur le CER";
        RendezVous = "rendez_vous", "Renseigner le rendez-vous";
        Brouillon = "brouillon", "Terminer le brouillon du CER";
        RevueSociale = "revue_sociale", "Réexaminer l'orientation sociale";
        /// France Travail and the Département do not both name who accompanies.
        EcartReferent = "ecart_referent", "Accorder le référent avec France Travail";
        /// Struck off there for as long as the law says, and oriented to employment here.
        EcartRadiation = "ecart_radiation", "Revoir l’orientation vers l’emploi d’une personne radiée";
        /// The plan there and the contract here.
        EcartDates = "ecart_dates", "Accorder les dates du plan et du contrat";
        /// One of the three, set aside by the Département.
        EcartDeCote = "ecart_de_cote", "Écart avec France Travail mis de côté";
    }
}

liste_fermee! {
    /// Where a deadline stands today.
    EtatEcheance {
        Depassee = "depassee", "Dépassée";
        Proche = "proche", "Proche";
        AVenir = "a_venir", "À venir";
    }
}

impl Attendu {
    /// Told to the Département alone: where it and France Travail differ.
    pub const fn est_un_ecart(self) -> bool {
        matches!(self, Self::EcartReferent | Self::EcartRadiation | Self::EcartDates | Self::EcartDeCote)
    }

    /// About a request on the right: the business of the CTSA alone.
    pub const fn d_une_instruction(self) -> bool {
        matches!(
            self,
            Self::Instruction
                | Self::DecisionInstruction
                | Self::NotificationInstruction
                | Self::TransmissionInstruction
        )
    }

    /// Its windows lie within an orientation to its structure: while it stands, the structure
    /// accompanies the person.
    pub const fn de_l_orientation(self) -> bool {
        matches!(
            self,
            Self::Referent
                | Self::ReponseReorientation
                | Self::Contrat
                | Self::Renouvellement
                | Self::RevueSociale
        )
    }
}

/// The version of a rule that a deadline was computed with: its key, and its first day in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionRegle {
    pub cle: Cle,
    pub debut: NaiveDate,
}

/// One thing awaited about an adult.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attente {
    pub quoi: Attendu,
    /// The CER, the rendez-vous or the request that it bears on; the step that set a discrepancy aside.
    pub objet: Option<i64>,
    /// That accompanies the person, or that made the CER or the rendez-vous; none while nobody accompanies.
    pub structure: Option<i64>,
    /// The référent unique of the person in this window.
    pub referent: Option<i64>,
    /// Whose CER, rendez-vous or request it is.
    pub porteur: Option<i64>,
    /// Since when: the orientation, the last step of the CER, or the signature that a review counts from.
    pub depuis: NaiveDate,
    /// First day on which the deadline is near.
    pub proche_le: Option<NaiveDate>,
    /// Last day in time; none when no rule sets one.
    pub limite: Option<NaiveDate>,
    pub regle: Option<VersionRegle>,
    pub fenetre: Fenetre,
}

impl Attente {
    /// None when there is no deadline.
    pub fn etat_le(&self, jour: NaiveDate) -> Option<EtatEcheance> {
        Some(EtatEcheance::du(self.limite?, self.proche_le?, jour))
    }

    /// In which order a summary tells them: what the structure owes first, what is far last.
    /// Nothing records that a review was done: past, it hides nothing else.
    pub fn priorite(&self, jour: NaiveDate) -> (u8, NaiveDate) {
        (rang(self.quoi, self.etat_le(jour)), self.limite.unwrap_or(self.depuis))
    }
}

const fn rang(quoi: Attendu, etat: Option<EtatEcheance>) -> u8 {
    match (quoi, etat) {
        (Attendu::RevueSociale, Some(EtatEcheance::Depassee)) => 6,
        (Attendu::Renouvellement | Attendu::RevueSociale, Some(EtatEcheance::AVenir)) => 5,
        (Attendu::CerACompleter | Attendu::CerATransmettre | Attendu::ReponseReorientation, _) => 0,
        (Attendu::Contrat | Attendu::Renouvellement, _) => 1,
        (Attendu::CerADecider | Attendu::Reorientation | Attendu::RevueSociale, _) => 2,
        (
            Attendu::Instruction
            | Attendu::DecisionInstruction
            | Attendu::NotificationInstruction
            | Attendu::TransmissionInstruction,
            _,
        ) => 2,
        (Attendu::Orientation | Attendu::Referent, _) => 1,
        (Attendu::RendezVous, _) => 3,
        (Attendu::Brouillon, _) => 4,
        (
            Attendu::EcartReferent | Attendu::EcartRadiation | Attendu::EcartDates | Attendu::EcartDeCote,
            _,
        ) => 7,
    }
}

impl EtatEcheance {
    /// On the date itself it is near, not missed.
    pub fn du(limite: NaiveDate, proche_le: NaiveDate, jour: NaiveDate) -> Self {
        match jour {
            jour if limite < jour => Self::Depassee,
            jour if proche_le <= jour => Self::Proche,
            _ => Self::AVenir,
        }
    }
}

nominatif! {
    /// One thing awaited, as a dossier tells it.
    pub struct AttenteLue {
        pub quoi: Attendu,
        pub libelle: String,
        /// The CER or the rendez-vous that it bears on, when the reader may open it.
        pub objet: Option<i64>,
        pub depuis: NaiveDate,
        pub limite: Option<NaiveDate>,
        pub etat: Option<EtatEcheance>,
        /// Article and version of the rule used; empty without a deadline.
        pub article: String,
        pub explication: String,
    }
}

/// What stands at this instant, the first to be told first.
pub fn du_moment(attentes: &[Attente], maintenant: NaiveDateTime) -> Vec<&Attente> {
    let mut la: Vec<_> = attentes.iter().filter(|attente| attente.fenetre.contient(maintenant)).collect();
    la.sort_by_key(|attente| attente.priorite(maintenant.date()));
    la
}
