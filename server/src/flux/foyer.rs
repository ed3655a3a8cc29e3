//! A foyer as the flow gives it, in the words of the domain. Each field names
//! the element it comes from. Values are trimmed, a blank is `None`, codes are
//! kept as received (the labels are in the nomenclature).
//!
//! `Debug` exists in tests only: a record must not end in a log.

use chrono::{NaiveDate, NaiveTime};

use super::codes::CodeInconnu;
use super::droit::{DetailDroit, SituationDossier};
use super::personne::Personne;
use super::rapport::Avertissement;

/// `InfosFoyerRSA`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Foyer {
    /// Line of the file where it starts.
    pub ligne: u32,
    /// SHA-256 in hexadecimal of what was received, whatever the layout and the
    /// encoding: equal means that there is nothing to update.
    pub empreinte: String,
    /// `IdentificationRSA`
    pub identification: Identification,
    /// `Personne`, at least one; one per identity, the last received wins
    pub personnes: Vec<Personne>,
    /// `SituationFamille`
    pub situation_famille: Option<SituationFamille>,
    /// `Adresse`, by rank: the current one first
    pub adresses: Vec<Adresse>,
    /// `SituationDossierRSA`
    pub situation_dossier: SituationDossier,
    /// `DetailDroitRSA`
    pub droit: DetailDroit,
    /// `Evenement`, in daily flows only
    pub evenements: Vec<Evenement>,
    /// `ControleAdministratif`: the controls closed in the month
    pub controles: Vec<Controle>,
    /// `LIBANO`
    pub anomalies: Vec<String>,
    /// What no field above holds: told in the report by its name, and not stored.
    pub autres: Vec<ElementInconnu>,
    /// Codes absent from the nomenclature, as often as met.
    pub codes_inconnus: Vec<CodeInconnu>,
    pub avertissements: Vec<Avertissement>,
}

/// An element that this version does not know.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct ElementInconnu {
    pub nom: String,
    pub valeur: String,
}

/// `IdentificationRSA`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Identification {
    /// `NUMDEMRSA`, the key of the dossier
    pub numero_demande: String,
    /// `DTDEMRSA`
    pub date_demande: NaiveDate,
    /// `FONORG`: CAF or MSA
    pub organisme: String,
    /// `NUMORG`
    pub numero_organisme: Option<String>,
    /// `MATRICULE`, as received; zeros only is none
    pub matricule: Option<String>,
    /// `TYPEPARTE`
    pub type_partenaire: Option<String>,
    /// `IDEPARTE`: the département, three digits
    pub partenaire: String,
    /// `DemandeRMI`
    pub demande_rmi: Option<DemandeRmi>,
    /// `OrganismeCedant`
    pub cedant: Option<Mutation>,
    /// `OrganismePrenant`
    pub prenant: Option<Mutation>,
}

/// `DemandeRMI`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct DemandeRmi {
    /// `DTDEMRMI`
    pub date: Option<NaiveDate>,
    /// `NumeroInstructionRMI`: its six parts in order, joined by a space
    pub numero_instruction: Option<String>,
}

/// `OrganismeCedant` or `OrganismePrenant`: the move of the dossier between caisses.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Mutation {
    /// `FONORGCEDMUT`, `FONORGPRENMUT`
    pub organisme: Option<String>,
    /// `NUMORGCEDMUT`, `NUMORGPRENMUT`
    pub numero_organisme: Option<String>,
    /// `MATRICULEORGCEDMUT`
    pub matricule: Option<String>,
    /// `DDARRMUT`, `DDDEPAMUT`
    pub date: Option<NaiveDate>,
}

/// `SituationFamille`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct SituationFamille {
    /// `SITFAM`
    pub situation: String,
    /// `DDSITFAM`
    pub depuis: Option<NaiveDate>,
    /// `REGAGRIFAM`
    pub regime_agricole: Option<String>,
}

/// `Adresse`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Adresse {
    /// `RGADR`: 1 current, 2 previous, 3 before
    pub rang: u32,
    /// `DTEMM`
    pub emmenagement: Option<NaiveDate>,
    /// `PAYS`
    pub pays: Option<String>,
    /// `TYPEADR`
    pub genre: Option<String>,
    /// `ETATADR`
    pub etat: Option<String>,
    /// `AdresseDetailleeFrance`
    pub france: Option<AdresseFrance>,
    /// `LIBLIG2ADR` to `LIBLIG7ADR`, those filled in
    pub etranger: Vec<String>,
}

/// `AdresseDetailleeFrance`
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct AdresseFrance {
    /// `COMPLIDEADR`
    pub complement_identite: Option<String>,
    /// `COMPLADR`
    pub complement: Option<String>,
    /// `NUMVOIE`
    pub numero: Option<String>,
    /// `LIBTYPEVOIE`, a word (`RUE`)
    pub type_voie: Option<String>,
    /// `NOMVOIE`
    pub voie: Option<String>,
    /// `LIEUDIST`
    pub lieu_dit: Option<String>,
    /// `NUMCOM`: INSEE code of the commune, the only one that gives the territory
    pub commune: Option<String>,
    /// `CODEPOS`, five digits
    pub code_postal: Option<String>,
    /// `NOMCOM`
    pub nom_commune: Option<String>,
}

/// `Evenement`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Evenement {
    /// `DTLIQ`
    pub date: Option<NaiveDate>,
    /// `HEULIQ`
    pub heure: Option<NaiveTime>,
    /// `FG`: fait générateur
    pub fait: String,
}

/// `ControleAdministratif`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Controle {
    /// `CIBCONTRO`
    pub cible: Option<String>,
    /// `CIBCONTROMSA`
    pub cible_msa: Option<String>,
    /// `DTEFFCIBCONTRO`
    pub effet: Option<NaiveDate>,
    /// `DTDETECCONTRO`
    pub detection: Option<NaiveDate>,
    /// `DTCLOCONTRO`
    pub cloture: Option<NaiveDate>,
    /// `LIBCIBCONTRO`: the label to show, as the code has no published list
    pub libelle: Option<String>,
    /// `FAMCIBCONTRO`
    pub famille: Option<String>,
    /// `NATCIBCONTRO`
    pub nature: Option<String>,
    /// `COMMACONTRO`
    pub commande: Option<String>,
    /// `TYPECONTRO`
    pub genre: Option<String>,
    /// `TYPEIMPACCONTRO`
    pub impact: Option<String>,
    /// `MTINDURSACGCONTRO`, cents
    pub indu: Option<i64>,
    /// `MTRAPRSACGCONTRO`, cents
    pub rappel: Option<i64>,
}
