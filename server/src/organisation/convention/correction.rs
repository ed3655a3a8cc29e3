//! The cure of a breach before the end of its notice: the convention goes on, and what stopped the
//! notice is kept with it.

use chrono::NaiveDate;
use reciproque_shared::api::CorrigerManquement;
use reciproque_shared::convention::Correction;
use reciproque_shared::supervision::fiche::{ConventionLue, FicheOrganisation};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::avenant::monter;
use crate::convention::lecture::{durees, une};
use crate::depot::annuaire;
use crate::depot::entite::{convention, correction};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::organisation::relire;
use crate::refus::Refus;

/// `POST /conventions/{convention}/correction`
pub async fn corriger(
    passage: Passage,
    appel: AppelRecu<CorrigerManquement>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let (organisation, lue) = une(passage.base(), appel.chemin, appel.version).await?;
    lire(&passage, &appel, (organisation, &lue), jour).await?;
    let ecriture = passage.annoncer(Objet::new("convention", lue.id)).await?;
    ecriture
        .accomplir(async {
            annuaire::verrouiller_organisation(passage.base(), organisation).await?;
            // Somebody may have entered another convention meanwhile, on the days that the notice freed.
            let corrigee = lire(&passage, &appel, (organisation, &lue), jour).await?;
            monter(passage.base(), lue.id, lue.version).await?;
            garder(&passage, lue.id, &corrigee).await?;
            lever(&passage, lue.id, corrigee.duree.fin()).await?;
            relire(&passage, organisation).await
        })
        .await
}

async fn lire(
    passage: &Passage,
    appel: &AppelRecu<CorrigerManquement>,
    (organisation, lue): (i64, &ConventionLue),
    jour: NaiveDate,
) -> Result<Correction, Refus> {
    let delai = lue.a_corriger(jour).map_err(|motif| Refus::Conflit(motif.message))?;
    let autres = durees(passage.base(), organisation, Some(lue.id)).await?;
    Correction::lire(&appel.corps, &delai, &autres, jour).map_err(Refus::Invalide)
}

/// The notice as it was, beside its cure.
async fn garder(passage: &Passage, id: i64, corrigee: &Correction) -> Result<(), Refus> {
    let ligne = convention::Entity::find_by_id(id).one(passage.base()).await?.ok_or(Refus::Introuvable)?;
    let (Some(denoncee_le), Some(date_fin), Some(denonciation_motif), Some(denonciation_saisie_le)) =
        (ligne.denoncee_le, ligne.date_fin, ligne.denonciation_motif, ligne.denonciation_saisie_le)
    else {
        return Err(Refus::Perime);
    };
    let ligne = correction::ActiveModel {
        convention_id: Set(id),
        denoncee_le: Set(denoncee_le),
        date_fin: Set(date_fin),
        denonciation_voie: Set(ligne.denonciation_voie),
        denonciation_motif: Set(denonciation_motif),
        denonciation_par: Set(ligne.denonciation_par),
        denonciation_saisie_le: Set(denonciation_saisie_le),
        corrigee_le: Set(corrigee.corrigee_le),
        motif: Set(corrigee.motif.clone()),
        saisie_par: Set(passage.agent().id),
        saisie_le: Set(passage.app().horloge.maintenant()),
        ..Default::default()
    };
    ligne.insert(passage.base()).await?;
    Ok(())
}

/// As if no notice had been given.
async fn lever(passage: &Passage, id: i64, fin: Option<NaiveDate>) -> Result<(), Refus> {
    let valeurs = convention::ActiveModel {
        date_fin: Set(fin),
        denoncee_le: Set(None),
        denonciation_voie: Set(None),
        denonciation_motif: Set(None),
        denonciation_par: Set(None),
        denonciation_saisie_le: Set(None),
        ..Default::default()
    };
    convention::Entity::update_many()
        .set(valeurs)
        .filter(convention::Column::Id.eq(id))
        .exec(passage.base())
        .await?;
    Ok(())
}
