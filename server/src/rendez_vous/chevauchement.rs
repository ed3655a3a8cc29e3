//! What takes place at the same moment: the same person, or the same référent.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};
use reciproque_shared::rendez_vous::fiche::{LigneRendezVous, ReponseRendezVous};
use reciproque_shared::rendez_vous::{DUREES_MINUTES, RendezVous, StatutRendezVous, chevauchent};
use sea_orm::{ConnectionTrait, DbErr};

use super::liste::lignes;
use crate::depot::entite::{agent, personne, rendez_vous};
use crate::depot::sql::{Clause, Sql};
use crate::depot::verrou;
use crate::garde::lecture::lisibles;
use crate::garde::{Objet, Passage, Traced};
use crate::refus::Refus;

/// Who is taken by a rendez-vous, and which one is being changed.
pub struct Place {
    pub personne: i64,
    pub referent: i64,
    pub sauf: Option<i64>,
}

/// The rendez-vous that take place at the same moment, among the persons that the agent
/// reaches: a warning does not name anybody else.
pub async fn chevauchements(
    passage: &Passage,
    base: &impl Sql,
    place: &Place,
    voulu: &RendezVous,
) -> Result<Vec<LigneRendezVous>, Refus> {
    let (debut, fin) = fenetre(voulu);
    let occupent = Clause::parmi(OCCUPENT.map(StatutRendezVous::code));
    let trouves = lisibles(passage)
        .et("(rendez_vous.personne_id = ? OR rendez_vous.referent_id = ?)")
        .avec(place.personne)
        .avec(place.referent)
        .et(Clause::from("rendez_vous.statut IN ").puis(occupent))
        .et("rendez_vous.debut > ? AND rendez_vous.debut < ?")
        .avec(debut)
        .avec(fin);
    let mut lignes = lignes(passage, base, trouves, " ORDER BY rendez_vous.debut").await?;
    lignes.retain(|ligne| {
        Some(ligne.id) != place.sauf && voulu.chevauche(ligne.debut, ligne.duree_minutes.unsigned_abs())
    });
    Ok(lignes)
}

/// Statuses that take the slot.
pub const OCCUPENT: [StatutRendezVous; 4] = [
    StatutRendezVous::Prevu,
    StatutRendezVous::Honore,
    StatutRendezVous::AbsenceExcusee,
    StatutRendezVous::AbsenceNonExcusee,
];

/// Starts that may overlap: not before the longest one that would still last, not after
/// the end.
fn fenetre(voulu: &RendezVous) -> (NaiveDateTime, NaiveDateTime) {
    (voulu.debut() - minutes(plus_longue()), voulu.debut() + minutes(voulu.duree_minutes()))
}

/// Looks again in the transaction that writes, whoever may be writing at the same moment: the
/// person, then the référent, are held until the commit.
///
/// # Errors
/// `Conflit` when another rendez-vous took the slot meanwhile, unless the agent accepts it.
pub async fn place_libre(
    passage: &Passage,
    transaction: &(impl ConnectionTrait + Sql),
    place: &Place,
    (voulu, accepte): (&RendezVous, bool),
) -> Result<(), Refus> {
    verrou::tenir::<personne::Entity>(transaction, place.personne).await?;
    verrou::tenir::<agent::Entity>(transaction, place.referent).await?;
    if accepte || chevauchements(passage, transaction, place, voulu).await?.is_empty() {
        return Ok(());
    }
    Err(Refus::Conflit(
        "Un autre rendez-vous vient d’être enregistré à cette heure. Enregistrez de nouveau pour le voir, puis changez \
         l’heure ou acceptez le chevauchement."
            .into(),
    ))
}

/// Holds the entry back until the agent accepts the overlap.
pub async fn retenir(
    passage: &Passage,
    objet: Objet,
    chevauchements: Vec<LigneRendezVous>,
) -> Result<Traced<ReponseRendezVous>, Refus> {
    let reponse = ReponseRendezVous { enregistre: None, chevauchements };
    passage.laisser_sortir(objet, &passage.rubriques(), |_| reponse).await
}

/// What some agents hold at the hours of what they are about to receive: of the persons whom the one who
/// asks reaches.
pub struct Agendas(HashMap<i64, Vec<rendez_vous::Model>>);

impl Agendas {
    /// From the first of those that they receive to the last; nothing is asked when they receive none.
    pub async fn charger(
        passage: &Passage,
        recus: &[rendez_vous::Model],
        agents: impl Iterator<Item = i64>,
    ) -> Result<Self, DbErr> {
        let debuts = || recus.iter().map(|recu| recu.debut);
        let mut agendas = Self(HashMap::new());
        let Some((premier, dernier)) = debuts().min().zip(debuts().max()) else { return Ok(agendas) };
        let marge = minutes(plus_longue());
        let tenus = lisibles::<rendez_vous::Entity>(passage)
            .et(Clause::from("rendez_vous.referent_id IN ").puis(Clause::parmi(agents)))
            .et("rendez_vous.statut = ?")
            .avec(StatutRendezVous::Prevu.code())
            .et("rendez_vous.debut > ? AND rendez_vous.debut < ?")
            .avec(premier - marge)
            .avec(dernier + marge)
            .toutes(passage.base(), "")
            .await?;
        for tenu in tenus {
            agendas.0.entry(tenu.referent_id).or_default().push(tenu);
        }
        Ok(agendas)
    }

    /// Those that an agent would receive while holding another, by number.
    pub fn chevauchent(&self, recus: &[rendez_vous::Model], agent: i64) -> Vec<i64> {
        let tenus = self.0.get(&agent).map_or(&[][..], Vec::as_slice);
        let duree = |lu: &rendez_vous::Model| (lu.debut, lu.duree_minutes.unsigned_abs());
        let pris =
            |recu: &&rendez_vous::Model| tenus.iter().any(|tenu| chevauchent(duree(tenu), duree(recu)));
        recus.iter().filter(pris).map(|recu| recu.id).collect()
    }
}

fn plus_longue() -> u32 {
    DUREES_MINUTES.iter().max().copied().unwrap_or_default()
}

fn minutes(minutes: u32) -> TimeDelta {
    TimeDelta::minutes(minutes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statuses_that_take_the_slot_are_those_of_the_domain() {
        let du_domaine: Vec<_> = StatutRendezVous::TOUS.iter().copied().filter(|s| s.occupe()).collect();
        assert_eq!(du_domaine, OCCUPENT);
    }
}
