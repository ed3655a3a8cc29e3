//! From the record of a foyer to what an agent reads of it: the rubriques of the
//! foyer, with the labels of the codes.

use chrono::NaiveDate;
use reciproque_shared::date;
use reciproque_shared::dossier::{
    AdresseLue, DroitsLus, EtatDossier, Fait, FamilleLue, Periode, PersonneACharge, RsaLu,
};
use reciproque_shared::identifiant::{CommuneInsee, Matricule};
use reciproque_shared::nomenclature::{commune, libelle};
use reciproque_shared::personne::RolePersonne;
use reciproque_shared::personne::prenom_lisible;

use super::identifiants::naissance;
use super::texte::{details, euros, fait, periode};
use crate::flux::{
    Adresse, AdresseFrance, ConditionAdministrative, CreanceAlimentaire, FinDroit, Foyer, Identification,
    MontantsCalcul, PaiementTiers, Personne, SuspensionDroit, SuspensionVersement,
};

/// Reasons of suspension, refusal or end that come from a sanction (lists of
/// the flow VRSB0801; CASF L262-37).
const VERSEMENT_SANCTION: [&str; 2] = ["CG", "70"];
const DROIT_SANCTION: [&str; 3] = ["GJ", "GK", "GL"];
const FIN_SANCTION: &str = "PCG";
/// Condition (MOTICONDADMRSA) that comes from a contract not respected.
const NON_RESPECT: &str = "NR";

pub fn famille(foyer: &Foyer) -> FamilleLue {
    let situation = foyer.situation_famille.as_ref();
    FamilleLue {
        situation: situation
            .map_or_else(|| "Non précisée".to_owned(), |s| libelle("SITFAM", &s.situation).into_owned()),
        depuis: situation.and_then(|s| s.depuis),
        personnes_a_charge: foyer
            .personnes
            .iter()
            .filter(|p| !est_adulte(p))
            .map(personne_a_charge)
            .collect(),
    }
}

fn est_adulte(personne: &Personne) -> bool {
    let role = personne.role.as_deref().and_then(RolePersonne::du_code);
    role.is_some_and(RolePersonne::est_adulte_accompagne)
}

fn personne_a_charge(personne: &Personne) -> PersonneACharge {
    let lien = personne.rattachements.iter().find_map(|r| r.lien.as_deref());
    let role = || libelle("ROLEPERS", personne.role.as_deref().unwrap_or("AUT"));
    PersonneACharge {
        nom: personne.nom.clone(),
        prenom: prenom_lisible(&personne.prenom),
        date_naissance: naissance(personne),
        lien: lien.map_or_else(role, |lien| libelle("TYPEPAR", lien)).into_owned(),
    }
}

pub fn adresses(foyer: &Foyer) -> Vec<AdresseLue> {
    let sans_domicile = foyer.droit.sans_domicile_fixe == Some(true);
    foyer.adresses.iter().map(|recue| adresse(recue, sans_domicile)).collect()
}

fn adresse(adresse: &Adresse, sans_domicile: bool) -> AdresseLue {
    let lignes = adresse.france.as_ref().map_or_else(|| adresse.etranger.clone(), lignes);
    let insee = adresse.france.as_ref().and_then(|f| CommuneInsee::lire(f.commune.as_deref()?).ok());
    let recu = adresse.france.as_ref().and_then(|f| f.nom_commune.clone());
    AdresseLue {
        rang: libelle("RGADR", &format!("{:02}", adresse.rang)).into_owned(),
        lignes,
        depuis: adresse.emmenagement,
        // in the words of today's list, or of the caisse elsewhere
        commune: insee.as_ref().and_then(commune).map(str::to_owned).or(recu),
        hors_france: adresse.pays.as_deref() == Some("HOR"),
        sans_domicile_fixe: sans_domicile && adresse.rang == 1,
    }
}

/// As on an envelope.
fn lignes(adresse: &AdresseFrance) -> Vec<String> {
    let joint = |parties: [&Option<String>; 3]| {
        parties.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    let voie = joint([&adresse.numero, &adresse.type_voie, &adresse.voie]);
    let ville = joint([&adresse.code_postal, &adresse.nom_commune, &None]);
    let complements = [&adresse.complement_identite, &adresse.complement].into_iter().flatten().cloned();
    let suite = [voie, adresse.lieu_dit.clone().unwrap_or_default(), ville];
    complements.chain(suite).filter(|ligne| !ligne.is_empty()).collect()
}

pub fn droits(foyer: &Foyer, matricule: Option<&Matricule>) -> DroitsLus {
    let identification = &foyer.identification;
    let caisse = identification.numero_organisme.as_deref().map(|numero| libelle("NUMORG", numero));
    let famille = libelle("FONORG", &identification.organisme);
    DroitsLus {
        date_demande: Some(identification.date_demande),
        caisse: match caisse {
            Some(caisse) if identification.organisme == "CAF" => caisse.into_owned(),
            _ => famille.into_owned(),
        },
        matricule: matricule.map(Matricule::affiche),
        numero_demande: identification.numero_demande.clone(),
        motifs: motifs(foyer),
        composantes: composantes(foyer),
    }
}

/// Refusal, suspensions, end, move between caisses, conditions: as received, but for what a
/// sanction explains, which is told under [`sanctions`] alone.
fn motifs(foyer: &Foyer) -> Vec<Periode> {
    let s = &foyer.situation_dossier;
    let refus = s.refus.iter().map(|m| periode(libelle("MOTIREFURSA", &m.motif), m.date, None, Vec::new()));
    let droit = s.suspensions_droit.iter().filter(|m| !droit_sanctionne(m)).map(|m| {
        let groupe = m.groupe.as_deref().map(|g| libelle("NATGROUPFSUS", g).into_owned());
        periode(libelle("MOTISUSDRORSA", &m.motif), m.date, None, details([("Prestations", groupe)]))
    });
    let versement = s.suspensions_versement.iter().filter(|m| !versement_sanctionne(m));
    let versement = versement.map(suspension_versement);
    let fin = s.fin.iter().chain(&s.fin_mois_anterieur).filter(|m| !fin_sanctionnee(m)).map(fin_droit);
    let conditions = foyer.droit.conditions.iter().filter(|c| c.motif.as_deref() != Some(NON_RESPECT));
    refus
        .chain(droit)
        .chain(versement)
        .chain(fin)
        .chain(mutations(foyer))
        .chain(conditions.map(condition))
        .collect()
}

fn mutations(foyer: &Foyer) -> impl Iterator<Item = Periode> {
    let Identification { cedant, prenant, .. } = &foyer.identification;
    let arrivee = cedant
        .iter()
        .map(|m| mutation("venu de", m.organisme.as_deref(), m.numero_organisme.as_deref(), m.date));
    arrivee.chain(
        prenant
            .iter()
            .map(|m| mutation("parti à", m.organisme.as_deref(), m.numero_organisme.as_deref(), m.date)),
    )
}

/// The caisse alone: its matricule may be a NIR.
fn mutation(sens: &str, famille: Option<&str>, numero: Option<&str>, date: Option<NaiveDate>) -> Periode {
    let caisse = match (famille, numero) {
        (Some("CAF"), Some(numero)) => libelle("NUMORG", numero),
        (Some(famille), _) => libelle("FONORG", famille),
        (None, _) => "une autre caisse".into(),
    };
    periode(format!("Mutation : dossier {sens} {caisse}"), date, None, Vec::new())
}

/// A condition that the département was asked about.
fn condition(condition: &ConditionAdministrative) -> Periode {
    let nom = condition
        .motif
        .as_deref()
        .map_or("Condition administrative".into(), |m| libelle("MOTICONDADMRSA", m));
    let avis = vec![fait("Avis", libelle("AVISCONDADMRSA", &condition.avis))];
    periode(nom, condition.effet, None, avis)
}

fn suspension_versement(suspension: &SuspensionVersement) -> Periode {
    periode(libelle("MOTISUSVERSRSA", &suspension.motif), suspension.date, None, Vec::new())
}

fn fin_droit(fin: &FinDroit) -> Periode {
    periode(libelle("MOTICLORSA", &fin.motif), fin.date, None, Vec::new())
}

fn composantes(foyer: &Foyer) -> Vec<Periode> {
    let natures = foyer.droit.natures.iter().map(|nature| {
        let sous_nature = nature.sous_nature.as_deref().map(|s| libelle("SOUSNATPF", s).into_owned());
        let faits = details([
            ("Détail", sous_nature),
            ("Montant versé", nature.montant_verse.map(euros)),
            ("Dernier versement", nature.dernier_versement.map(date::court)),
        ]);
        periode(libelle("NATPF", &nature.nature), nature.debut, nature.fin, faits)
    });
    natures.collect()
}

pub fn rsa(foyer: &Foyer) -> RsaLu {
    let etat = EtatDossier::du_code(&foyer.situation_dossier.etat);
    let verse = foyer.droit.natures.iter().filter_map(|n| n.montant_verse).reduce(|a, b| a + b);
    let mut montants = details([("Montant versé", verse.map(euros))]);
    montants.extend(foyer.droit.montants.iter().flat_map(calcul));
    montants.extend(foyer.droit.paiement_tiers.as_ref().map(paiement_tiers));
    RsaLu {
        beneficiaire: etat.is_some_and(EtatDossier::en_cours),
        montants,
        droits_et_devoirs_foyer: foyer.droit.droits_devoirs,
    }
}

/// Who is paid in the place of the foyer, and what the département said of it.
fn paiement_tiers(tiers: &PaiementTiers) -> Fait {
    let nom = tiers.nom.as_deref().unwrap_or("un tiers");
    let jour = tiers.date.map(|jour| format!(" le {}", date::court(jour))).unwrap_or_default();
    fait("Versement à un tiers", format!("{nom} ({}{jour})", libelle("AVISDESTPAIRSA", &tiers.avis)))
}

fn calcul(m: &MontantsCalcul) -> Vec<Fait> {
    details([("Droit calculé", m.total.map(euros)), ("Calculé depuis le", m.debut.map(date::court))])
}

/// What the right was reckoned from: rubrique Ressources.
pub fn base_calcul(foyer: &Foyer) -> Vec<Fait> {
    let base = foyer.droit.montants.iter().flat_map(|m| {
        details([
            ("Revenu minimum garanti", m.revenu_minimum_garanti.map(euros)),
            ("Ressources mensuelles retenues", m.ressources.map(euros)),
            ("Prestations familiales retenues", m.prestations_familiales.map(euros)),
            ("Forfait logement", m.allocation_logement.map(euros)),
            ("Abattement ou neutralisation", m.abattement.map(euros)),
        ])
    });
    base.collect()
}

/// The traces of a sanction in the flow: reductions, suspensions and ends that the
/// département decided, contracts not respected.
pub fn sanctions(foyer: &Foyer) -> Vec<Periode> {
    let (s, droit) = (&foyer.situation_dossier, &foyer.droit);
    let reductions = droit.reductions.iter().map(|reduction| {
        let montant = details([("Montant retenu", reduction.montant.map(euros))]);
        periode("Réduction du rSa", reduction.debut, reduction.fin, montant)
    });
    let retenues = droit.montants.iter().filter_map(reduction_calculee);
    let versement = s.suspensions_versement.iter().filter(|m| versement_sanctionne(m));
    let suspensions = s.suspensions_droit.iter().filter(|m| droit_sanctionne(m));
    let fins = s.fin.iter().chain(&s.fin_mois_anterieur).filter(|m| fin_sanctionnee(m));
    let conditions =
        droit.conditions.iter().filter(|c| c.motif.as_deref() == Some(NON_RESPECT)).map(condition);
    let creances = foyer.personnes.iter().flat_map(|p| &p.creances_alimentaires).filter_map(creance);
    reductions
        .chain(retenues)
        .chain(creances)
        .chain(versement.map(suspension_versement))
        .chain(suspensions.map(|m| periode(libelle("MOTISUSDRORSA", &m.motif), m.date, None, Vec::new())))
        .chain(fins.map(fin_droit))
        .chain(conditions)
        .collect()
}

fn versement_sanctionne(suspension: &SuspensionVersement) -> bool {
    VERSEMENT_SANCTION.contains(&suspension.motif.as_str())
}

fn droit_sanctionne(suspension: &SuspensionDroit) -> bool {
    DROIT_SANCTION.contains(&suspension.motif.as_str())
}

fn fin_sanctionnee(fin: &FinDroit) -> bool {
    fin.motif == FIN_SANCTION
}

/// What the département kept back of the right that was reckoned.
fn reduction_calculee(m: &MontantsCalcul) -> Option<Periode> {
    let montant = m.reduction_departement.filter(|montant| *montant != 0)?;
    let faits = vec![fait("Montant retenu", euros(montant))];
    Some(periode("Réduction du Département dans le calcul", m.debut, m.fin, faits))
}

/// What is kept back for maintenance that was not claimed.
fn creance(recue: &CreanceAlimentaire) -> Option<Periode> {
    let faits = vec![fait("Montant retenu", euros(recue.sanction?))];
    Some(periode("Créance alimentaire non réclamée", recue.debut, recue.fin, faits))
}
