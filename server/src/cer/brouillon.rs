//! One live draft for a person in a structure, so that there is never a doubt about
//! where one was typing.

use reciproque_shared::cer::{EtatCer, SaisieCer};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr, SqlErr};

use super::changement::Etape;
use super::contexte::etat_cer;
use crate::depot::en_json;
use crate::depot::entite::cer;
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::garde::lecture::{Concerne, lisibles_des};
use crate::refus::Refus;

/// The live draft of the agent's structure for a person.
pub async fn en_cours(
    passage: &Passage,
    base: &impl Sql,
    personne: &impl Concerne,
) -> Result<Option<cer::Model>, DbErr> {
    lisibles_des::<cer::Entity, _>([personne])
        .et("cer.organisation_id = ?")
        .avec(passage.agent().organisation)
        .et("cer.etat = ?")
        .avec(EtatCer::Brouillon.code())
        .une(base)
        .await
}

/// Refuses a second live draft.
///
/// # Errors
/// `Conflit` when another draft is being typed.
pub async fn place_libre(passage: &Passage, base: &impl Sql, personne: &impl Concerne) -> Result<(), Refus> {
    match en_cours(passage, base, personne).await? {
        Some(_) => Err(deja_un()),
        None => Ok(()),
    }
}

fn deja_un() -> Refus {
    Refus::Conflit(
        "Un autre brouillon est en cours pour cette personne : signez-le ou abandonnez-le, puis recommencez."
            .into(),
    )
}

/// Two requests at the same instant: the store itself refuses the second draft.
pub fn ou_deja_un(erreur: DbErr) -> Refus {
    match erreur.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => deja_un(),
        _ => erreur.into(),
    }
}

/// A draft to be opened.
pub struct Ouverture<'a, C> {
    pub personne: &'a C,
    pub saisie: &'a SaisieCer,
    pub referent: i64,
    pub precedent: Option<i64>,
    pub geste: &'a str,
}

impl<C: Concerne> Ouverture<'_, C> {
    /// Opens the draft in the structure of the agent, which has no other live one.
    ///
    /// # Errors
    /// `Conflit` when another draft was opened at the same instant.
    pub async fn ecrire(self, passage: &Passage, base: &impl ConnectionTrait) -> Result<cer::Model, Refus> {
        let nouveau = cer::ActiveModel {
            personne_id: Set(self.personne.concerne()),
            organisation_id: Set(passage.agent().organisation),
            referent_id: Set(self.referent),
            precedent_id: Set(self.precedent),
            etat: Set(EtatCer::Brouillon.code().to_owned()),
            version: Set(1),
            saisie: Set(en_json(self.saisie)?),
            saisie_le: Set(passage.app().horloge.maintenant()),
            ..Default::default()
        };
        let cer = nouveau.insert(base).await.map_err(ou_deja_un)?;
        Etape { geste: self.geste, etat: etat_cer(&cer), motif: None, examen: None }
            .ecrire(passage, base, cer.id)
            .await?;
        Ok(cer)
    }
}
