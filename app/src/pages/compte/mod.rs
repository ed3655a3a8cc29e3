//! « Mon compte »: how one signs in, and from where; and what must be done first.

mod cles;
mod entrave;
mod ferme;
mod mot_de_passe;
mod page;
mod par_cle;
mod question;
mod second_facteur;
mod sessions;
mod sortie;

pub use entrave::{EcranEntrave, Entraves};
pub use ferme::Fermeture;
pub use mot_de_passe::ChangementMotDePasse;
pub use page::MonCompte;
pub use par_cle::ParCle;
pub use sortie::SeDeconnecter;
