//! What the rules of a CER need to know about a person, read from the store.

use reciproque_shared::cer::{
    ContexteCer, EtatCer, PeriodeCer, ReferentPossible, ReglagesCer, SaisieCer, Sorte,
};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::DbErr;

use crate::depot::entite::{cer, orientation};
use crate::depot::sql::{Clause, Sql};
use crate::equipe::{self, Accompagnant};
use crate::garde::Passage;
use crate::garde::lecture::{Concerne, lisibles_des};
use crate::refus::Refus;
use crate::serveur::Extranet;

/// States of the contracts that take a rank and occupy their period.
const COMPTENT: [&str; 2] = [EtatCer::Valide.code(), EtatCer::Rompu.code()];

/// The situation of a person towards a structure: its orientation, the contracts that
/// count (without `sauf`), the settings, the day.
pub async fn contexte_cer(
    passage: &Passage,
    base: &impl Sql,
    qui: &impl Concerne,
    structure: i64,
    sauf: Option<i64>,
) -> Result<ContexteCer, Refus> {
    let valides = periodes(&contrats(base, qui).await?, sauf);
    contexte_parmi(passage, base, qui, structure, valides).await
}

/// The same, when these contracts are in hand.
pub async fn contexte_parmi(
    passage: &Passage,
    base: &impl Sql,
    qui: &impl Concerne,
    structure: i64,
    valides: Vec<PeriodeCer>,
) -> Result<ContexteCer, Refus> {
    let orientation = lisibles_des::<orientation::Entity, _>([qui])
        .et("orientation.organisation_id = ?")
        .avec(structure)
        .premiere(base, " ORDER BY orientation.debut DESC")
        .await?;
    let equipe = match passage.agent().organisation == structure {
        true => Some(equipe::accompagnent(passage, base).await?.into_iter().map(possible).collect()),
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

fn possible(Accompagnant { id, nom, prenom, depuis }: Accompagnant) -> ReferentPossible {
    ReferentPossible { id, depuis, nom: format!("{prenom} {nom}") }
}

/// The settings in force today.
pub fn reglages(app: &Extranet) -> ReglagesCer {
    ReglagesCer::en_vigueur(&app.regles, app.horloge.aujourdhui())
}

/// The contracts of a person that count.
pub async fn contrats(base: &impl Sql, qui: &impl Concerne) -> Result<Vec<cer::Model>, DbErr> {
    let siens = lisibles_des::<cer::Entity, _>([qui]);
    siens.et("cer.etat IN ").puis(Clause::parmi(COMPTENT)).toutes(base, "").await
}

/// Those of the rows that count, without `sauf`, as the rules of the history read them.
pub fn periodes<'a>(lignes: impl IntoIterator<Item = &'a cer::Model>, sauf: Option<i64>) -> Vec<PeriodeCer> {
    let comptent = lignes.into_iter().filter(|ligne| etat_cer(ligne).compte() && Some(ligne.id) != sauf);
    comptent.filter_map(periode).collect()
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
