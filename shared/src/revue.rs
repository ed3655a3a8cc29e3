//! The annual reverse review: once a year each organisation confirms or withdraws each of
//! its habilitations in force, one by one, with a reason; the finished review is a sealed
//! document that proves it (CAF contract « Mon Compte Partenaire »: yearly reverse review).

mod document;
mod geste;
mod reglage;
#[cfg(test)]
mod tests;

pub use document::{Entete, differences, empreinte, texte_canonique};
pub use geste::{GesteRevueLu, LONGUEUR_PRECISION, SaisieGesteRevue};
pub use reglage::{JourAnnuel, ReglagesRevue};

use chrono::{DateTime, NaiveDate, Utc};

use crate::habilitation::Profil;
use crate::liste::liste_fermee;
use crate::nominatif;
use crate::trace::NumeroTrace;

liste_fermee! {
    /// What one does to lines of a review.
    GesteRevue {
        Confirmer = "confirmer", "Confirmer";
        /// Ends the habilitation at once.
        Retirer = "retirer", "Retirer";
        /// Back to examine, for a line that was confirmed.
        Annuler = "annuler", "Revenir sur la confirmation";
    }
}

liste_fermee! {
    /// Where one line stands.
    EtatLigneRevue {
        AExaminer = "a_examiner", "À examiner";
        Confirmee = "confirmee", "Confirmée";
        Retiree = "retiree", "Retirée";
        /// The habilitation ended by another way before anybody decided: nothing left to decide.
        Terminee = "terminee", "Terminée entre-temps";
    }
}

liste_fermee! {
    EtatRevue {
        EnCours = "en_cours", "En cours";
        EnRetard = "en_retard", "En retard";
        Scellee = "scellee", "Scellée";
    }
}

liste_fermee! {
    /// What the manager is reminded of.
    RappelRevue {
        Ouverte = "ouverte", "La revue annuelle est ouverte";
        /// The deadline is near: see [`ReglagesRevue`].
        Proche = "proche", "La revue annuelle se termine bientôt";
        EnRetard = "en_retard", "La revue annuelle est en retard";
        /// Everything is decided: only the seal is missing.
        ASceller = "a_sceller", "La revue annuelle est prête à être scellée";
    }
}

liste_fermee! {
    /// What the verification of a sealed review finds.
    VerdictRevue {
        /// The lines are those that were sealed, and the journal holds the seal.
        Intacte = "intacte", "Le document est intact";
        /// The same, proved by the signature: the journal is kept for less long than the review.
        TracePurgee = "trace_purgee", "Les lignes sont intactes ; la trace du sceau a été purgée";
        /// Signed with the key of a journal that was replaced since.
        AutreCle = "autre_cle", "Les lignes sont intactes ; le journal a été remplacé depuis le sceau";
        Alteree = "alteree", "Le document ne correspond plus";
    }
}

liste_fermee! {
    /// What happens to the habilitations that nobody examined in time.
    RetardRevue {
        Prevenir = "prevenir", "Le gestionnaire est prévenu, les accès restent ouverts";
        Suspendre = "suspendre", "Les accès non examinés sont suspendus jusqu’à leur examen";
    }
}

liste_fermee! {
    /// Why a habilitation is confirmed or withdrawn.
    MotifRevue {
        EnPoste = "en_poste", "Toujours en poste, mêmes fonctions";
        AbsenceTemporaire = "absence_temporaire", "Absence temporaire, retour prévu";
        Depart = "depart", "A quitté l’organisme";
        ChangementFonction = "changement_fonction", "A changé de fonctions";
        AccesInutile = "acces_inutile", "N’utilise plus cet accès";
        Autre = "autre", "Autre motif, à préciser";
    }
}

impl MotifRevue {
    /// Whether this reason goes with this gesture.
    pub const fn convient(self, geste: GesteRevue) -> bool {
        match geste {
            GesteRevue::Confirmer => matches!(self, Self::EnPoste | Self::AbsenceTemporaire | Self::Autre),
            GesteRevue::Retirer => !matches!(self, Self::EnPoste | Self::AbsenceTemporaire),
            GesteRevue::Annuler => false,
        }
    }
}

nominatif! {
    /// A review as lists show it, with how far it is.
    pub struct ResumeRevue {
        pub id: i64,
        pub organisation: String,
        pub annee: i32,
        pub ouverte_le: DateTime<Utc>,
        /// Last day to finish it.
        pub limite: NaiveDate,
        pub etat: EtatRevue,
        pub total: u64,
        pub confirmees: u64,
        pub retirees: u64,
        pub terminees: u64,
        /// Lines that await a decision.
        pub restantes: u64,
        pub rappel: Option<RappelRevue>,
        pub scellee_le: Option<DateTime<Utc>>,
    }

    /// The reviews that the reader may see, the latest first.
    pub struct Revues {
        pub lignes: Vec<ResumeRevue>,
        /// What a review that is late entails, by the setting.
        pub retard: RetardRevue,
    }

    /// One habilitation to examine. Names are those of the day the review opened.
    pub struct LigneRevue {
        pub id: i64,
        pub habilitation: i64,
        pub nom: String,
        pub prenom: String,
        pub profil: Profil,
        /// In force since this day.
        pub depuis: NaiveDate,
        pub etat: EtatLigneRevue,
        pub motif: Option<MotifRevue>,
        pub precision: Option<String>,
        pub decidee_le: Option<DateTime<Utc>>,
        pub decidee_par: Option<String>,
        /// The reader's own habilitation: somebody else decides on it.
        pub la_mienne: bool,
        /// Last sign-in that the journal knows of.
        pub derniere_connexion: Option<DateTime<Utc>>,
    }

    /// What was sealed.
    pub struct SceauRevue {
        pub scellee_le: DateTime<Utc>,
        pub scellee_par: String,
        /// SHA-256 of the canonical text, in hexadecimal.
        pub empreinte: String,
        pub texte: String,
        /// Ed25519 signature of the digest, in base64; none on what an older version sealed.
        pub signature: Option<String>,
        /// The public key of the journal that day, in base64.
        pub cle_publique: Option<String>,
    }

    /// A review with its lines.
    pub struct FicheRevue {
        pub resume: ResumeRevue,
        /// Rises at each gesture: one seals what one has read.
        pub version: i32,
        pub lignes: Vec<LigneRevue>,
        pub sceau: Option<SceauRevue>,
        pub retard: RetardRevue,
    }

    /// Whether a sealed review is still what was sealed.
    pub struct VerificationRevue {
        pub verdict: VerdictRevue,
        /// When the trace of the seal was destroyed with those of its time.
        pub purgee_le: Option<DateTime<Utc>>,
        /// The digest kept with the review.
        pub empreinte: String,
        /// The digest of the lines as they are now.
        pub recalculee: String,
        /// The journal holds this digest, and nothing says that the seal failed.
        pub au_journal: bool,
        /// Number of that event in the journal.
        pub trace: Option<NumeroTrace>,
        /// What is not as it was sealed, in French, the first ones.
        pub differences: Vec<String>,
    }

    /// The sealed review in files to keep.
    pub struct ExportRevue {
        /// File name without its extension.
        pub nom: String,
        pub texte: String,
        pub csv: String,
        pub json: String,
    }
}
