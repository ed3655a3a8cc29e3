//! What a decision on a parcours reads beside the rows about the person.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use reciproque_shared::parcours::FinOrientation;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::DbErr;

use super::lisibles::{Lisibles, hors_perimetre};
use super::personne_atteinte;
use super::tables::Concerne;
use crate::depot::entite::{orientation, personne};
use crate::depot::sql::{Clause, Sql, colonnes};
use crate::garde::Passage;
use crate::garde::agent::en_vigueur;

/// The person whose file awaits something, and the foyer, joined to the row.
pub const SON_FOYER: &str = "INNER JOIN personne ON personne.id = attente.personne_id \
     INNER JOIN dossier ON dossier.id = personne.dossier_id";

/// The person whom a référent accompanies, and the foyer, joined to the row.
pub const FOYER_DU_SUIVI: &str = "INNER JOIN personne ON personne.id = referent.personne_id \
     INNER JOIN dossier ON dossier.id = personne.dossier_id";

/// When the `personne` of the query around is met next by this structure, if ever.
pub fn prochain_rendez_vous(structure: i64, maintenant: NaiveDateTime) -> Clause {
    Clause::from(
        "(SELECT MIN(rendez_vous.debut) FROM rendez_vous WHERE rendez_vous.personne_id = personne.id \
         AND rendez_vous.organisation_id = ? AND rendez_vous.statut = ? AND rendez_vous.debut >= ?)",
    )
    .avec(structure)
    .avec(StatutRendezVous::Prevu.code())
    .avec(maintenant)
}

/// Of how many persons whom the structure of the agent accompanies on a day each agent is the référent,
/// until nobody knows when.
pub async fn suivies_par_agent(passage: &Passage, jour: NaiveDate) -> Result<Vec<(i64, i64)>, DbErr> {
    let requete = Clause::from(
        "SELECT referent.agent_id, COUNT(*) FROM orientation \
         INNER JOIN referent ON referent.personne_id = orientation.personne_id \
         WHERE orientation.organisation_id = ?",
    )
    .avec(passage.agent().organisation)
    .et(en_vigueur("orientation", "debut", "fin", jour))
    .et("referent.fin IS NULL")
    .et(personne_atteinte(passage, "referent.personne_id"))
    .puis(" GROUP BY referent.agent_id");
    passage.base().trouver(requete).await
}

/// Whether somebody is, until nobody knows when, the référent of a person whom this structure accompanies.
pub async fn a_des_referents(base: &impl Sql, structure: i64) -> Result<bool, DbErr> {
    let requete = Clause::from(
        "SELECT referent.id FROM orientation \
         INNER JOIN referent ON referent.personne_id = orientation.personne_id AND referent.fin IS NULL \
         WHERE orientation.organisation_id = ? AND orientation.fin IS NULL LIMIT 1",
    );
    Ok(!base.trouver::<(i64,)>(requete.avec(structure)).await?.is_empty())
}

/// Where a person lives: the commune, and the CTSA that it belongs to on a day.
#[derive(Clone, Debug, Default)]
pub struct Domicile {
    pub commune: Option<String>,
    pub ctsa: Option<i64>,
}

/// Of the foyers of some persons in hand, by number of dossier.
pub async fn domiciles(
    base: &impl Sql,
    personnes: &[&personne::Model],
    jour: NaiveDate,
) -> Result<HashMap<i64, Domicile>, DbErr> {
    let dossiers: BTreeSet<i64> = personnes.iter().map(|personne| personne.dossier_id).collect();
    let requete = Clause::from(
        "SELECT dossier.id, dossier.commune, territoire.organisation_id FROM dossier \
         LEFT JOIN territoire ON territoire.commune = dossier.commune AND ",
    )
    .puis(en_vigueur("territoire", "debut", "fin", jour))
    .puis(" WHERE dossier.id IN ")
    .puis(Clause::parmi(dossiers));
    let lus: Vec<(i64, Option<String>, Option<i64>)> = base.trouver(requete).await?;
    Ok(lus.into_iter().map(|(dossier, commune, ctsa)| (dossier, Domicile { commune, ctsa })).collect())
}

/// How many persons the `organisation` of the query around accompanies on a day, told to nobody by name.
pub fn suivies_le(jour: NaiveDate) -> Clause {
    Clause::from("(SELECT COUNT(*) FROM orientation WHERE orientation.organisation_id = organisation.id AND ")
        .puis(en_vigueur("orientation", "debut", "fin", jour))
        .puis(")")
}

/// Whether a structure has typed anything about a person in hand since an instant.
pub async fn a_saisi(
    base: &impl Sql,
    personne: &impl Concerne,
    structure: i64,
    depuis: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let requete = Clause::from(
        "SELECT cer.id FROM cer WHERE cer.personne_id = ? AND cer.organisation_id = ? AND cer.saisie_le >= ? \
         UNION ALL SELECT rendez_vous.id FROM rendez_vous \
         INNER JOIN rendez_vous_etape ON rendez_vous_etape.rendez_vous_id = rendez_vous.id \
         WHERE rendez_vous.personne_id = ? AND rendez_vous.organisation_id = ? AND rendez_vous_etape.instant >= ? \
         UNION ALL SELECT reorientation.id FROM reorientation \
         WHERE reorientation.personne_id = ? AND reorientation.organisation_id = ? AND reorientation.demandee_le >= ?",
    );
    let requete = [(); 3]
        .iter()
        .fold(requete, |requete, ()| requete.avec(personne.concerne()).avec(structure).avec(depuis));
    Ok(!base.trouver::<(i64,)>(requete).await?.is_empty())
}

/// Those of these persons whom the scope of the agent reaches.
pub async fn personnes_atteintes(
    passage: &Passage,
    ids: impl Iterator<Item = i64>,
) -> Result<Vec<personne::Model>, DbErr> {
    let requete = Clause::from(format!(
        "SELECT {} FROM personne INNER JOIN dossier ON dossier.id = personne.dossier_id WHERE personne.id IN ",
        colonnes::<personne::Model>("personne")
    ))
    .puis(Clause::parmi(ids))
    .et(passage.perimetre().sur_cette_personne());
    passage.base().trouver(requete).await
}

/// The next orientation of a person, in another structure, and the person, joined to the former one.
pub const SA_SUITE: &str = "INNER JOIN personne ON personne.id = orientation.personne_id \
     INNER JOIN orientation AS suite ON suite.personne_id = orientation.personne_id AND suite.debut = (\
     SELECT MIN(apres.debut) FROM orientation AS apres \
     WHERE apres.personne_id = orientation.personne_id AND apres.debut > orientation.fin) \
     AND suite.organisation_id <> orientation.organisation_id";

/// The orientations to the agent's own structure, ended for so many days at most, that another one
/// followed: over [`SA_SUITE`]. None of a person who came back since.
pub fn confies(passage: &Passage, jours: u64) -> Lisibles<orientation::Entity> {
    let jour = passage.app().horloge.aujourdhui();
    let suivies = FinOrientation::TOUS.iter().filter(|fin| !fin.sans_suite()).map(|fin| fin.code());
    hors_perimetre::<orientation::Entity>("the former structure is told by name whom another one accompanies")
        .et("orientation.organisation_id = ?")
        .avec(passage.agent().organisation)
        .et("orientation.fin >= ? AND orientation.fin < ?")
        .avec(jour.checked_sub_days(Days::new(jours)).unwrap_or(jour))
        .avec(jour)
        .et(Clause::from("orientation.motif_fin IN ").puis(Clause::parmi(suivies)))
        .et("NOT EXISTS (SELECT 1 FROM orientation AS retour WHERE retour.personne_id = orientation.personne_id \
             AND retour.organisation_id = orientation.organisation_id AND retour.debut > orientation.fin)")
}

/// Those of them of whom this agent was the référent to the end.
pub fn du_referent(agent: i64) -> Clause {
    Clause::from(
        "EXISTS (SELECT 1 FROM referent WHERE referent.personne_id = orientation.personne_id \
         AND referent.agent_id = ? AND referent.debut <= orientation.fin \
         AND (referent.fin IS NULL OR referent.fin >= orientation.fin))",
    )
    .avec(agent)
}
