//! What is known of an adult, and on which depends what their file awaits.

use chrono::{NaiveDate, NaiveDateTime};

use crate::cer::{EtatCer, PeriodeCer, Sorte};
use crate::instruction::{EtatInstruction, IssueInstruction, SorteInstruction};
use crate::parcours::Orientation;

/// An adult still in the foyer. Whoever left it, or is a child, has nothing awaited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faits {
    /// The right of the foyer is current: nothing is due under a closed one.
    pub droit_en_cours: bool,
    /// Subject to droits et devoirs: nobody else owes a contract (CASF L262-27).
    pub soumis: bool,
    /// When the services learnt it; none when it is not known.
    pub soumise_le: Option<NaiveDate>,
    /// Any order.
    pub orientations: Vec<OrientationConnue>,
    pub referents: Vec<ReferentConnu>,
    pub cer: Vec<CerConnu>,
    pub rendez_vous: Vec<RendezVousPrevu>,
    /// Those that still await something.
    pub reorientations: Vec<ReorientationConnue>,
    /// The last situation that a file told.
    pub france_travail: Option<FranceTravailConnu>,
    pub ecarts_de_cote: Vec<EcartDeCote>,
    /// Requests about the right.
    pub instructions: Vec<InstructionConnue>,
}

/// An orientation, current, past or to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrientationConnue {
    pub structure: i64,
    /// The structure has no agent: nobody of it is a référent.
    pub sans_compte: bool,
    pub orientation: Orientation,
}

/// The référent unique, last day included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferentConnu {
    pub agent: i64,
    pub debut: NaiveDate,
    pub fin: Option<NaiveDate>,
}

/// A CER, whatever its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CerConnu {
    pub id: i64,
    pub structure: i64,
    pub referent: i64,
    pub etat: EtatCer,
    /// The kind signed; none for a draft.
    pub sorte: Option<Sorte>,
    pub avenant_de: Option<i64>,
    /// The one that it corrects or follows.
    pub precedent: Option<i64>,
    pub periode: Option<(NaiveDate, NaiveDate)>,
    /// When the last of the two signed it; none for a draft.
    pub signe_le: Option<NaiveDate>,
    /// Day on which it came to its state.
    pub depuis: NaiveDate,
}

/// A rendez-vous whose outcome is not told yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RendezVousPrevu {
    pub id: i64,
    pub structure: i64,
    pub referent: i64,
    /// Local time at the département.
    pub debut: NaiveDateTime,
}

/// A request for another orientation: open, or answered and not read yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReorientationConnue {
    pub id: i64,
    /// That asked.
    pub structure: i64,
    /// Who asked.
    pub agent: i64,
    pub demandee_le: NaiveDate,
    /// None while it is open.
    pub repondue_le: Option<NaiveDate>,
}

/// What of a situation may differ from ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FranceTravailConnu {
    /// The file that told it first.
    pub au: NaiveDate,
    pub inscrite: bool,
    /// Struck off on that day, and not on the list since.
    pub radiee_le: Option<NaiveDate>,
    /// An adviser is named there.
    pub conseillee: bool,
    pub plan: Option<(NaiveDate, Option<NaiveDate>)>,
}

/// A discrepancy that was set aside, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcartDeCote {
    pub quoi: super::Attendu,
    pub cle: String,
    pub etape: i64,
}

/// A request about the right, whatever its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstructionConnue {
    pub id: i64,
    pub sorte: SorteInstruction,
    pub etat: EtatInstruction,
    /// Proposed, then decided.
    pub issue: Option<IssueInstruction>,
    /// Who instructs it.
    pub instructeur: Option<i64>,
    pub recue_le: NaiveDate,
    /// Day on which it came to its state.
    pub depuis: NaiveDate,
}

impl CerConnu {
    pub const fn est_avenant(&self) -> bool {
        matches!(self.sorte, Some(Sorte::Avenant))
    }

    /// When it was signed, unless it was undone, refused or sent back since: then it is to be signed again.
    pub fn tient_depuis(&self) -> Option<NaiveDate> {
        use EtatCer::{Rompu, Signe, Transmis, Valide};
        self.signe_le.filter(|_| matches!(self.etat, Signe | Transmis | Valide | Rompu))
    }

    /// As the history reads it, when it counts.
    pub fn en_periode(&self) -> Option<PeriodeCer> {
        let (debut, fin) = self.periode.filter(|_| self.etat.compte())?;
        let (id, sorte, avenant_de) = (self.id, self.sorte?, self.avenant_de);
        Some(PeriodeCer { id, rang: 0, sorte, avenant_de, debut, fin })
    }

    /// A contract signed, sent or sent back: what this structure awaits is its outcome, not
    /// another one. Sent, it binds whichever structure follows.
    pub fn en_instance(&self, structure: i64) -> bool {
        let chez_elle = self.structure == structure;
        !self.est_avenant()
            && match self.etat {
                EtatCer::Transmis => true,
                EtatCer::Signe | EtatCer::ACompleter => chez_elle,
                _ => false,
            }
    }
}
