//! What the officer follows of the journal itself.

use chrono::{DateTime, Utc};

use super::NumeroTrace;
use crate::liste::liste_fermee;
use crate::nominatif;

liste_fermee! {
    /// What a whole verification of the journal says.
    VerdictJournal {
        Intact = "intact", "Intact";
        Rompu = "rompu", "Rompu";
        /// The store could not be read to its end.
        Impossible = "impossible", "Vérification impossible";
    }
}

liste_fermee! {
    /// What happened to the journal behind the server's back.
    SorteIncident {
        /// What was read there is not there any more: another journal has taken its place, or an
        /// earlier copy was put back.
        Remplace = "remplace", "Le journal a été remplacé ou ramené en arrière";
        /// A head that had left the machine is not on its chain any more.
        Contredit = "contredit", "Le journal contredit un sceau sorti de la machine";
    }
}

liste_fermee! {
    /// Whether the heads of the chains leave the machine by themselves.
    SortieTetes {
        /// Nothing is set: the operator does it by hand, or nobody.
        NonReglee = "non_reglee", "Rien n’est réglé";
        Attendue = "attendue", "La première sortie est attendue";
        AJour = "a_jour", "À jour";
        /// The last tries failed, or none was made for too long.
        EnRetard = "en_retard", "En retard";
    }
}

impl SorteIncident {
    /// What it means and what to do.
    pub const fn que_faire(self) -> &'static str {
        match self {
            Self::Remplace => {
                "Le serveur avait lu cette trace, et le journal ne la contient plus. Demandez à l’administrateur ce qui a été \
                 fait, faites garder l’ancien journal et sa clé, et comparez aux sceaux sortis de la machine."
            }
            Self::Contredit => {
                "Un sceau signé et sorti de la machine atteste une trace que le journal ne contient plus. Faites garder le \
                 journal tel qu’il est, et vérifiez-le avec « reciproque journal verify --sceau »."
            }
        }
    }
}

impl SortieTetes {
    /// What to do, when there is something.
    pub const fn que_faire(self) -> Option<&'static str> {
        match self {
            Self::NonReglee => Some(
                "Tant que les sceaux restent sur la machine, qui la tient peut ramener tout le journal en arrière sans être \
                 vu. Demandez à l’administrateur de régler --tetes-dossier ou --tetes-commande.",
            ),
            Self::EnRetard => Some("Demandez à l’administrateur de rétablir la destination des sceaux."),
            Self::Attendue | Self::AJour => None,
        }
    }
}

nominatif! {
    /// A whole verification under way.
    pub struct VerificationEnCours {
        pub depuis: DateTime<Utc>,
        /// Events checked, and events there were when it began.
        pub faits: u64,
        pub sur: u64,
    }

    /// Whether the heads leave the machine, and since when they do not.
    pub struct TetesSorties {
        pub etat: SortieTetes,
        /// The last time that they left.
        pub derniere_a: Option<DateTime<Utc>>,
        /// Why the last try failed, if it did: where, never what.
        pub echec: Option<String>,
    }

    /// What happened to the journal behind the server's back, told once.
    pub struct IncidentJournal {
        pub sorte: SorteIncident,
        pub instant: DateTime<Utc>,
        /// The trace that was known and is not there any more.
        pub connue: NumeroTrace,
    }
}
