//! Asking for somebody's training: the first step of a habilitation.

use reciproque_shared::api::DemanderHabilitation;
use reciproque_shared::cle_recherche::cle_de_recherche;
use reciproque_shared::erreur::ErreurChamp;
use reciproque_shared::habilitation::fiche::FicheHabilitation;
use reciproque_shared::habilitation::{
    ActeurHabilitation, Demande, EtatHabilitation, GesteHabilitation, Preuves,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, SqlErr,
};

use super::changement::{colonnes, etape, preuves};
use super::lecture::{demandables, fiche};
use super::portee::{acteur, organisations};
use crate::convention::quota;
use crate::depot::annuaire;
use crate::depot::entite::{agent, compte, habilitation, organisation};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur;
use crate::refus::Refus;

/// `POST /habilitations`
pub async fn demander(
    passage: Passage,
    appel: routeur::AppelRecu<DemanderHabilitation>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let organisation = organisation_visee(&passage, appel.corps.organisation).await?;
    annuaire::a_des_comptes(&organisation)?;
    let permis = demandables(&organisation.sorte, acteur(&passage));
    let lue = Demande::lire(&appel.corps, &permis).map_err(Refus::Invalide)?;
    let ecriture = passage.annoncer(Objet::new("organisation", organisation.id)).await?;
    ecriture
        .creer(async {
            quota::verifier(passage.base(), organisation.id, lue.profil, passage.app().horloge.aujourdhui())
                .await?;
            let agent = agent_demande(passage.base(), organisation.id, &lue, acteur(&passage)).await?;
            let creee = creer(&passage, passage.base(), agent, &lue).await?;
            Ok((creee.id, fiche(&passage, creee).await?))
        })
        .await
}

/// One's own organisation, or the one that the user referent chose.
async fn organisation_visee(passage: &Passage, choisie: Option<i64>) -> Result<organisation::Model, Refus> {
    let mut permises = organisations(passage).await?;
    let rang = match choisie {
        None if permises.len() == 1 => Some(0),
        None => None,
        Some(choisie) => permises.iter().position(|organisation| organisation.id == choisie),
    };
    let absente = || {
        vec![ErreurChamp::new(
            "organisation",
            "organisation_absente",
            "Choisissez l’organisation de la personne.",
        )]
    };
    rang.map(|rang| permises.swap_remove(rang)).ok_or_else(|| Refus::Invalide(absente()))
}

/// The agent of that e-mail: an account has one organisation and one name.
async fn agent_demande(
    base: &impl ConnectionTrait,
    organisation: i64,
    lue: &Demande,
    acteur: ActeurHabilitation,
) -> Result<i64, Refus> {
    let connu = agent::Entity::find().filter(agent::Column::Email.eq(lue.email.as_str())).one(base).await?;
    let fonction = Set(Some(lue.fonction.as_str().to_owned()));
    let Some(connu) = connu else {
        let nouveau = agent::ActiveModel {
            organisation_id: Set(organisation),
            nom: Set(lue.nom.as_str().to_owned()),
            prenom: Set(lue.prenom.as_str().to_owned()),
            email: Set(lue.email.as_str().to_owned()),
            fonction,
            ..Default::default()
        };
        let id = nouveau.insert(base).await.map_err(|erreur| ou_prise(erreur, acteur))?.id;
        ouvrir_compte(base, id).await?;
        return Ok(id);
    };
    if connu.organisation_id != organisation || !meme_nom(&connu, lue) {
        return Err(adresse_prise(acteur));
    }
    agent::Entity::update_many()
        .set(agent::ActiveModel { fonction, ..Default::default() })
        .filter(agent::Column::Id.eq(connu.id))
        .exec(base)
        .await?;
    Ok(connu.id)
}

/// Nobody signs in with it yet: it has no password.
async fn ouvrir_compte(base: &impl ConnectionTrait, agent: i64) -> Result<(), DbErr> {
    let compte = compte::ActiveModel { agent_id: Set(agent), a_changer: Set(false), ..Default::default() };
    compte::Entity::insert(compte).exec_without_returning(base).await.map(drop)
}

fn meme_nom(connu: &agent::Model, lue: &Demande) -> bool {
    let cle = |prenom: &str, nom: &str| cle_de_recherche(&format!("{prenom} {nom}"));
    cle(&connu.prenom, &connu.nom) == cle(lue.prenom.as_str(), lue.nom.as_str())
}

/// The user referent is told what stands in the way, and mends it; a manager is not told whether
/// somebody works elsewhere.
fn adresse_prise(acteur: ActeurHabilitation) -> Refus {
    let message = match acteur {
        ActeurHabilitation::Departement => {
            "Cette adresse est déjà celle d’un autre compte : chaque agent a la sienne. Si c’est la même personne, qui a \
             changé d’organisation ou de nom, rattachez-la (page de l’agent, « Rattacher à un autre organisme ou corriger \
             le nom ») une fois ses habilitations terminées."
        }
        ActeurHabilitation::Structure | ActeurHabilitation::Agent => {
            "La demande ne peut pas être enregistrée avec ce nom et cette adresse. Relisez-les ; s’ils sont justes, \
             demandez au référent utilisateurs du Département de la faire."
        }
    };
    Refus::Invalide(vec![ErreurChamp::new("email", "email_refuse", message)])
}

fn ou_prise(erreur: DbErr, acteur: ActeurHabilitation) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => adresse_prise(acteur),
        _ => erreur.into(),
    }
}

fn deja_demandee() -> Refus {
    Refus::Conflit(
        "Cette personne a déjà une habilitation ou une demande en cours pour ce profil : ouvrez-la dans la liste."
            .into(),
    )
}

async fn creer(
    passage: &Passage,
    base: &impl ConnectionTrait,
    agent: i64,
    lue: &Demande,
) -> Result<habilitation::Model, Refus> {
    let jour = passage.app().horloge.aujourdhui();
    let profil = lue.profil.code();
    let anciennes = habilitation::Entity::find()
        .filter(habilitation::Column::AgentId.eq(agent))
        .filter(habilitation::Column::Profil.eq(profil))
        .all(base)
        .await?;
    if anciennes.iter().any(|ancienne| preuves(ancienne).etat(jour) != EtatHabilitation::Terminee) {
        return Err(deja_demandee());
    }
    let nouvelle = habilitation::ActiveModel {
        agent_id: Set(agent),
        profil: Set(profil.to_owned()),
        version: Set(1),
        ..colonnes(Preuves::demande(jour))
    };
    let creee = nouvelle.insert(base).await.map_err(|erreur| match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => deja_demandee(),
        _ => erreur.into(),
    })?;
    let motif = Some(lue.motif.as_str().to_owned());
    etape(passage, base, creee.id, GesteHabilitation::Demander, motif).await?;
    Ok(creee)
}
