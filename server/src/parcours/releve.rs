//! What goes with a person from one référent to the next: the rendez-vous to come and what is being
//! typed. What is past keeps the name of who leaves.

use chrono::{NaiveDate, NaiveTime};
use reciproque_shared::cer::EtatCer;
use reciproque_shared::parcours::portefeuille::Suivent;
use reciproque_shared::rendez_vous::StatutRendezVous;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::{brouillon_rendez_vous, cer, parcours_etape, personne, rendez_vous};
use crate::depot::sql::Clause;
use crate::garde::Passage;
use crate::garde::lecture::{Lisibles, Nominative, lisibles_des};
use crate::refus::Refus;
use crate::{cer as contrats, rendez_vous as entrevues};

/// All that goes, within the structure of the agent who asks.
pub struct Releve {
    de: i64,
    vers: i64,
    rendez_vous: Vec<rendez_vous::Model>,
    cer: Vec<cer::Model>,
    brouillons: Vec<brouillon_rendez_vous::Model>,
}

/// What went, by number, so that it comes back.
#[derive(Serialize, Deserialize)]
pub struct Deplaces {
    de: i64,
    pub vers: i64,
    rendez_vous: Vec<i64>,
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
}

impl Releve {
    /// What would go from `de` to `vers` with this person, from this day on.
    pub async fn charger(
        passage: &Passage,
        personne: &personne::Model,
        (de, vers): (i64, i64),
        jour: NaiveDate,
    ) -> Result<Self, DbErr> {
        let base = passage.base();
        let debut = jour.and_time(NaiveTime::MIN).max(passage.app().horloge.locale());
        let structure = passage.agent().organisation;
        let rendez_vous = prevus(personne, de)
            .et("rendez_vous.organisation_id = ?")
            .avec(structure)
            .et("rendez_vous.debut >= ?")
            .avec(debut);
        let cer = contrats_tapes(personne, de).et("cer.organisation_id = ?").avec(structure);
        let brouillons = brouillons(personne, de).toutes(base, "").await?;
        let siens = self::brouillons(personne, vers).toutes(base, "").await?;
        Ok(Self {
            de,
            vers,
            rendez_vous: rendez_vous.toutes(base, " ORDER BY rendez_vous.debut, rendez_vous.id").await?,
            cer: cer.toutes(base, "").await?,
            brouillons: sans_pareil(brouillons, &siens),
        })
    }

    pub fn suivent(&self) -> Suivent {
        Suivent {
            rendez_vous: nombre(&self.rendez_vous),
            cer: nombre(&self.cer),
            brouillons: nombre(&self.brouillons),
        }
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
    let rendez_vous = encore(prevus(personne, alles.vers), "rendez_vous.id", &alles.rendez_vous);
    let rendez_vous = rendez_vous.et("rendez_vous.debut >= ?").avec(maintenant).toutes(base, "").await?;
    let cer = encore(contrats_tapes(personne, alles.vers), "cer.id", &alles.cer);
    let brouillons = brouillons(personne, alles.vers);
    let brouillons = encore(brouillons, "brouillon_rendez_vous.id", &alles.brouillons);
    let siens = self::brouillons(personne, alles.de).toutes(base, "").await?;
    let retour = Releve {
        de: alles.vers,
        vers: alles.de,
        rendez_vous,
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

fn prevus(personne: &personne::Model, agent: i64) -> Lisibles<rendez_vous::Entity> {
    lisibles_des::<rendez_vous::Entity, _>([personne])
        .et("rendez_vous.referent_id = ?")
        .avec(agent)
        .et("rendez_vous.statut = ?")
        .avec(StatutRendezVous::Prevu.code())
}

fn contrats_tapes(personne: &personne::Model, agent: i64) -> Lisibles<cer::Entity> {
    lisibles_des::<cer::Entity, _>([personne])
        .et("cer.referent_id = ?")
        .avec(agent)
        .et("cer.etat = ?")
        .avec(EtatCer::Brouillon.code())
}

fn brouillons(personne: &personne::Model, agent: i64) -> Lisibles<brouillon_rendez_vous::Entity> {
    lisibles_des::<brouillon_rendez_vous::Entity, _>([personne])
        .et("brouillon_rendez_vous.agent_id = ?")
        .avec(agent)
}

/// Those about something of which the other agent types nothing: one each, and none is lost.
fn sans_pareil(
    brouillons: Vec<brouillon_rendez_vous::Model>,
    siens: &[brouillon_rendez_vous::Model],
) -> Vec<brouillon_rendez_vous::Model> {
    let sujet = |lu: &brouillon_rendez_vous::Model| (lu.rendez_vous_id, lu.changement.clone());
    brouillons.into_iter().filter(|lu| siens.iter().all(|sien| sujet(sien) != sujet(lu))).collect()
}
