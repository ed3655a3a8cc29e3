//! A CER as it is read.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::brouillon::BrouillonGarde;
use crate::cer::{CadreGeste, ContexteCer, EtatCer, Examinateur, GesteCer, PositionCer, SaisieCer};
use crate::nominatif;
use crate::personne::DateNaissance;
use crate::rubrique::{Adresse, Sous};
use crate::source::SourceFermee;

nominatif! {
    /// A CER in a list.
    pub struct LigneCer {
        pub id: i64,
        pub sorte: String,
        pub rang: Option<i32>,
        pub etat: EtatCer,
        pub position: Option<PositionCer>,
        pub debut: Option<NaiveDate>,
        /// Last day, as its avenants changed it.
        pub fin: Option<NaiveDate>,
        pub structure: String,
        pub referent: String,
    }

    /// A step of a CER: who, when, why.
    pub struct EtapeCer {
        pub geste: String,
        pub etat: EtatCer,
        pub instant: DateTime<Utc>,
        pub agent: String,
        pub organisation: String,
        pub motif: Option<String>,
        /// Who examined a contract of particular form before this decision, and when.
        pub examine_par: Option<Examinateur>,
        pub examine_le: Option<NaiveDate>,
    }

    /// The person that a CER or a rendez-vous concerns.
    pub struct PersonneConcernee {
        pub dossier: i64,
        pub personne: i64,
        pub nom: String,
        pub prenom: String,
        pub date_naissance: DateNaissance,
    }

    /// What a contract says and rests on, whether anything of it is kept yet or not.
    pub struct FeuilleCer {
        pub personne: PersonneConcernee,
        /// Where the person lives, line by line: the contract on paper says it.
        #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
        pub adresse: Sous<Adresse, Vec<String>>,
        /// The caisse that sends it, when its data are closed at this hour.
        #[serde(default)]
        pub source_fermee: Option<SourceFermee>,
        /// The other party, as the Département wants to be named.
        pub departement: String,
        /// Whom to write to about the data that the contract holds.
        pub delegue: String,
        pub structure: String,
        pub referent: String,
        pub saisie: SaisieCer,
        /// What the form needs to apply the rules at once.
        pub contexte: ContexteCer,
        /// The CER that this one corrects or follows.
        pub precedent: Option<LigneCer>,
        /// Instant of this reading, as traced.
        pub consulte_a: DateTime<Utc>,
    }

    /// A CER whole.
    pub struct FicheCer {
        pub id: i64,
        pub version: i32,
        pub feuille: FeuilleCer,
        pub etat: EtatCer,
        pub position: Option<PositionCer>,
        pub rang: Option<i32>,
        pub debut: Option<NaiveDate>,
        /// Last day, as its avenants changed it.
        pub fin: Option<NaiveDate>,
        /// Day from which it may be examined, when its form asks for it.
        pub examen_depuis: Option<NaiveDate>,
        pub saisie_le: DateTime<Utc>,
        pub etapes: Vec<EtapeCer>,
        /// Gestures that the reader may do now: the buttons of the page.
        pub gestes: Vec<GesteCer>,
    }

    /// A draft that what was typed has just opened.
    pub struct CerOuvert {
        pub cer: i64,
        pub garde: BrouillonGarde,
    }

    /// What the form of a new contract begins with. Nothing is kept of it yet.
    pub struct PreparationCer {
        /// With what is proposed, right in most cases.
        pub feuille: FeuilleCer,
        /// The live draft of the structure: one goes on with it, there is no other.
        pub brouillon: Option<i64>,
        /// A contract signed, sent or sent back, whose outcome is awaited: another one beside
        /// it is asked about.
        pub en_instance: Option<LigneCer>,
    }
}

/// A contract that one begins to type.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NouveauCer {
    pub saisie: SaisieCer,
    /// One knows that another contract awaits its outcome, and wants this one all the same.
    #[serde(default)]
    pub malgre_instance: bool,
}

impl FicheCer {
    /// What a gesture on this contract is read against.
    pub fn cadre(&self) -> CadreGeste {
        let aujourdhui = self.feuille.contexte.aujourdhui;
        let debut = self.debut.unwrap_or(aujourdhui);
        CadreGeste {
            aujourdhui,
            periode: (debut, self.fin.unwrap_or(debut)),
            examen_depuis: self.examen_depuis,
        }
    }
}

impl PersonneConcernee {
    /// `HADDAD Leïla`
    pub fn nom_prenom(&self) -> String {
        format!("{} {}", self.nom, self.prenom)
    }
}
