//! The rules run over the traced events of one agent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::{Compteurs, RegleAlerte, Seuils};

/// Where an event stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub chaine: u32,
    pub seq: u64,
}

/// One traced event, reduced to what the rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fait {
    pub position: Position,
    /// Local time at the département.
    pub instant: NaiveDateTime,
    pub nature: Nature,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A file was opened.
    Vue {
        dossier: i64,
        /// The agent has a part in the file: it is on their list.
        sur_liste: bool,
        /// Somebody in the file bears the agent's name.
        homonyme: bool,
    },
    /// Refused: out of scope, or not allowed to the profil.
    Refus,
    /// People were looked for.
    Recherche,
    /// The access of somebody else was closed or changed, or would have been.
    Geste,
}

/// What is known of an agent besides the events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examen {
    pub seuils: Seuils,
    /// Whether the scope of the agent is wider than a list of their own (CTSA, Pôle emploi).
    pub portee_etendue: bool,
    /// Files opened on a usual day; `None` while there are too few days to say.
    pub habitude: Option<u32>,
    /// Events up to this instant have been judged by the officer under this rule.
    pub juges: BTreeMap<RegleAlerte, NaiveDateTime>,
}

/// A rule that fires: what was counted, and the events that were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constat {
    pub regle: RegleAlerte,
    /// The highest count of a window.
    pub mesure: u32,
    pub seuil: u32,
    pub positions: BTreeSet<Position>,
    /// Instant of the last of these events.
    pub dernier: NaiveDateTime,
}

/// The rules that fire over the events of one agent, in ascending order of instant. Run
/// again with more events, it finds the same and more.
pub fn examiner(faits: &[Fait], examen: &Examen) -> Vec<Constat> {
    Compteurs::default().nourrir(faits, examen)
}
