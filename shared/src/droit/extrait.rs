//! The access extract (RGPD art. 15): everything that the product holds about one person in
//! one dossier.

use chrono::{DateTime, NaiveDate, Utc};

use super::FicheDemande;
use crate::alerte::MotifVue;
use crate::cer::fiche::{FicheCer, PersonneConcernee};
use crate::dossier::{EtatRecu, FicheDossier};
use crate::france_travail::EtapeEcart;
use crate::instruction::FilInstruction;
use crate::nominatif;
use crate::parcours::fiche::{EtapeParcours, OrientationSuivie};
use crate::parcours::reorientation::FilReorientation;
use crate::rendez_vous::SaisieRendezVous;
use crate::rendez_vous::fiche::FicheRendezVous;

nominatif! {
    /// A flow of the caisse that changed the dossier, and the state of the right that it told.
    pub struct ReceptionExtraite {
        pub date_reference: NaiveDate,
        pub etat: EtatRecu,
    }

    /// A rendez-vous, or a change of one, that an agent began to type and did not register.
    pub struct BrouillonExtrait {
        pub organisation: String,
        pub saisie: SaisieRendezVous,
        /// What the rendez-vous to change said then.
        pub depart: Option<SaisieRendezVous>,
        pub saisie_le: DateTime<Utc>,
    }

    /// Why an agent under watch opened the file, as the agent told it.
    pub struct MotifExtrait {
        pub instant: DateTime<Utc>,
        pub organisation: String,
        pub motif: MotifVue,
        pub precision: Option<String>,
    }

    /// Who consulted, as the person may know it: the recipient, not the agent by name.
    pub struct ConsultationExtraite {
        pub instant: DateTime<Utc>,
        /// The first of the saves that this line stands for: what is typed is saved every few
        /// seconds.
        pub depuis: Option<DateTime<Utc>>,
        pub organisation: String,
        pub profil: String,
        pub acte: String,
    }

    /// Everything that the product holds about one person, with who consulted it.
    pub struct ExtraitAcces {
        pub demande: i64,
        pub personne: PersonneConcernee,
        pub nir: Option<String>,
        /// Other dossiers in which the caisse names somebody of this NIR: a request each.
        pub autres_dossiers: u64,
        pub dossier: FicheDossier,
        /// The latest first; none where the right is not about this person.
        pub receptions: Vec<ReceptionExtraite>,
        pub cer: Vec<FicheCer>,
        pub rendez_vous: Vec<FicheRendezVous>,
        /// The latest first, with all that was decided.
        pub orientations: Vec<OrientationSuivie>,
        /// The oldest first.
        pub decisions: Vec<EtapeParcours>,
        /// What structures asked the Département about the orientation, the latest first.
        pub reorientations: Vec<FilReorientation>,
        /// What was decided of the discrepancies with France Travail, the latest first.
        pub ecarts: Vec<EtapeEcart>,
        /// What the Département was asked about the right, the latest first.
        pub instructions: Vec<FilInstruction>,
        pub brouillons: Vec<BrouillonExtrait>,
        /// The requests of this person, this one too, with what came of them.
        pub demandes: Vec<FicheDemande>,
        pub motifs: Vec<MotifExtrait>,
        /// All of them, the latest first.
        pub consultations: Vec<ConsultationExtraite>,
        /// First day that the traces still go back to.
        pub traces_depuis: NaiveDate,
        pub etabli_le: DateTime<Utc>,
    }
}
