//! What goes with a person from one référent to the next: the rendez-vous to come and what is being
//! typed. What is past keeps the name of who leaves.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveTime};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::parcours::portefeuille::Suivent;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::lecture::par_personne;
use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{brouillon_rendez_vous, cer, parcours_etape, personne, rendez_vous};
use crate::depot::sql::Clause;
use crate::garde::Passage;
use crate::garde::lecture::{Lisibles, Nominative, lisibles_des};
use crate::refus::Refus;
use crate::rendez_vous::Agendas;
use crate::{cer as contrats, rendez_vous as entrevues};

/// All that goes, within the structure of the agent who asks.
pub struct Releve {
    de: i64,
    vers: i64,
    rendez_vous: Vec<rendez_vous::Model>,
    /// Those of them that last while the new référent holds another, by number.
    chevauchent: Vec<i64>,
    cer: Vec<cer::Model>,
    brouillons: Vec<brouillon_rendez_vous::Model>,
}

/// What went, by number, so that it comes back.
#[derive(Serialize, Deserialize)]
pub struct Deplaces {
    de: i64,
    pub vers: i64,
    rendez_vous: Vec<i64>,
    /// None was looked for before the product did.
    #[serde(default)]
    chevauchent: Vec<i64>,
    cer: Vec<i64>,
    brouillons: Vec<i64>,
}

impl Deplaces {
    /// None when nothing was moved, or by a step that this version can't read.
    pub fn lire(etape: &parcours_etape::Model) -> Option<Self> {
        serde_json::from_str(etape.deplaces.as_deref()?).ok()
    }

    pub fn suivent(&self) -> Suivent {
        Suivent {
            rendez_vous: nombre(&self.rendez_vous),
            cer: nombre(&self.cer),
            brouillons: nombre(&self.brouillons),
        }
    }

    pub fn chevauchent(&self) -> i64 {
        nombre(&self.chevauchent)
    }
}

impl Releve {
    /// What would go with each of these persons, from `de` to the agent beside her, from this day on; by
    /// person. How often the store is asked does not grow with them.
    pub async fn tous(
        passage: &Passage,
        vers: &[(&personne::Model, i64)],
        (de, jour): (i64, NaiveDate),
    ) -> Result<HashMap<i64, Self>, DbErr> {
        let (base, structure) = (passage.base(), passage.agent().organisation);
        let debut = jour.and_time(NaiveTime::MIN).max(passage.app().horloge.locale());
        let qui = || vers.iter().map(|(personne, _)| *personne);
        let prevus = prevus(qui(), de)
            .et("rendez_vous.organisation_id = ?")
            .avec(structure)
            .et("rendez_vous.debut >= ?")
            .avec(debut)
            .toutes(base, " ORDER BY rendez_vous.debut, rendez_vous.id")
            .await?;
        let cer = contrats_tapes(qui(), de).et("cer.organisation_id = ?").avec(structure);
        let mut cer = par_personne(cer.toutes(base, "").await?, |lu| lu.personne_id);
        let agents: BTreeSet<i64> = vers.iter().map(|(_, vers)| *vers).chain([de]).collect();
        let mut tapes = par_personne(brouillons(qui(), agents).toutes(base, "").await?, |lu| lu.personne_id);
        let agendas = Agendas::charger(passage, &prevus, vers.iter().map(|(_, vers)| *vers)).await?;
        let mut prevus = par_personne(prevus, |lu| lu.personne_id);
        let releve = |(personne, vers): &(&personne::Model, i64)| {
            let rendez_vous = prevus.remove(&personne.id).unwrap_or_default();
            let tapes = tapes.remove(&personne.id).unwrap_or_default();
            let (siens, tapes): (Vec<_>, Vec<_>) = tapes.into_iter().partition(|lu| lu.agent_id != de);
            let siens: Vec<_> = siens.into_iter().filter(|lu| lu.agent_id == *vers).collect();
            let releve = Self {
                de,
                vers: *vers,
                chevauchent: agendas.chevauchent(&rendez_vous, *vers),
                rendez_vous,
                cer: cer.remove(&personne.id).unwrap_or_default(),
                brouillons: sans_pareil(tapes, &siens),
            };
            (personne.id, releve)
        };
        Ok(vers.iter().map(releve).collect())
    }

    pub fn suivent(&self) -> Suivent {
        Suivent {
            rendez_vous: nombre(&self.rendez_vous),
            cer: nombre(&self.cer),
            brouillons: nombre(&self.brouillons),
        }
    }

    pub fn chevauchent(&self) -> i64 {
        nombre(&self.chevauchent)
    }

    pub const fn vers(&self) -> i64 {
        self.vers
    }

    /// Moves it, each thing in its own history.
    pub async fn deplacer(&self, passage: &Passage) -> Result<Deplaces, Refus> {
        confier(passage, self).await?;
        Ok(Deplaces {
            de: self.de,
            vers: self.vers,
            rendez_vous: self.rendez_vous.iter().map(|ligne| ligne.id).collect(),
            chevauchent: self.chevauchent.clone(),
            cer: self.cer.iter().map(|ligne| ligne.id).collect(),
            brouillons: self.brouillons.iter().map(|ligne| ligne.id).collect(),
        })
    }
}

async fn confier(passage: &Passage, releve: &Releve) -> Result<(), Refus> {
    let mains = (releve.de, releve.vers);
    for prevu in &releve.rendez_vous {
        entrevues::confier(passage, prevu, releve.vers).await?;
    }
    for brouillon in &releve.cer {
        contrats::confier(passage.base(), brouillon, mains).await?;
    }
    for brouillon in &releve.brouillons {
        entrevues::confier_brouillon(passage, brouillon, mains).await?;
    }
    Ok(())
}

/// Gives back what went with a step that is undone; in words, what has changed since and stays.
pub async fn rendre(
    passage: &Passage,
    personne: &personne::Model,
    etape: &parcours_etape::Model,
) -> Result<Option<String>, Refus> {
    let Some(alles) = Deplaces::lire(etape) else { return Ok(None) };
    let base = passage.base();
    let maintenant = passage.app().horloge.locale();
    let rendez_vous = encore(prevus([personne], alles.vers), "rendez_vous.id", &alles.rendez_vous);
    let rendez_vous = rendez_vous.et("rendez_vous.debut >= ?").avec(maintenant).toutes(base, "").await?;
    let cer = encore(contrats_tapes([personne], alles.vers), "cer.id", &alles.cer);
    let brouillons = brouillons([personne], [alles.vers]);
    let brouillons = encore(brouillons, "brouillon_rendez_vous.id", &alles.brouillons);
    let siens = self::brouillons([personne], [alles.de]).toutes(base, "").await?;
    let retour = Releve {
        de: alles.vers,
        vers: alles.de,
        rendez_vous,
        // They come back where they were.
        chevauchent: Vec::new(),
        cer: cer.toutes(base, "").await?,
        brouillons: sans_pareil(brouillons.toutes(base, "").await?, &siens),
    };
    confier(passage, &retour).await?;
    let (allees, rendues) = (alles.suivent(), retour.suivent());
    let reste = Suivent {
        rendez_vous: allees.rendez_vous - rendues.rendez_vous,
        cer: allees.cer - rendues.cer,
        brouillons: allees.brouillons - rendues.brouillons,
    };
    if reste == Suivent::default() {
        return Ok(None);
    }
    let noms = agents(base, [alles.vers].into_iter()).await?;
    let nom = noms.get(&alles.vers).map(nom_agent).unwrap_or_default();
    Ok(Some(format!("Changé depuis, donc laissé à {nom} : {}.", reste.en_mots())))
}

fn nombre<T>(lignes: &[T]) -> i64 {
    i64::try_from(lignes.len()).unwrap_or(i64::MAX)
}

/// Those of these rows that are among these numbers.
fn encore<E: Nominative>(lignes: Lisibles<E>, colonne: &'static str, ids: &[i64]) -> Lisibles<E> {
    lignes.et(Clause::from(format!("{colonne} IN ")).puis(Clause::parmi(ids.iter().copied())))
}

fn prevus<'a>(
    qui: impl IntoIterator<Item = &'a personne::Model>,
    agent: i64,
) -> Lisibles<rendez_vous::Entity> {
    lisibles_des::<rendez_vous::Entity, _>(qui)
        .et("rendez_vous.referent_id = ?")
        .avec(agent)
        .et("rendez_vous.statut = ?")
        .avec(StatutRendezVous::Prevu.code())
}

fn contrats_tapes<'a>(
    qui: impl IntoIterator<Item = &'a personne::Model>,
    agent: i64,
) -> Lisibles<cer::Entity> {
    lisibles_des::<cer::Entity, _>(qui)
        .et("cer.referent_id = ?")
        .avec(agent)
        .et("cer.etat = ?")
        .avec(EtatCer::Brouillon.code())
}

fn brouillons<'a>(
    qui: impl IntoIterator<Item = &'a personne::Model>,
    agents: impl IntoIterator<Item = i64>,
) -> Lisibles<brouillon_rendez_vous::Entity> {
    lisibles_des::<brouillon_rendez_vous::Entity, _>(qui)
        .et(Clause::from("brouillon_rendez_vous.agent_id IN ").puis(Clause::parmi(agents)))
}

/// Those about something of which the other agent types nothing: one each, and none is lost.
fn sans_pareil(
    brouillons: Vec<brouillon_rendez_vous::Model>,
    siens: &[brouillon_rendez_vous::Model],
) -> Vec<brouillon_rendez_vous::Model> {
    let sujet = |lu: &brouillon_rendez_vous::Model| (lu.rendez_vous_id, lu.changement.clone());
    brouillons.into_iter().filter(|lu| siens.iter().all(|sien| sujet(sien) != sujet(lu))).collect()
}
