//! The requests about one adult, and a new one.

use reciproque_shared::api::{ConsulterInstructions, OuvrirInstruction};
use reciproque_shared::instruction::{
    FicheInstruction, GesteInstruction, InstructionDemandee, PageInstructions, Tenue,
};
use reciproque_shared::personne::RolePersonne;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DbErr, SqlErr};

use super::charge::Charge;
use super::colonnes::ecrite;
use super::geste::Pas;
use super::lecture::ligne;
use crate::attente;
use crate::depot::entite::{instruction, personne};
use crate::garde::lecture::{lisibles_des, personne_accompagnee, personne_concernee};
use crate::garde::{Objet, Passage, Traced};
use crate::http::routeur::AppelRecu;
use crate::refus::Refus;

const DEJA_OUVERTE: &str =
    "La même demande est déjà ouverte pour cette personne : suivez-la dans la liste de ses demandes.";
const PAS_ADULTE: &str =
    "Une demande s’ouvre pour le demandeur ou son conjoint, présents au foyer : revenez au dossier.";

/// `GET /personnes/{personne}/instructions`
pub async fn consulter_toutes(
    passage: Passage,
    appel: AppelRecu<ConsulterInstructions>,
) -> Result<Traced<PageInstructions>, Refus> {
    let personne = personne_accompagnee(&passage, appel.chemin).await?;
    let lues = lisibles_des::<instruction::Entity, _>([&personne])
        .toutes(passage.base(), " ORDER BY instruction.id DESC")
        .await?;
    let page = PageInstructions {
        personne: personne_concernee(&personne),
        lignes: lues.iter().filter_map(|lue| ligne(lue, &passage.app().regles)).collect(),
        consulte_a: passage.app().horloge.maintenant(),
    };
    passage.laisser_sortir(Objet::new("personne", personne.id), &passage.rubriques(), |_| page).await
}

/// `POST /personnes/{personne}/instructions`
pub async fn ouvrir(
    passage: Passage,
    appel: AppelRecu<OuvrirInstruction>,
) -> Result<Traced<FicheInstruction>, Refus> {
    let lue = InstructionDemandee::lire(&appel.corps, passage.app().horloge.aujourdhui())
        .map_err(Refus::Invalide)?;
    let personne = adulte(&passage, appel.chemin).await?;
    let ecriture = passage.annoncer(Objet::new("personne", personne.id)).await?;
    ecriture
        .creer(async {
            let id = inserer(&passage, &personne, &lue).await?;
            attente::reecrire(passage.base(), &passage.app().regles, &[personne.id]).await?;
            Ok((id, Charge::trouver(&passage, id).await?.fiche(&passage).await?))
        })
        .await
}

/// An adult who is in the foyer today.
async fn adulte(passage: &Passage, id: i64) -> Result<personne::Model, Refus> {
    let personne = personne_accompagnee(passage, id).await?;
    let role = RolePersonne::du_code(&personne.role);
    match personne.partie_le.is_none() && role.is_some_and(RolePersonne::est_adulte_accompagne) {
        true => Ok(personne),
        false => Err(Refus::Conflit(PAS_ADULTE.into())),
    }
}

async fn inserer(
    passage: &Passage,
    personne: &personne::Model,
    lue: &InstructionDemandee,
) -> Result<i64, Refus> {
    let ligne = instruction::ActiveModel {
        personne_id: Set(personne.id),
        precision: Set(lue.precision().map(str::to_owned)),
        recue_le: Set(lue.recue_le()),
        etat_le: Set(passage.app().horloge.maintenant()),
        ..ecrite(lue.objet(), &Tenue::Recue)
    };
    let ligne = ligne.insert(passage.base()).await.map_err(deja_ouverte)?;
    let detail = Some(lue.objet().en_mots());
    let pas = Pas { geste: GesteInstruction::Recevoir, detail, note: None, avant: None, apres: Tenue::Recue };
    pas.noter(passage, ligne.id, 0).await?;
    Ok(ligne.id)
}

/// One more is open than the tables allow.
pub fn deja_ouverte(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Refus::Conflit(DEJA_OUVERTE.into()),
        _ => erreur.into(),
    }
}
