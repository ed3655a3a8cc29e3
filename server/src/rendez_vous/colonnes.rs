//! A rendez-vous and its columns: what is entered written in them, what they hold as it is shown
//! and as it would be typed.

use chrono::NaiveDateTime;
use reciproque_shared::cer::fiche::PersonneConcernee;
use reciproque_shared::date;
use reciproque_shared::rendez_vous::fiche::LigneRendezVous;
use reciproque_shared::rendez_vous::{
    Canal, ObjetRendezVous, RendezVous, SaisieRendezVous, StatutRendezVous,
};
use sea_orm::ActiveValue::Set;

use crate::depot::entite::rendez_vous::{ActiveModel, Model};

/// What was entered, as columns.
///
/// # Errors
/// None: a length in minutes fits.
pub fn colonnes(lu: &RendezVous, referent: i64) -> anyhow::Result<ActiveModel> {
    Ok(ActiveModel {
        referent_id: Set(referent),
        objet: Set(lu.objet().code().to_owned()),
        debut: Set(lu.debut()),
        duree_minutes: Set(i32::try_from(lu.duree_minutes())?),
        canal: Set(lu.canal().code().to_owned()),
        lieu: Set(lu.lieu().map(|lieu| lieu.as_str().to_owned())),
        note: Set(lu.note().map(|note| note.as_str().to_owned())),
        ..Default::default()
    })
}

/// What the columns hold, in a list.
pub fn ligne(
    ligne: Model,
    personne: PersonneConcernee,
    referent: String,
    maintenant: NaiveDateTime,
) -> LigneRendezVous {
    let statut = statut(&ligne);
    LigneRendezVous {
        id: ligne.id,
        version: ligne.version,
        personne,
        objet: ObjetRendezVous::du_code(&ligne.objet).unwrap_or(ObjetRendezVous::Suivi),
        debut: ligne.debut,
        duree_minutes: ligne.duree_minutes,
        canal: Canal::du_code(&ligne.canal).unwrap_or(Canal::Physique),
        lieu: ligne.lieu,
        statut,
        a_renseigner: statut.a_renseigner(ligne.debut, maintenant),
        referent,
    }
}

/// The stored status; a code that this version does not know is read as cancelled.
pub fn statut(ligne: &Model) -> StatutRendezVous {
    StatutRendezVous::du_code(&ligne.statut).unwrap_or(StatutRendezVous::AnnuleService)
}

/// The entry that would give this rendez-vous, as `FicheRendezVous::ecrite` tells it.
pub fn ecrite(ligne: &Model) -> SaisieRendezVous {
    SaisieRendezVous {
        objet: ligne.objet.clone(),
        date: date::court(ligne.debut.date()),
        heure: date::affiche_heure(ligne.debut.time()),
        duree_minutes: ligne.duree_minutes.to_string(),
        canal: ligne.canal.clone(),
        lieu: ligne.lieu.clone().unwrap_or_default(),
        referent: Some(ligne.referent_id),
        note: ligne.note.clone().unwrap_or_default(),
        malgre_chevauchement: false,
    }
}
