//! What the screens show of accounts: one's own, and those one looks after.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::AvisCompte;
use crate::liste::liste_fermee;
use crate::nominatif;

liste_fermee! {
    /// How far an agent has come in opening their account.
    EtatCompte {
        SansCode = "sans_code", "Aucun code remis";
        CodeRemis = "code_remis", "Code remis, pas encore utilisé";
        CodeEchu = "code_echu", "Code échu";
        Ouvert = "ouvert", "Compte ouvert";
    }
}

liste_fermee! {
    /// Who hands over the code of an account when the reader may not.
    RemisPar {
        Referent = "referent", "Premier code : remis par le référent utilisateurs du Département";
        Exploitant = "exploitant", "Code remis par l’exploitant du serveur";
        Collegue = "collegue", "Votre compte : un collègue du même profil remet le code";
    }
}

/// Whose account one looks for: a part of the name, or nothing for all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieComptes {
    #[serde(default)]
    pub texte: String,
}

/// A code typed from the authenticator application, or a recovery code.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieCode {
    pub code: String,
}

/// The present password, asked again before an application is installed. Empty where the account
/// must have a second factor before anything else: it was given just before.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieProposition {
    #[serde(default)]
    pub mot_de_passe: String,
}

/// What the browser is asked at sign-in: options as JSON, and the name of the question. It
/// holds nothing personal: nobody is known yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefiCle {
    pub reference: String,
    pub options: String,
}

/// What the browser answered with its passkey, as JSON, and to which question.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReponseCle {
    pub reference: String,
    pub reponse: String,
}

/// The passkey that the browser has just made, as JSON.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CleCreee {
    pub reponse: String,
}

nominatif! {
    /// A passkey of the agent.
    pub struct CleLue {
        pub id: i64,
        pub nom: String,
        pub creee_le: DateTime<Utc>,
        pub utilisee_le: Option<DateTime<Utc>>,
    }

    /// What the browser is asked for a new passkey, as JSON.
    pub struct OptionsCle {
        pub options: String,
    }

    /// « Mon compte »: how one signs in, and from where.
    pub struct Compte {
        pub email: String,
        /// When the password was chosen; unknown for an account from before.
        pub change_le: Option<DateTime<Utc>>,
        /// The day from which a new password is asked at sign-in, when the setting asks for it.
        pub a_changer_le: Option<NaiveDate>,
        /// An authenticator application is set up.
        pub application: bool,
        /// The setting asks one of the agent's profils for a second factor.
        pub second_facteur_exige: bool,
        /// Recovery codes that were not used yet.
        pub codes_secours: u32,
        /// Passkeys, the oldest first.
        pub cles: Vec<CleLue>,
        /// The latest first.
        pub sessions: Vec<SessionLue>,
        /// The last changes to all this, the latest first.
        pub avis: Vec<AvisCompte>,
    }

    /// An open session of the agent.
    pub struct SessionLue {
        pub id: i64,
        pub ouverte_le: DateTime<Utc>,
        /// To the minute.
        pub vue_le: DateTime<Utc>,
        pub adresse: String,
        /// Family of browser; empty when unknown.
        pub navigateur: String,
        /// The one that asks.
        pub courante: bool,
    }

    /// What the authenticator application must be given.
    pub struct SecondFacteurPropose {
        /// In base 32, as applications read it.
        pub secret: String,
        /// The same as a QR code: an SVG image, as a `data:` address.
        pub image: String,
    }

    /// An agent whose account one looks after.
    pub struct LigneCompte {
        pub agent: i64,
        pub nom: String,
        pub prenom: String,
        pub organisation: String,
        pub etat: EtatCompte,
        /// When the password was chosen, or when the code ends.
        pub depuis: Option<DateTime<Utc>>,
        /// Who hands over a code to this one, when who asks may not.
        pub remis_par: Option<RemisPar>,
        /// An application or a passkey is in place: a new code leaves it there.
        pub second_facteur: bool,
    }

    /// The accounts one looks after, by name.
    pub struct Comptes {
        pub lignes: Vec<LigneCompte>,
        /// Found in all; more than are listed when it is large.
        pub total: u64,
    }

    /// The letter handed over to an agent, shown once: never with the identifier.
    pub struct LettreCode {
        pub nom: String,
        pub prenom: String,
        pub organisation: String,
        pub code: String,
        pub expire_le: DateTime<Utc>,
    }
}
