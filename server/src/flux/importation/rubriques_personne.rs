//! From the record of an adult to what an agent reads of it.

use reciproque_shared::date;
use reciproque_shared::dossier::{Fait, IdentiteLue, MoisRessources, Periode, RessourcesLues};
use reciproque_shared::nomenclature::libelle;
use reciproque_shared::personne::{Nir, prenom_lisible};

use super::identifiants::naissance;
use super::texte::{details, euros, fait, periode};
use crate::flux::{Liberalite, Personne, Ressources, RessourcesMensuelles};

pub fn identite(personne: &Personne, nir: Option<&Nir>) -> IdentiteLue {
    let label = |liste, code: Option<&str>| code.map(|code| libelle(liste, code).into_owned());
    IdentiteLue {
        civilite: label("QUAL", personne.qualite.as_deref()),
        nom: personne.nom.clone(),
        nom_naissance: personne.nom_naissance.clone(),
        prenom: prenom_lisible(&personne.prenom),
        autres_prenoms: personne.autres_prenoms.iter().map(|p| prenom_lisible(p)).collect(),
        date_naissance: naissance(personne),
        lieu_naissance: personne.commune_naissance.clone(),
        sexe: label("SEXE", personne.sexe.as_deref()),
        nir_masque: nir.map(Nir::masque),
        identifiant_pole_emploi: personne.identifiant_pole_emploi.clone(),
    }
}

/// What the person does, and what else bears on the person's own right.
pub fn activites(personne: &Personne) -> Vec<Periode> {
    let mut lues: Vec<Periode> = Vec::new();
    for activite in &personne.activites {
        let faits = details([
            ("Régime", activite.regime.as_deref().map(|r| libelle("REG", r).into_owned())),
            ("Contrat", activite.contrat.as_deref().map(|c| libelle("NATCONTRTRA", c).into_owned())),
        ]);
        lues.push(periode(libelle("ACT", &activite.activite), activite.debut, activite.fin, faits));
    }
    // the latest first
    lues.sort_by_key(|activite| std::cmp::Reverse(activite.debut));
    if let Some(grossesse) = &personne.grossesse {
        let nature = grossesse.nature_fin.as_deref().map(|n| libelle("NATFINGRO", n).into_owned());
        lues.push(periode("Grossesse", grossesse.debut, grossesse.fin, details([("Fin", nature)])));
    }
    if let Some(exclusion) = &personne.avis_pcg.exclusion {
        let portee = vec![fait("Portée", libelle("EXCL", &exclusion.genre))];
        lues.push(periode("Exclusion du rSa", exclusion.debut, exclusion.fin, portee));
    }
    lues.extend(pensions(personne));
    lues
}

/// Maintenance owed to the person or to a child. Why it is not paid (SITASF, COMMCREALIM)
/// is nobody's business here: it is left out.
fn pensions(personne: &Personne) -> impl Iterator<Item = Periode> {
    let soutiens = personne
        .soutiens_familiaux
        .iter()
        .map(|asf| periode("Allocation de soutien familial", asf.debut, asf.fin, Vec::new()));
    let creances = personne.creances_alimentaires.iter().map(|creance| {
        let obligation = creance.origine.as_deref().map(|code| libelle("ORIOBLALIM", code).into_owned());
        let faits = details([
            ("État", Some(libelle("ETATCREALIM", &creance.etat).into_owned())),
            ("Obligation", obligation),
        ]);
        periode("Créance alimentaire", creance.debut, creance.fin, faits)
    });
    soutiens.chain(creances)
}

/// The quarter, and the gifts: `None` when the flow tells of neither.
pub fn ressources(personne: &Personne) -> Option<RessourcesLues> {
    let liberalites = &personne.avis_pcg.liberalites;
    if personne.ressources.is_none() && liberalites.is_empty() {
        return None;
    }
    let sans = Ressources::default();
    let ressources = personne.ressources.as_ref().unwrap_or(&sans);
    Some(RessourcesLues {
        debut: ressources.debut,
        fin: ressources.fin,
        declarees_nulles: ressources.nulles.unwrap_or_default(),
        mois: ressources.mois.iter().filter_map(mois).collect(),
        liberalites: liberalites.iter().map(liberalite).collect(),
    })
}

fn liberalite(recue: &Liberalite) -> Fait {
    let jour = recue.date.map(|jour| format!(" au {}", date::court(jour))).unwrap_or_default();
    let montant = recue.montant.map_or_else(|| "montant non précisé".to_owned(), euros);
    fait(format!("Libéralité non déclarée{jour}"), montant)
}

/// A month without date cannot be shown in its place.
fn mois(mois: &RessourcesMensuelles) -> Option<MoisRessources> {
    let ligne = |d: &crate::flux::DetailRessource| {
        let mut nature = libelle("NATRESS", &d.nature).into_owned();
        if let Some(abattement) = &d.abattement {
            nature = format!("{nature} ({})", libelle("ABANEU", abattement).to_lowercase());
        }
        Some(fait(nature, euros(d.montant?)))
    };
    Some(MoisRessources {
        mois: mois.mois?,
        lignes: mois.details.iter().filter_map(ligne).collect(),
        total: euros(mois.details.iter().filter_map(|d| d.montant).sum()),
    })
}

/// Evaluation of the income of the self-employed, farm income; `None` for others.
pub fn travailleur_independant(personne: &Personne) -> Option<Vec<Fait>> {
    let mut faits = Vec::new();
    if let Some(condition) = &personne.avis_pcg.condition_eti {
        faits.push(fait("Avis du Département", libelle("AVISEVARESSNONSAL", &condition.avis)));
        faits.extend(details([
            ("Soumis le", condition.soumission.map(date::court)),
            ("Revenus évalués à compter du", condition.effet.map(date::court)),
            ("Revenus évalués", condition.montant.map(euros)),
        ]));
    }
    if let Some(remplies) = personne.activites.iter().rev().find_map(|a| a.conditions_eti) {
        faits.push(fait(
            "Conditions administratives",
            libelle("TOPCONDADMETI", if remplies { "1" } else { "0" }),
        ));
    }
    if let Some(agricole) = &personne.agricole {
        faits.extend(details([
            ("Bénéfice agricole", agricole.benefice.map(euros)),
            (
                "Régime fiscal",
                agricole.regime_fiscal.as_deref().map(|r| libelle("REGFISAGRI", r).into_owned()),
            ),
            ("Bénéfice connu au", agricole.date.map(date::court)),
        ]));
    }
    (!faits.is_empty()).then_some(faits)
}

pub fn derogations(personne: &Personne) -> Vec<Periode> {
    let lues = personne.avis_pcg.derogations.iter().map(|derogation| {
        let avis = derogation.avis.as_deref().map(|avis| libelle("AVISDERO", avis).into_owned());
        periode(
            libelle("TYPEDERO", &derogation.genre),
            derogation.debut,
            derogation.fin,
            details([("Avis", avis)]),
        )
    });
    lues.collect()
}
