//! The statements that a sandbox runs, heard while somebody listens; and what may be made to happen
//! between two of them.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reciproque_server::depot::Temoin;
use sea_orm::Statement;

/// Where a statement was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Magasin {
    Base,
    Journal,
}

#[derive(Clone, Debug)]
pub struct Instruction {
    pub magasin: Magasin,
    pub texte: Statement,
}

/// Nobody listens until [`Instructions::pendant`].
#[derive(Clone, Default)]
pub struct Instructions(Arc<Mutex<Ecoute>>);

#[derive(Default)]
struct Ecoute {
    entendues: Option<Vec<Instruction>>,
    evenement: Evenement,
}

type Action = Box<dyn FnOnce() + Send>;
type Condition = Box<dyn FnMut(&Instruction) -> bool + Send>;

/// Writings that no call announces: counters of tries, and when a session was seen.
const ACCESSOIRES: [&str; 3] = ["frein", "essai_second_facteur", "SET \"vue_le\""];

/// What is to happen right after a statement, once.
#[derive(Default)]
enum Evenement {
    #[default]
    Aucun,
    Prevu(Condition, Action),
    Survenu,
}

impl Evenement {
    fn apres(self, instruction: &Instruction) -> Self {
        match self {
            Self::Prevu(mut condition, action) => match condition(instruction) {
                true => {
                    action();
                    Self::Survenu
                }
                false => Self::Prevu(condition, action),
            },
            autre => autre,
        }
    }
}

/// Whether it writes what a call announces.
pub fn ecrit(instruction: &Instruction) -> bool {
    let sql = &instruction.texte.sql;
    let verbe = sql.split_whitespace().next().unwrap_or_default();
    instruction.magasin == Magasin::Base
        && matches!(verbe, "INSERT" | "UPDATE" | "DELETE")
        && !ACCESSOIRES.iter().any(|accessoire| sql.contains(accessoire))
}

/// Whether it asks the store something.
pub fn interroge(instruction: &Instruction) -> bool {
    let sql = instruction.texte.sql.trim_start();
    instruction.magasin == Magasin::Base && (sql.starts_with("SELECT") || sql.starts_with("WITH"))
}

impl Instructions {
    pub fn temoin(&self, magasin: Magasin) -> Temoin {
        let moi = self.clone();
        Arc::new(move |texte| {
            let mut ecoute = moi.ecoute();
            let instruction = Instruction { magasin, texte: texte.clone() };
            ecoute.evenement = mem::take(&mut ecoute.evenement).apres(&instruction);
            if let Some(liste) = ecoute.entendues.as_mut() {
                liste.push(instruction);
            }
        })
    }

    /// What is run while `travail` is under way.
    pub async fn pendant<T>(&self, travail: impl Future<Output = T>) -> (T, Vec<Instruction>) {
        self.ecoute().entendues = Some(Vec::new());
        let issue = travail.await;
        (issue, self.ecoute().entendues.take().unwrap_or_default())
    }

    /// Has `action` happen once the first statement that writes what a call announces is done.
    pub fn a_la_premiere_ecriture(&self, action: impl FnOnce() + Send + 'static) {
        self.ecoute().evenement = Evenement::Prevu(Box::new(ecrit), Box::new(action));
    }

    /// Has `action` happen right after the nth statement of the store, from 1.
    pub fn apres(&self, rang: usize, action: impl FnOnce() + Send + 'static) {
        let mut restent = rang;
        let condition = move |instruction: &Instruction| {
            restent -= usize::from(restent > 0 && instruction.magasin == Magasin::Base);
            restent == 0
        };
        self.ecoute().evenement = Evenement::Prevu(Box::new(condition), Box::new(action));
    }

    /// Whether it happened.
    pub fn est_survenu(&self) -> bool {
        matches!(self.ecoute().evenement, Evenement::Survenu)
    }

    fn ecoute(&self) -> MutexGuard<'_, Ecoute> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
