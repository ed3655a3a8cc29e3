//! The traced events of one agent, with what the rules ask of each: which file, whether it
//! is on the agent's list, whether somebody in it bears the agent's name.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use reciproque_shared::alerte::{Examen, Fait, Nature, Position, RegleAlerte, Seuils};
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::date::{a_paris, de_paris};
use reciproque_shared::habilitation::{Acte, Portee, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::supervision::GesteAcces;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use super::liste;
use super::seuil;
use crate::compte::REMPLACE;
use crate::depot::entite::{agent, alerte};
use crate::depot::objet::Dossiers;
use crate::journal::{Filtre, Inscription};
use crate::serveur::Extranet;
use crate::trace::est_refus;

/// What an agent usually does is read over this many days.
const HABITUDE_JOURS: i64 = 28;
/// Fewer days of work than this make no habit.
const HABITUDE_JOURS_MIN: usize = 5;
/// Events of one agent read at once: more in one day is no person.
const EVENEMENTS_MAX: u32 = 100_000;

/// Whether a rule may count this event.
pub fn compte(evenement: &Evenement) -> bool {
    est_vue(evenement) || refuse(evenement) || est_recherche(evenement) || est_geste(evenement)
}

/// The access of somebody else was closed or changed, or would have been: it is announced first.
fn est_geste(evenement: &Evenement) -> bool {
    let motif = evenement.motif.as_deref();
    let ferme = motif.and_then(GesteAcces::du_code).is_some_and(GesteAcces::ferme);
    let code = evenement.acte == Acte::DeclarerPerte.code() || motif == Some(REMPLACE);
    matches!(evenement.issue, Issue::Annonce | Issue::Reussi) && (ferme || code)
}

fn est_recherche(evenement: &Evenement) -> bool {
    evenement.issue == Issue::Reussi && evenement.acte == Acte::Rechercher.code()
}

/// A draft that is opened for the first time is announced as the write that it is.
fn est_vue(evenement: &Evenement) -> bool {
    matches!(evenement.issue, Issue::Reussi | Issue::Annonce)
        && Acte::du_code(&evenement.acte).is_some_and(Acte::ouvre_un_dossier)
}

fn refuse(evenement: &Evenement) -> bool {
    est_refus(&evenement.acte, evenement.issue, evenement.motif.as_deref())
}

/// What the rules ask of an agent besides the events.
pub struct Contexte {
    pub agent: agent::Model,
    pub seuils: Seuils,
    profil: Option<Profil>,
    juges: BTreeMap<RegleAlerte, chrono::NaiveDateTime>,
    /// From when on events still count: the morning, or an hour before.
    pub depuis: DateTime<Utc>,
    matin: DateTime<Utc>,
}

impl Contexte {
    /// None when there is no such agent. `premier`: the first event to come.
    pub async fn charger(
        app: &Extranet,
        id: i64,
        profil: Option<&str>,
        premier: DateTime<Utc>,
    ) -> Result<Option<Self>, DbErr> {
        let base = app.depot.lecture();
        let Some(agent) = agent::Entity::find_by_id(id).one(base).await? else { return Ok(None) };
        let matin = matin(premier);
        let (seuils, profil) = (seuil::en_vigueur(base).await?, profil.and_then(Profil::du_code));
        let juges = juges(base, id, matin - TimeDelta::hours(1)).await?;
        let depuis = matin.min(premier - TimeDelta::hours(1));
        Ok(Some(Self { agent, seuils, profil, juges, depuis, matin }))
    }

    pub fn examen(&self, habitude: Option<u32>) -> Examen {
        Examen {
            seuils: self.seuils.clone(),
            portee_etendue: self.profil.is_some_and(|profil| profil.portee() != Portee::Accompagnement),
            habitude,
            juges: self.juges.clone(),
        }
    }

    /// The events of the day up to an instant that a rule may count, in order.
    pub async fn evenements_du_jour(
        &self,
        app: &Extranet,
        dernier: DateTime<Utc>,
    ) -> anyhow::Result<Vec<Inscription>> {
        let filtre = Filtre {
            agent: Some(self.agent.id),
            depuis: Some(self.depuis),
            avant: Some(dernier + TimeDelta::milliseconds(1)),
            limite: EVENEMENTS_MAX,
            ..Filtre::default()
        };
        let mut lus = app.journal.chercher(&filtre).await?;
        lus.retain(|lu| compte(&lu.maillon.evenement));
        lus.reverse();
        Ok(lus)
    }

    /// These events with what the rules ask of each.
    pub async fn faits(&self, app: &Extranet, lus: &[&Inscription]) -> anyhow::Result<Vec<Fait>> {
        let base = app.depot.lecture();
        let objets = lus.iter().filter_map(|lu| lu.maillon.evenement.objet.as_deref());
        let dossiers = Dossiers::charger(base, objets).await?;
        let ids: Vec<i64> = dossiers.tous();
        let quand = (app.horloge.aujourdhui(), self.matin);
        let siens = liste::siens(base, &self.agent, self.profil, &ids, quand).await?;
        let homonymes = liste::au_nom(base, &cle_de_recherche(&self.agent.nom), &ids).await?;
        Ok(lus.iter().filter_map(|lu| fait(lu, &dossiers, &siens, &homonymes)).collect())
    }
}

/// Midnight at Paris of the day of an instant.
fn matin(instant: DateTime<Utc>) -> DateTime<Utc> {
    de_paris(a_paris(instant).date().and_time(NaiveTime::MIN))
}

pub fn position(lu: &Inscription) -> Position {
    Position { chaine: lu.chaine, seq: lu.maillon.seq }
}

fn fait(
    lu: &Inscription,
    dossiers: &Dossiers,
    siens: &HashSet<i64>,
    homonymes: &HashSet<i64>,
) -> Option<Fait> {
    let evenement = &lu.maillon.evenement;
    let nature = if refuse(evenement) {
        Nature::Refus
    } else if est_recherche(evenement) {
        Nature::Recherche
    } else if est_geste(evenement) {
        Nature::Geste
    } else {
        let dossier = dossiers.de(evenement.objet.as_deref()?)?;
        Nature::Vue { dossier, sur_liste: siens.contains(&dossier), homonyme: homonymes.contains(&dossier) }
    };
    Some(Fait { position: position(lu), instant: a_paris(evenement.instant), nature })
}

/// Up to when the events of each rule were judged by closing its alert.
async fn juges(
    base: &impl ConnectionTrait,
    agent: i64,
    depuis: DateTime<Utc>,
) -> Result<BTreeMap<RegleAlerte, chrono::NaiveDateTime>, DbErr> {
    let closes = alerte::Entity::find()
        .filter(alerte::Column::AgentId.eq(agent))
        .filter(alerte::Column::CloseLe.is_not_null())
        .filter(alerte::Column::DerniereLe.gte(depuis))
        .order_by_asc(alerte::Column::DerniereLe)
        .all(base)
        .await?;
    let juge =
        |close: &alerte::Model| Some((RegleAlerte::du_code(&close.regle)?, a_paris(close.derniere_le)));
    Ok(closes.iter().filter_map(juge).collect())
}

/// Files of a usual day, over those before.
pub async fn habitude(app: &Extranet, agent: i64, avant: DateTime<Utc>) -> anyhow::Result<Option<u32>> {
    let actes: Vec<&str> =
        Acte::TOUS.iter().filter(|acte| acte.ouvre_un_dossier()).map(|acte| acte.code()).collect();
    let depuis = avant - TimeDelta::days(HABITUDE_JOURS);
    let vues = app.journal.objets_par_heure(agent, &actes, depuis, avant).await?;
    let dossiers =
        Dossiers::charger(app.depot.lecture(), vues.iter().map(|(_, objet)| objet.as_str())).await?;
    let mut jours: HashMap<NaiveDate, HashSet<i64>> = HashMap::new();
    for (heure, objet) in &vues {
        jours.entry(a_paris(*heure).date()).or_default().extend(dossiers.de(objet));
    }
    jours.retain(|_, dossiers| !dossiers.is_empty());
    if jours.len() < HABITUDE_JOURS_MIN {
        return Ok(None);
    }
    let moyenne = jours.values().map(HashSet::len).sum::<usize>() / jours.len();
    Ok(Some(u32::try_from(moyenne)?.max(1)))
}
