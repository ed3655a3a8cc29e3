//! What identifies a person: numbers, names, birth date, ways to reach them.
//!
//! None of these types is `Serialize` (except [`Sexe`], which names nobody) nor shows its
//! content through `Debug`: only the guard lets personal data out.

mod contact;
mod naissance;
mod nir;
mod nom;
mod pole_emploi;
mod role;

pub use contact::{Email, Telephone};
pub use naissance::{DateNaissance, PrecisionNaissance};
pub use nir::{Nir, Ntt};
pub use nom::{Nom, Prenom, prenom_lisible};
pub use pole_emploi::IdentifiantPoleEmploi;
pub use role::{RolePersonne, RoleRecu};

use crate::liste::liste_fermee;

liste_fermee! {
    /// Sex as the caisses record it (list SEXE).
    Sexe {
        Homme = "1", "Homme";
        Femme = "2", "Femme";
    }
}
