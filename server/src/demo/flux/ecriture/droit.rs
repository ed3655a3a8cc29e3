//! `PrestationRSA`.

use super::Balises;
use crate::flux::{DetailDroit, MontantsCalcul, Motive, SituationDossier};

pub(super) fn prestation(b: &mut Balises, situation: &SituationDossier, droit: &DetailDroit) {
    b.bloc("SituationDossierRSA", |b| {
        b.bloc("EtatDossierRSA", |b| b.ecris("ETATDOSRSA", &situation.etat));
        if let Some(refus) = &situation.refus {
            b.bloc("Refus", |b| {
                b.date("DTREFURSA", refus.date);
                b.ecris("MOTIREFURSA", &refus.motif);
            });
        }
        for suspension in &situation.suspensions_droit {
            b.bloc("SuspensionDroit", |b| {
                b.ecris("MOTISUSDRORSA", &suspension.motif);
                b.date("DDSUSDRORSA", suspension.date);
                b.champ_si("NATGROUPFSUS", suspension.groupe.as_ref());
            });
        }
        for suspension in &situation.suspensions_versement {
            b.bloc("SuspensionVersement", |b| {
                b.ecris("MOTISUSVERSRSA", &suspension.motif);
                b.date("DDSUSVERSRSA", suspension.date);
            });
        }
        fin(b, "FinDroit", situation.fin.as_ref());
        fin(b, "FinDroitMoisAnterieur", situation.fin_mois_anterieur.as_ref());
    });
    b.bloc("DetailDroitRSA", |b| detail(b, droit));
}

fn fin(b: &mut Balises, nom: &str, fin: Option<&Motive>) {
    if let Some(fin) = fin {
        b.bloc(nom, |b| {
            b.ecris("MOTICLORSA", &fin.motif);
            b.date("DTCLORSA", fin.date);
        });
    }
}

fn detail(b: &mut Balises, droit: &DetailDroit) {
    b.bloc("TroncCommunDroitRSA", |b| {
        b.booleen("TOPSANSDOMFIXE", droit.sans_domicile_fixe);
        b.champ_si("NBENFAUTCHA", droit.enfants_a_charge);
        b.champ("ORIDEMRSA", droit.origine.as_ref());
        b.champ_si("DTORIDEMRSA", droit.date_origine);
        b.booleen_si("TOPFOYDRODEVORSA", droit.droits_devoirs);
    });
    if let Some(montants) = &droit.montants {
        b.bloc("MontantsCalculDroitRSA", |b| calcul(b, montants));
    }
    for nature in &droit.natures {
        b.bloc("DetailCalculDroitRSA", |b| {
            b.ecris("NATPF", &nature.nature);
            b.champ("SOUSNATPF", nature.sous_nature.as_ref());
            b.date("DDNATDRO", nature.debut);
            b.champ_si("DFNATDRO", nature.fin);
            b.montant_si("MTRSAVERS", nature.montant_verse);
            b.champ_si("DTDERRSAVERS", nature.dernier_versement);
        });
    }
    if !droit.conditions.is_empty() || !droit.reductions.is_empty() || droit.paiement_tiers.is_some() {
        b.bloc("AvisPCGDroitRSA", |b| avis(b, droit));
    }
}

fn calcul(b: &mut Balises, m: &MontantsCalcul) {
    b.date("DDELECAL", m.debut);
    b.champ_si("DFELECAL", m.fin);
    b.montant("MTREVMINIGARARSA", m.revenu_minimum_garanti);
    b.montant_si("MTPENTRSA", m.pente);
    b.montant_si("MTLOCALRSA", m.local);
    b.montant("MTREVGARARSA", m.revenu_garanti);
    b.montant_si("MTPFRSA", m.prestations_familiales);
    b.montant_si("MTALRSA", m.allocation_logement);
    b.montant("MTRESSMENRSA", m.ressources);
    b.montant_si("MTSANOBLALIMRSA", m.sanction_obligation_alimentaire);
    b.montant_si("MTREDHOSRSA", m.reduction_hospitalisation);
    b.montant_si("MTREDCGRSA", m.reduction_departement);
    b.montant_si("MTCUMINTEGRSA", m.cumul_integral);
    b.montant_si("MTABANEURSA", m.abattement);
    b.montant("MTTOTDRORSA", m.total);
}

fn avis(b: &mut Balises, droit: &DetailDroit) {
    for condition in &droit.conditions {
        b.bloc("ConditionAdministrative", |b| {
            b.ecris("AVISCONDADMRSA", &condition.avis);
            b.champ("MOTICONDADMRSA", condition.motif.as_ref());
            for (nom, commentaire) in
                ["COMM1CONDADMRSA", "COMM2CONDADMRSA"].into_iter().zip(&condition.commentaires)
            {
                b.ecris(nom, commentaire);
            }
            b.date("DTEFFAVISCONDADMRSA", condition.effet);
        });
    }
    for reduction in &droit.reductions {
        b.bloc("ReductionRSA", |b| {
            b.montant("MTREDRSA", reduction.montant);
            b.date("DDREDRSA", reduction.debut);
            b.champ_si("DFREDRSA", reduction.fin);
        });
    }
    if let Some(tiers) = &droit.paiement_tiers {
        b.bloc("PaiementTiers", |b| {
            b.ecris("AVISDESTPAIRSA", &tiers.avis);
            b.date("DTAVISDESTPAIRSA", tiers.date);
            b.champ("NOMTIE", tiers.nom.as_ref());
            b.champ("TYPEPERSTIE", tiers.genre.as_ref());
        });
    }
}
