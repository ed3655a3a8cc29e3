//! A person of a foyer, as the flow gives it. Codes are kept as received.

use chrono::NaiveDate;

/// `Personne`. Amounts are in cents of euro everywhere.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Personne {
    /// `QUAL`; MLE is read as MME.
    pub qualite: Option<String>,
    /// `NOM`
    pub nom: String,
    /// `NOMNAI`, part of the key
    pub nom_naissance: String,
    /// `PRENOM`, part of the key
    pub prenom: String,
    /// `PRENOM2` and `PRENOM3`
    pub autres_prenoms: Vec<String>,
    /// `NOMCOMNAI`
    pub commune_naissance: Option<String>,
    /// `DTNAI`, part of the key; partly fictitious when `type_date_naissance` is J or O
    pub date_naissance: NaiveDate,
    /// `RGNAI`, part of the key (twins)
    pub rang_naissance: Option<u32>,
    /// `TYPEDTNAI`
    pub type_date_naissance: Option<String>,
    /// `NIR`, as received, 13 or 15 characters
    pub nir: Option<String>,
    /// `TOPVALIEC`
    pub etat_civil_certifie: Option<bool>,
    /// `SEXE`
    pub sexe: Option<String>,
    /// `DossierCAF`
    pub dossier_caf: DossierCaf,
    /// `ROLEPERS` of the RSA prestation
    pub role: Option<String>,
    /// `TOPCHAPERS` of the RSA prestation
    pub a_charge: Option<bool>,
    /// `Rattachement`
    pub rattachements: Vec<Rattachement>,
    /// `IDASSEDIC`
    pub identifiant_pole_emploi: Option<String>,
    /// `Ressources`
    pub ressources: Option<Ressources>,
    /// `MontantCalculDroitRSAPersonne`
    pub calcul: Option<CalculPersonne>,
    /// `Activite`
    pub activites: Vec<Activite>,
    /// `Asf`
    pub soutiens_familiaux: Vec<SoutienFamilial>,
    /// `CreanceAlimentaire`
    pub creances_alimentaires: Vec<CreanceAlimentaire>,
    /// `Grossesse`
    pub grossesse: Option<Grossesse>,
    /// `InformationsAgricoles`
    pub agricole: Option<InformationsAgricoles>,
    /// `AvisPCGPersonne`
    pub avis_pcg: AvisPcgPersonne,
}

/// `DossierCAF`
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct DossierCaf {
    /// `TOPRESPDOS`
    pub responsable: Option<bool>,
    /// `DDRATDOS`
    pub debut_rattachement: Option<NaiveDate>,
    /// `DFRATDOS`
    pub fin_rattachement: Option<NaiveDate>,
    /// `NUMDEMRSAPRECE`
    pub demande_precedente: Option<String>,
}

/// `Rattachement`: the adult whom a child depends on, by identity, not by identifier.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Rattachement {
    /// `NOMNAI`
    pub nom_naissance: String,
    /// `PRENOM`
    pub prenom: Option<String>,
    /// `DTNAI`
    pub date_naissance: Option<NaiveDate>,
    /// `NIR`
    pub nir: Option<String>,
    /// `TYPEPAR`
    pub lien: Option<String>,
}

/// `Ressources`: a quarter.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Ressources {
    /// `TOPRESSNUL`
    pub nulles: Option<bool>,
    /// `DDRESS`
    pub debut: Option<NaiveDate>,
    /// `DFRESS`
    pub fin: Option<NaiveDate>,
    /// `RessourcesMensuelles`, at most three
    pub mois: Vec<RessourcesMensuelles>,
}

/// `RessourcesMensuelles`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct RessourcesMensuelles {
    /// `MOISRESS`, the first of the month
    pub mois: Option<NaiveDate>,
    /// `NBHEUMENTRA`
    pub heures_travaillees: Option<u32>,
    /// `DetailRessourcesMensuelles`
    pub details: Vec<DetailRessource>,
}

/// `DetailRessourcesMensuelles`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct DetailRessource {
    /// `NATRESS`
    pub nature: String,
    /// `MTNATRESSMEN`, cents
    pub montant: Option<i64>,
    /// `ABANEU`
    pub abattement: Option<String>,
}

/// `MontantCalculDroitRSAPersonne`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct CalculPersonne {
    /// `TOPPERSDRODEVORSA`
    pub droits_devoirs: Option<bool>,
    /// `TOPPERSENTDRODEVORSA`
    pub entre_droits_devoirs: Option<bool>,
    /// `MTPERSRESSMENRSA`, cents
    pub ressources_mensuelles: Option<i64>,
    /// `MTPERSABANEURSA`, cents
    pub abattement: Option<i64>,
}

/// `Activite`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Activite {
    /// `REG`
    pub regime: Option<String>,
    /// `ACT`
    pub activite: String,
    /// `DDACT`
    pub debut: Option<NaiveDate>,
    /// `DFACT`
    pub fin: Option<NaiveDate>,
    /// `NATCONTRTRA`
    pub contrat: Option<String>,
    /// `TOPCONDADMETI`
    pub conditions_eti: Option<bool>,
}

/// `Asf`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct SoutienFamilial {
    /// `SITASF`
    pub situation: String,
    /// `PARASSOASF`
    pub parent: Option<String>,
    /// `DDASF`
    pub debut: Option<NaiveDate>,
    /// `DFASF`
    pub fin: Option<NaiveDate>,
}

/// `CreanceAlimentaire`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct CreanceAlimentaire {
    /// `ETATCREALIM`
    pub etat: String,
    /// `DDCREALIM`
    pub debut: Option<NaiveDate>,
    /// `DFCREALIM`
    pub fin: Option<NaiveDate>,
    /// `ORIOBLALIM`
    pub origine: Option<String>,
    /// `MOTIDISCREALIM`
    pub motif_dispense: Option<String>,
    /// `COMMCREALIM`
    pub commentaire: Option<String>,
    /// `MTSANCREALIM`, cents
    pub sanction: Option<i64>,
}

/// `Grossesse`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Grossesse {
    /// `DDGRO`
    pub debut: Option<NaiveDate>,
    /// `DFGRO`
    pub fin: Option<NaiveDate>,
    /// `DTDECLGRO`
    pub declaration: Option<NaiveDate>,
    /// `NATFINGRO`
    pub nature_fin: Option<String>,
}

/// `InformationsAgricoles`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct InformationsAgricoles {
    /// `MTBENAGRI`, cents
    pub benefice: Option<i64>,
    /// `REGFISAGRI`
    pub regime_fiscal: Option<String>,
    /// `DTBENAGRI`
    pub date: Option<NaiveDate>,
}

/// `AvisPCGPersonne`: decisions of the président du conseil on the person.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct AvisPcgPersonne {
    /// `ConditionETI`
    pub condition_eti: Option<ConditionEti>,
    /// `Derogation`
    pub derogations: Vec<Derogation>,
    /// `ExclueRSA`
    pub exclusion: Option<Exclusion>,
    /// `Liberalite`; the schema allows one, its comment speaks of several
    pub liberalites: Vec<Liberalite>,
}

/// `ConditionETI`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct ConditionEti {
    /// `AVISEVARESSNONSAL`
    pub avis: String,
    /// `DTSOURESSNONSAL`
    pub soumission: Option<NaiveDate>,
    /// `DTEVARESSNONSAL`
    pub effet: Option<NaiveDate>,
    /// `MTEVARESSNONSAL`, cents
    pub montant: Option<i64>,
}

/// `Derogation`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Derogation {
    /// `TYPEDERO`
    pub genre: String,
    /// `AVISDERO`
    pub avis: Option<String>,
    /// `DDAVISDERO`
    pub debut: Option<NaiveDate>,
    /// `DFAVISDERO`
    pub fin: Option<NaiveDate>,
}

/// `ExclueRSA`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Exclusion {
    /// `EXCL`
    pub genre: String,
    /// `DDEXCL`
    pub debut: Option<NaiveDate>,
    /// `DFEXCL`
    pub fin: Option<NaiveDate>,
}

/// `Liberalite`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Liberalite {
    /// `MTLIBERNONDECL`, cents
    pub montant: Option<i64>,
    /// `DTABSDECLLIBER`
    pub date: Option<NaiveDate>,
}
