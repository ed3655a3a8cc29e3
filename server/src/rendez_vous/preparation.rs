//! What the form of a new rendez-vous shows: for whom, which colleagues, and how it
//! begins. The dossier stays closed.

use reciproque_shared::api::PreparerRendezVous;
use reciproque_shared::rendez_vous::fiche::PreparationRendezVous;
use reciproque_shared::rendez_vous::{Canal, SaisieRendezVous};
use reciproque_shared::session::Equipe;
use sea_orm::{ColumnTrait, DbErr, QueryFilter, QueryOrder};

use super::brouillon;
use crate::depot::entite::{personne, rendez_vous};
use crate::equipe;
use crate::garde::lecture;
use crate::garde::lecture::personne_concernee;
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
    let dernier = lecture::de::<rendez_vous::Entity>(personne)
        .filter(rendez_vous::Column::OrganisationId.eq(passage.agent().organisation))
        .order_by_desc(rendez_vous::Column::Debut)
        .one(base)
        .await?;
    let referent = equipe::referent_de(passage, base, personne).await?;
    let recoit = equipe.collegues.iter().any(|collegue| collegue.id == referent);
    Ok(SaisieRendezVous {
        duree_minutes: dernier.as_ref().map_or(DUREE, |dernier| dernier.duree_minutes).to_string(),
        canal: dernier.as_ref().map_or(Canal::Physique.code(), |dernier| &dernier.canal).to_owned(),
        lieu: dernier.and_then(|dernier| dernier.lieu).unwrap_or_default(),
        referent: Some(if recoit { referent } else { equipe.moi }),
        ..SaisieRendezVous::default()
    })
}
