//! What identifies a person: numbers, names, birth date, ways to reach them.
//!
//! None of these types is `Serialize` (except [`Sexe`], which names nobody) nor shows its
//! content through `Debug`: only the guard lets personal data out.

mod cle;
mod contact;
mod naissance;
mod nir;
mod nom;
mod pole_emploi;

pub use cle::{cle_de_recherche, cles_des_noms, parties_du_nom};
pub use contact::{Email, Telephone};
pub use naissance::{DateNaissance, PrecisionNaissance};
pub use nir::{Nir, Ntt};
pub use nom::{Nom, Prenom, prenom_lisible};
pub use pole_emploi::IdentifiantPoleEmploi;

use crate::liste::liste_fermee;

liste_fermee! {
    /// Sex as the caisses record it (list SEXE).
    Sexe {
        Homme = "1", "Homme";
        Femme = "2", "Femme";
    }
}
