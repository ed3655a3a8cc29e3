//! The operator's gestures on an account, by a command of the server: the only way to close or
//! reinstate who watches. Announced in the journal first, and kept among the decisions.

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use reciproque_shared::compte::GenreAvis;
use reciproque_shared::habilitation::{Acte, EtatHabilitation, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::personne::Email;
use reciproque_shared::supervision::{GesteAcces, GesteSupervision, SaisieSupervision};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::agent::appliquer;
use crate::compte::avis;
use crate::depot::Depot;
use crate::depot::entite::{agent, habilitation, supervision};
use crate::garde::Objet;
use crate::habilitation::{fermer, preuves};
use crate::journal::{CLIENT_COMMANDE, Journal};
use crate::refus::Refus;
use crate::serveur::Horloge;
use crate::session;

/// What the operator asks.
pub struct Ordre {
    pub email: Email,
    pub geste: GesteSupervision,
    /// The habilitation to end; all of them when none is named.
    pub profil: Option<Profil>,
    pub motif: String,
}

/// Does it. Answers how many accesses it changed.
///
/// # Errors
/// Nobody has this address, there is nothing to do, the reason is not factual, or the store or
/// the journal can't be written.
pub async fn par_commande(
    depot: &Depot,
    journal: &Journal,
    horloge: &Horloge,
    ordre: &Ordre,
) -> anyhow::Result<usize> {
    let saisie = SaisieSupervision { geste: ordre.geste, motif: ordre.motif.clone() };
    let motif = saisie.motif().map_err(|refus| {
        anyhow::anyhow!("--motif : {}", refus.first().map_or("à compléter", |e| e.message.as_str()))
    })?;
    let agents = agent::Entity::find().filter(agent::Column::Email.eq(ordre.email.as_str()));
    let agent = agents.one(depot.lecture()).await?.context("--email : aucun agent n’a cette adresse")?;
    let evenement = evenement(&agent, ordre, horloge.maintenant());
    let annonce = journal.append(evenement.clone()).await?.seq;
    match ecrire(depot, horloge, (&agent, ordre), motif).await {
        Ok(nombre) => Ok(nombre),
        Err(cause) => {
            journal.append(Evenement { issue: Issue::Echoue, lie_a: Some(annonce), ..evenement }).await?;
            Err(cause)
        }
    }
}

async fn ecrire(
    depot: &Depot,
    horloge: &Horloge,
    (agent, ordre): (&agent::Model, &Ordre),
    motif: String,
) -> anyhow::Result<usize> {
    let transaction = depot.transaction().await?;
    let nombre = match ordre.geste {
        GesteSupervision::Terminer => terminer(&transaction, horloge, agent.id, ordre.profil).await?,
        geste => {
            let fait = appliquer(&transaction, agent.id, geste, horloge).await;
            fait.map_err(|refus: Refus| anyhow::anyhow!("rien n’a été écrit ({})", refus.code()))?;
            1
        }
    };
    if ordre.geste == GesteSupervision::ExigerMotDePasse {
        let quoi = GenreAvis::MotDePasseExige.into();
        avis::noter_par_commande(&transaction, agent.id, quoi, horloge.maintenant()).await?;
    }
    if ordre.geste.acces().is_some_and(GesteAcces::ferme) {
        session::fermer_toutes(&transaction, agent.id, None).await?;
    }
    let decision = supervision::ActiveModel {
        agent_id: Set(Some(agent.id)),
        geste: Set(ordre.geste.code().to_owned()),
        motif: Set(motif),
        instant: Set(horloge.maintenant()),
        par: Set(None),
        ..Default::default()
    };
    decision.insert(&transaction).await?;
    transaction.commit().await?;
    Ok(nombre)
}

/// Today is the first day without access.
async fn terminer(
    transaction: &impl ConnectionTrait,
    horloge: &Horloge,
    agent: i64,
    profil: Option<Profil>,
) -> anyhow::Result<usize> {
    let jour = horloge.aujourdhui();
    let siennes = habilitation::Entity::find().filter(habilitation::Column::AgentId.eq(agent));
    let mut a_finir = siennes.all(transaction).await?;
    a_finir.retain(|lue| {
        preuves(lue).etat(jour) != EtatHabilitation::Terminee
            && profil.is_none_or(|profil| lue.profil == profil.code())
    });
    ensure!(
        !a_finir.is_empty(),
        "cet agent n’a pas d’habilitation de ce profil à terminer : rien n’a été écrit"
    );
    for lue in &a_finir {
        let finie = habilitation::ActiveModel {
            fin: Set(Some(jour)),
            version: Set(lue.version + 1),
            ..Default::default()
        };
        habilitation::Entity::update_many()
            .set(finie)
            .filter(habilitation::Column::Id.eq(lue.id))
            .exec(transaction)
            .await?;
        fermer(transaction, lue).await?;
    }
    Ok(a_finir.len())
}

/// Under the agent's organisation, with the gesture as its reason: the officer reads it.
fn evenement(agent: &agent::Model, ordre: &Ordre, instant: DateTime<Utc>) -> Evenement {
    Evenement {
        organisation: Some(agent.organisation_id),
        objet: Objet::new("agent", agent.id).texte().map(str::to_owned),
        motif: Some(ordre.geste.code().to_owned()),
        issue: Issue::Annonce,
        ..Evenement::sans_agent(instant, Acte::Superviser, CLIENT_COMMANDE)
    }
}
