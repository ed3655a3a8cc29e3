//! The state of the dossier and the details of the right, as the flow gives them.

use chrono::NaiveDate;

use super::element::elements;

elements! {
    /// `SituationDossierRSA`. The state is displayed as received, never recomputed.
    SituationDossier {
        "EtatDossierRSA/ETATDOSRSA" ! etat: String,
        /// Of state 1.
        "Refus" ? refus: Option<RefusDroit>,
        /// Of state 3.
        "SuspensionDroit" ? suspensions_droit: Vec<SuspensionDroit>,
        /// Of state 4.
        "SuspensionVersement" ? suspensions_versement: Vec<SuspensionVersement>,
        /// Of state 5.
        "FinDroit" ? fin: Option<FinDroit>,
        /// Of state 6.
        "FinDroitMoisAnterieur" ? fin_mois_anterieur: Option<FinDroit>,
    }

    /// `Refus`
    RefusDroit {
        "DTREFURSA" ! date: Option<NaiveDate>,
        "MOTIREFURSA" code motif: String,
    }

    /// `SuspensionDroit`
    SuspensionDroit {
        "MOTISUSDRORSA" code motif: String,
        "DDSUSDRORSA" ! date: Option<NaiveDate>,
        "NATGROUPFSUS" ? groupe: Option<String>,
    }

    /// `SuspensionVersement`
    SuspensionVersement {
        "MOTISUSVERSRSA" code motif: String,
        "DDSUSVERSRSA" ! date: Option<NaiveDate>,
    }

    /// `FinDroit`, `FinDroitMoisAnterieur`
    FinDroit {
        "MOTICLORSA" code motif: String,
        "DTCLORSA" ! date: Option<NaiveDate>,
    }

    /// `DetailDroitRSA`
    DetailDroit {
        "TroncCommunDroitRSA/TOPSANSDOMFIXE" ! sans_domicile_fixe: Option<bool>,
        "TroncCommunDroitRSA/NBENFAUTCHA" ? enfants_a_charge: Option<u32>,
        "TroncCommunDroitRSA/ORIDEMRSA" ! origine: Option<String>,
        "TroncCommunDroitRSA/DTORIDEMRSA" ? date_origine: Option<NaiveDate>,
        "TroncCommunDroitRSA/TOPFOYDRODEVORSA" ? droits_devoirs: Option<bool>,
        "MontantsCalculDroitRSA" ? montants: Option<MontantsCalcul>,
        "DetailCalculDroitRSA" ? natures: Vec<NatureDroit>,
        "AvisPCGDroitRSA/ConditionAdministrative" ? conditions: Vec<ConditionAdministrative>,
        "AvisPCGDroitRSA/ReductionRSA" ? reductions: Vec<Reduction>,
        "AvisPCGDroitRSA/PaiementTiers" ? paiement_tiers: Option<PaiementTiers>,
    }

    /// `MontantsCalculDroitRSA`: the last right computed.
    MontantsCalcul {
        "DDELECAL" ! debut: Option<NaiveDate>,
        "DFELECAL" ? fin: Option<NaiveDate>,
        "MTREVMINIGARARSA" ! revenu_minimum_garanti: Option<i64>,
        "MTPENTRSA" ? pente: Option<i64>,
        "MTLOCALRSA" ? local: Option<i64>,
        "MTREVGARARSA" ! revenu_garanti: Option<i64>,
        "MTPFRSA" ? prestations_familiales: Option<i64>,
        "MTALRSA" ? allocation_logement: Option<i64>,
        "MTRESSMENRSA" ! ressources: Option<i64>,
        "MTSANOBLALIMRSA" ? sanction_obligation_alimentaire: Option<i64>,
        "MTREDHOSRSA" ? reduction_hospitalisation: Option<i64>,
        "MTREDCGRSA" ? reduction_departement: Option<i64>,
        "MTCUMINTEGRSA" ? cumul_integral: Option<i64>,
        "MTABANEURSA" ? abattement: Option<i64>,
        "MTTOTDRORSA" ! total: Option<i64>,
    }

    /// `DetailCalculDroitRSA`
    NatureDroit {
        "NATPF" code nature: String,
        "SOUSNATPF" ! sous_nature: Option<String>,
        "DDNATDRO" ! debut: Option<NaiveDate>,
        "DFNATDRO" ? fin: Option<NaiveDate>,
        "MTRSAVERS" ? montant_verse: Option<i64>,
        "DTDERRSAVERS" ? dernier_versement: Option<NaiveDate>,
    }

    /// `ConditionAdministrative`
    ConditionAdministrative {
        "AVISCONDADMRSA" code avis: String,
        "MOTICONDADMRSA" ! motif: Option<String>,
        "COMM1CONDADMRSA|COMM2CONDADMRSA" ? commentaires: Vec<String>,
        "DTEFFAVISCONDADMRSA" ! effet: Option<NaiveDate>,
    }

    /// `ReductionRSA`: a penalty asked by the département, the trace of a sanction.
    Reduction {
        "MTREDRSA" ! montant: Option<i64>,
        "DDREDRSA" ! debut: Option<NaiveDate>,
        "DFREDRSA" ? fin: Option<NaiveDate>,
    }

    /// `PaiementTiers`
    PaiementTiers {
        "AVISDESTPAIRSA" code avis: String,
        "DTAVISDESTPAIRSA" ! date: Option<NaiveDate>,
        "NOMTIE" ! nom: Option<String>,
        "TYPEPERSTIE" ! genre: Option<String>,
    }
}
