//! What a manager arranges around habilitations: groups of agents, and who is principal.

use reciproque_shared::api::{GrouperAgent, NommerPrincipal};
use reciproque_shared::fiche_habilitation::FicheHabilitation;
use reciproque_shared::garde_commentaire::Note;
use reciproque_shared::habilitation::{EtatHabilitation, LONGUEUR_LIBELLE, Profil};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::changement::preuves;
use super::lecture::fiche;
use super::portee::trouver;
use crate::guard::{Objet, Passage, Traced};
use crate::refus::Refus;
use crate::routeur::Demande;
use crate::store::entite::{agent, gestionnaire_principal};

/// `PUT /habilitations/{habilitation}/groupe`
pub async fn grouper(
    passage: Passage,
    demande: Demande<GrouperAgent>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let lue = trouver(&passage, demande.chemin).await?;
    let groupe = Note::lire(&demande.corps.groupe, LONGUEUR_LIBELLE)
        .map_err(|motif| Refus::Invalide(vec![motif.champ("groupe")]))?;
    let ecriture = passage.annoncer(Objet::new("habilitation", lue.id)).await?;
    let groupe = Set(groupe.map(|groupe| groupe.as_str().to_owned()));
    agent::Entity::update_many()
        .set(agent::ActiveModel { groupe, ..Default::default() })
        .filter(agent::Column::Id.eq(lue.agent_id))
        .exec(ecriture.base())
        .await?;
    let fiche = fiche(&passage, lue).await?;
    Ok(ecriture.aboutir(fiche))
}

/// `POST /habilitations/{habilitation}/principal`
pub async fn nommer_principal(
    passage: Passage,
    demande: Demande<NommerPrincipal>,
) -> Result<Traced<FicheHabilitation>, Refus> {
    let lue = trouver(&passage, demande.chemin).await?;
    let active = preuves(&lue).etat(passage.app().horloge.aujourdhui()) == EtatHabilitation::Active;
    if !active || lue.profil != Profil::GestionnaireHabilitations.code() {
        return Err(Refus::Conflit(
            "Le gestionnaire principal est un gestionnaire des habilitations en activité : choisissez-en un autre."
                .into(),
        ));
    }
    let ecriture = passage.annoncer(Objet::new("habilitation", lue.id)).await?;
    let transaction = ecriture.transaction().await?;
    let nomme = agent::Entity::find_by_id(lue.agent_id).one(&transaction).await?.ok_or(Refus::Introuvable)?;
    gestionnaire_principal::Entity::delete_by_id(nomme.organisation_id).exec(&transaction).await?;
    let principal = gestionnaire_principal::ActiveModel {
        organisation_id: Set(nomme.organisation_id),
        habilitation_id: Set(lue.id),
    };
    gestionnaire_principal::Entity::insert(principal).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    let fiche = fiche(&passage, lue).await?;
    Ok(ecriture.aboutir(fiche))
}
