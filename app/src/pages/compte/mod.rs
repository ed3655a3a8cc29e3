//! « Mon compte »: how one signs in, and from where; and what must be done first.

mod entrave;
mod mot_de_passe;
mod page;

pub use entrave::Entraves;
pub use mot_de_passe::ChangementMotDePasse;
pub use page::MonCompte;
