//! The home page: one's work lists, each count opening its list.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::cer::fiche::PersonneConcernee;
use crate::dossier::LigneDossier;
use crate::habilitation::{PageAccueil, Profil};
use crate::liste::liste_fermee;
use crate::mots::accord;
use crate::nominatif;
use crate::rendez_vous::fiche::LigneRendezVous;

liste_fermee! {
    /// A work list of the home page.
    FileAttente {
        RendezVousDuJour = "rendez-vous-du-jour", "Rendez-vous du jour";
        RendezVousARenseigner = "rendez-vous-a-renseigner", "Rendez-vous à renseigner";
        CerFinissant = "cer-finissant", "CER proches de leur fin";
        SansCer = "sans-cer", "Personnes sans CER au-delà du délai";
        CerACompleter = "cer-a-completer", "CER à compléter";
        CerATransmettre = "cer-a-transmettre", "CER signés à transmettre";
        Brouillons = "brouillons", "Brouillons en cours";
        CerADecider = "cer-a-decider", "CER en attente de décision";
        AOrienter = "a-orienter", "Personnes à orienter";
        SansReferent = "sans-referent", "Personnes sans référent";
        Reorientations = "reorientations", "Réorientations demandées";
        ReponsesReorientation = "reponses-reorientation", "Réponses aux réorientations demandées";
        /// Requests about the right, by what each awaits.
        AInstruire = "demandes-a-instruire", "Demandes à instruire";
        /// None that the reader instructs.
        ADecider = "demandes-a-decider", "Demandes à décider";
        ANotifier = "demandes-a-notifier", "Décisions à notifier";
        ATransmettre = "demandes-a-transmettre", "Décisions à transmettre à la caisse";
        /// The habilitation is over or taken back, or the agent gone: who is the référent accompanies nobody.
        ReferentParti = "referent-parti", "Personnes dont le référent n’est plus habilité";
        EcartsFranceTravail = "ecarts-france-travail", "Écarts avec France Travail";
    }
}

impl FileAttente {
    /// What a line of it stands for: `1 personne`, `4 CER`.
    pub fn compte(self, nombre: u64) -> String {
        let (un, plusieurs) = match self {
            Self::RendezVousDuJour | Self::RendezVousARenseigner => ("rendez-vous", "rendez-vous"),
            Self::SansCer | Self::AOrienter | Self::SansReferent | Self::ReferentParti => {
                ("personne", "personnes")
            }
            Self::Brouillons => ("brouillon", "brouillons"),
            Self::Reorientations | Self::AInstruire | Self::ADecider => ("demande", "demandes"),
            Self::ANotifier | Self::ATransmettre => ("décision", "décisions"),
            Self::ReponsesReorientation => ("réponse", "réponses"),
            Self::EcartsFranceTravail => ("écart", "écarts"),
            Self::CerFinissant | Self::CerACompleter | Self::CerATransmettre | Self::CerADecider => {
                ("CER", "CER")
            }
        };
        accord(nombre, un, plusieurs)
    }

    /// The lists of a profil, in the order of the home page.
    pub const fn du_profil(profil: Profil) -> &'static [Self] {
        match profil.traits().accueil {
            PageAccueil::Suivi => &[
                Self::RendezVousDuJour,
                Self::RendezVousARenseigner,
                Self::CerFinissant,
                Self::SansCer,
                Self::SansReferent,
                Self::ReponsesReorientation,
                Self::CerACompleter,
                Self::CerATransmettre,
                Self::CerADecider,
                Self::Brouillons,
            ],
            PageAccueil::Decision => &[
                Self::CerADecider,
                Self::Reorientations,
                Self::AInstruire,
                Self::ADecider,
                Self::ANotifier,
                Self::ATransmettre,
                Self::AOrienter,
                Self::SansReferent,
                Self::ReferentParti,
                Self::EcartsFranceTravail,
                Self::CerFinissant,
                Self::SansCer,
            ],
            PageAccueil::Habilitations => &[Self::SansReferent, Self::ReferentParti],
            _ => &[],
        }
    }
}

liste_fermee! {
    /// What waits for the user referent, on the home page.
    FileSupervision {
        /// Nobody put these people on a training session yet.
        AInscrire = "a-inscrire", "Demandes de formation à planifier";
        ACertifier = "a-certifier", "Attestations à délivrer";
        ASigner = "a-signer", "Habilitations en attente de signature";
        /// Denounced, or not renewed and near the end.
        Conventions = "conventions", "Conventions qui prennent fin";
        RevuesEnRetard = "revues-en-retard", "Revues annuelles en retard";
        /// No agent of a CTSA sees their dossiers.
        CommunesSansCtsa = "communes-sans-ctsa", "Communes sans CTSA";
    }
}

/// Which page of a list, and whose work: mine, or my whole team's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaisieFile {
    /// First page is 0.
    #[serde(default)]
    pub page: u32,
    #[serde(default)]
    pub equipe: bool,
}

/// Lines of a page of a list.
pub const LIGNES_PAR_PAGE: u64 = 20;

/// The home page counts no further; the list itself tells how many it has.
pub const PLAFOND_COMPTE: u64 = 999;

/// A count as one reads it.
pub fn nombre_lu(nombre: u64) -> String {
    if nombre > PLAFOND_COMPTE { format!("plus de {PLAFOND_COMPTE}") } else { nombre.to_string() }
}

nominatif! {
    /// A count that opens its list.
    pub struct CompteFile {
        pub file: FileAttente,
        /// More than [`PLAFOND_COMPTE`] stands for « more ».
        pub nombre: u64,
        /// How many days ahead the list looks, when it looks ahead.
        pub horizon_jours: Option<u32>,
    }

    /// A count of the user referent, that opens its list.
    pub struct CompteSupervision {
        pub file: FileSupervision,
        pub nombre: u64,
    }

    /// Requests of the people concerned that await an answer.
    #[derive(Copy)]
    pub struct CompteDemandes {
        pub ouvertes: u64,
        /// Among them, those whose deadline is over.
        pub en_retard: u64,
    }

    /// A line of a list: who, what, since or until when, and where it leads.
    pub struct LigneFile {
        pub personne: PersonneConcernee,
        pub precision: String,
        pub date: Option<NaiveDate>,
        #[cfg_attr(feature = "openapi", schema(format = "date-time-local"))]
        pub heure: Option<NaiveDateTime>,
        pub referent: Option<String>,
        pub cer: Option<i64>,
        pub rendez_vous: Option<i64>,
        pub instruction: Option<i64>,
    }

    /// A page of a list.
    pub struct PageFile {
        pub file: FileAttente,
        pub total: u64,
        pub page: u32,
        pub lignes: Vec<LigneFile>,
    }

    /// The home page.
    pub struct Accueil {
        pub files: Vec<CompteFile>,
        pub rendez_vous_du_jour: Vec<LigneRendezVous>,
        pub derniers_dossiers: Vec<LigneDossier>,
        /// Open alerts of curiosity, for those who handle them.
        pub alertes: Option<u64>,
        /// For those who answer requests.
        pub demandes: Option<CompteDemandes>,
        /// Persons of the agent whom another structure accompanies since lately; none for those to whom
        /// nobody is entrusted.
        pub confies: Option<u64>,
        /// Questions on who is who that await the agent's CTSA; none for those who don't decide.
        pub rapprochements: Option<u64>,
        /// What waits for the user referent; empty for the others.
        pub supervision: Vec<CompteSupervision>,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_beyond_what_is_counted_says_so() {
        assert_eq!([0, 999, 1000].map(nombre_lu), ["0", "999", "plus de 999"]);
    }
}
