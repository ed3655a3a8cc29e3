//! A status given to a rendez-vous, and what became of it.

use reciproque_shared::api::{ConsulterRendezVous, RenseignerRendezVous};
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, ReponseRendezVous, SaisieStatut};

use crate::server::{Echec, appeler, appeler_version};

pub enum Suite {
    Enregistre(FicheRendezVous),
    /// Somebody else changed it meanwhile: as it is now.
    Entretemps(FicheRendezVous),
}

/// Gives a status to the rendez-vous seen in this version.
///
/// # Errors
/// Those of the call.
pub async fn renseigner((id, version): (i64, i32), statut: StatutRendezVous) -> Result<Suite, Echec> {
    let saisie = SaisieStatut { statut, report: None };
    match appeler_version::<RenseignerRendezVous>(id, saisie, version).await {
        Ok(ReponseRendezVous { enregistre: Some(fiche), .. }) => Ok(Suite::Enregistre(fiche)),
        Err(echec) if !echec.est_devance() => Err(echec),
        // A status takes no time of its own, hence overlaps nothing.
        _ => appeler::<ConsulterRendezVous>(id, ()).await.map(Suite::Entretemps),
    }
}
