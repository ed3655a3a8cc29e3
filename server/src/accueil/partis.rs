//! The référents who accompany no more, or not where they did: few, looked for first, so that their
//! persons are reached through them whatever the engine makes of the rest.

use reciproque_shared::habilitation::Profil;
use sea_orm::DbErr;

use crate::depot::sql::{Clause, Sql};
use crate::garde::Passage;
use crate::garde::agent::peut_accompagner;

/// Agents who have, or had, a habilitation to accompany.
#[derive(Default)]
pub struct Partis {
    /// They may accompany nobody, or went to another organisation.
    pub tous: Vec<i64>,
    /// They may accompany nobody.
    pub sans_poste: Vec<i64>,
}

impl Partis {
    pub async fn charger(passage: &Passage) -> Result<Self, DbErr> {
        let en_poste = || peut_accompagner(passage.app().horloge.aujourdhui());
        let profils = Profil::ceux(|profil| profil.traits().accompagne).map(Profil::code);
        let requete = Clause::from("SELECT agent.id, (")
            .puis(en_poste())
            .puis(
                ") FROM agent WHERE EXISTS (SELECT 1 FROM habilitation WHERE habilitation.agent_id = agent.id \
                 AND habilitation.profil IN ",
            )
            .puis(Clause::parmi(profils))
            .puis(") AND (NOT (")
            .puis(en_poste())
            .puis(
                ") OR EXISTS (SELECT 1 FROM habilitation WHERE habilitation.agent_id = agent.id \
                 AND habilitation.ancienne_organisation IS NOT NULL))",
            );
        let lus: Vec<(i64, bool)> = passage.base().trouver(requete).await?;
        let sans_poste = lus.iter().filter(|(_, en_poste)| !en_poste).map(|(agent, _)| *agent).collect();
        Ok(Self { tous: lus.into_iter().map(|(agent, _)| agent).collect(), sans_poste })
    }
}
