//! What a manager arranges around habilitations: groups of agents, and who is principal.

use chrono::NaiveDate;
use reciproque_shared::api::{GrouperAgent, NommerPrincipal};
use reciproque_shared::habilitation::fiche::FicheHabilitation;
use reciproque_shared::habilitation::{EtatHabilitation, Libelle, Profil};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::changement::preuves;
use super::lecture::fiche;
use super::portee::trouver;
use crate::depot::annuaire;
use crate::depot::entite::{agent, gestionnaire_principal, habilitation};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const PARTI: &str = "Cette personne a rejoint une autre organisation, qui tient ses groupes.";

/// `PUT /habilitations/{habilitation}/groupe`
pub async fn grouper(
    passage: Passage,
    appel: AppelRecu<GrouperAgent>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    if lue.ancienne_organisation.is_some() {
        return Err(Refus::Conflit(PARTI.to_owned()));
    }
    let groupe =
        Libelle::lire(&appel.corps.groupe).map_err(|motif| Refus::Invalide(vec![motif.champ("groupe")]))?;
    let ecriture = passage.annoncer(Objet::new("habilitation", lue.id)).await?;
    let groupe = Set(groupe.map(|groupe| groupe.as_str().to_owned()));
    ecriture
        .accomplir(async {
            agent::Entity::update_many()
                .set(agent::ActiveModel { groupe, ..Default::default() })
                .filter(agent::Column::Id.eq(lue.agent_id))
                .exec(passage.base())
                .await?;
            fiche(&passage, lue).await
        })
        .await
}

/// The agent of that habilitation: a manager whose access is open.
async fn en_activite(base: &impl ConnectionTrait, id: i64, jour: NaiveDate) -> Result<agent::Model, Refus> {
    let lue = habilitation::Entity::find_by_id(id).one(base).await?.ok_or(Refus::Introuvable)?;
    let agent = agent::Entity::find_by_id(lue.agent_id).one(base).await?.ok_or(Refus::Introuvable)?;
    let gestionnaire = Profil::du_code(&lue.profil).is_some_and(Profil::gestionnaire);
    let active = preuves(&lue).etat(jour) == EtatHabilitation::Active;
    let ouverte = lue.suspendue_le.is_none() && agent.suspendu_le.is_none();
    match active && ouverte && gestionnaire {
        true => Ok(agent),
        false => Err(Refus::Conflit(
            "Le gestionnaire principal est un gestionnaire des habilitations en activité, ni suspendu ni privé de sa \
             délégation : choisissez-en un autre."
                .into(),
        )),
    }
}

/// `POST /habilitations/{habilitation}/principal`
pub async fn nommer_principal(
    passage: Passage,
    appel: AppelRecu<NommerPrincipal>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let lue = trouver(&passage, appel.chemin).await?;
    let jour = passage.app().horloge.aujourdhui();
    let base = passage.base();
    let nomme = en_activite(base, lue.id, jour).await?;
    let ecriture = passage.annoncer(Objet::new("habilitation", lue.id)).await?;
    ecriture
        .accomplir(async {
            annuaire::verrouiller_organisation(passage.base(), nomme.organisation_id).await?;
            // Suspended or ended meanwhile: nobody is made principal of what is closed.
            let nomme = en_activite(passage.base(), lue.id, jour).await?;
            gestionnaire_principal::Entity::delete_by_id(nomme.organisation_id).exec(passage.base()).await?;
            let principal = gestionnaire_principal::ActiveModel {
                organisation_id: Set(nomme.organisation_id),
                habilitation_id: Set(lue.id),
            };
            gestionnaire_principal::Entity::insert(principal).exec_without_returning(passage.base()).await?;
            fiche(&passage, lue).await
        })
        .await
}
