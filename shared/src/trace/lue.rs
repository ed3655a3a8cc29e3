//! What is shown of the journal.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Curseur, FormatExport, IncidentJournal, IssueTrace, NumeroTrace, TetesSorties, VerdictJournal,
    VerificationEnCours,
};
use crate::habilitation::{Profil, Rubrique};
use crate::nominatif;

nominatif! {
    /// One trace: who did what, when, on what, with what outcome.
    pub struct LigneTrace {
        pub chaine: u32,
        /// Its place in the chain: what proves it.
        pub seq: u64,
        pub instant: DateTime<Utc>,
        /// Absent before sign-in.
        pub agent: Option<String>,
        /// The agent whose watches it leads to, for the officer only.
        pub surveillable: Option<i64>,
        pub organisation: Option<String>,
        pub profil: Option<Profil>,
        pub acte: String,
        /// On what, by number: « Dossier 01024041068 ».
        pub objet: Option<String>,
        /// Whose foyer, for the one who opened it and may still see it; nobody else.
        pub foyer: Option<String>,
        /// The dossier it leads to, for those who may go there.
        pub dossier: Option<i64>,
        pub rubriques: Vec<Rubrique>,
        pub issue: IssueTrace,
        /// Why it was refused or failed.
        pub motif: Option<String>,
        /// Address of the computer; for the officer only.
        pub client: Option<String>,
    }

    /// An organisation to choose.
    pub struct OrganisationLue {
        pub id: i64,
        pub nom: String,
    }

    /// Traces, the latest first.
    pub struct PageTraces {
        pub traces: Vec<LigneTrace>,
        /// Where the next page begins; none after the last one.
        pub suite: Option<Curseur>,
        /// Those among which one may choose: one's own only, for a manager.
        pub organisations: Vec<OrganisationLue>,
    }

    /// Who consulted a dossier, to be printed.
    pub struct ExtraitDossier {
        pub numero: String,
        pub du: Option<NaiveDate>,
        pub au: Option<NaiveDate>,
        pub etabli_a: DateTime<Utc>,
        pub traces: Vec<LigneTrace>,
        /// Older traces exist that did not fit: shorten the period.
        pub tronque: bool,
        /// Months after which traces are destroyed: none is older.
        pub conservation_mois: u32,
        /// Number of the event under which this extract leaves.
        pub trace: NumeroTrace,
    }

    /// An export, to be kept as a file of this name.
    pub struct FichierTraces {
        pub nom: String,
        pub format: FormatExport,
        pub contenu: String,
        pub traces: u64,
    }

    /// A signed head of a chain.
    pub struct SceauLu {
        pub position: u64,
        pub instant: DateTime<Utc>,
    }

    /// Where a purge stopped: the chain verifies from there.
    pub struct PurgeLue {
        pub position: u64,
        pub instant: DateTime<Utc>,
        /// Everything older was destroyed.
        pub limite: DateTime<Utc>,
    }

    /// One chain of the journal.
    pub struct EtatChaine {
        pub chaine: u32,
        /// Last position verified; 0 for an empty chain.
        pub verifiee_jusqu_a: u64,
        /// Events verified.
        pub evenements: u64,
        pub sceau: Option<SceauLu>,
        pub purge: Option<PurgeLue>,
    }

    /// What the last whole verification of the journal found.
    pub struct VerificationFaite {
        pub finie_a: DateTime<Utc>,
        pub duree_ms: u64,
        pub verdict: VerdictJournal,
        /// Empty unless intact.
        pub chaines: Vec<EtatChaine>,
        /// Where and how it is broken, if it is.
        pub rupture: Option<String>,
        /// In how many places the index of the searches differs from an intact chain: traces that a search
        /// may not find.
        pub ecarts_index: u64,
    }

    /// The state of the journal: what is known at once, without verifying it again.
    pub struct EtatJournal {
        pub en_cours: Option<VerificationEnCours>,
        /// None since this server started.
        pub derniere: Option<VerificationFaite>,
        pub conservation_mois: u32,
        pub tetes: TetesSorties,
        /// The latest first.
        pub incidents: Vec<IncidentJournal>,
    }

    /// What an organisation did in a month.
    pub struct ChiffresMois {
        /// First day of the month.
        pub mois: NaiveDate,
        pub organisation: String,
        pub connexions: u64,
        pub consultations: u64,
        pub saisies: u64,
        pub refus: u64,
    }

    /// The last twelve months, the latest first.
    pub struct Statistiques {
        pub mois: Vec<ChiffresMois>,
    }
}
