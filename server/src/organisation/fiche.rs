//! One organisation on its page.

use std::collections::HashMap;

use reciproque_shared::api::ConsulterOrganisation;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature::commune;
use reciproque_shared::supervision::fiche::{AgentLu, ConventionLue, FicheOrganisation};
use reciproque_shared::supervision::gestes_sur_organisation;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::usage::usages;
use crate::convention::{lecture, lieux, quota};
use crate::depot::annuaire::trouver_organisation;
use crate::depot::entite::{agent, convention, habilitation, supervision, territoire};
use crate::garde::agent::habilitation_ouverte;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::supervision::decisions;

/// `GET /organisations/{organisation}`
pub async fn consulter(
    passage: Passage,
    appel: AppelRecu<ConsulterOrganisation>,
) -> Result<Traced<FicheOrganisation>, Refus> {
    retrouver(passage, appel.chemin).await
}

/// Answers with an organisation that is only read.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn retrouver(passage: Passage, id: i64) -> Result<Traced<FicheOrganisation>, Refus> {
    let fiche = relire(&passage, id).await?;
    passage.laisser_sortir(Objet::new("organisation", fiche.id), &[], |_| fiche).await
}

/// The organisation as it is in the store now.
///
/// # Errors
/// `Introuvable` when unknown.
pub async fn relire(passage: &Passage, id: i64) -> Result<FicheOrganisation, Refus> {
    let (base, jour) = (passage.base(), passage.app().horloge.aujourdhui());
    let (ligne, sorte) = trouver_organisation(base, id).await?;
    let siennes = Condition::all().add(convention::Column::OrganisationId.eq(id));
    let conventions: Vec<ConventionLue> =
        lecture::charger(base, siennes).await?.into_iter().map(|(_, convention)| convention).collect();
    let occupees = quota::occupees(base, Some(id), jour).await?;
    let lieux = match sorte.sous_convention() {
        true => Some(lieux::tous(base).await?),
        false => None,
    };
    Ok(FicheOrganisation {
        id,
        sorte,
        communes: communes(base, id).await?,
        lieux,
        usages: usages(sorte, &conventions.iter().collect::<Vec<_>>(), &occupees, id, jour),
        agents: agents(base, id, jour).await?,
        decisions: decisions(base, supervision::Column::OrganisationId.eq(id)).await?,
        gestes: gestes_sur_organisation(sorte, ligne.suspendue_le.is_some()),
        conventions,
        nom: ligne.nom,
        suspendue_le: ligne.suspendue_le,
        ouvre_a: ligne.ouvre_a,
        ferme_a: ligne.ferme_a,
    })
}

/// By name; a code that the list does not hold stands for itself.
async fn communes(base: &impl ConnectionTrait, organisation: i64) -> Result<Vec<String>, Refus> {
    let lignes = territoire::Entity::find()
        .filter(territoire::Column::OrganisationId.eq(organisation))
        .all(base)
        .await?;
    let nom = |code: String| {
        let lu = CommuneInsee::lire(&code).ok();
        lu.as_ref().and_then(commune).map_or(code, str::to_owned)
    };
    let mut noms: Vec<_> = lignes.into_iter().map(|ligne| nom(ligne.commune)).collect();
    noms.sort();
    Ok(noms)
}

/// Its agents in alphabetical order, each with the profils that have not ended.
async fn agents(
    base: &impl ConnectionTrait,
    organisation: i64,
    jour: chrono::NaiveDate,
) -> Result<Vec<AgentLu>, Refus> {
    let lignes = agent::Entity::find()
        .filter(agent::Column::OrganisationId.eq(organisation))
        .order_by_asc(agent::Column::Nom)
        .order_by_asc(agent::Column::Prenom)
        .all(base)
        .await?;
    let ouvertes = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.is_in(lignes.iter().map(|ligne| ligne.id)))
        .filter(habilitation_ouverte(jour).pour(base))
        .all(base)
        .await?;
    let mut profils: HashMap<i64, Vec<Profil>> = HashMap::new();
    for ouverte in ouvertes {
        profils.entry(ouverte.agent_id).or_default().extend(Profil::du_code(&ouverte.profil));
    }
    let agent = |ligne: agent::Model| AgentLu {
        id: ligne.id,
        profils: profils.remove(&ligne.id).unwrap_or_default(),
        nom: ligne.nom,
        prenom: ligne.prenom,
        suspendu: ligne.suspendu_le.is_some(),
    };
    Ok(lignes.into_iter().map(agent).collect())
}
