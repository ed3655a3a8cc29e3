//! One-time codes handed over to agents: the first one, and the one that replaces lost or
//! stolen credentials. Whatever opened the account before opens it no more.

use anyhow::Context as _;
use chrono::{DateTime, Days, Utc};
use reciproque_shared::api::RemettreCode;
use reciproque_shared::compte::{CodeRemis, GenreAvis, LettreCode};
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::personne::Email;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    TransactionTrait,
};

use super::avis;
use super::cles::verrouiller;
use super::liste::{Suivi, suivi};
use super::premier::CODE_JOURS;
use crate::extranet::Horloge;
use crate::guard::{Agent, Objet, Passage, Traced};
use crate::journal::Journal;
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::session;
use crate::sign_in::{mot_de_passe, tirer_code};
use crate::store::Depot;
use crate::store::entite::{agent, cle_acces, code_secours, compte};

const SOI_MEME: &str =
    "Vous ne pouvez pas fermer votre propre accès. Demandez un code à un collègue du même profil.";
const PREMIER_CODE: &str = "Le premier code est remis par le référent utilisateurs du Département. Vous pourrez en \
     remettre un autre à cet agent une fois son compte ouvert.";

const RESERVE: &str = "Cet agent lit toutes les traces ou administre le produit : qui remet les codes ne peut pas \
     ouvrir son compte. L’exploitant du serveur lui en remet un avec la commande « reciproque code ».";
/// What the journal says of a code that takes the place of a password.
const REMPLACE: &str = "acces_remplace";

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
    let remplace = agent.deja_ouvert();
    let ecriture = passage.annoncer_pour(objet(agent.id), remplace.then_some(REMPLACE)).await?;
    let ensemble = ecriture.transaction().await?;
    // The account first: a sign-in under way waits for it, and finds it changed.
    ouvrir(&ensemble, agent.id, empreinte, expire_le).await?;
    fermer(&ensemble, agent.id).await?;
    if remplace {
        avis::noter(&ensemble, &passage, agent.id, GenreAvis::CodeRemis).await?;
    }
    ensemble.commit().await?;
    app.frein.essais.oublier(agent.id);
    let Suivi { nom, prenom, organisation, .. } = agent;
    Ok(ecriture.aboutir(LettreCode { nom, prenom, organisation, code: code.as_str().to_owned(), expire_le }))
}

/// Why this agent can't be given a code by this one, and what to do.
pub(super) fn empechement(moi: &Agent, agent: &Suivi) -> Option<&'static str> {
    if moi.id == agent.id {
        Some(SOI_MEME)
    } else if agent.reserve {
        Some(RESERVE)
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
    agent: i64,
    empreinte: String,
    expire_le: DateTime<Utc>,
) -> Result<(), Refus> {
    use compte::Column;
    let Some(avant) = compte::Entity::find_by_id(agent).one(base).await? else {
        let neuf = compte::ActiveModel {
            agent_id: Set(agent),
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
        .filter(Column::AgentId.eq(agent))
        .exec(base)
        .await?;
    Ok(())
}

fn objet(agent: i64) -> Objet {
    Objet::new("agent", agent)
}

/// The code of an agent whom nobody may open the account of on screen, by a command of the
/// operator. Announced in the journal first.
///
/// # Errors
/// Nobody has this address, or the store or the journal can't be written.
pub async fn remettre_par_commande(
    depot: &Depot,
    journal: &Journal,
    horloge: &Horloge,
    email: &Email,
) -> anyhow::Result<CodeRemis> {
    let agents = agent::Entity::find().filter(agent::Column::Email.eq(email.as_str()));
    let agent = agents.one(depot.lecture()).await?.context("aucun agent n’a cette adresse")?;
    let code = tirer_code()?;
    let empreinte = mot_de_passe::hacher_code(CodeRemis::normal(code.as_str())).await?;
    let maintenant = horloge.maintenant();
    let avant = compte::Entity::find_by_id(agent.id).one(depot.lecture()).await?;
    let remplace = avant.is_some_and(|compte| compte.mot_de_passe.is_some() || compte.change_le.is_some());
    let evenement = par_commande(&agent, maintenant, remplace);
    let annonce = journal.append(evenement.clone()).await?.seq;
    let expire_le = maintenant + Days::new(CODE_JOURS);
    let fait = async {
        let ensemble = depot.ecriture().begin().await?;
        ouvrir(&ensemble, agent.id, empreinte, expire_le).await?;
        fermer(&ensemble, agent.id).await?;
        if remplace {
            avis::noter_par_commande(&ensemble, agent.id, GenreAvis::CodeRemis, maintenant).await?;
        }
        Ok::<(), Refus>(ensemble.commit().await?)
    };
    match fait.await {
        Ok(()) => Ok(code),
        Err(refus) => {
            let echec = Evenement { issue: Issue::Echoue, lie_a: Some(annonce), ..evenement };
            journal.append(echec).await?;
            anyhow::bail!("le code n’a pas pu être remis ; rien n’a été écrit ({})", refus.code())
        }
    }
}

/// Under the agent's organisation: its managers and the officer read it.
fn par_commande(agent: &agent::Model, instant: DateTime<Utc>, remplace: bool) -> Evenement {
    Evenement {
        instant,
        agent: None,
        profil: None,
        organisation: Some(agent.organisation_id),
        session: None,
        acte: Acte::RemettreCode.code().to_owned(),
        objet: objet(agent.id).texte().map(str::to_owned),
        rubriques: Vec::new(),
        motif: remplace.then(|| REMPLACE.to_owned()),
        issue: Issue::Annonce,
        client: "commande du serveur".to_owned(),
        lie_a: None,
    }
}
