//! What an adult does: activity, registration as a job-seeker, pregnancy, farm,
//! decisions of the département.

use chrono::{Days, NaiveDate};

use super::famille::Atelier;
use super::hasard::annees;
use crate::flux::{
    Activite, AvisPcgPersonne, ConditionEti, CreanceAlimentaire, Derogation, Exclusion, Grossesse,
    InformationsAgricoles, Liberalite, Personne,
};

/// Activity, contract: the weights are those of a social département, by eye.
const ACTIVITES: &[((&str, Option<&str>), u32)] = &[
    (("CHO", None), 22),
    (("ANP", None), 12),
    (("CNI", None), 8),
    (("ABA", None), 4),
    (("ASS", None), 4),
    (("SAC", None), 17),
    (("SAL", Some("CDD")), 7),
    (("SAL", Some("CDI")), 7),
    (("INT", Some("INT")), 4),
    (("CUI", Some("CU3")), 3),
    (("SFP", None), 4),
    (("MAL", None), 3),
    (("INV", None), 1),
    (("ETI", None), 3),
    (("AEN", Some("AEN")), 4),
    (("TSA", Some("CDD")), 1),
];

/// Fills in what an adult does, according to its age.
pub fn parcours(atelier: &mut Atelier<'_>, personne: &mut Personne, age: i32, femme: bool) {
    let majorite = annees(personne.date_naissance, 18);
    let agricole = atelier.msa && atelier.hasard.chance(350);
    let (code, contrat) = match (age, agricole) {
        (_, true) => ("EXP", None),
        (..25, _) if atelier.hasard.chance(150) => ("ETU", None),
        (62.., _) if atelier.hasard.chance(300) => ("RET", None),
        _ => atelier.hasard.pondere(ACTIVITES),
    };
    activites(atelier, personne, code, contrat, majorite);
    let cherche = matches!(code, "CHO" | "ANP" | "CNI" | "ABA" | "ASS" | "INT" | "TSA");
    if atelier.hasard.chance(if cherche { 940 } else { 350 }) {
        personne.identifiant_pole_emploi = Some(identifiant(atelier, personne.role.as_deref()));
    }
    if femme && (19..=42).contains(&age) && atelier.hasard.chance(35) {
        personne.grossesse = Some(grossesse(atelier));
    }
    if agricole {
        personne.agricole = Some(InformationsAgricoles {
            benefice: Some(atelier.hasard.entre(0..=650_000)),
            regime_fiscal: Some(atelier.hasard.pondere(&[("F", 7), ("R", 3)]).to_owned()),
            date: Some(annees(atelier.jour, -1)),
        });
    }
    if atelier.hasard.chance(40) {
        personne.creances_alimentaires = vec![creance(atelier)];
    }
    personne.avis_pcg = avis(atelier, code, age);
}

/// The current activity, and the one before it for four in ten.
fn activites(
    atelier: &mut Atelier<'_>,
    personne: &mut Personne,
    code: &str,
    contrat: Option<&str>,
    majorite: NaiveDate,
) {
    let regime = if code == "EXP" || atelier.msa { "AG" } else { "GE" };
    let recent = atelier.hasard.avant(atelier.jour, 700);
    let debut = recent.max(majorite);
    let ancien = debut - Days::new(400);
    if atelier.hasard.chance(400) && ancien > majorite {
        personne.activites.push(Activite {
            regime: Some("GE".to_owned()),
            activite: "SAL".to_owned(),
            debut: Some(ancien),
            fin: Some(debut - Days::new(1)),
            contrat: Some("CDD".to_owned()),
            conditions_eti: None,
        });
    }
    let independant = matches!(code, "ETI" | "AEN" | "EXP");
    personne.activites.push(Activite {
        regime: Some(regime.to_owned()),
        activite: code.to_owned(),
        debut: Some(debut),
        fin: None,
        contrat: contrat.map(str::to_owned),
        conditions_eti: independant.then(|| atelier.hasard.chance(900)),
    });
}

/// Seven digits and a letter, each given once: even ranks to demandeurs, odd to conjoints.
fn identifiant(atelier: &mut Atelier<'_>, role: Option<&str>) -> String {
    let rang = (atelier.rang * 2 + usize::from(role == Some("CJT"))) % 9_000_000;
    let lettre = atelier
        .hasard
        .parmi(&["A", "B", "C", "D", "E", "F", "G", "H", "K", "M", "N", "P", "R", "T", "W", "X"]);
    format!("{:07}{lettre}", 1_000_000 + rang)
}

fn grossesse(atelier: &mut Atelier<'_>) -> Grossesse {
    let debut = atelier.hasard.avant(atelier.jour - Days::new(60), 180);
    Grossesse { debut: Some(debut), fin: None, declaration: Some(debut + Days::new(60)), nature_fin: None }
}

fn creance(atelier: &mut Atelier<'_>) -> CreanceAlimentaire {
    let etat = atelier.hasard.pondere(&[("DD", 20), ("DA", 30), ("PE", 20), ("SA", 10), ("AT", 20)]);
    CreanceAlimentaire {
        etat: etat.to_owned(),
        debut: Some(atelier.hasard.jour(atelier.demande, atelier.jour)),
        fin: None,
        origine: Some(atelier.hasard.pondere(&[("CJT", 8), ("PAR", 2)]).to_owned()),
        motif_dispense: matches!(etat, "DD" | "DA")
            .then(|| atelier.hasard.parmi(&["AUT", "LOG", "PAM", "PHE"]).to_owned()),
        commentaire: None,
        sanction: (etat == "SA").then_some(10_434),
    }
}

/// Decisions on the person: evaluation of the self-employed, dérogations, exclusion.
fn avis(atelier: &mut Atelier<'_>, code: &str, age: i32) -> AvisPcgPersonne {
    let independant = matches!(code, "ETI" | "AEN" | "EXP");
    let derogation = if atelier.hasard.chance(if age < 25 { 120 } else { 25 }) {
        Some(derogation(atelier, age))
    } else {
        None
    };
    AvisPcgPersonne {
        condition_eti: if independant { Some(condition_eti(atelier)) } else { None },
        derogations: derogation.into_iter().collect(),
        exclusion: atelier.hasard.chance(8).then(|| Exclusion {
            genre: atelier.hasard.pondere(&[("P", 7), ("T", 3)]).to_owned(),
            debut: Some(atelier.demande),
            fin: None,
        }),
        liberalites: if atelier.hasard.chance(4) {
            vec![Liberalite {
                montant: Some(atelier.hasard.entre(5_000..=60_000)),
                date: Some(atelier.demande),
            }]
        } else {
            Vec::new()
        },
    }
}

fn condition_eti(atelier: &mut Atelier<'_>) -> ConditionEti {
    let avis = atelier.hasard.pondere(&[("A", 65), ("D", 25), ("R", 10)]);
    let soumission = atelier.hasard.jour(atelier.demande, atelier.jour);
    let decide = avis == "A";
    ConditionEti {
        avis: avis.to_owned(),
        soumission: Some(soumission),
        effet: decide.then(|| atelier.hasard.jour(soumission, atelier.jour)),
        montant: decide.then(|| atelier.hasard.entre(0..=70_000)),
    }
}

fn derogation(atelier: &mut Atelier<'_>, age: i32) -> Derogation {
    let genre =
        if age < 25 { "AGE" } else { atelier.hasard.pondere(&[("ACT", 45), ("RES", 35), ("NAT", 20)]) };
    let avis = atelier.hasard.pondere(&[("O", 60), ("N", 15), ("D", 20), ("A", 5)]);
    let debut = atelier.hasard.jour(atelier.demande, atelier.jour);
    Derogation {
        genre: genre.to_owned(),
        avis: Some(avis.to_owned()),
        debut: Some(debut),
        fin: (avis == "O").then(|| annees(debut, 1)),
    }
}
