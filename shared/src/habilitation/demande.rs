//! A request for somebody's training, as typed and as read.

use serde::{Deserialize, Serialize};

use super::pas::lire_motif;
use super::{Libelle, Profil};
use crate::erreur::{ErreurChamp, Motif, Releve};
use crate::garde_commentaire::Note;
use crate::personne::{Email, Nom, Prenom};
use crate::texte::debug_muet;

/// A training request as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieHabilitation {
    /// The agent's organisation; one's own when empty.
    pub organisation: Option<i64>,
    pub nom: String,
    pub prenom: String,
    /// Professional e-mail.
    pub email: String,
    pub fonction: String,
    /// Code of a [`Profil`].
    pub profil: String,
    pub motif: String,
}

debug_muet!(SaisieHabilitation);

/// A request whose every rule holds.
#[derive(Clone, Debug)]
pub struct Demande {
    pub nom: Nom,
    pub prenom: Prenom,
    pub email: Email,
    pub fonction: Libelle,
    pub profil: Profil,
    pub motif: Note,
}

impl Demande {
    /// Reads a request for one of the `permis` profils.
    ///
    /// # Errors
    /// Every refused field, in the order of the form.
    pub fn lire(saisie: &SaisieHabilitation, permis: &[Profil]) -> Result<Self, Vec<ErreurChamp>> {
        let mut releve = Releve::default();
        let nom = releve.prend("nom", Nom::lire(&saisie.nom));
        let prenom = releve.prend("prenom", Prenom::lire(&saisie.prenom));
        let email = releve.prend("email", Email::lire(&saisie.email));
        let fonction =
            releve.prend("fonction", Libelle::exiger(&saisie.fonction, "Indiquez la fonction exercée."));
        let profil = releve.prend("profil", lire_profil(&saisie.profil, permis));
        let motif = releve.prend("motif", lire_motif(&saisie.motif));
        releve.conclut()?;
        let lu = || {
            Some(Self {
                nom: nom?,
                prenom: prenom?,
                email: email?,
                fonction: fonction?,
                profil: profil?,
                motif: motif?,
            })
        };
        // Unreachable: whatever is missing was noted above.
        lu().ok_or_else(|| vec![ErreurChamp::new("nom", "incomplet", "Complétez la demande.")])
    }
}

fn lire_profil(code: &str, permis: &[Profil]) -> Result<Profil, Motif> {
    Profil::du_code(code).filter(|profil| permis.contains(profil)).ok_or_else(|| {
        Motif::new("profil_absent", "Choisissez un profil parmi ceux que votre organisation peut demander.")
    })
}
