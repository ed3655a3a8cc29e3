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

use reciproque_shared::supervision::{Decision, GesteSupervision};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::depot::annuaire::{agents, nom_agent};
use crate::depot::entite::supervision;
use crate::garde::Passage;
use crate::refus::Refus;

/// What was decided about one organisation or one agent, the latest first.
pub async fn decisions(base: &impl ConnectionTrait, sur: Expr) -> Result<Vec<Decision>, Refus> {
    let lignes =
        supervision::Entity::find().filter(sur).order_by_desc(supervision::Column::Id).all(base).await?;
    let auteurs = agents(base, lignes.iter().filter_map(|ligne| ligne.par)).await?;
    let decision = |ligne: supervision::Model| {
        let geste = GesteSupervision::du_code(&ligne.geste)?;
        let par = match ligne.par {
            Some(par) => auteurs.get(&par).map(nom_agent).unwrap_or_default(),
            None => "l’exploitant du serveur".to_owned(),
        };
        Some(Decision { geste, motif: ligne.motif, instant: ligne.instant, par })
    };
    Ok(lignes.into_iter().filter_map(decision).collect())
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
