//! What an agent is told of a change to how they sign in (ASVS 6.3.7): at the next sign-in,
//! until they say that they have read it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::liste::liste_fermee;
use crate::nominatif;

liste_fermee! {
    /// What was changed.
    GenreAvis {
        CodeRemis = "code_remis", "Un nouveau code de connexion a été remis pour votre compte";
        IdentifiantsPerdus = "identifiants_perdus", "Vos identifiants ont été déclarés perdus, second facteur compris";
        MotDePasseExige = "mot_de_passe_exige", "Le Département a exigé un nouveau mot de passe";
        MotDePasseChange = "mot_de_passe_change", "Votre mot de passe a été changé";
        ApplicationInstallee = "application_installee", "Une application d’authentification a été installée";
        ApplicationRetiree = "application_retiree", "L’application d’authentification a été retirée";
        CodesSecoursRenouveles = "codes_secours_renouveles", "De nouveaux codes de secours ont été donnés";
        CleAjoutee = "cle_ajoutee", "Une clé d’accès a été ajoutée";
        CleRetiree = "cle_retiree", "Une clé d’accès a été retirée";
        SessionFermee = "session_fermee", "Votre session la plus ancienne a été fermée";
    }
}

impl GenreAvis {
    /// What it did to the account.
    pub const fn effet(self) -> &'static str {
        match self {
            Self::CodeRemis => {
                "Vos sessions ont été fermées et l’ancien mot de passe ne vaut plus rien ; le second facteur et les clés \
                 d’accès sont restés en place."
            }
            Self::IdentifiantsPerdus => {
                "Vos sessions ont été fermées ; l’ancien mot de passe, le second facteur et les clés d’accès ne valent \
                 plus rien."
            }
            Self::MotDePasseExige => "Vos sessions ont été fermées.",
            Self::MotDePasseChange => "L’ancien ne vaut plus rien ; les autres sessions ont été fermées.",
            Self::ApplicationInstallee => "Son code est demandé après le mot de passe.",
            Self::ApplicationRetiree => "Ses codes de secours ne valent plus rien.",
            Self::CodesSecoursRenouveles => "Les précédents ne valent plus rien.",
            Self::CleAjoutee => "Elle ouvre votre compte sans mot de passe.",
            Self::CleRetiree => "Elle n’ouvre plus votre compte.",
            Self::SessionFermee => {
                "Trop de sessions étaient ouvertes à la fois : la nouvelle a pris sa place."
            }
        }
    }
}

/// What to do about a change that one did not expect.
pub const SI_INATTENDU: &str = "Vous ne l’attendiez pas ? Prévenez aussitôt le gestionnaire des habilitations de votre \
     structure (si le geste vient de lui, le référent utilisateurs du Département), changez votre mot de passe et fermez vos \
     autres sessions.";

/// The last notice that was on screen when the agent said « J’ai lu ».
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieAvisLus {
    pub jusqu_a: i64,
}

nominatif! {
    /// One change to how the agent signs in.
    pub struct AvisCompte {
        pub id: i64,
        pub genre: GenreAvis,
        pub instant: DateTime<Utc>,
        /// The reason given for it, in words.
        pub motif: Option<String>,
        /// The agent did it.
        pub soi: bool,
        /// By whom, in words: « vous-même, depuis Firefox (192.0.2.7) », or a name with profil and
        /// organisation.
        pub par: String,
    }
}
