//! The statements that a sandbox runs, heard while somebody listens; and what may be made to happen
//! in the middle of a writing.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reciproque_server::store::Temoin;
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
    panne: Panne,
}

type Action = Box<dyn FnOnce() + Send>;

/// Writings that no call announces: counters of tries, and when a session was seen.
const ACCESSOIRES: [&str; 3] = ["frein", "essai_second_facteur", "SET \"vue_le\""];

/// What is to happen at the first writing that a call announces.
#[derive(Default)]
enum Panne {
    #[default]
    Aucune,
    Prevue(Action),
    Survenue,
}

impl Panne {
    fn apres(self, instruction: &Instruction) -> Self {
        let sql = &instruction.texte.sql;
        let verbe = sql.split_whitespace().next().unwrap_or_default();
        let ecrit = matches!(verbe, "INSERT" | "UPDATE" | "DELETE")
            && !ACCESSOIRES.iter().any(|accessoire| sql.contains(accessoire));
        match (self, instruction.magasin) {
            (Self::Prevue(action), Magasin::Base) if ecrit => {
                action();
                Self::Survenue
            }
            (autre, _) => autre,
        }
    }
}

impl Instructions {
    pub fn temoin(&self, magasin: Magasin) -> Temoin {
        let moi = self.clone();
        Arc::new(move |texte| {
            let mut ecoute = moi.ecoute();
            let instruction = Instruction { magasin, texte: texte.clone() };
            ecoute.panne = mem::take(&mut ecoute.panne).apres(&instruction);
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
        self.ecoute().panne = Panne::Prevue(Box::new(action));
    }

    /// Whether it happened.
    pub fn est_survenue(&self) -> bool {
        matches!(self.ecoute().panne, Panne::Survenue)
    }

    fn ecoute(&self) -> MutexGuard<'_, Ecoute> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
