//! A status given to a rendez-vous, and what became of it.

use reciproque_shared::api::{ConsulterRendezVous, RenseignerRendezVous};
use reciproque_shared::rendez_vous::StatutRendezVous;
use reciproque_shared::rendez_vous::fiche::{FicheRendezVous, SaisieStatut, dernier_geste};

use crate::pages::geste::{Dit, Fiche, issue};
use crate::server::{Echec, appeler_version};

impl Fiche for FicheRendezVous {
    type Lecture = ConsulterRendezVous;
    const CELLE_CI: &'static str = "ce rendez-vous";

    fn dernier_geste(&self) -> Option<String> {
        dernier_geste(self)
    }
}

/// Gives a status to the rendez-vous seen in this version.
///
/// # Errors
/// Those of the call.
pub async fn renseigner(
    (id, version): (i64, i32),
    statut: StatutRendezVous,
) -> Result<(FicheRendezVous, Dit), Echec> {
    let saisie = SaisieStatut { statut, report: None };
    let appel = async move {
        let reponse = appeler_version::<RenseignerRendezVous>(id, saisie, version).await?;
        // A status takes no time of its own, hence overlaps nothing.
        reponse.enregistre.ok_or(Echec::Reseau)
    };
    issue(id, appel, String::new()).await
}

/// `Enregistré : Honoré.`
pub fn enregistre(fiche: &FicheRendezVous) -> String {
    format!("Enregistré : {}.", fiche.ligne.statut.libelle())
}
