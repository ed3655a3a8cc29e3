//! An agent who went to another organisation, or whose name changed.

use serde::{Deserialize, Serialize};

use crate::convention::lire_raison;
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::personne::{Nom, Prenom};
use crate::texte::debug_muet;

/// The organisation and the name as they become, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieRattachement {
    pub organisation: Option<i64>,
    pub nom: String,
    pub prenom: String,
    pub motif: String,
}

debug_muet!(SaisieRattachement);

/// What the account becomes; whatever was held before stays under the former organisation.
#[derive(Clone, Debug)]
pub struct Rattachement {
    pub organisation: i64,
    pub nom: Nom,
    pub prenom: Prenom,
    pub motif: String,
}

impl Rattachement {
    /// # Errors
    /// Every refused field, in the order of the form.
    pub fn lire(saisie: &SaisieRattachement) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let choisie = saisie
            .organisation
            .ok_or_else(|| Motif::new("organisation_absente", "Choisissez l’organisation de la personne."));
        let organisation = releve.prend("organisation", choisie);
        let nom = releve.prend("nom", Nom::lire(&saisie.nom));
        let prenom = releve.prend("prenom", Prenom::lire(&saisie.prenom));
        let motif = releve.prend("motif", lire_raison(&saisie.motif, "Indiquez pourquoi"));
        releve.conclut()?;
        let lu = || Some(Self { organisation: organisation?, nom: nom?, prenom: prenom?, motif: motif? });
        // Unreachable: whatever is missing was noted above.
        lu().ok_or_else(|| vec![ErreurChamp::new("nom", "incomplet", "Complétez la saisie.")])
    }
}
