//! The hours of the data of a caisse: outside them the rubriques that it sends are closed to every
//! reader, of each of its dossiers.

use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::rubrique::{DeRubrique, Ouverte};
use reciproque_shared::source::{SourceFermee, vient_de_la_caisse};

use super::Passage;

impl Passage {
    /// The rubriques that may be selected of a dossier of this caisse (FONORG), whose data may be closed
    /// at this hour.
    pub fn rubriques_de(&self, fonorg: &str) -> Vec<Rubrique> {
        let fermee = self.source_fermee(fonorg).is_some();
        self.rubriques().into_iter().filter(|rubrique| !fermee || !vient_de_la_caisse(*rubrique)).collect()
    }

    /// The caisse, when its data are closed at this hour.
    pub fn source_fermee(&self, fonorg: &str) -> Option<SourceFermee> {
        self.fermees.iter().copied().find(|fermee| fermee.source.code() == fonorg)
    }

    pub fn sources_fermees(&self) -> &[SourceFermee] {
        &self.fermees
    }

    /// The proof of [`Self::ouverte`], for a dossier of this caisse.
    #[expect(clippy::disallowed_methods, reason = "the guard, which knows what is open")]
    pub fn ouverte_de<R: DeRubrique>(&self, fonorg: &str) -> Option<Ouverte<R>> {
        Ouverte::parmi(&self.rubriques_de(fonorg))
    }
}
