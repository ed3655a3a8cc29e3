//! `Personne`.

use super::Balises;
use crate::flux::{AvisPcgPersonne, DossierCaf, Personne, Ressources, RessourcesMensuelles};

pub(super) fn personne(b: &mut Balises, p: &Personne) {
    b.bloc("Identification", |b| identification(b, p));
    b.bloc("DossierCAF", |b| dossier_caf(b, &p.dossier_caf));
    prestations(b, p);
    for rattachement in &p.rattachements {
        b.bloc("Rattachement", |b| {
            b.ecris("NOMNAI", &rattachement.nom_naissance);
            b.champ("PRENOM", rattachement.prenom.as_ref());
            b.date("DTNAI", rattachement.date_naissance);
            b.champ_si("NIR", rattachement.nir.as_ref());
            b.champ("TYPEPAR", rattachement.lien.as_ref());
        });
    }
    if let Some(identifiant) = &p.identifiant_pole_emploi {
        b.bloc("DossierPoleEmploi", |b| b.ecris("IDASSEDIC", identifiant));
    }
    if let Some(lues) = &p.ressources {
        b.bloc("Ressources", |b| ressources(b, lues));
    }
    if let Some(calcul) = &p.calcul {
        b.bloc("MontantCalculDroitRSAPersonne", |b| {
            b.booleen("TOPPERSDRODEVORSA", calcul.droits_devoirs);
            b.booleen_si("TOPPERSENTDRODEVORSA", calcul.entre_droits_devoirs);
            b.montant_si("MTPERSRESSMENRSA", calcul.ressources_mensuelles);
            b.montant_si("MTPERSABANEURSA", calcul.abattement);
        });
    }
    situation(b, p);
}

fn identification(b: &mut Balises, p: &Personne) {
    b.champ_si("QUAL", p.qualite.as_ref());
    b.ecris("NOM", &p.nom);
    b.ecris("NOMNAI", &p.nom_naissance);
    b.ecris("PRENOM", &p.prenom);
    for (nom, prenom) in ["PRENOM2", "PRENOM3"].into_iter().zip(&p.autres_prenoms) {
        b.ecris(nom, prenom);
    }
    b.champ("NOMCOMNAI", p.commune_naissance.as_ref());
    b.ecris("DTNAI", p.date_naissance);
    b.champ_si("RGNAI", p.rang_naissance);
    b.champ_si("TYPEDTNAI", p.type_date_naissance.as_ref());
    b.champ_si("NIR", p.nir.as_ref());
    b.booleen_si("TOPVALIEC", p.etat_civil_certifie);
    b.champ("SEXE", p.sexe.as_ref());
}

fn dossier_caf(b: &mut Balises, dossier: &DossierCaf) {
    b.booleen("TOPRESPDOS", dossier.responsable);
    b.date("DDRATDOS", dossier.debut_rattachement);
    b.champ_si("DFRATDOS", dossier.fin_rattachement);
    b.champ_si("NUMDEMRSAPRECE", dossier.demande_precedente.as_ref());
}

/// Two of them, always: the role differs between family benefits and rSa.
fn prestations(b: &mut Balises, p: &Personne) {
    let role = p.role.as_deref().unwrap_or("AUT");
    let role_famille = if role == "DEM" { "RDO" } else { role };
    for (nature, role, a_charge) in [("PFA", role_famille, Some(role == "ENF")), ("RSA", role, p.a_charge)] {
        b.bloc("Prestations", |b| {
            b.ecris("NATPREST", nature);
            b.ecris("ROLEPERS", role);
            b.booleen("TOPCHAPERS", a_charge);
        });
    }
}

fn ressources(b: &mut Balises, ressources: &Ressources) {
    b.bloc("GeneraliteRessourcesTrimestre", |b| {
        b.booleen("TOPRESSNUL", ressources.nulles);
        b.date("DDRESS", ressources.debut);
        b.date("DFRESS", ressources.fin);
    });
    for mois in &ressources.mois {
        b.bloc("RessourcesMensuelles", |b| ressources_mois(b, mois));
    }
}

fn ressources_mois(b: &mut Balises, mois: &RessourcesMensuelles) {
    b.bloc("GeneraliteRessourcesMensuelles", |b| {
        b.date("MOISRESS", mois.mois);
        b.champ_si("NBHEUMENTRA", mois.heures_travaillees.map(|heures| format!("{heures:03}")));
    });
    for detail in &mois.details {
        b.bloc("DetailRessourcesMensuelles", |b| {
            b.ecris("NATRESS", &detail.nature);
            b.montant("MTNATRESSMEN", detail.montant);
            b.champ_si("ABANEU", detail.abattement.as_ref());
        });
    }
}

/// What follows the resources: activities, maintenance, pregnancy, farm, decisions.
fn situation(b: &mut Balises, p: &Personne) {
    for activite in &p.activites {
        b.bloc("Activite", |b| {
            b.champ_si("REG", activite.regime.as_ref());
            b.ecris("ACT", &activite.activite);
            b.date("DDACT", activite.debut);
            b.champ_si("DFACT", activite.fin);
            b.champ_si("NATCONTRTRA", activite.contrat.as_ref());
            b.booleen_si("TOPCONDADMETI", activite.conditions_eti);
        });
    }
    if !p.soutiens_familiaux.is_empty() || !p.creances_alimentaires.is_empty() {
        b.bloc("PensionAlimentaire", |b| pension(b, p));
    }
    if let Some(grossesse) = &p.grossesse {
        b.bloc("Grossesse", |b| {
            b.date("DDGRO", grossesse.debut);
            b.champ_si("DFGRO", grossesse.fin);
            b.date("DTDECLGRO", grossesse.declaration);
            b.champ_si("NATFINGRO", grossesse.nature_fin.as_ref());
        });
    }
    if let Some(agricole) = &p.agricole {
        b.bloc("InformationsAgricoles", |b| {
            b.montant_si("MTBENAGRI", agricole.benefice);
            b.champ_si("REGFISAGRI", agricole.regime_fiscal.as_ref());
            b.champ_si("DTBENAGRI", agricole.date);
        });
    }
    if p.avis_pcg != AvisPcgPersonne::default() {
        b.bloc("AvisPCGPersonne", |b| avis(b, &p.avis_pcg));
    }
}

fn pension(b: &mut Balises, p: &Personne) {
    for soutien in &p.soutiens_familiaux {
        b.bloc("Asf", |b| {
            b.ecris("SITASF", &soutien.situation);
            b.champ("PARASSOASF", soutien.parent.as_ref());
            b.date("DDASF", soutien.debut);
            b.champ_si("DFASF", soutien.fin);
        });
    }
    for creance in &p.creances_alimentaires {
        b.bloc("CreanceAlimentaire", |b| {
            b.ecris("ETATCREALIM", &creance.etat);
            b.date("DDCREALIM", creance.debut);
            b.champ_si("DFCREALIM", creance.fin);
            b.champ("ORIOBLALIM", creance.origine.as_ref());
            b.champ_si("MOTIDISCREALIM", creance.motif_dispense.as_ref());
            b.champ_si("COMMCREALIM", creance.commentaire.as_ref());
            b.montant_si("MTSANCREALIM", creance.sanction);
        });
    }
}

fn avis(b: &mut Balises, avis: &AvisPcgPersonne) {
    if let Some(condition) = &avis.condition_eti {
        b.bloc("ConditionETI", |b| {
            b.ecris("AVISEVARESSNONSAL", &condition.avis);
            b.date("DTSOURESSNONSAL", condition.soumission);
            b.champ_si("DTEVARESSNONSAL", condition.effet);
            b.montant_si("MTEVARESSNONSAL", condition.montant);
        });
    }
    for derogation in &avis.derogations {
        b.bloc("Derogation", |b| {
            b.ecris("TYPEDERO", &derogation.genre);
            b.champ("AVISDERO", derogation.avis.as_ref());
            b.date("DDAVISDERO", derogation.debut);
            b.champ_si("DFAVISDERO", derogation.fin);
        });
    }
    if let Some(exclusion) = &avis.exclusion {
        b.bloc("ExclueRSA", |b| {
            b.ecris("EXCL", &exclusion.genre);
            b.date("DDEXCL", exclusion.debut);
            b.champ_si("DFEXCL", exclusion.fin);
        });
    }
    for liberalite in &avis.liberalites {
        b.bloc("Liberalite", |b| {
            b.montant("MTLIBERNONDECL", liberalite.montant);
            b.date("DTABSDECLLIBER", liberalite.date);
        });
    }
}
