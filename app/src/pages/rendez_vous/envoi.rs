//! What the server made of an entry.

use reciproque_shared::api::{
    ConsulterRendezVous, CreerRendezVous, ModifierRendezVous, RenseignerRendezVous,
};
use reciproque_shared::fiche_rendez_vous::{
    FicheRendezVous, LigneRendezVous, ReponseRendezVous, SaisieStatut,
};
use reciproque_shared::rendez_vous::SaisieRendezVous;

use crate::server::{Echec, appeler, appeler_version};

/// Outcome of an entry.
pub enum Issue {
    Enregistre(FicheRendezVous),
    /// Held back: these take place at the same time.
    Chevauche(Vec<LigneRendezVous>),
    /// Somebody else changed it meanwhile: as it is now.
    Entretemps(FicheRendezVous),
    Refus(Echec),
}

impl Issue {
    fn de(reponse: ReponseRendezVous) -> Self {
        reponse.enregistre.map_or(Self::Chevauche(reponse.chevauchements), Self::Enregistre)
    }
}

pub async fn creer(personne: i64, saisie: SaisieRendezVous) -> Issue {
    appeler::<CreerRendezVous>(personne, saisie).await.map_or_else(Issue::Refus, Issue::de)
}

/// Changes date, place and the rest of the rendez-vous seen in this version.
pub async fn modifier(id: i64, version: i32, saisie: SaisieRendezVous) -> Issue {
    conclure(id, appeler_version::<ModifierRendezVous>(id, saisie, version).await).await
}

/// Gives a status to the rendez-vous seen in this version.
pub async fn renseigner(id: i64, version: i32, saisie: SaisieStatut) -> Issue {
    conclure(id, appeler_version::<RenseignerRendezVous>(id, saisie, version).await).await
}

async fn conclure(id: i64, reponse: Result<ReponseRendezVous, Echec>) -> Issue {
    match reponse {
        Ok(reponse) => Issue::de(reponse),
        Err(Echec::Probleme(probleme)) if probleme.status == 412 => {
            appeler::<ConsulterRendezVous>(id, ()).await.map_or_else(Issue::Refus, Issue::Entretemps)
        }
        Err(echec) => Issue::Refus(echec),
    }
}
