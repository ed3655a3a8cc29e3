//! The portfolios of a structure, for who manages it: the team, the persons of one référent, what is
//! handed over to colleagues.

mod apercu;
mod equipe;
mod fiche;
mod issues;
mod lignes;
mod rappel;
mod transfert;
mod transmission;

pub use equipe::Equipe;
pub use fiche::Portefeuille;
pub use rappel::Rappel;
pub use transfert::Transfert;

/// Where the portfolio of an agent is.
pub fn adresse(agent: i64) -> String {
    format!("/agents/{agent}/portefeuille")
}
