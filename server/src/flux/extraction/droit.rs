//! `PrestationRSA`: the state of the dossier, then the details of the right.

use crate::flux::bloc::Bloc;
use crate::flux::droit::*;
use crate::flux::rapport::{Avertissement, Faute};

pub(super) fn situation(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<SituationDossier, Faute> {
    let etat = bloc.bloc("EtatDossierRSA").exige_texte("ETATDOSRSA")?;
    if etat.chars().count() > 1 {
        return Err(Faute::new(bloc.ligne(), "ETATDOSRSA", "L'état du dossier tient en un caractère."));
    }
    let situation = SituationDossier {
        etat,
        refus: motives(bloc, ["Refus", "MOTIREFURSA", "DTREFURSA"], notes)?.pop(),
        suspensions_droit: bloc.codes("SuspensionDroit", "MOTISUSDRORSA", notes, |b, motif| {
            Ok(SuspensionDroit { motif, date: b.date("DDSUSDRORSA")?, groupe: b.texte("NATGROUPFSUS") })
        })?,
        suspensions_versement: motives(
            bloc,
            ["SuspensionVersement", "MOTISUSVERSRSA", "DDSUSVERSRSA"],
            notes,
        )?,
        fin: motives(bloc, ["FinDroit", "MOTICLORSA", "DTCLORSA"], notes)?.pop(),
        fin_mois_anterieur: motives(bloc, ["FinDroitMoisAnterieur", "MOTICLORSA", "DTCLORSA"], notes)?.pop(),
    };
    if let Some(manquant) = bloc_attendu(&situation) {
        let message = format!("L'état {} attend le bloc {manquant}, qui est absent.", situation.etat);
        notes.push(Avertissement::new(bloc.ligne(), manquant, message));
    }
    Ok(situation)
}

/// The block that the state calls for and that was not received.
fn bloc_attendu(situation: &SituationDossier) -> Option<&'static str> {
    let (bloc, present) = match situation.etat.as_str() {
        "1" => ("Refus", situation.refus.is_some()),
        "3" => ("SuspensionDroit", !situation.suspensions_droit.is_empty()),
        "4" => ("SuspensionVersement", !situation.suspensions_versement.is_empty()),
        "5" => ("FinDroit", situation.fin.is_some()),
        "6" => ("FinDroitMoisAnterieur", situation.fin_mois_anterieur.is_some()),
        _ => return None,
    };
    (!present).then_some(bloc)
}

fn motives<'a>(
    bloc: Bloc<'a>,
    [nom, motif, date]: [&'a str; 3],
    notes: &mut Vec<Avertissement>,
) -> Result<Vec<Motive>, Faute> {
    bloc.codes(nom, motif, notes, |b, motif| Ok(Motive { motif, date: b.date(date)? }))
}

pub(super) fn detail(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<DetailDroit, Faute> {
    let tronc = bloc.bloc("TroncCommunDroitRSA");
    let avis = bloc.bloc("AvisPCGDroitRSA");
    let natures = bloc.codes("DetailCalculDroitRSA", "NATPF", notes, nature)?;
    let conditions = avis.codes("ConditionAdministrative", "AVISCONDADMRSA", notes, condition)?;
    let tiers = avis.codes("PaiementTiers", "AVISDESTPAIRSA", notes, |b, avis| {
        let (nom, genre) = (b.texte("NOMTIE"), b.texte("TYPEPERSTIE"));
        Ok(PaiementTiers { avis, date: b.date("DTAVISDESTPAIRSA")?, nom, genre })
    })?;
    Ok(DetailDroit {
        sans_domicile_fixe: tronc.booleen("TOPSANSDOMFIXE")?,
        enfants_a_charge: tronc.entier("NBENFAUTCHA")?,
        origine: tronc.texte("ORIDEMRSA"),
        date_origine: tronc.date("DTORIDEMRSA")?,
        droits_devoirs: tronc.booleen("TOPFOYDRODEVORSA")?,
        montants: bloc.facultatif("MontantsCalculDroitRSA", montants)?,
        natures,
        conditions,
        reductions: avis.chacun("ReductionRSA", reduction)?,
        paiement_tiers: tiers.into_iter().next(),
    })
}

fn montants(bloc: Bloc<'_>) -> Result<MontantsCalcul, Faute> {
    Ok(MontantsCalcul {
        debut: bloc.date("DDELECAL")?,
        fin: bloc.date("DFELECAL")?,
        revenu_minimum_garanti: bloc.centimes("MTREVMINIGARARSA")?,
        pente: bloc.centimes("MTPENTRSA")?,
        local: bloc.centimes("MTLOCALRSA")?,
        revenu_garanti: bloc.centimes("MTREVGARARSA")?,
        prestations_familiales: bloc.centimes("MTPFRSA")?,
        allocation_logement: bloc.centimes("MTALRSA")?,
        ressources: bloc.centimes("MTRESSMENRSA")?,
        sanction_obligation_alimentaire: bloc.centimes("MTSANOBLALIMRSA")?,
        reduction_hospitalisation: bloc.centimes("MTREDHOSRSA")?,
        reduction_departement: bloc.centimes("MTREDCGRSA")?,
        cumul_integral: bloc.centimes("MTCUMINTEGRSA")?,
        abattement: bloc.centimes("MTABANEURSA")?,
        total: bloc.centimes("MTTOTDRORSA")?,
    })
}

fn nature(bloc: Bloc<'_>, nature: String) -> Result<NatureDroit, Faute> {
    Ok(NatureDroit {
        nature,
        sous_nature: bloc.texte("SOUSNATPF"),
        debut: bloc.date("DDNATDRO")?,
        fin: bloc.date("DFNATDRO")?,
        montant_verse: bloc.centimes("MTRSAVERS")?,
        dernier_versement: bloc.date("DTDERRSAVERS")?,
    })
}

fn condition(bloc: Bloc<'_>, avis: String) -> Result<ConditionAdministrative, Faute> {
    Ok(ConditionAdministrative {
        avis,
        motif: bloc.texte("MOTICONDADMRSA"),
        commentaires: ["COMM1CONDADMRSA", "COMM2CONDADMRSA"]
            .into_iter()
            .filter_map(|nom| bloc.texte(nom))
            .collect(),
        effet: bloc.date("DTEFFAVISCONDADMRSA")?,
    })
}

fn reduction(bloc: Bloc<'_>) -> Result<Reduction, Faute> {
    Ok(Reduction {
        montant: bloc.centimes("MTREDRSA")?,
        debut: bloc.date("DDREDRSA")?,
        fin: bloc.date("DFREDRSA")?,
    })
}
