//! A request about the right of a person, as a day of the département would have left it.

use chrono::Days;
use reciproque_server::depot::entite::{instruction, instruction_etape};
use reciproque_server::instruction::ecrite;
use reciproque_shared::instruction::{
    ConclusionInstruction, GesteInstruction, MotifAjournement, ObjetInstruction, Tenue,
};
use reciproque_shared::instruction::{GenreDerogation, MomentDerogation};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::recette::INCONNU;
use super::{Bac, Cible};

const OBJET: ObjetInstruction =
    ObjetInstruction::Derogation { genre: GenreDerogation::Age, moment: MomentDerogation::Ouverture };

pub async fn oublier_les_instructions(bac: &Bac) {
    instruction_etape::Entity::delete_many().exec(bac.base()).await.unwrap();
    instruction::Entity::delete_many().exec(bac.base()).await.unwrap();
}

/// Received a month ago, held in this way, alone in the store. Its only step has a detail, a note and
/// what was before it: texts about the person.
pub async fn une_instruction(bac: &Bac, cible: Cible, tenue: Tenue) -> i64 {
    oublier_les_instructions(bac).await;
    if !cible.existe() {
        return INCONNU;
    }
    let instant = bac.horloge.maintenant();
    let ligne = instruction::ActiveModel {
        personne_id: Set(cible.personne),
        precision: Set(Some("Fin d’études en juin.".into())),
        recue_le: Set(bac.horloge.aujourdhui() - Days::new(30)),
        etat_le: Set(instant),
        ..ecrite(&OBJET, &tenue)
    };
    let ligne = ligne.insert(bac.base()).await.unwrap();
    let etape = instruction_etape::ActiveModel {
        instruction_id: Set(ligne.id),
        rang: Set(1),
        geste: Set(GesteInstruction::Recevoir.code().into()),
        etat: Set(ligne.etat.clone()),
        detail: Set(Some(OBJET.en_mots())),
        note: Set(Some(String::new())),
        avant: Set(Some(serde_json::to_string(&Tenue::Recue).unwrap())),
        agent_id: Set(cible.agent),
        instant: Set(instant),
        ..Default::default()
    };
    etape.insert(bac.base()).await.unwrap();
    ligne.id
}

/// That this agent instructs.
pub async fn une_instruction_prise(bac: &Bac, cible: Cible, prenom: &str) -> i64 {
    let par = bac.compte(prenom).await.agent_id;
    une_instruction(bac, cible, Tenue::EnInstruction { par }).await
}

/// For which another agent has proposed an adjournment.
pub async fn une_instruction_proposee(bac: &Bac, cible: Cible) -> i64 {
    let conclusion = ConclusionInstruction::Ajournee { motif: MotifAjournement::PiecesManquantes };
    let par = bac.gens.nadia;
    une_instruction(bac, cible, Tenue::Proposee { par, conclusion }).await
}
