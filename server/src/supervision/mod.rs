//! What the département does as supervisor: each gesture with its reason, kept with who and
//! when, effective at the next request.

mod agent;
mod commande;
mod fiche;
mod rattachement;

pub use agent::superviser as superviser_agent;
pub use commande::{Ordre, par_commande};
pub use fiche::consulter as consulter_agent;
pub use rattachement::rattacher as rattacher_agent;

use chrono::{DateTime, Utc};
use reciproque_shared::supervision::{Decision, GesteSupervision};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr};

use crate::depot::entite::supervision;
use crate::depot::sql::{Clause, Sql, ligne};
use crate::garde::Passage;
use crate::refus::Refus;

/// What was decided about one organisation or one agent, the latest first.
pub async fn decisions(base: &impl Sql, sur: Clause) -> Result<Vec<Decision>, DbErr> {
    let requete = Clause::from(
        "SELECT supervision.geste, supervision.motif, supervision.instant, agent.prenom, agent.nom \
         FROM supervision LEFT JOIN agent ON agent.id = supervision.par WHERE ",
    );
    let requete = requete.puis(sur).puis(" ORDER BY supervision.id DESC");
    let lues: Vec<DecisionLue> = base.trouver(requete).await?;
    let decision = |DecisionLue { geste, motif, instant, prenom, nom }: DecisionLue| {
        let par = prenom.zip(nom).map(|(prenom, nom)| format!("{prenom} {nom}"));
        let par = par.unwrap_or_else(|| "l’exploitant du serveur".to_owned());
        Some(Decision { geste: GesteSupervision::du_code(&geste)?, motif, instant, par })
    };
    Ok(lues.into_iter().filter_map(decision).collect())
}

ligne! {
    /// A decision, with who took it: nobody when it is the operator of the server.
    struct DecisionLue {
        geste: String,
        motif: String,
        instant: DateTime<Utc>,
        prenom: Option<String>,
        nom: Option<String>,
    }
}

/// Keeps a gesture; `sur` says about what.
pub async fn noter(
    passage: &Passage,
    transaction: &impl ConnectionTrait,
    sur: supervision::ActiveModel,
    (geste, motif): (GesteSupervision, String),
) -> Result<(), Refus> {
    let ligne = supervision::ActiveModel {
        geste: Set(geste.code().to_owned()),
        motif: Set(motif),
        instant: Set(passage.app().horloge.maintenant()),
        par: Set(Some(passage.agent().id)),
        ..sur
    };
    ligne.insert(transaction).await?;
    Ok(())
}

/// The gesture is one of those that the state of things allows.
pub fn permis(geste: GesteSupervision, gestes: &[GesteSupervision]) -> Result<(), Refus> {
    if gestes.contains(&geste) {
        return Ok(());
    }
    Err(Refus::Conflit(format!(
        "« {} » n’est pas possible ici : c’est déjà fait, cela ne s’applique pas, ou il s’agit de votre propre accès ou du \
         Département. Rechargez la page pour voir l’état présent.",
        geste.libelle()
    )))
}
