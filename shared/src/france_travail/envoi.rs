//! What the Département tells France Travail about an orientation, and what comes of it.

use chrono::NaiveDate;

use crate::erreur::Motif;
use crate::liste::liste_fermee;
use crate::organisation::SorteOrganisation;
use crate::parcours::SorteOrientation;

liste_fermee! {
    /// The kind of support, as the exchange codes it.
    CodeParcours {
        Emploi = "PED", "Emploi";
        Socioprofessionnel = "PSP", "Socio-professionnel";
        Social = "PSO", "Social";
    }
}

liste_fermee! {
    /// The body that accompanies, as the exchange codes it.
    Organisme {
        Departement = "CD", "Conseil départemental";
        Delegataire = "DCD", "Délégataire du conseil départemental";
        FranceTravail = "FT", "France Travail";
        MissionLocale = "ML", "Mission locale";
        CapEmploi = "CE", "Cap emploi";
    }
}

liste_fermee! {
    /// Where the sending of an orientation stands. Nothing is kept of what was not sent yet.
    EtatEnvoi {
        AEnvoyer = "a_envoyer", "À envoyer";
        Envoye = "envoye", "Envoyé, en attente de réponse";
        Accepte = "accepte", "Accepté";
        Refuse = "refuse", "Refusé";
        /// The parcours changed, or it was sent again, before any answer.
        Remplace = "remplace", "Remplacé par un envoi suivant";
    }
}

liste_fermee! {
    /// What France Travail answers.
    Reponse {
        Acceptee = "acceptee", "Acceptée";
        Refusee = "refusee", "Refusée";
    }
}

impl CodeParcours {
    pub const fn de(sorte: SorteOrientation) -> Self {
        match sorte {
            SorteOrientation::Professionnel => Self::Emploi,
            SorteOrientation::Socioprofessionnel => Self::Socioprofessionnel,
            SorteOrientation::Social => Self::Social,
        }
    }

    pub const fn sorte(self) -> SorteOrientation {
        match self {
            Self::Emploi => SorteOrientation::Professionnel,
            Self::Socioprofessionnel => SorteOrientation::Socioprofessionnel,
            Self::Social => SorteOrientation::Social,
        }
    }
}

impl Organisme {
    /// Unless the table of correspondence says otherwise of an organisation by its name. A partner
    /// structure accompanies by delegation, under its convention.
    pub const fn de(sorte: SorteOrganisation) -> Self {
        match sorte {
            // Nobody is oriented to a caisse: who is not given to an organisation is the département’s.
            SorteOrganisation::Departement | SorteOrganisation::Ctsa | SorteOrganisation::Caisse => {
                Self::Departement
            }
            SorteOrganisation::Structure => Self::Delegataire,
            SorteOrganisation::PoleEmploi => Self::FranceTravail,
        }
    }
}

/// What a sending tells about one orientation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContenuEnvoi {
    pub orientation: i64,
    pub parcours: CodeParcours,
    pub debut: NaiveDate,
    pub fin: Option<NaiveDate>,
    /// The référent unique, an agent.
    pub referent: Option<i64>,
}

/// Where the orientation that runs stands: what differs from the last sending is to be sent again; what
/// was refused is not, as it is, unless one asks for it.
pub fn etat_courant(courant: &ContenuEnvoi, dernier: Option<(&ContenuEnvoi, EtatEnvoi)>) -> EtatEnvoi {
    match dernier {
        Some((contenu, etat)) if contenu == courant => etat,
        _ => EtatEnvoi::AEnvoyer,
    }
}

/// The only transitions there are; a sending begins as [`EtatEnvoi::Envoye`].
const TRANSITIONS: [(EtatEnvoi, Reponse, EtatEnvoi); 2] = [
    (EtatEnvoi::Envoye, Reponse::Acceptee, EtatEnvoi::Accepte),
    (EtatEnvoi::Envoye, Reponse::Refusee, EtatEnvoi::Refuse),
];

/// The state after an answer; none when the answer was read before.
///
/// # Errors
/// Another answer than the one that was read.
pub fn reponse(etat: EtatEnvoi, lue: Reponse) -> Result<Option<EtatEnvoi>, Motif> {
    if let Some((.., apres)) = TRANSITIONS.iter().find(|t| t.0 == etat && t.1 == lue) {
        return Ok(Some(*apres));
    }
    match TRANSITIONS.iter().any(|t| t.1 == lue && t.2 == etat) {
        true => Ok(None),
        false if etat == EtatEnvoi::Remplace => {
            Err(Motif::new("remplace", "Un envoi suivant a remplacé celui-ci : sa réponse ne compte plus."))
        }
        false => Err(Motif::new("deja_repondu", "Une autre réponse à cet envoi a déjà été lue.")),
    }
}
