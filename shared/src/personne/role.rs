//! The part of a person in an rSa dossier.

use crate::liste::{code_recu, liste_fermee};

liste_fermee! {
    /// Role in the rSa dossier: ROLEPERS of the RSA prestation.
    RolePersonne {
        Demandeur = "DEM", "Demandeur";
        Conjoint = "CJT", "Conjoint";
        Enfant = "ENF", "Enfant";
        Autre = "AUT", "Autre personne";
        ResponsableDossier = "RDO", "Responsable du dossier";
    }
}

code_recu! {
    /// ROLEPERS as received.
    RoleRecu, RolePersonne
}

impl RolePersonne {
    /// Adults each sign their own CER (CASF L262-27).
    pub const fn est_adulte_accompagne(self) -> bool {
        matches!(self, Self::Demandeur | Self::Conjoint)
    }
}
