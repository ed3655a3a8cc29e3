//! The statements that a sandbox runs, heard while somebody listens.

use std::sync::{Arc, Mutex, PoisonError};

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
pub struct Instructions(Arc<Mutex<Option<Vec<Instruction>>>>);

impl Instructions {
    pub fn temoin(&self, magasin: Magasin) -> Temoin {
        let entendues = self.0.clone();
        Arc::new(move |texte| {
            let mut entendues = entendues.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(liste) = entendues.as_mut() {
                liste.push(Instruction { magasin, texte: texte.clone() });
            }
        })
    }

    /// What is run while `travail` is under way.
    pub async fn pendant<T>(&self, travail: impl Future<Output = T>) -> (T, Vec<Instruction>) {
        *self.0.lock().unwrap() = Some(Vec::new());
        let issue = travail.await;
        (issue, self.0.lock().unwrap().take().unwrap_or_default())
    }
}
