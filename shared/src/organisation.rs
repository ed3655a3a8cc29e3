//! The organisations whose agents sign in: the Département, its CTSA, the structures and
//! Pôle emploi.

use crate::habilitation::{Acte, Profil, Rubrique, allows};
use crate::liste::liste_fermee;

liste_fermee! {
    /// What kind of organisation it is.
    SorteOrganisation {
        Departement = "departement", "Département";
        Ctsa = "ctsa", "Commission territoriale des solidarités actives";
        Structure = "structure", "Structure conventionnée";
        PoleEmploi = "pole_emploi", "Pôle emploi";
    }
}

impl SorteOrganisation {
    /// The Département's own services need no convention with it.
    pub const fn sous_convention(self) -> bool {
        matches!(self, Self::Structure | Self::PoleEmploi)
    }

    /// The profils that its agents may hold.
    pub const fn profils(self) -> &'static [Profil] {
        match self {
            Self::Departement => {
                &[Profil::ReferentSolis, Profil::DelegueProtectionDonnees, Profil::Administrateur]
            }
            Self::Ctsa => &[Profil::GestionnaireCtsa, Profil::GestionnaireHabilitations],
            Self::Structure => &[Profil::Referent, Profil::GestionnaireHabilitations],
            Self::PoleEmploi => &[Profil::ConseillerPoleEmploi, Profil::GestionnaireHabilitations],
        }
    }

    /// The rubriques that its convention may open beyond those of its profils.
    pub fn rubriques_au_choix(self) -> Vec<Rubrique> {
        let droits = self.profils().iter().filter_map(|p| allows(*p, Acte::ConsulterDossier));
        let au_choix: Vec<_> = droits.flat_map(|droit| droit.si_convention).collect();
        Rubrique::TOUS.iter().copied().filter(|r| au_choix.contains(&r)).collect()
    }

    /// The rubriques that its profils open whatever the convention says.
    pub fn rubriques_d_office(self) -> Vec<Rubrique> {
        let droits = self.profils().iter().filter_map(|p| allows(*p, Acte::ConsulterDossier));
        let d_office: Vec<_> = droits.flat_map(|droit| droit.rubriques).collect();
        Rubrique::TOUS.iter().copied().filter(|r| d_office.contains(&r)).collect()
    }

    /// Whether one of its profils enters anything.
    pub fn saisit(self) -> bool {
        self.profils().iter().any(|p| allows(*p, Acte::SaisirCer).is_some())
    }
}
