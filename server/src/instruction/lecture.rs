//! Requests about some persons in hand, as lines and as threads.

use std::collections::HashMap;

use reciproque_shared::habilitation::{Acte, Portee, Rubrique, allows};
use reciproque_shared::instruction::{
    EtapeInstruction, EtatInstruction, FilInstruction, GesteInstruction, LigneInstruction, SorteInstruction,
};
use reciproque_shared::regle::Regles;
use sea_orm::DbErr;

use super::colonnes::{objet, tenue};
use crate::depot::entite::{attente, instruction, instruction_etape, personne};
use crate::depot::sql::{Clause, Sql};
use crate::garde::Passage;
use crate::garde::lecture::{Signee, dependantes_des, lisibles_des};

/// A step, with who took it.
pub type EtapeSignee = Signee<instruction_etape::Model>;

/// A line, with how it stands; none of a code that this version does not know.
pub fn ligne(lue: &instruction::Model, regles: &Regles) -> Option<LigneInstruction> {
    let (objet, tenue) = (objet(lue)?, tenue(lue)?);
    let echeance = objet.sorte().delai().and_then(|cle| regles.echeance(cle, lue.recue_le));
    let (notification, transmission) = (tenue.notification(), tenue.transmission());
    Some(LigneInstruction {
        id: lue.id,
        objet,
        etat: tenue.etat(),
        recue_le: lue.recue_le,
        limite: echeance.map(|(limite, _)| limite),
        conclusion: tenue.conclusion(),
        decidee_le: tenue.decision().map(|decision| decision.le()),
        notifiee_le: notification.map(|envoi| envoi.le),
        moyen_notification: notification.map(|envoi| envoi.moyen),
        transmise_le: transmission.map(|envoi| envoi.le),
        moyen_transmission: transmission.map(|envoi| envoi.moyen),
    })
}

/// Those about each adult of a dossier that the reader may know of, the latest first: of the rubriques
/// that are open and, for who has no part in them, once the person has been told.
pub async fn des_adultes(
    passage: &Passage,
    base: &impl Sql,
    adultes: &[&personne::Model],
    rubriques: &[Rubrique],
) -> Result<HashMap<i64, Vec<LigneInstruction>>, DbErr> {
    let ouvertes = SorteInstruction::TOUS.iter().filter(|sorte| rubriques.contains(&sorte.rubrique()));
    let ouvertes: Vec<_> = ouvertes.map(|sorte| sorte.code()).collect();
    let mut lues: HashMap<i64, Vec<LigneInstruction>> = HashMap::new();
    if ouvertes.is_empty() || adultes.is_empty() {
        return Ok(lues);
    }
    let leurs = lisibles_des::<instruction::Entity, _>(adultes.iter().copied())
        .et(Clause::from("instruction.sorte IN ").puis(Clause::parmi(ouvertes)));
    let etats = EtatInstruction::TOUS.iter().filter(|etat| suit(passage) || etat.est_notifiee());
    let leurs =
        leurs.et(Clause::from("instruction.etat IN ").puis(Clause::parmi(etats.map(|etat| etat.code()))));
    for lue in leurs.toutes(base, " ORDER BY instruction.id DESC").await? {
        let Some(ligne) = ligne(&lue, &passage.app().regles) else { continue };
        lues.entry(lue.personne_id).or_default().push(ligne);
    }
    Ok(lues)
}

/// Who has a part in them, or asks for their own data.
fn suit(passage: &Passage) -> bool {
    passage.portee() == Portee::Demande
        || allows(passage.agent().profil, Acte::ConsulterInstruction).is_some()
}

/// Those that these rows await something of, by their number.
pub async fn par_numero(
    passage: &Passage,
    rangees: &[attente::Model],
) -> Result<HashMap<i64, LigneInstruction>, DbErr> {
    let ids = Clause::parmi(rangees.iter().filter_map(|rangee| rangee.objet_id));
    let lues = lisibles_des::<instruction::Entity, _>(rangees)
        .et(Clause::from("instruction.id IN ").puis(ids))
        .toutes(passage.base(), "")
        .await?;
    let regles = &passage.app().regles;
    Ok(lues.iter().filter_map(|lue| Some((lue.id, ligne(lue, regles)?))).collect())
}

/// All those about a person, whole, the latest first.
pub async fn fils(
    base: &impl Sql,
    personne: &personne::Model,
    regles: &Regles,
) -> Result<Vec<FilInstruction>, DbErr> {
    let lues = lisibles_des::<instruction::Entity, _>([personne])
        .toutes(base, " ORDER BY instruction.id DESC")
        .await?;
    let mut etapes: HashMap<i64, Vec<EtapeSignee>> = HashMap::new();
    for etape in des_demandes(base, &lues).await? {
        etapes.entry(etape.ligne.instruction_id).or_default().push(etape);
    }
    let fil = |lue: &instruction::Model| {
        let ligne = ligne(lue, regles)?;
        let etapes = etapes.get(&lue.id).map(Vec::as_slice).unwrap_or_default();
        Some(fil(ligne, lue, etapes))
    };
    Ok(lues.iter().filter_map(fil).collect())
}

/// The steps of these requests, the oldest of each first.
pub async fn des_demandes(base: &impl Sql, lues: &[instruction::Model]) -> Result<Vec<EtapeSignee>, DbErr> {
    if lues.is_empty() {
        return Ok(Vec::new());
    }
    dependantes_des::<instruction_etape::Entity, _>(lues)
        .signees(base, " ORDER BY instruction_etape.rang")
        .await
}

/// The thread of one request.
pub fn fil(ligne: LigneInstruction, lue: &instruction::Model, etapes: &[EtapeSignee]) -> FilInstruction {
    FilInstruction {
        ligne,
        precision: lue.precision.clone(),
        etapes: etapes.iter().filter_map(etape).collect(),
    }
}

fn etape(signee: &EtapeSignee) -> Option<EtapeInstruction> {
    Some(EtapeInstruction {
        geste: GesteInstruction::du_code(&signee.ligne.geste)?,
        instant: signee.ligne.instant,
        agent: signee.agent.clone(),
        organisation: signee.organisation.clone(),
        detail: signee.ligne.detail.clone(),
        note: signee.ligne.note.clone(),
    })
}
