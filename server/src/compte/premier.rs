//! The first account of a production store: without it nobody could sign in to make the
//! others. Its agent chooses a password, then signs the engagement and the charter, like
//! everybody: no proof is made up for them.

use anyhow::{Context, ensure};
use chrono::{DateTime, Days, Utc};
use reciproque_shared::compte::CodeRemis;
use reciproque_shared::habilitation::{Acte, Profil};
use reciproque_shared::journal::{Evenement, Issue};
use reciproque_shared::organisation::SorteOrganisation;
use reciproque_shared::personne::{Email, Nom, Prenom};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, TransactionTrait,
};

use crate::depot::Depot;
use crate::depot::entite::{agent, compte, habilitation, organisation};
use crate::journal::{CLIENT_COMMANDE, Journal};
use crate::secret::{mot_de_passe, tirer_code};
use crate::serveur::Horloge;

/// Days during which the one-time code opens the account.
pub const CODE_JOURS: u64 = 15;

/// Who the first account is for.
pub struct Premier {
    pub nom: Nom,
    pub prenom: Prenom,
    pub email: Email,
    /// Name of the département, as an organisation.
    pub departement: String,
}

/// Creates the département and its first agent; answers the one-time code, to be handed
/// over apart from the address. Announced in the journal first.
///
/// # Errors
/// The store already has agents, or it or the journal can't be written.
pub async fn creer(
    depot: &Depot,
    journal: &Journal,
    horloge: &Horloge,
    premier: &Premier,
) -> anyhow::Result<CodeRemis> {
    let deja = agent::Entity::find().count(depot.lecture()).await?;
    ensure!(deja == 0, "cette base a déjà des comptes : le référent utilisateurs crée les autres à l’écran");
    let code = tirer_code()?;
    let empreinte = mot_de_passe::hacher_code(CodeRemis::normal(code.as_str())).await?;
    let annonce = journal.append(evenement(horloge.maintenant(), Issue::Annonce, None)).await?.seq;
    match ecrire(depot, horloge, premier, empreinte).await {
        Ok(()) => Ok(code),
        Err(cause) => {
            journal.append(evenement(horloge.maintenant(), Issue::Echoue, Some(annonce))).await?;
            Err(cause).context("le premier compte n’a pas pu être créé ; rien n’a été écrit")
        }
    }
}

async fn ecrire(depot: &Depot, horloge: &Horloge, premier: &Premier, empreinte: String) -> Result<(), DbErr> {
    let ensemble = depot.ecriture().begin().await?;
    let departement = organisation::ActiveModel {
        sorte: Set(SorteOrganisation::Departement.code().to_owned()),
        nom: Set(premier.departement.clone()),
        ..Default::default()
    };
    let agent = agent::ActiveModel {
        organisation_id: Set(departement.insert(&ensemble).await?.id),
        nom: Set(premier.nom.as_str().to_owned()),
        prenom: Set(premier.prenom.as_str().to_owned()),
        email: Set(premier.email.as_str().to_owned()),
        ..Default::default()
    };
    let agent = agent.insert(&ensemble).await?.id;
    ouvrir(&ensemble, agent, empreinte, horloge.maintenant()).await?;
    for profil in Profil::ceux(|profil| profil.traits().premier_compte) {
        habiliter(&ensemble, agent, profil, horloge).await?;
    }
    ensemble.commit().await
}

async fn ouvrir(
    base: &impl ConnectionTrait,
    agent: i64,
    empreinte: String,
    maintenant: DateTime<Utc>,
) -> Result<(), DbErr> {
    let compte = compte::ActiveModel {
        agent_id: Set(agent),
        a_changer: Set(false),
        code: Set(Some(empreinte)),
        code_expire_le: Set(Some(maintenant + Days::new(CODE_JOURS))),
        ..Default::default()
    };
    compte.insert(base).await.map(drop)
}

/// Trained and certified by who installs the product; the signature is still awaited.
async fn habiliter(
    base: &impl ConnectionTrait,
    agent: i64,
    profil: Profil,
    horloge: &Horloge,
) -> Result<(), DbErr> {
    let jour = horloge.aujourdhui();
    let habilitation = habilitation::ActiveModel {
        agent_id: Set(agent),
        profil: Set(profil.code().to_owned()),
        demandee_le: Set(jour),
        formee_le: Set(Some(jour)),
        certifiee_le: Set(Some(jour)),
        ..Default::default()
    };
    habilitation.insert(base).await.map(drop)
}

fn evenement(instant: DateTime<Utc>, issue: Issue, lie_a: Option<u64>) -> Evenement {
    Evenement { issue, lie_a, ..Evenement::sans_agent(instant, Acte::CreerPremierCompte, CLIENT_COMMANDE) }
}
