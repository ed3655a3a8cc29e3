//! Reading the journal: what is asked, how it is understood, what is shown. A trace names
//! agents and acts; a foyer stands in it by the number of its dossier.

mod conservation;
mod constat;
mod lue;
mod numero;
mod objet;
mod saisie;
mod suivi;
#[cfg(test)]
mod tests;

pub use conservation::{HABILITATION_ANS, MoisDeTraces, finies_avant, traces_avant};
pub use constat::constat;
pub use lue::{
    ChiffresMois, EtatChaine, EtatJournal, ExtraitDossier, FichierTraces, LigneTrace, OrganisationLue,
    PageTraces, PurgeLue, SceauLu, Statistiques, VerificationFaite,
};
pub use numero::NumeroTrace;
pub use objet::NomObjet;
pub use saisie::{FiltreTraces, PeriodeTraces, SaisieExport, SaisiePeriode, SaisieTraces};
pub use suivi::{
    IncidentJournal, SorteIncident, SortieTetes, TetesSorties, VerdictJournal, VerificationEnCours,
};

use serde::{Deserialize, Serialize};

use crate::habilitation::Acte;
use crate::liste::liste_fermee;
use crate::nominatif_simple;

liste_fermee! {
    /// How an act ended, as people read it.
    IssueTrace {
        Reussi = "reussi", "Fait";
        /// Written ahead of the change; if it fails, a second line says so.
        Annonce = "annonce", "Entrepris";
        Refuse = "refuse", "Refusé";
        Echoue = "echoue", "Échoué";
        /// The store went away during the commit.
        Inconnue = "inconnue", "Incertain";
    }
}

liste_fermee! {
    /// What an export is made for.
    FormatExport {
        Csv = "csv", "CSV (tableur)";
        Json = "json", "JSON (programme)";
    }
}

liste_fermee! {
    /// What the monthly statistics count.
    Mesure {
        Connexions = "connexions", "Connexions";
        /// Dossiers, CER, rendez-vous and NIR shown.
        Consultations = "consultations", "Consultations";
        /// CER and rendez-vous written, each once in a month; no draft.
        Saisies = "saisies", "Saisies";
        /// Out of scope, not allowed to the profil, or credentials refused.
        Refus = "refus", "Refus";
    }
}

/// Place of a trace in the order of reading: the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Curseur {
    /// Milliseconds since 1970, UTC.
    pub instant_ms: i64,
    pub chaine: u32,
    pub seq: u64,
}

nominatif_simple!(Curseur);

/// Traces of a page.
pub const TRACES_PAR_PAGE: u32 = 50;
/// Lines of an extract or of an export; beyond, a shorter period is asked for.
pub const EXTRAIT_MAX: u32 = 20_000;

/// Asked by the app for itself, at each page: left aside unless asked for by name.
pub const ACTES_DE_SERVICE: &[Acte] = &[Acte::ConsulterSession, Acte::ProlongerSession];

impl Mesure {
    /// What an act counts for when it succeeds. Entries are counted by what was written: one act
    /// may write a draft, and one rendez-vous take several acts.
    pub const fn de(acte: Acte) -> Option<Self> {
        match acte {
            Acte::SeConnecter => Some(Self::Connexions),
            Acte::ConsulterDossier | Acte::RevelerNir | Acte::ConsulterCer | Acte::ConsulterRendezVous => {
                Some(Self::Consultations)
            }
            _ => None,
        }
    }
}
