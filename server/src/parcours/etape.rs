//! The history of the decisions about an adult.

use reciproque_shared::parcours::{GesteParcours, ParcoursTenu};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, SqlErr};

use crate::depot::entite::parcours_etape;
use crate::depot::sql::{Clause, Sql};
use crate::garde::Passage;
use crate::garde::lecture::Concerne;
use crate::refus::Refus;

/// What was decided, in French, and why.
pub struct Etape {
    pub geste: GesteParcours,
    pub quoi: String,
    pub motif: Option<String>,
    /// The decision taken for several persons at once.
    pub lot: Option<i64>,
    /// What went with the person to the new référent (JSON).
    pub deplaces: Option<String>,
}

impl Etape {
    pub const fn nouvelle(geste: GesteParcours, quoi: String) -> Self {
        Self { geste, quoi, motif: None, lot: None, deplaces: None }
    }
}

impl Etape {
    /// Adds the step that follows the `version` first ones; `avant` is the parcours as it was.
    ///
    /// # Errors
    /// `Perime` when somebody decided meanwhile.
    pub async fn ecrire(
        self,
        passage: &Passage,
        (personne, version): (i64, i32),
        avant: &ParcoursTenu,
    ) -> Result<i64, Refus> {
        let etape = parcours_etape::ActiveModel {
            personne_id: Set(personne),
            rang: Set(version + 1),
            geste: Set(self.geste.code().to_owned()),
            quoi: Set(self.quoi),
            motif: Set(self.motif),
            avant: Set(serde_json::to_string(avant)?),
            lot_id: Set(self.lot),
            deplaces: Set(self.deplaces),
            agent_id: Set(passage.agent().id),
            instant: Set(passage.app().horloge.maintenant()),
            ..Default::default()
        };
        etape.insert(passage.base()).await.map(|etape| etape.id).map_err(|erreur| match erreur.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Perime,
            _ => erreur.into(),
        })
    }
}

/// A date of the parcours was rectified: whoever decides next sees it, and what was before the
/// decision can't be put back over it.
pub async fn rectifiee(passage: &Passage, personne: &impl Concerne, quoi: String) -> Result<(), Refus> {
    let personne = personne.concerne();
    let requete = Clause::from("SELECT COALESCE(MAX(rang), 0) FROM parcours_etape WHERE personne_id = ?")
        .avec(personne);
    let lus: Vec<(i32,)> = passage.base().trouver(requete).await?;
    let version = lus.first().map_or(0, |(rang,)| *rang);
    Etape::nouvelle(GesteParcours::Rectifier, quoi)
        .ecrire(passage, (personne, version), &ParcoursTenu::default())
        .await
        .map(drop)
}
