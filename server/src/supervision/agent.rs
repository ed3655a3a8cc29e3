//! Suspending and reinstating an agent, taking the delegation back, forcing a new password.

use reciproque_shared::api::SuperviserAgent;
use reciproque_shared::compte::GenreAvis;
use reciproque_shared::habilitation::Retrait;
use reciproque_shared::supervision::GesteSupervision;
use reciproque_shared::supervision::fiche::FicheAgent;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::fiche::{delegation, relire, situation};
use super::{noter, permis};
use crate::compte::avis;
use crate::depot::annuaire;
use crate::depot::entite::{agent, compte, gestionnaire_principal, habilitation, supervision};
use crate::garde::reserve;
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;
use crate::serveur::Horloge;
use crate::session;

/// `POST /agents/{agent}/supervision`
pub async fn superviser(
    passage: Passage,
    appel: AppelRecu<SuperviserAgent>,
) -> Result<Traced<FicheAgent>, Refus> {
    let id = appel.chemin;
    let (ligne, avant) = situation(&passage, passage.base(), id).await?;
    let (geste, motif) = (appel.corps.geste, appel.corps.motif().map_err(Refus::Invalide)?);
    permis(geste, &avant.gestes())?;
    // What bears on no account is not among the gestures on an agent.
    let acces = geste.acces().ok_or(Refus::Introuvable)?;
    reserve::permettre(&passage, passage.base(), id, acces).await?;
    let retrait = (geste == GesteSupervision::Suspendre).then_some(Retrait::SuspendreAgent);
    let objet = Objet::new("agent", id);
    let ecriture = passage.annoncer_fermeture_pour(objet, retrait, Some(geste.code())).await?;
    ecriture
        .accomplir(async {
            annuaire::verrouiller_organisation(passage.base(), ligne.organisation_id).await?;
            agent::Entity::find_by_id(id).lock_exclusive().one(passage.base()).await?;
            let (_, avant) = situation(&passage, passage.base(), id).await?;
            permis(geste, &avant.gestes())?;
            reserve::engager(&passage, passage.base(), id, acces).await?;
            appliquer(passage.base(), id, geste, &passage.app().horloge).await?;
            if geste == GesteSupervision::ExigerMotDePasse {
                avis::noter(passage.base(), &passage, id, GenreAvis::MotDePasseExige).await?;
            }
            if acces.ferme() {
                session::fermer_toutes(passage.base(), id, None).await?;
            }
            let sur = supervision::ActiveModel { agent_id: Set(Some(id)), ..Default::default() };
            noter(&passage, passage.base(), sur, (geste, motif)).await?;
            relire(&passage, id).await
        })
        .await
}

/// Changes the account.
///
/// # Errors
/// `Introuvable` when the gesture has nothing to bear on.
pub async fn appliquer(
    transaction: &impl ConnectionTrait,
    id: i64,
    geste: GesteSupervision,
    horloge: &Horloge,
) -> Result<(), Refus> {
    let ferme = matches!(geste, GesteSupervision::Suspendre | GesteSupervision::RetirerDelegation);
    let instant = ferme.then(|| horloge.maintenant());
    match geste {
        GesteSupervision::Suspendre | GesteSupervision::Retablir => {
            agent::Entity::update_many()
                .col_expr(agent::Column::SuspenduLe, Expr::value(instant))
                .filter(agent::Column::Id.eq(id))
                .exec(transaction)
                .await?;
        }
        GesteSupervision::RetirerDelegation | GesteSupervision::RendreDelegation => {
            let delegation = delegation(transaction, id, horloge.aujourdhui()).await?;
            let delegation = delegation.ok_or(Refus::Introuvable)?.id;
            habilitation::Entity::update_many()
                .col_expr(habilitation::Column::SuspendueLe, Expr::value(instant))
                .filter(habilitation::Column::Id.eq(delegation))
                .exec(transaction)
                .await?;
            if ferme {
                // The organisation has no principal manager until one is named.
                gestionnaire_principal::Entity::delete_many()
                    .filter(gestionnaire_principal::Column::HabilitationId.eq(delegation))
                    .exec(transaction)
                    .await?;
            }
        }
        GesteSupervision::ExigerMotDePasse => {
            compte::Entity::update_many()
                .col_expr(compte::Column::AChanger, Expr::value(true))
                .filter(compte::Column::AgentId.eq(id))
                .exec(transaction)
                .await?;
        }
        // Done by other ways: never among the gestures.
        GesteSupervision::Rattacher
        | GesteSupervision::Terminer
        | GesteSupervision::Fermer
        | GesteSupervision::Rouvrir
        | GesteSupervision::OuvrirComptes
        | GesteSupervision::RetirerComptes => return Err(Refus::Introuvable),
    }
    Ok(())
}
