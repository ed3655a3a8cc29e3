//! Who may do what. One table, read by the server, by the menus of the app, by the
//! tests and by the documentation. Source: conventions of 2016, art. 2 to 4; charter.

use serde::{Deserialize, Serialize};

use crate::liste::liste_fermee;

mod acte;
mod demande;
pub mod engagement;
mod entrave;
mod etat;
pub mod fiche;
mod formation;
mod libelle;
mod ouverture;
mod pas;
mod preuves;
mod profil;
mod retrait;
#[cfg(test)]
mod tests;

pub use acte::{Acte, Ampleur, Vue, allows};
pub use demande::{Demande, SaisieHabilitation};
pub use entrave::{Entrave, Situation};
pub use etat::{
    ActeurHabilitation, EtatHabilitation, GesteHabilitation, RaisonFin, gestes_possibles, transition,
};
pub use formation::{Formation, SaisieFormation};
pub use libelle::{LONGUEUR_LIBELLE, Libelle};
pub use ouverture::{Ouverture, ouverture};
pub use pas::{ContextePas, LONGUEUR_MOTIF, PasLu, SaisiePas, SaisieSignature};
pub use preuves::{Pas, Preuves, Signature};
pub use profil::{PageAccueil, Profil, SorteOrganisation, Traits, Tutelle};
pub use retrait::Retrait;

liste_fermee! {
    /// A family of data that a convention opens to consultation (conventions 2016, art. 2).
    Rubrique {
        Identite = "identite", "Identité";
        Famille = "famille", "Famille";
        Adresse = "adresse", "Adresse";
        Droits = "droits", "Droits";
        Rsa = "rsa", "rSa";
        Ressources = "ressources", "Ressources";
        Parcours = "parcours", "Parcours";
        TravailleurIndependant = "travailleur_independant", "Travailleur indépendant";
        Indus = "indus", "Indus";
        Sanctions = "sanctions", "Sanctions";
        Derogations = "derogations", "Dérogations";
    }
}

/// Which foyers a profil reaches; the server turns it into a SQL predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Portee {
    /// Foyers of which an adult is currently oriented to the agent's structure.
    Accompagnement,
    /// Foyers that live in the communes of the agent's CTSA.
    Territoire,
    /// Foyers of the whole département whose right is current.
    DroitsEnCours,
    /// The same and those whose right is over: where the convention says so, never by a profil alone.
    Beneficiaires,
    /// Every foyer of the département, to account for what was done with its data.
    Departement,
    /// Persons who made a request about their own data that is not answered yet, and
    /// whose identity is verified (RGPD art. 12 to 16): never anybody else.
    Demande,
    /// No foyer: the agents of one's own organisation.
    Organisation,
    /// No foyer: the agents of every organisation.
    Organisations,
    /// No foyer at all: the act bears on nobody but the agent.
    Aucune,
}

crate::nominatif_simple!(Portee);

/// What the table grants for one act under one profil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Droit {
    pub portee: Portee,
    /// Rubriques that may be answered whatever the convention says.
    pub rubriques: &'static [Rubrique],
    /// Rubriques answered only when the convention of the organisation opens them.
    pub si_convention: &'static [Rubrique],
    /// The act writes: the convention must allow entry.
    pub saisie: bool,
}

impl Droit {
    /// The reach under a convention: it may open the rights that are over to who reads the current ones
    /// of the whole département, and widens nothing else.
    pub const fn portee_sous(&self, droits_en_cours: bool) -> Portee {
        match self.portee {
            Portee::DroitsEnCours if !droits_en_cours => Portee::Beneficiaires,
            portee => portee,
        }
    }

    /// The rubriques answered under a convention that opens `ouvertes`, in screen order.
    pub fn rubriques_sous(&self, ouvertes: &[Rubrique]) -> Vec<Rubrique> {
        Rubrique::TOUS
            .iter()
            .copied()
            .filter(|r| {
                self.rubriques.contains(r) || (self.si_convention.contains(r) && ouvertes.contains(r))
            })
            .collect()
    }
}
