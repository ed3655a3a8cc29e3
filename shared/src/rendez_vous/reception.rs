//! With whom a rendez-vous may be fixed: what the choice of a person offers, and what the server
//! refuses in the same words.

use crate::liste::liste_fermee;
use crate::personne::RolePersonne;

liste_fermee! {
    /// Why no rendez-vous is fixed with somebody who was found.
    NonRecu {
        Parti = "parti", "N’est plus dans ce foyer, selon la caisse : cherchez son dossier d’aujourd’hui.";
        PasAdulte = "pas_adulte", "Les rendez-vous se fixent avec un adulte du foyer : le demandeur ou son conjoint.";
        NonAccompagne = "non_accompagne", "N’est pas orienté vers votre structure : seule celle qui accompagne fixe ses rendez-vous.";
    }
}

/// Whether a rendez-vous may be fixed with this person.
///
/// # Errors
/// Why not: the reason that one can least change first.
pub const fn peut_etre_recu(
    role: Option<RolePersonne>,
    parti: bool,
    accompagne: bool,
) -> Result<(), NonRecu> {
    if parti {
        return Err(NonRecu::Parti);
    }
    match role {
        Some(role) if role.est_adulte_accompagne() => {
            if accompagne {
                Ok(())
            } else {
                Err(NonRecu::NonAccompagne)
            }
        }
        _ => Err(NonRecu::PasAdulte),
    }
}
