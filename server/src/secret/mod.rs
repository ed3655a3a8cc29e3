//! What proves who somebody is, and what slows down who guesses: mechanisms, without the product.

mod application;
mod atelier;
pub mod cle_acces;
mod coffre;
mod compteur;
mod frein;
pub mod mot_de_passe;
mod ouverture;
mod question;

pub use application::{Application, CODES_SECOURS, empreinte_secours, tirer_code};
pub use coffre::Coffre;
pub use compteur::Pris;
pub use frein::{Essai, Frein};
pub use ouverture::Secret;
