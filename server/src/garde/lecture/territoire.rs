//! What a change of territory reads beside the rows that it counts: nobody is named.

use chrono::{DateTime, Utc};
use reciproque_shared::identifiant::CommuneInsee;
use sea_orm::DbErr;

use crate::depot::sql::{Clause, Sql};

/// The foyer of each person, joined to it.
pub const LEUR_FOYER: &str = "INNER JOIN dossier ON dossier.id = personne.dossier_id";

/// Where agents decide: on a CER, on a parcours. In this order of the tables: a period, or the agents
/// of one organisation, leads to few rows.
const DECISIONS: [&str; 2] = [
    "SELECT cer_etape.id FROM cer_etape CROSS JOIN agent CROSS JOIN cer CROSS JOIN personne CROSS JOIN dossier \
     WHERE agent.id = cer_etape.agent_id AND cer.id = cer_etape.cer_id AND personne.id = cer.personne_id \
     AND dossier.id = personne.dossier_id AND cer_etape.instant >= ?",
    "SELECT parcours_etape.id FROM agent CROSS JOIN parcours_etape CROSS JOIN personne CROSS JOIN dossier \
     WHERE parcours_etape.agent_id = agent.id AND personne.id = parcours_etape.personne_id \
     AND dossier.id = personne.dossier_id AND parcours_etape.instant >= ?",
];

/// Whether agents of an organisation decided anything since an instant about who lives in these
/// communes.
pub async fn a_decide(
    base: &impl Sql,
    organisation: i64,
    communes: &[CommuneInsee],
    depuis: DateTime<Utc>,
) -> Result<bool, DbErr> {
    for decisions in DECISIONS {
        let requete = Clause::from(decisions)
            .avec(depuis)
            .et("agent.organisation_id = ?")
            .avec(organisation)
            .et("dossier.commune IN ")
            .puis(Clause::parmi(communes.iter().map(CommuneInsee::as_str)))
            .puis(" LIMIT 1");
        if !base.trouver::<(i64,)>(requete).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
