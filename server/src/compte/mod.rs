//! « Mon compte »: how one signs in, and from where.

pub mod avis;
pub mod cles;
pub mod essais;
mod etat;
mod fermeture;
mod force;
mod liste;
mod mot_de_passe;
pub mod premier;
mod profil;
mod remise;
mod second_facteur;
mod sessions;

pub use etat::{etat, etat_suivant};
pub use fermeture::{ACCES_RETIRE, retirer_l_acces};
pub use liste::consulter as consulter_comptes;
pub use mot_de_passe::changer as changer_mot_de_passe;
pub use profil::{a_l_entree, profils};
pub use remise::{Perdu, REMPLACE, declarer_perte, remettre, remettre_par_commande};
pub use second_facteur::{confirmer, presenter, proposer, renouveler_secours, retirer};
pub use sessions::{fermer_autres, fermer_une};

use chrono::Days;
use reciproque_shared::api::ConsulterCompte;
use reciproque_shared::compte::Compte;
use reciproque_shared::date::a_paris;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::depot::entite::{agent, code_secours, compte};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

/// `GET /compte`
pub async fn consulter(passage: Passage, _: AppelRecu<ConsulterCompte>) -> Result<Traced<Compte>, Refus> {
    let compte = compte_de(&passage).await?;
    passage.laisser_sortir(Objet::aucun(), &[], |_| compte).await
}

async fn compte_de(passage: &Passage) -> Result<Compte, Refus> {
    let (app, moi) = (passage.app(), passage.agent());
    let change_le = moi.change_le;
    let jours = app.reglages.mot_de_passe_jours;
    let a_changer_le = change_le
        .filter(|_| jours > 0)
        .and_then(|change_le| a_paris(change_le).date().checked_add_days(Days::new(jours.into())));
    let secours = code_secours::Entity::find().filter(code_secours::Column::AgentId.eq(moi.id));
    Ok(Compte {
        email: email(passage, moi.id).await?,
        change_le,
        a_changer_le,
        application: le_sien(passage).await?.graine.is_some(),
        second_facteur_exige: moi.second_facteur_exige,
        codes_secours: u32::try_from(secours.count(passage.base()).await?)?,
        cles: cles::lues(passage).await?,
        sessions: sessions::siennes(passage).await?,
        avis: avis::derniers(passage.base(), moi).await?,
    })
}

async fn email(passage: &Passage, agent: i64) -> Result<String, Refus> {
    let ligne = agent::Entity::find_by_id(agent).one(passage.base()).await?;
    Ok(ligne.ok_or(Refus::Introuvable)?.email)
}

/// The account of the agent behind the passage.
async fn le_sien(passage: &Passage) -> Result<compte::Model, Refus> {
    let compte = compte::Entity::find_by_id(passage.agent().id).one(passage.base()).await?;
    compte.ok_or(Refus::Introuvable)
}
