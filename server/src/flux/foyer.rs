//! A foyer as the flow gives it, in the words of the domain. Values are trimmed, a blank is
//! absent, codes are kept as received (the labels are in the nomenclature).
//!
//! `Debug` exists in tests only: a record must not end in a log.

use chrono::{NaiveDate, NaiveTime};

use super::codes::CodeInconnu;
use super::droit::{DetailDroit, SituationDossier};
use super::element::elements;
use super::personne::Personne;
use super::rapport::Avertissement;

/// An element that this version does not know.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct ElementInconnu {
    pub nom: String,
    pub valeur: String,
}

elements! {
    /// `InfosFoyerRSA`
    Foyer {
        "IdentificationRSA" ! identification: Identification,
        /// At least one; one per identity, the last received wins.
        "Personne" ! personnes: Vec<Personne>,
        "DonneesAdministratives/SituationFamille" ? situation_famille: Option<SituationFamille>,
        /// By rank: the current one first.
        "DonneesAdministratives/Adresse" ! adresses: Vec<Adresse>,
        "PrestationRSA/SituationDossierRSA" ! situation_dossier: SituationDossier,
        "PrestationRSA/DetailDroitRSA" ! droit: DetailDroit,
        /// In daily flows only.
        "Evenement" ? evenements: Vec<Evenement>,
        /// The controls closed in the month.
        "Controle/ControleAdministratif" ? controles: Vec<Controle>,
        "Anomalie" ? anomalies: Vec<Anomalie>,
    } + {
        /// Line of the file where it starts.
        ligne: u32,
        /// SHA-256 in hexadecimal of what was received, whatever the layout and the
        /// encoding: equal means that there is nothing to update.
        empreinte: String,
        /// What no field above holds: told in the report by its name, and not stored.
        autres: Vec<ElementInconnu>,
        /// Codes absent from the nomenclature, as often as met.
        codes_inconnus: Vec<CodeInconnu>,
        avertissements: Vec<Avertissement>,
    }

    /// `IdentificationRSA`
    Identification {
        /// CAF or MSA
        "Organisme/FONORG" ! organisme: String,
        "Organisme/NUMORG" ! numero_organisme: Option<String>,
        /// As received; zeros only is none.
        "Organisme/MATRICULE" ! matricule: Option<String>,
        "Partenaire/TYPEPARTE" !3 type_partenaire: Option<String>,
        /// The département, three digits.
        "Partenaire/IDEPARTE" ! partenaire: String,
        "DemandeRSA/DTDEMRSA" ! date_demande: NaiveDate,
        /// The key of the dossier.
        "DemandeRSA/NUMDEMRSA" ! numero_demande: String,
        "DemandeRMI" ? demande_rmi: Option<DemandeRmi>,
        "OrganismeCedant" ? cedant: Option<Cedant>,
        "OrganismePrenant" ? prenant: Option<Prenant>,
    }

    /// `DemandeRMI`
    DemandeRmi {
        "DateDemandeRMI/DTDEMRMI" ! date: Option<NaiveDate>,
        /// Its parts, in order.
        "NumeroInstructionRMI/NUMDEPINSRMI|TYPEINSRMI|NUMCOMINSRMI|NUMAGRINSRMI|NUMDOSINSRMI|NUMCLI" !
            numero_instruction: Vec<String>,
    }

    /// `OrganismeCedant`: the caisse that the dossier came from.
    Cedant {
        "FONORGCEDMUT" ! organisme: Option<String>,
        "NUMORGCEDMUT" ! numero_organisme: Option<String>,
        "MATRICULEORGCEDMUT" ? matricule: Option<String>,
        "DDARRMUT" ! date: Option<NaiveDate>,
    }

    /// `OrganismePrenant`: the caisse that the dossier left for.
    Prenant {
        "FONORGPRENMUT" ! organisme: Option<String>,
        "NUMORGPRENMUT" ! numero_organisme: Option<String>,
        "DDDEPAMUT" ! date: Option<NaiveDate>,
    }

    /// `SituationFamille`
    SituationFamille {
        "SITFAM" code situation: String,
        "DDSITFAM" ! depuis: Option<NaiveDate>,
        "REGAGRIFAM" ? regime_agricole: Option<String>,
    }

    /// `Adresse`
    Adresse {
        /// 1 current, 2 previous, 3 before
        "TroncCommunAdresse/RGADR" !2 rang: u32,
        "TroncCommunAdresse/DTEMM" ? emmenagement: Option<NaiveDate>,
        "TroncCommunAdresse/PAYS" ! pays: Option<String>,
        "TroncCommunAdresse/TYPEADR" ! genre: Option<String>,
        "TroncCommunAdresse/ETATADR" ! etat: Option<String>,
        "AdresseDetailleeFrance" ? france: Option<AdresseFrance>,
        /// Those filled in.
        "AdresseHorsFrance/LIBLIG2ADR|LIBLIG3ADR|LIBLIG4ADR|LIBLIG5ADR|LIBLIG6ADR|LIBLIG7ADR" !
            etranger: Vec<String>,
    }

    /// `AdresseDetailleeFrance`
    AdresseFrance {
        "COMPLIDEADR" ! complement_identite: Option<String>,
        "COMPLADR" ! complement: Option<String>,
        "NUMVOIE" ! numero: Option<String>,
        /// A word (`RUE`).
        "LIBTYPEVOIE" ! type_voie: Option<String>,
        "NOMVOIE" ! voie: Option<String>,
        "LIEUDIST" ! lieu_dit: Option<String>,
        /// INSEE code of the commune, the only one that gives the territory.
        "NUMCOM" ! commune: Option<String>,
        /// Five digits.
        "CODEPOS" ! code_postal: Option<String>,
        "NOMCOM" ! nom_commune: Option<String>,
    }

    /// `Evenement`
    Evenement {
        "DTLIQ" ! date: Option<NaiveDate>,
        "HEULIQ" ! heure: Option<NaiveTime>,
        /// Fait générateur.
        "FG" code fait: String,
    }

    /// `ControleAdministratif`
    Controle {
        "IdentificationCibleControleAdministratif/DTEFFCIBCONTRO" ! effet: Option<NaiveDate>,
        "IdentificationCibleControleAdministratif/CIBCONTRO" ! cible: Option<String>,
        "IdentificationCibleControleAdministratif/CIBCONTROMSA" ? cible_msa: Option<String>,
        "IdentificationControleAdministratif/DTDETECCONTRO" ! detection: Option<NaiveDate>,
        "IdentificationControleAdministratif/DTCLOCONTRO" ! cloture: Option<NaiveDate>,
        /// The label to show, as the code has no published list.
        "ModaliteControleAdministratif/LIBCIBCONTRO" ! libelle: Option<String>,
        "ModaliteControleAdministratif/FAMCIBCONTRO" ! famille: Option<String>,
        "ModaliteControleAdministratif/NATCIBCONTRO" ! nature: Option<String>,
        "ModaliteControleAdministratif/COMMACONTRO" ! commande: Option<String>,
        "ModaliteControleAdministratif/TYPECONTRO" ! genre: Option<String>,
        "ResultatControleAdministratif/TYPEIMPACCONTRO" ! impact: Option<String>,
        "ResultatControleAdministratif/MTINDURSACGCONTRO" ? indu: Option<i64>,
        "ResultatControleAdministratif/MTRAPRSACGCONTRO" ? rappel: Option<i64>,
    }

    /// `Anomalie`
    Anomalie {
        "LIBANO" ! libelle: Option<String>,
    }
}
