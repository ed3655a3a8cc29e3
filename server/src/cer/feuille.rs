//! What a contract says and rests on, kept or not: the same sheet for the form that begins and
//! for the contract that is read.

use reciproque_shared::cer::fiche::{FeuilleCer, LigneCer};
use reciproque_shared::cer::{ContexteCer, SaisieCer};

use crate::depot::entite::personne;
use crate::depot::sql::Sql;
use crate::garde::Passage;
use crate::garde::lecture::{adresse, personne_concernee, source_fermee};
use crate::refus::Refus;

/// What is known of a contract before its sheet.
pub struct Connu {
    pub structure: String,
    pub referent: String,
    pub saisie: SaisieCer,
    pub contexte: ContexteCer,
    pub precedent: Option<LigneCer>,
}

impl Connu {
    pub async fn feuille(
        self,
        passage: &Passage,
        base: &impl Sql,
        personne: &personne::Model,
    ) -> Result<FeuilleCer, Refus> {
        let Self { structure, referent, saisie, contexte, precedent } = self;
        let reglages = &passage.app().reglages;
        Ok(FeuilleCer {
            personne: personne_concernee(personne),
            adresse: adresse(passage, base, personne).await?,
            source_fermee: source_fermee(passage, base, personne).await?,
            departement: reglages.responsable.clone(),
            delegue: reglages.delegue.clone(),
            structure,
            referent,
            saisie,
            contexte,
            precedent,
            consulte_a: passage.app().horloge.maintenant(),
        })
    }
}
