//! What the rules of a CER need to know about a person, read from the store.

use reciproque_shared::cer::{ContexteCer, EtatCer, PeriodeCer, ReglagesCer, SaisieCer, Sorte};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, QueryOrder};

use crate::depot::entite::{cer, orientation};
use crate::equipe;
use crate::garde::Passage;
use crate::garde::lecture::{Concerne, de};
use crate::refus::Refus;
use crate::serveur::Extranet;

/// States of the contracts that take a rank and occupy their period.
const COMPTENT: [&str; 2] = [EtatCer::Valide.code(), EtatCer::Rompu.code()];

/// The situation of a person towards a structure: its orientation, the contracts that
/// count (without `sauf`), the settings, the day.
pub async fn contexte_cer(
    passage: &Passage,
    base: &impl ConnectionTrait,
    qui: &impl Concerne,
    structure: i64,
    sauf: Option<i64>,
) -> Result<ContexteCer, Refus> {
    let orientation = de::<orientation::Entity>(qui)
        .filter(orientation::Column::OrganisationId.eq(structure))
        .order_by_desc(orientation::Column::Debut)
        .one(base)
        .await?;
    let mut valides = periodes(&contrats(base, qui).await?);
    valides.retain(|periode| Some(periode.id) != sauf);
    let equipe = match passage.agent().organisation == structure {
        true => Some(equipe::referents_possibles(passage, base).await?),
        false => None,
    };
    let sorte = orientation.as_ref().and_then(|o| SorteOrientation::du_code(&o.sorte));
    Ok(ContexteCer {
        aujourdhui: passage.app().horloge.aujourdhui(),
        orientation_debut: orientation.as_ref().map(|o| o.debut),
        orientation_fin: orientation.and_then(|o| o.fin),
        orientation_professionnelle: sorte == Some(SorteOrientation::Professionnel),
        equipe,
        valides,
        reglages: reglages(passage.app()),
    })
}

/// The settings in force today.
pub fn reglages(app: &Extranet) -> ReglagesCer {
    ReglagesCer::en_vigueur(&app.regles, app.horloge.aujourdhui())
}

/// The contracts of a person that count.
pub async fn contrats(base: &impl ConnectionTrait, qui: &impl Concerne) -> Result<Vec<cer::Model>, DbErr> {
    de::<cer::Entity>(qui).filter(cer::Column::Etat.is_in(COMPTENT)).all(base).await
}

/// Those of the rows that count, as the rules of the history read them.
pub fn periodes(lignes: &[cer::Model]) -> Vec<PeriodeCer> {
    lignes.iter().filter(|ligne| etat_cer(ligne).compte()).filter_map(periode).collect()
}

fn periode(ligne: &cer::Model) -> Option<PeriodeCer> {
    Some(PeriodeCer {
        id: ligne.id,
        rang: ligne.rang.and_then(|rang| u32::try_from(rang).ok()).unwrap_or(0),
        sorte: ligne.sorte.as_deref().and_then(Sorte::du_code)?,
        avenant_de: ligne.avenant_de,
        debut: ligne.debut?,
        fin: ligne.fin?,
    })
}

/// The stored state; a code that this version does not know is read as cancelled.
pub fn etat_cer(ligne: &cer::Model) -> EtatCer {
    EtatCer::du_code(&ligne.etat).unwrap_or(EtatCer::Annule)
}

/// What was typed; until one chooses another, the référent is the one of the row.
///
/// # Errors
/// When the stored text is not a draft.
pub fn saisie(ligne: &cer::Model) -> serde_json::Result<SaisieCer> {
    let mut saisie: SaisieCer = serde_json::from_str(&ligne.saisie)?;
    if saisie.referent.is_empty() {
        saisie.referent = ligne.referent_id.to_string();
    }
    Ok(saisie)
}
