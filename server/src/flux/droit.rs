//! The state of the dossier and the details of the right, as the flow gives them.

use chrono::NaiveDate;

/// `SituationDossierRSA`. The state is displayed as received, never recomputed.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct SituationDossier {
    /// `ETATDOSRSA`
    pub etat: String,
    /// `Refus`, of state 1
    pub refus: Option<Motive>,
    /// `SuspensionDroit`, of state 3
    pub suspensions_droit: Vec<SuspensionDroit>,
    /// `SuspensionVersement`, of state 4
    pub suspensions_versement: Vec<Motive>,
    /// `FinDroit`, of state 5
    pub fin: Option<Motive>,
    /// `FinDroitMoisAnterieur`, of state 6
    pub fin_mois_anterieur: Option<Motive>,
}

/// A dated change of state and its reason.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Motive {
    /// `MOTIREFURSA`, `MOTISUSVERSRSA`, `MOTICLORSA`
    pub motif: String,
    /// `DTREFURSA`, `DDSUSVERSRSA`, `DTCLORSA`
    pub date: Option<NaiveDate>,
}

/// `SuspensionDroit`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct SuspensionDroit {
    /// `MOTISUSDRORSA`
    pub motif: String,
    /// `DDSUSDRORSA`
    pub date: Option<NaiveDate>,
    /// `NATGROUPFSUS`
    pub groupe: Option<String>,
}

/// `DetailDroitRSA`
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct DetailDroit {
    /// `TOPSANSDOMFIXE`
    pub sans_domicile_fixe: Option<bool>,
    /// `NBENFAUTCHA`
    pub enfants_a_charge: Option<u32>,
    /// `ORIDEMRSA`
    pub origine: Option<String>,
    /// `DTORIDEMRSA`
    pub date_origine: Option<NaiveDate>,
    /// `TOPFOYDRODEVORSA`
    pub droits_devoirs: Option<bool>,
    /// `MontantsCalculDroitRSA`
    pub montants: Option<MontantsCalcul>,
    /// `DetailCalculDroitRSA`
    pub natures: Vec<NatureDroit>,
    /// `ConditionAdministrative`
    pub conditions: Vec<ConditionAdministrative>,
    /// `ReductionRSA`
    pub reductions: Vec<Reduction>,
    /// `PaiementTiers`
    pub paiement_tiers: Option<PaiementTiers>,
}

/// `MontantsCalculDroitRSA`: the last right computed. Cents.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct MontantsCalcul {
    /// `DDELECAL`
    pub debut: Option<NaiveDate>,
    /// `DFELECAL`
    pub fin: Option<NaiveDate>,
    /// `MTREVMINIGARARSA`
    pub revenu_minimum_garanti: Option<i64>,
    /// `MTPENTRSA`
    pub pente: Option<i64>,
    /// `MTLOCALRSA`
    pub local: Option<i64>,
    /// `MTREVGARARSA`
    pub revenu_garanti: Option<i64>,
    /// `MTPFRSA`
    pub prestations_familiales: Option<i64>,
    /// `MTALRSA`
    pub allocation_logement: Option<i64>,
    /// `MTRESSMENRSA`
    pub ressources: Option<i64>,
    /// `MTSANOBLALIMRSA`
    pub sanction_obligation_alimentaire: Option<i64>,
    /// `MTREDHOSRSA`
    pub reduction_hospitalisation: Option<i64>,
    /// `MTREDCGRSA`
    pub reduction_departement: Option<i64>,
    /// `MTCUMINTEGRSA`
    pub cumul_integral: Option<i64>,
    /// `MTABANEURSA`
    pub abattement: Option<i64>,
    /// `MTTOTDRORSA`
    pub total: Option<i64>,
}

/// `DetailCalculDroitRSA`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct NatureDroit {
    /// `NATPF`
    pub nature: String,
    /// `SOUSNATPF`
    pub sous_nature: Option<String>,
    /// `DDNATDRO`
    pub debut: Option<NaiveDate>,
    /// `DFNATDRO`
    pub fin: Option<NaiveDate>,
    /// `MTRSAVERS`, cents
    pub montant_verse: Option<i64>,
    /// `DTDERRSAVERS`
    pub dernier_versement: Option<NaiveDate>,
}

/// `ConditionAdministrative`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct ConditionAdministrative {
    /// `AVISCONDADMRSA`
    pub avis: String,
    /// `MOTICONDADMRSA`
    pub motif: Option<String>,
    /// `COMM1CONDADMRSA` and `COMM2CONDADMRSA`
    pub commentaires: Vec<String>,
    /// `DTEFFAVISCONDADMRSA`
    pub effet: Option<NaiveDate>,
}

/// `ReductionRSA`: a penalty asked by the département, the trace of a sanction.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct Reduction {
    /// `MTREDRSA`, cents
    pub montant: Option<i64>,
    /// `DDREDRSA`
    pub debut: Option<NaiveDate>,
    /// `DFREDRSA`
    pub fin: Option<NaiveDate>,
}

/// `PaiementTiers`
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct PaiementTiers {
    /// `AVISDESTPAIRSA`
    pub avis: String,
    /// `DTAVISDESTPAIRSA`
    pub date: Option<NaiveDate>,
    /// `NOMTIE`
    pub nom: Option<String>,
    /// `TYPEPERSTIE`
    pub genre: Option<String>,
}
