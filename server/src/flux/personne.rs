//! A person of a foyer, as the flow gives it. Codes are kept as received.

use chrono::NaiveDate;

use super::element::elements;

elements! {
    /// `Personne`
    Personne {
        /// MLE is read as MME.
        "Identification/QUAL" ? qualite: Option<String>,
        "Identification/NOM|NOMNAI" ! nom: String,
        /// Part of the key.
        "Identification/NOMNAI" ! nom_naissance: String,
        /// Part of the key.
        "Identification/PRENOM" ! prenom: String,
        "Identification/PRENOM2|PRENOM3" ? autres_prenoms: Vec<String>,
        "Identification/NOMCOMNAI" ! commune_naissance: Option<String>,
        /// Part of the key; partly fictitious when `type_date_naissance` is J or O.
        "Identification/DTNAI" ! date_naissance: NaiveDate,
        /// Part of the key (twins).
        "Identification/RGNAI" ? rang_naissance: Option<u32>,
        "Identification/TYPEDTNAI" ? type_date_naissance: Option<String>,
        /// As received, 13 or 15 characters.
        "Identification/NIR" ? nir: Option<String>,
        "Identification/TOPVALIEC" ? etat_civil_certifie: Option<bool>,
        "Identification/SEXE" ! sexe: Option<String>,
        "DossierCAF" ! dossier_caf: DossierCaf,
        "Prestations" ! prestations: Vec<Prestations>,
        "Rattachement" ? rattachements: Vec<Rattachement>,
        "DossierPoleEmploi/IDASSEDIC" ? identifiant_pole_emploi: Option<String>,
        "Ressources" ? ressources: Option<Ressources>,
        "MontantCalculDroitRSAPersonne" ? calcul: Option<CalculPersonne>,
        "Activite" ? activites: Vec<Activite>,
        "PensionAlimentaire/Asf" ? soutiens_familiaux: Vec<SoutienFamilial>,
        "PensionAlimentaire/CreanceAlimentaire" ? creances_alimentaires: Vec<CreanceAlimentaire>,
        "Grossesse" ? grossesse: Option<Grossesse>,
        "InformationsAgricoles" ? agricole: Option<InformationsAgricoles>,
        "AvisPCGPersonne" ? avis_pcg: AvisPcgPersonne,
    } + {
        /// Of the rSa prestation.
        role: Option<String>,
        /// Of the rSa prestation.
        a_charge: Option<bool>,
    }

    /// `DossierCAF`
    DossierCaf {
        "TOPRESPDOS" ! responsable: Option<bool>,
        "DDRATDOS" ! debut_rattachement: Option<NaiveDate>,
        "DFRATDOS" ? fin_rattachement: Option<NaiveDate>,
        "NUMDEMRSAPRECE" ? demande_precedente: Option<String>,
    }

    /// `Prestations`: two of them, as the role differs between family benefits and rSa.
    Prestations {
        "NATPREST" ! nature: Option<String>,
        "ROLEPERS" ! role: Option<String>,
        "TOPCHAPERS" ! a_charge: Option<bool>,
    }

    /// `Rattachement`: the adult whom a child depends on, by identity, not by identifier.
    Rattachement {
        "NOMNAI" code nom_naissance: String,
        "PRENOM" ! prenom: Option<String>,
        "DTNAI" ! date_naissance: Option<NaiveDate>,
        "NIR" ? nir: Option<String>,
        "TYPEPAR" ! lien: Option<String>,
    }

    /// `Ressources`: a quarter.
    Ressources {
        "GeneraliteRessourcesTrimestre/TOPRESSNUL" ! nulles: Option<bool>,
        "GeneraliteRessourcesTrimestre/DDRESS" ! debut: Option<NaiveDate>,
        "GeneraliteRessourcesTrimestre/DFRESS" ! fin: Option<NaiveDate>,
        /// At most three.
        "RessourcesMensuelles" ? mois: Vec<RessourcesMensuelles>,
    }

    /// `RessourcesMensuelles`
    RessourcesMensuelles {
        /// The first of the month.
        "GeneraliteRessourcesMensuelles/MOISRESS" ! mois: Option<NaiveDate>,
        "GeneraliteRessourcesMensuelles/NBHEUMENTRA" ?3 heures_travaillees: Option<u32>,
        "DetailRessourcesMensuelles" ! details: Vec<DetailRessource>,
    }

    /// `DetailRessourcesMensuelles`
    DetailRessource {
        "NATRESS" code nature: String,
        "MTNATRESSMEN" ! montant: Option<i64>,
        "ABANEU" ? abattement: Option<String>,
    }

    /// `MontantCalculDroitRSAPersonne`
    CalculPersonne {
        "TOPPERSDRODEVORSA" ! droits_devoirs: Option<bool>,
        "TOPPERSENTDRODEVORSA" ? entre_droits_devoirs: Option<bool>,
        "MTPERSRESSMENRSA" ? ressources_mensuelles: Option<i64>,
        "MTPERSABANEURSA" ? abattement: Option<i64>,
    }

    /// `Activite`
    Activite {
        "REG" ? regime: Option<String>,
        "ACT" code activite: String,
        "DDACT" ! debut: Option<NaiveDate>,
        "DFACT" ? fin: Option<NaiveDate>,
        "NATCONTRTRA" ? contrat: Option<String>,
        "TOPCONDADMETI" ? conditions_eti: Option<bool>,
    }

    /// `Asf`
    SoutienFamilial {
        "SITASF" code situation: String,
        "PARASSOASF" ! parent: Option<String>,
        "DDASF" ! debut: Option<NaiveDate>,
        "DFASF" ? fin: Option<NaiveDate>,
    }

    /// `CreanceAlimentaire`
    CreanceAlimentaire {
        "ETATCREALIM" code etat: String,
        "DDCREALIM" ! debut: Option<NaiveDate>,
        "DFCREALIM" ? fin: Option<NaiveDate>,
        "ORIOBLALIM" ! origine: Option<String>,
        "MOTIDISCREALIM" ? motif_dispense: Option<String>,
        "COMMCREALIM" ? commentaire: Option<String>,
        "MTSANCREALIM" ? sanction: Option<i64>,
    }

    /// `Grossesse`
    Grossesse {
        "DDGRO" ! debut: Option<NaiveDate>,
        "DFGRO" ? fin: Option<NaiveDate>,
        "DTDECLGRO" ! declaration: Option<NaiveDate>,
        "NATFINGRO" ? nature_fin: Option<String>,
    }

    /// `InformationsAgricoles`
    InformationsAgricoles {
        "MTBENAGRI" ? benefice: Option<i64>,
        "REGFISAGRI" ? regime_fiscal: Option<String>,
        "DTBENAGRI" ? date: Option<NaiveDate>,
    }

    /// `AvisPCGPersonne`: decisions of the président du conseil on the person.
    AvisPcgPersonne {
        "ConditionETI" ? condition_eti: Option<ConditionEti>,
        "Derogation" ? derogations: Vec<Derogation>,
        "ExclueRSA" ? exclusion: Option<Exclusion>,
        /// The schema allows one, its comment speaks of several.
        "Liberalite" ? liberalites: Vec<Liberalite>,
    }

    /// `ConditionETI`
    ConditionEti {
        "AVISEVARESSNONSAL" code avis: String,
        "DTSOURESSNONSAL" ! soumission: Option<NaiveDate>,
        "DTEVARESSNONSAL" ? effet: Option<NaiveDate>,
        "MTEVARESSNONSAL" ? montant: Option<i64>,
    }

    /// `Derogation`
    Derogation {
        "TYPEDERO" code genre: String,
        "AVISDERO" ! avis: Option<String>,
        "DDAVISDERO" ! debut: Option<NaiveDate>,
        "DFAVISDERO" ? fin: Option<NaiveDate>,
    }

    /// `ExclueRSA`
    Exclusion {
        "EXCL" code genre: String,
        "DDEXCL" ! debut: Option<NaiveDate>,
        "DFEXCL" ? fin: Option<NaiveDate>,
    }

    /// `Liberalite`
    Liberalite {
        "MTLIBERNONDECL" ! montant: Option<i64>,
        "DTABSDECLLIBER" ! date: Option<NaiveDate>,
    }
}
