//! A person is one, whatever the dossier: two lines of one person become one, by a flow that says so for
//! sure or by an agent of the CTSA whom it asks; and the way back.

mod constat;
mod deplacement;
mod ligne;
mod suite;

pub use constat::{Constat, Releve, decide_par_un_agent, noter};
pub use deplacement::{
    Ailleurs, Reunie, Reunion, Separation, a_part, arriver, est_suivie, prendre_place, reunir, separation,
    separer,
};
pub use ligne::{ecrire, etat_civil, lignes, neuve, nir, nir_garde};
pub use suite::{Placee, annuler, les_deux, relever};
