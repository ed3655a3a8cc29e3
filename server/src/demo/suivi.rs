//! Who accompanies whom: orientations and référents of the invented foyers.

use chrono::{Days, NaiveDate};
use reciproque_shared::dossier::EtatDossier;
use reciproque_shared::parcours::SorteOrientation;
use reciproque_shared::personne::RolePersonne;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::agent::{AgentDemo, Agents};
use super::convention::COMMUNE_DE_MULHOUSE;
use super::flux::hasard::Hasard;
use crate::depot::entite::{dossier, orientation, personne, referent, territoire};

/// A person accompanied by a structure.
#[derive(Clone, Copy, Debug)]
pub struct Suivi {
    pub personne: i64,
    pub referent: AgentDemo,
    /// Who decides on the contracts: the gestionnaire of the commune's CTSA.
    pub gestionnaire: i64,
    pub oriente_le: NaiveDate,
    pub sorte: SorteOrientation,
}

/// Adults subject to droits et devoirs whom a structure accompanies, per thousand.
const ACCOMPAGNES: u32 = 620;

/// Orients the adults whose right is current; answers those that are accompanied. `ville`
/// is the structure of the town of Mulhouse.
pub async fn installer(
    base: &impl ConnectionTrait,
    agents: &Agents,
    ville: i64,
    graine: u64,
    jour: NaiveDate,
) -> anyhow::Result<Vec<Suivi>> {
    // Whose convention is limited to Mulhouse accompanies its inhabitants only.
    let ailleurs: Vec<_> = agents.referents.iter().filter(|r| r.organisation != ville).copied().collect();
    let mut suivis = Vec::new();
    for (rang, (adulte, commune)) in adultes(base).await?.into_iter().enumerate() {
        let mut hasard = Hasard::du_foyer(graine ^ 0x5017, rang as u64);
        if !hasard.chance(ACCOMPAGNES) {
            continue;
        }
        let gestionnaire = gestionnaire(base, agents, commune.as_deref()).await?;
        let suivi = Suivi {
            personne: adulte,
            referent: match commune.as_deref() {
                Some(COMMUNE_DE_MULHOUSE) => hasard.parmi(&agents.referents),
                _ => hasard.parmi(&ailleurs),
            },
            gestionnaire,
            oriente_le: hasard.avant(avant(jour, 3), 900),
            sorte: hasard.pondere(&[
                (SorteOrientation::Social, 12),
                (SorteOrientation::Socioprofessionnel, 7),
                (SorteOrientation::Professionnel, 1),
            ]),
        };
        orienter(base, suivi, jour).await?;
        designer(base, suivi, agents, &mut hasard, jour).await?;
        suivis.push(suivi);
    }
    Ok(suivis)
}

async fn adultes(base: &impl ConnectionTrait) -> anyhow::Result<Vec<(i64, Option<String>)>> {
    let dossiers = dossier::Entity::find()
        .filter(dossier::Column::Etat.is_in(EtatDossier::EN_COURS.map(EtatDossier::code)))
        .order_by_asc(dossier::Column::Id)
        .all(base)
        .await?;
    let communes: std::collections::HashMap<_, _> = dossiers.into_iter().map(|d| (d.id, d.commune)).collect();
    let personnes = personne::Entity::find()
        .filter(personne::Column::Role.is_in([RolePersonne::Demandeur.code(), RolePersonne::Conjoint.code()]))
        .filter(personne::Column::DroitsEtDevoirs.eq(true))
        .order_by_asc(personne::Column::Id)
        .all(base)
        .await?;
    Ok(personnes.into_iter().filter_map(|p| Some((p.id, communes.get(&p.dossier_id)?.clone()))).collect())
}

async fn gestionnaire(
    base: &impl ConnectionTrait,
    agents: &Agents,
    commune: Option<&str>,
) -> anyhow::Result<i64> {
    let ctsa = territoire::Entity::find()
        .filter(territoire::Column::Commune.eq(commune.unwrap_or_default()))
        .one(base)
        .await?
        .map(|t| t.organisation_id);
    let trouve =
        agents.gestionnaires.iter().find(|g| Some(g.organisation) == ctsa).or(agents.gestionnaires.first());
    Ok(trouve.map_or(0, |g| g.id))
}

async fn orienter(base: &impl ConnectionTrait, suivi: Suivi, jour: NaiveDate) -> anyhow::Result<()> {
    let (structure, sorte) = (suivi.referent.organisation, suivi.sorte);
    let ligne = orientation::ActiveModel {
        notifiee_le: Set(Some(notifiee(suivi, jour))),
        ..orientation::ActiveModel::premiere(suivi.personne, structure, sorte, suivi.oriente_le)
    };
    ligne.insert(base).await?;
    Ok(())
}

/// Three days after the decision.
fn notifiee(suivi: Suivi, jour: NaiveDate) -> NaiveDate {
    suivi.oriente_le.checked_add_days(Days::new(3)).unwrap_or(suivi.oriente_le).min(jour)
}

/// The référent; one in eight took over from a colleague.
async fn designer(
    base: &impl ConnectionTrait,
    suivi: Suivi,
    agents: &Agents,
    hasard: &mut Hasard,
    jour: NaiveDate,
) -> anyhow::Result<()> {
    let depuis = notifiee(suivi, jour);
    let releve = hasard.jour(depuis, jour);
    let collegue = agents
        .referents
        .iter()
        .find(|a| a.organisation == suivi.referent.organisation && a.id != suivi.referent.id)
        .filter(|_| hasard.chance(125) && depuis < avant(releve, 30));
    let mut debut = depuis;
    if let Some(collegue) = collegue {
        nommer(base, suivi.personne, collegue.id, (depuis, Some(avant(releve, 1)))).await?;
        debut = releve;
    }
    nommer(base, suivi.personne, suivi.referent.id, (debut, None)).await
}

async fn nommer(
    base: &impl ConnectionTrait,
    personne: i64,
    agent: i64,
    (debut, fin): (NaiveDate, Option<NaiveDate>),
) -> anyhow::Result<()> {
    let designation = referent::ActiveModel {
        personne_id: Set(personne),
        agent_id: Set(agent),
        debut: Set(debut),
        fin: Set(fin),
        ..Default::default()
    };
    designation.insert(base).await?;
    Ok(())
}

fn avant(jour: NaiveDate, jours: u64) -> NaiveDate {
    jour.checked_sub_days(Days::new(jours)).unwrap_or(jour)
}
