//! One organisation on its page.

use chrono::NaiveDate;
use reciproque_shared::api::ConsulterOrganisation;
use reciproque_shared::habilitation::Profil;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature::commune;
use reciproque_shared::supervision::fiche::{AgentLu, ConventionLue, FicheOrganisation};
use sea_orm::DbErr;

use super::supervision::situation;
use super::usage::usages;
use crate::convention::{lecture, lieux, quota};
use crate::depot::annuaire::trouver_organisation;
use crate::depot::sql::{Clause, Sql, en_vigueur};
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
    let siennes = Clause::from("convention.organisation_id = ?").avec(id);
    let conventions: Vec<ConventionLue> =
        lecture::charger(base, siennes).await?.into_iter().map(|(_, convention)| convention).collect();
    let occupees = quota::occupees(base, Some(id), jour).await?;
    let lieux = match sorte.sous_convention() && !ligne.sans_compte {
        true => Some(lieux::tous(base).await?),
        false => None,
    };
    Ok(FicheOrganisation {
        id,
        sorte,
        communes: communes(base, id, jour).await?,
        lieux,
        usages: match ligne.sans_compte {
            true => Vec::new(),
            false => usages(sorte, &conventions.iter().collect::<Vec<_>>(), &occupees, id, jour),
        },
        agents: agents(base, id, jour).await?,
        decisions: decisions(base, Clause::from("supervision.organisation_id = ?").avec(id)).await?,
        gestes: situation(base, (&ligne, sorte), jour).await?.gestes(),
        conventions,
        sans_compte: ligne.sans_compte,
        nom: ligne.nom,
        suspendue_le: ligne.suspendue_le,
        ouvre_a: ligne.ouvre_a,
        ferme_a: ligne.ferme_a,
    })
}

/// Those of the day, by name; a code that the list does not hold stands for itself.
async fn communes(base: &impl Sql, organisation: i64, jour: NaiveDate) -> Result<Vec<String>, DbErr> {
    let siennes =
        Clause::from("SELECT territoire.commune FROM territoire WHERE territoire.organisation_id = ?")
            .avec(organisation)
            .et(en_vigueur("territoire", "debut", "fin", jour));
    let codes: Vec<(String,)> = base.trouver(siennes).await?;
    let nom = |code: String| {
        let lu = CommuneInsee::lire(&code).ok();
        lu.as_ref().and_then(commune).map_or(code, str::to_owned)
    };
    let mut noms: Vec<_> = codes.into_iter().map(|(code,)| nom(code)).collect();
    noms.sort();
    Ok(noms)
}

/// Its agents in alphabetical order, each with the profils that have not ended.
async fn agents(base: &impl Sql, organisation: i64, jour: NaiveDate) -> Result<Vec<AgentLu>, DbErr> {
    let requete = Clause::from(
        "SELECT agent.id, agent.nom, agent.prenom, agent.suspendu_le IS NOT NULL, habilitation.profil \
         FROM agent LEFT JOIN habilitation ON habilitation.agent_id = agent.id AND ",
    )
    .puis(habilitation_ouverte(jour))
    .puis(" WHERE agent.organisation_id = ? ORDER BY agent.nom, agent.prenom, agent.id, habilitation.id")
    .avec(organisation);
    let mut agents: Vec<AgentLu> = Vec::new();
    let lus: Vec<(i64, String, String, bool, Option<String>)> = base.trouver(requete).await?;
    for (id, nom, prenom, suspendu, profil) in lus {
        let profil = profil.and_then(|profil| Profil::du_code(&profil));
        match agents.last_mut().filter(|agent| agent.id == id) {
            Some(agent) => agent.profils.extend(profil),
            None => agents.push(AgentLu { id, nom, prenom, suspendu, profils: profil.into_iter().collect() }),
        }
    }
    Ok(agents)
}
