//! One-time codes handed over to agents: the first one, and the one that replaces lost or
//! stolen credentials. Whatever opened the account before opens it no more.

use chrono::{DateTime, Days, Utc};
use reciproque_shared::api::RemettreCode;
use reciproque_shared::compte::{CodeRemis, LettreCode};
use reciproque_shared::habilitation::Profil;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::cles::verrouiller;
use super::liste::{Suivi, suivi};
use crate::guard::{Agent, Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::session;
use crate::sign_in::{mot_de_passe, tirer_code};
use crate::store::entite::{cle_acces, code_secours, compte};

const SOI_MEME: &str =
    "Vous ne pouvez pas fermer votre propre accès. Demandez un code à un collègue du même profil.";
const PREMIER_CODE: &str = "Le premier code est remis par le référent utilisateurs du Département. Vous pourrez en \
     remettre un autre à cet agent une fois son compte ouvert.";

/// `POST /agents/{agent}/code`
pub async fn remettre(passage: Passage, demande: Demande<RemettreCode>) -> Result<Traced<LettreCode>, Refus> {
    let app = passage.app();
    let agent = suivi(&passage, demande.chemin).await?.ok_or(Refus::Introuvable)?;
    if let Some(raison) = empechement(passage.agent(), &agent) {
        return Err(Refus::Conflit(raison.to_owned()));
    }
    let code = tirer_code()?;
    let empreinte = mot_de_passe::hacher_code(CodeRemis::normal(code.as_str())).await?;
    let maintenant = app.horloge.maintenant();
    let expire_le = maintenant + Days::new(app.reglages.code_jours.into());
    let ecriture = passage.annoncer(Objet::new("agent", agent.id)).await?;
    let ensemble = ecriture.transaction().await?;
    // The account first: a sign-in under way waits for it, and finds it changed.
    ouvrir(&ensemble, &agent, empreinte, expire_le).await?;
    fermer(&ensemble, agent.id).await?;
    ensemble.commit().await?;
    app.frein.essais.oublier(agent.id);
    let Suivi { nom, prenom, organisation, .. } = agent;
    Ok(ecriture.aboutir(LettreCode { nom, prenom, organisation, code: code.as_str().to_owned(), expire_le }))
}

/// Why this agent can't be given a code by this one, and what to do.
pub(super) fn empechement(moi: &Agent, agent: &Suivi) -> Option<&'static str> {
    if moi.id == agent.id {
        Some(SOI_MEME)
    } else if moi.profil == Profil::GestionnaireHabilitations && !agent.deja_ouvert() {
        Some(PREMIER_CODE)
    } else {
        None
    }
}

/// Sessions, second factor, passkeys: nothing of the former access is left.
async fn fermer(base: &impl ConnectionTrait, agent: i64) -> Result<(), Refus> {
    verrouiller(base, agent).await?;
    session::fermer_toutes(base, agent, None).await?;
    code_secours::Entity::delete_many().filter(code_secours::Column::AgentId.eq(agent)).exec(base).await?;
    cle_acces::Entity::delete_many().filter(cle_acces::Column::AgentId.eq(agent)).exec(base).await?;
    Ok(())
}

/// The code takes the place of the password, which may not come back.
async fn ouvrir(
    base: &impl ConnectionTrait,
    agent: &Suivi,
    empreinte: String,
    expire_le: DateTime<Utc>,
) -> Result<(), Refus> {
    use compte::Column;
    let Some(avant) = compte::Entity::find_by_id(agent.id).one(base).await? else {
        let neuf = compte::ActiveModel {
            agent_id: Set(agent.id),
            a_changer: Set(false),
            code: Set(Some(empreinte)),
            code_expire_le: Set(Some(expire_le)),
            ..Default::default()
        };
        neuf.insert(base).await?;
        return Ok(());
    };
    compte::Entity::update_many()
        .col_expr(Column::Precedent, Expr::value(avant.mot_de_passe.or(avant.precedent)))
        .col_expr(Column::MotDePasse, Expr::value(None::<String>))
        .col_expr(Column::Code, Expr::value(empreinte))
        .col_expr(Column::CodeExpireLe, Expr::value(expire_le))
        .col_expr(Column::AChanger, Expr::value(false))
        .col_expr(Column::Graine, Expr::value(None::<String>))
        .col_expr(Column::GraineProposee, Expr::value(None::<String>))
        .col_expr(Column::DernierPas, Expr::value(None::<i64>))
        .filter(Column::AgentId.eq(agent.id))
        .exec(base)
        .await?;
    Ok(())
}
