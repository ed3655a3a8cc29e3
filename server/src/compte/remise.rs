//! One-time codes handed over to agents: the first one, and the one that replaces lost or
//! stolen credentials. The former password and the sessions open nothing any more; the second
//! factor stays, unless it is declared lost too.

use anyhow::Context as _;
use chrono::{DateTime, Days, Utc};
use reciproque_shared::api::{DeclarerPerte, RemettreCode};
use reciproque_shared::compte::{CodeRemis, GenreAvis, LettreCode, MotifPerte, RemisPar};
use reciproque_shared::habilitation::Acte;
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::personne::Email;
use reciproque_shared::supervision::GesteAcces;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    TransactionTrait,
};

use super::avis::{self, Changement};
use super::cles::verrouiller;
use super::essais;
use super::liste::{Suivi, suivi};
use super::premier::CODE_JOURS;
use super::second_facteur::oublier_application;
use crate::depot::Depot;
use crate::depot::entite::{agent, cle_acces, compte};
use crate::garde::reserve;
use crate::garde::{Agent, Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::journal::Journal;
use crate::refus::Refus;
use crate::secret::{mot_de_passe, tirer_code};
use crate::serveur::Horloge;
use crate::session;
use crate::session::appareil;

const SOI_MEME: &str =
    "Vous ne pouvez pas fermer votre propre accès. Demandez un code à un collègue du même profil.";
const PREMIER_CODE: &str = "Le premier code est remis par le référent utilisateurs du Département. Vous pourrez en \
     remettre un autre à cet agent une fois son compte ouvert.";

const RESERVE: &str = "Cet agent lit toutes les traces ou administre le produit : qui remet les codes ne peut pas \
     ouvrir son compte. L’exploitant du serveur lui en remet un avec la commande « reciproque code ».";
/// What the journal says of a code that takes the place of a password.
pub const REMPLACE: &str = "acces_remplace";

/// What the code takes the place of.
#[derive(Clone, Copy, Debug)]
pub enum Perdu {
    /// The password alone: application and passkeys stay, and are asked for after the code. Who
    /// handed it over does not get in with it.
    MotDePasse,
    /// The second factor too, for this reason.
    Tout(MotifPerte),
}

impl Perdu {
    const fn acte(self) -> Acte {
        match self {
            Self::MotDePasse => Acte::RemettreCode,
            Self::Tout(_) => Acte::DeclarerPerte,
        }
    }

    const fn geste(self) -> GesteAcces {
        match self {
            Self::MotDePasse => GesteAcces::RemettreCode,
            Self::Tout(_) => GesteAcces::DeclarerPerte,
        }
    }

    /// What the journal says of it beside the act.
    const fn motif(self, remplace: bool) -> Option<&'static str> {
        match self {
            Self::Tout(motif) => Some(motif.code()),
            Self::MotDePasse if remplace => Some(REMPLACE),
            Self::MotDePasse => None,
        }
    }

    fn changement(self) -> Changement {
        match self {
            Self::MotDePasse => GenreAvis::CodeRemis.into(),
            Self::Tout(motif) => motif.into(),
        }
    }
}

/// `POST /agents/{agent}/code`
pub async fn remettre(passage: Passage, appel: AppelRecu<RemettreCode>) -> Result<Traced<LettreCode>, Refus> {
    remplacer(&passage, appel.chemin, Perdu::MotDePasse).await
}

/// `POST /agents/{agent}/perte`: the second factor goes with the password.
pub async fn declarer_perte(
    passage: Passage,
    appel: AppelRecu<DeclarerPerte>,
) -> Result<Traced<LettreCode>, Refus> {
    let motif = appel.corps.lire().map_err(Refus::Invalide)?;
    remplacer(&passage, appel.chemin, Perdu::Tout(motif)).await
}

async fn remplacer(passage: &Passage, agent: i64, perdu: Perdu) -> Result<Traced<LettreCode>, Refus> {
    let app = passage.app();
    let agent = suivi(passage, agent).await?.ok_or(Refus::Introuvable)?;
    if let Some(autre) = empechement(passage.agent(), &agent) {
        return Err(Refus::Conflit(raison(autre).to_owned()));
    }
    reserve::permettre(passage, passage.base(), agent.id, perdu.geste()).await?;
    let remplace = agent.deja_ouvert();
    let code = tirer_code()?;
    passage.base().rendre().await;
    let empreinte = mot_de_passe::hacher_code(CodeRemis::normal(code.as_str())).await?;
    let expire_le = app.horloge.maintenant() + Days::new(app.reglages.code_jours.into());
    let ecriture = passage.annoncer_pour(objet(agent.id), perdu.motif(remplace)).await?;
    ecriture
        .accomplir(async {
            if remplace {
                reserve::engager(passage, passage.base(), agent.id, perdu.geste()).await?;
            }
            // The account first: a sign-in under way waits for it, and finds it changed.
            ouvrir(passage.base(), agent.id, empreinte, expire_le).await?;
            fermer(passage.base(), agent.id, perdu).await?;
            if remplace {
                avis::noter(passage.base(), passage, agent.id, perdu.changement()).await?;
            }
            let Suivi { nom, prenom, organisation, .. } = agent;
            Ok(LettreCode { nom, prenom, organisation, code: code.as_str().to_owned(), expire_le })
        })
        .await
}

/// Who hands over the code of this agent, when this one may not.
pub(super) fn empechement(moi: &Agent, agent: &Suivi) -> Option<RemisPar> {
    if moi.id == agent.id {
        Some(RemisPar::Collegue)
    } else if agent.reserve {
        Some(RemisPar::Exploitant)
    } else if moi.profil.gestionnaire() && !agent.deja_ouvert() {
        Some(RemisPar::Referent)
    } else {
        None
    }
}

/// Why, and what to do.
const fn raison(autre: RemisPar) -> &'static str {
    match autre {
        RemisPar::Collegue => SOI_MEME,
        RemisPar::Exploitant => RESERVE,
        RemisPar::Referent => PREMIER_CODE,
    }
}

/// The sessions; and when all was lost, second factor and passkeys: nothing of the former access
/// is left.
async fn fermer(base: &impl ConnectionTrait, agent: i64, perdu: Perdu) -> Result<(), Refus> {
    verrouiller(base, agent).await?;
    session::fermer_toutes(base, agent, None).await?;
    // The browser may be lost with the rest: it is one like any other again.
    appareil::oublier_tous(base, agent).await?;
    if matches!(perdu, Perdu::Tout(_)) {
        essais::oublier_tous(base, agent).await?;
        oublier_application(base, agent).await?;
        cle_acces::Entity::delete_many().filter(cle_acces::Column::AgentId.eq(agent)).exec(base).await?;
    }
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
        .col_expr(Column::GraineProposee, Expr::value(None::<String>))
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
    perdu: Perdu,
) -> anyhow::Result<CodeRemis> {
    let agents = agent::Entity::find().filter(agent::Column::Email.eq(email.as_str()));
    let agent = agents.one(depot.lecture()).await?.context("aucun agent n’a cette adresse")?;
    let code = tirer_code()?;
    let empreinte = mot_de_passe::hacher_code(CodeRemis::normal(code.as_str())).await?;
    let maintenant = horloge.maintenant();
    let avant = compte::Entity::find_by_id(agent.id).one(depot.lecture()).await?;
    let remplace = avant.is_some_and(|compte| compte.mot_de_passe.is_some() || compte.change_le.is_some());
    let evenement = par_commande(&agent, maintenant, (perdu, remplace));
    let annonce = journal.append(evenement.clone()).await?.seq;
    let expire_le = maintenant + Days::new(CODE_JOURS);
    let fait = async {
        let ensemble = depot.ecriture().begin().await?;
        ouvrir(&ensemble, agent.id, empreinte, expire_le).await?;
        fermer(&ensemble, agent.id, perdu).await?;
        if remplace {
            avis::noter_par_commande(&ensemble, agent.id, perdu.changement(), maintenant).await?;
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
fn par_commande(agent: &agent::Model, instant: DateTime<Utc>, (perdu, remplace): (Perdu, bool)) -> Evenement {
    Evenement {
        instant,
        agent: None,
        profil: None,
        organisation: Some(agent.organisation_id),
        session: None,
        acte: perdu.acte().code().to_owned(),
        objet: objet(agent.id).texte().map(str::to_owned),
        rubriques: Vec::new(),
        motif: perdu.motif(remplace).map(str::to_owned),
        issue: Issue::Annonce,
        client: "commande du serveur".to_owned(),
        lie_a: None,
    }
}
