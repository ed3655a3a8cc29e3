//! The CER of some persons, as lists show them, and who may know of a draft.

use std::collections::HashMap;

use chrono::NaiveDate;
use reciproque_shared::cer::{EtatCer, PeriodeCer, PositionCer, Sorte, contrats};
use reciproque_shared::fiche_cer::LigneCer;
use reciproque_shared::habilitation::Portee;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::contexte::{etat_cer, periodes, reglages, saisie};
use crate::dossier::{agents, nom_agent, noms_organisations};
use crate::guard::Passage;
use crate::refus::Refus;
use crate::store::entite::{agent, cer};

/// The predicate over a query that has the table `cer` in it: what is being typed is the
/// structure's own business, nobody else learns that it exists.
pub fn visibles(passage: &Passage) -> Condition {
    // Who asks for their own data is answered all of them.
    if passage.portee() == Portee::Demande {
        return Condition::all();
    }
    Condition::any()
        .add(
            Expr::col(("cer", "etat")).is_not_in([EtatCer::Brouillon, EtatCer::Abandonne].map(EtatCer::code)),
        )
        .add(Expr::col(("cer", "organisation_id")).eq(passage.agent().organisation))
}

/// The CER of some persons that the reader may know of, the latest first.
///
/// # Errors
/// When the store can't be read.
pub async fn modeles(passage: &Passage, personnes: &[i64]) -> Result<Vec<cer::Model>, DbErr> {
    cer::Entity::find()
        .filter(cer::Column::PersonneId.is_in(personnes.iter().copied()))
        .filter(visibles(passage))
        .order_by_desc(cer::Column::Id)
        .all(passage.app().depot.lecture())
        .await
}

/// Rows of the store as lines, in the same order. `modeles` holds all the CER of each
/// person, since a contract is told apart by what follows it.
///
/// # Errors
/// When the store can't be read.
pub async fn lignes_cer(passage: &Passage, modeles: &[cer::Model]) -> Result<Vec<LigneCer>, Refus> {
    let noms = Noms::lire(passage.app().depot.lecture(), modeles).await?;
    let jour = passage.app().horloge.aujourdhui();
    let alerte = reglages(passage.app()).alerte_fin;
    let ligne = |modele: &cer::Model| {
        let siens: Vec<_> = modeles.iter().filter(|m| m.personne_id == modele.personne_id).cloned().collect();
        let historique = contrats(&periodes(&siens));
        let position = position(modele, &historique, jour, alerte);
        LigneCer { fin: fin(modele, &historique), ..noms.ligne(modele, position) }
    };
    Ok(modeles.iter().map(ligne).collect())
}

struct Noms {
    agents: HashMap<i64, agent::Model>,
    structures: HashMap<i64, String>,
}

impl Noms {
    async fn lire(base: &impl ConnectionTrait, modeles: &[cer::Model]) -> Result<Self, Refus> {
        Ok(Self {
            agents: agents(base, modeles.iter().map(|l| l.referent_id)).await?,
            structures: noms_organisations(base, modeles.iter().map(|l| l.organisation_id)).await?,
        })
    }

    fn ligne(&self, modele: &cer::Model, position: Option<PositionCer>) -> LigneCer {
        LigneCer {
            id: modele.id,
            sorte: sorte(modele).map_or("CER", Sorte::libelle).to_owned(),
            rang: modele.rang,
            etat: etat_cer(modele),
            position,
            debut: modele.debut,
            fin: modele.fin,
            structure: self.structures.get(&modele.organisation_id).cloned().unwrap_or_default(),
            referent: self.agents.get(&modele.referent_id).map(nom_agent).unwrap_or_default(),
        }
    }
}

/// The kind signed, or the one typed so far.
fn sorte(modele: &cer::Model) -> Option<Sorte> {
    match modele.sorte.as_deref() {
        Some(code) => Sorte::du_code(code),
        None => Sorte::du_code(&saisie(modele).ok()?.sorte),
    }
}

/// The contract that this row is, or that it amends, with its effective period.
fn contrat<'a>(modele: &cer::Model, historique: &'a [PeriodeCer]) -> Option<&'a PeriodeCer> {
    historique.iter().find(|contrat| contrat.id == modele.avenant_de.unwrap_or(modele.id))
}

/// The last day of a contract as its avenants changed it; an avenant keeps what it says.
fn fin(modele: &cer::Model, historique: &[PeriodeCer]) -> Option<NaiveDate> {
    let contrat = contrat(modele, historique).filter(|_| modele.avenant_de.is_none());
    contrat.map(|contrat| contrat.fin).or(modele.fin)
}

/// Where a validated contract stands today, among all those of the person. An avenant
/// stands where its contract stands, from its own first day.
fn position(
    modele: &cer::Model,
    historique: &[PeriodeCer],
    jour: NaiveDate,
    alerte: u32,
) -> Option<PositionCer> {
    let fin = contrat(modele, historique)?.fin;
    let suivi = historique.iter().any(|autre| autre.debut > fin);
    PositionCer::du(etat_cer(modele), (modele.debut?, fin), jour, alerte, suivi)
}
