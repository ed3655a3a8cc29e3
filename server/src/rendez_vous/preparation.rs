//! What the form of a new rendez-vous shows: for whom, which colleagues, and how it
//! begins. The dossier stays closed.

use reciproque_shared::api::PreparerRendezVous;
use reciproque_shared::rendez_vous::fiche::PreparationRendezVous;
use reciproque_shared::rendez_vous::{Canal, SaisieRendezVous};
use reciproque_shared::session::Equipe;
use sea_orm::DbErr;

use super::brouillon;
use crate::depot::entite::{personne, rendez_vous};
use crate::equipe;
use crate::garde::lecture::{self, lisibles_des, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// Length offered the first time, in minutes.
const DUREE: i32 = 45;

/// `GET /personnes/{personne}/rendez-vous/preparation`
pub async fn preparer(
    passage: Passage,
    appel: AppelRecu<PreparerRendezVous>,
) -> Result<Traced<PreparationRendezVous>, Refus> {
    let personne = lecture::personne_recue(&passage, appel.chemin).await?;
    let equipe = equipe::charger(&passage).await?;
    let depart = depart(&passage, &personne, &equipe).await?;
    let brouillon = brouillon::charger(&passage, personne.id).await?;
    let concernee = personne_concernee(&personne);
    let preparation = PreparationRendezVous { personne: concernee, equipe, depart, brouillon };
    let objet = Objet::new("personne", personne.id);
    passage.laisser_sortir(objet, &passage.rubriques(), |_| preparation).await
}

/// As the last time one's own structure met the person; received by the référent when it
/// is a colleague.
async fn depart(
    passage: &Passage,
    personne: &personne::Model,
    equipe: &Equipe,
) -> Result<SaisieRendezVous, DbErr> {
    let base = passage.base();
    let dernier = lisibles_des::<rendez_vous::Entity, _>([personne])
        .et("rendez_vous.organisation_id = ?")
        .avec(passage.agent().organisation)
        .premiere(base, " ORDER BY rendez_vous.debut DESC")
        .await?;
    let est_collegue = |id| equipe.collegues.iter().any(|collegue| collegue.id == id);
    let referent = equipe::referent_de(passage, base, personne, est_collegue).await?;
    Ok(SaisieRendezVous {
        duree_minutes: dernier.as_ref().map_or(DUREE, |dernier| dernier.duree_minutes).to_string(),
        canal: dernier.as_ref().map_or(Canal::Physique.code(), |dernier| &dernier.canal).to_owned(),
        lieu: dernier.and_then(|dernier| dernier.lieu).unwrap_or_default(),
        referent: Some(referent),
        ..SaisieRendezVous::default()
    })
}
