//! The adults of a foyer: identity, then what they live on.

use chrono::{Datelike, NaiveDate};

use super::famille::{Atelier, Menage};
use super::hasard::{age, annees};
use super::lieux;
use super::noms::{self, Origine};
use super::parcours;
use super::revenus;
use crate::flux::{CalculPersonne, DetailDroit, DossierCaf, Personne, Prestations, SituationDossier};

/// An adult, with what the other blocks of the foyer depend on.
pub struct Adulte {
    pub personne: Personne,
    pub femme: bool,
    /// Full years on the day of the flow.
    pub age: i32,
    /// Mean monthly resources over the quarter, cents.
    pub revenus: i64,
}

const AGES: &[((i64, i64), u32)] =
    &[((19, 24), 7), ((25, 34), 29), ((35, 44), 28), ((45, 54), 21), ((55, 64), 14), ((65, 67), 1)];

/// The demandeur first, then the conjoint.
pub fn adultes(atelier: &mut Atelier<'_>, menage: Menage) -> Vec<Adulte> {
    let (jeune, vieux) = atelier.hasard.pondere(AGES);
    // a parent is old enough to have a child
    let age = i32::try_from(atelier.hasard.entre(jeune..=vieux)).unwrap_or(30);
    let femme = atelier.hasard.chance(if menage == Menage::Parent { 930 } else { 460 });
    let demandeur = adulte(atelier, femme, age, "DEM", None);
    if !menage.en_couple() {
        return vec![demandeur];
    }
    let autre_sexe = !atelier.hasard.chance(25);
    let ecart = i32::try_from(atelier.hasard.entre(-5..=6)).unwrap_or(0);
    let conjoint = adulte(atelier, femme != autre_sexe, (age + ecart).clamp(19, 68), "CJT", Some(&demandeur));
    let mut couple = vec![demandeur, conjoint];
    nom_d_usage(atelier, &mut couple);
    couple
}

fn adulte(
    atelier: &mut Atelier<'_>,
    femme: bool,
    age: i32,
    role: &str,
    demandeur: Option<&Adulte>,
) -> Adulte {
    let meme_origine = demandeur.is_none() || atelier.hasard.chance(800);
    let origine = if meme_origine { atelier.origine } else { Origine::Alsace };
    let naissance = atelier.hasard.naissance(age, atelier.jour);
    let mut personne = identite(atelier, origine, femme, naissance, true);
    prend_le_role(&mut personne, role);
    personne.dossier_caf = DossierCaf {
        responsable: Some(demandeur.is_none()),
        debut_rattachement: Some(atelier.hasard.jour(annees(naissance, 18), atelier.demande)),
        ..DossierCaf::default()
    };
    let seul_msa = atelier.msa && demandeur.is_none();
    if seul_msa && personne.nir.as_deref().is_none_or(|nir| nir.parse::<u64>().is_err()) {
        // the matricule of the MSA is this number, in a numeric field
        personne.nir = atelier.nirs.invente(femme, naissance, "68224");
        personne.commune_naissance = Some("MULHOUSE".to_owned());
        personne.etat_civil_certifie = Some(true);
    }
    parcours::parcours(atelier, &mut personne, age, femme);
    let revenus = revenus::revenus(atelier, &mut personne);
    Adulte { personne, femme, age, revenus }
}

/// The identity of anybody, adult or child, without role.
pub fn identite(
    atelier: &mut Atelier<'_>,
    origine: Origine,
    femme: bool,
    jour: NaiveDate,
    majeur: bool,
) -> Personne {
    let lieu = lieux::naissance(&mut atelier.hasard, origine, jour, majeur);
    let incertaine = majeur && lieu.code.starts_with("99");
    let type_date = if incertaine { atelier.hasard.pondere(&[("N", 94), ("J", 2), ("O", 4)]) } else { "N" };
    let date_naissance = match type_date {
        "J" => jour.with_day(1).unwrap_or(jour),
        "O" => jour.with_month(1).and_then(|j| j.with_day(1)).unwrap_or(jour),
        _ => jour,
    };
    // children get theirs from their own care papers: many are unknown to the caisse
    let a_un_nir = atelier.hasard.chance(if majeur { 970 } else { 700 });
    let nir = if a_un_nir { atelier.nirs.invente(femme, date_naissance, lieu.code) } else { None };
    let nom = noms::nom(&mut atelier.hasard, origine);
    let (prenom, autres_prenoms) = prenoms(atelier, origine, femme);
    Personne {
        qualite: majeur.then(|| if femme { "MME" } else { "MR" }.to_owned()),
        nom: nom.clone(),
        nom_naissance: nom,
        prenom,
        autres_prenoms,
        commune_naissance: Some(lieu.lieu.to_owned()),
        date_naissance,
        type_date_naissance: Some(type_date.to_owned()),
        etat_civil_certifie: Some(nir.is_some()),
        nir,
        sexe: Some(if femme { "2" } else { "1" }.to_owned()),
        ..Default::default()
    }
}

/// The role in the rSa, that of family benefits being close to it; all are dependants.
pub fn prend_le_role(personne: &mut Personne, role: &str) {
    let prestation = |nature: &str, role: &str, a_charge| Prestations {
        nature: Some(nature.to_owned()),
        role: Some(role.to_owned()),
        a_charge: Some(a_charge),
    };
    let famille = prestation("PFA", if role == "DEM" { "RDO" } else { role }, role == "ENF");
    personne.prestations = vec![famille, prestation("RSA", role, true)];
    (personne.role, personne.a_charge) = (Some(role.to_owned()), Some(true));
}

/// The usual first name, and the others.
fn prenoms(atelier: &mut Atelier<'_>, origine: Origine, femme: bool) -> (String, Vec<String>) {
    let secondaires = atelier.hasard.pondere(&[(0, 60), (1, 30), (2, 10)]);
    let mut autres: Vec<String> = Vec::new();
    let prenom = noms::prenom(&mut atelier.hasard, origine, femme);
    for _ in 0..secondaires {
        let autre = noms::prenom(&mut atelier.hasard, origine, femme);
        if autre != prenom && !autres.contains(&autre) {
            autres.push(autre);
        }
    }
    (prenom, autres)
}

/// Six married women out of ten use the name of their husband.
fn nom_d_usage(atelier: &mut Atelier<'_>, couple: &mut [Adulte]) {
    if let [un, deux] = couple
        && un.femme != deux.femme
        && atelier.hasard.chance(450)
    {
        let (femme, homme) = if un.femme { (un, deux) } else { (deux, un) };
        femme.personne.nom.clone_from(&homme.personne.nom_naissance);
    }
}

/// `TOPPERSDRODEVORSA`, once the right of the foyer is known: a real right, and
/// earnings below 500 € a month (CASF D262-65).
pub fn droits_et_devoirs(adultes: &mut [Personne], situation: &SituationDossier, detail: &DetailDroit) {
    let foyer = detail.droits_devoirs == Some(true) && matches!(situation.etat.as_str(), "2" | "3" | "4");
    for personne in adultes {
        let revenus = revenus::professionnels(personne);
        personne.calcul = Some(CalculPersonne {
            droits_devoirs: Some(foyer && revenus < 50_000),
            ressources_mensuelles: Some(revenus::moyenne(personne)),
            ..Default::default()
        });
    }
}

/// Full years of a person on a day.
pub fn age_de(personne: &Personne, jour: NaiveDate) -> i32 {
    age(personne.date_naissance, jour)
}
