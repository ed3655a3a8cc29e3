//! The right of a foyer: its state with the reasons, then its amounts.

use chrono::Days;

use super::adulte::{Adulte, age_de};
use super::famille::{Atelier, Menage};
use super::hasard::{premier_du_mois, veille};
use crate::flux::{
    ConditionAdministrative, Controle, DetailDroit, FinDroit, MontantsCalcul, NatureDroit, PaiementTiers,
    Personne, Prenant, Reduction, RefusDroit, SituationDossier, SuspensionDroit, SuspensionVersement,
};

/// Flat amount for one person, cents a month.
const FORFAIT: i64 = 64_652;
/// Share of the flat amount for housing: one, two, three persons or more, cents.
const FORFAIT_LOGEMENT: [i64; 3] = [7_758, 15_516, 19_202];
/// Nothing is paid below 6 € (CASF R262-39).
const SEUIL: i64 = 600;

pub struct Prestation {
    pub situation: SituationDossier,
    pub detail: DetailDroit,
    pub prenant: Option<Prenant>,
    pub controles: Vec<Controle>,
}

/// Draws the state, then what follows from it.
pub fn prestation(
    atelier: &mut Atelier<'_>,
    menage: Menage,
    adultes: &[Adulte],
    enfants: &[Personne],
    sans_domicile: bool,
) -> Prestation {
    let etat =
        atelier.hasard.pondere(&[("0", 2), ("1", 4), ("2", 75), ("3", 4), ("4", 6), ("5", 6), ("6", 3)]);
    let situation = situation(atelier, etat);
    let sanction = situation.suspensions_versement.iter().any(|s| matches!(s.motif.as_str(), "CG" | "70"));
    let parti = situation.fin.as_ref().filter(|fin| fin.motif == "MUT").and_then(|fin| fin.date);
    Prestation {
        detail: detail(atelier, etat, menage, adultes, enfants, sans_domicile, sanction),
        situation,
        prenant: parti.map(|date| Prenant {
            organisme: Some("CAF".to_owned()),
            numero_organisme: Some("671".to_owned()),
            date: Some(date),
        }),
        controles: if atelier.hasard.chance(15) { vec![controle(atelier)] } else { Vec::new() },
    }
}

fn situation(atelier: &mut Atelier<'_>, etat: &str) -> SituationDossier {
    let mois = premier_du_mois(atelier.jour, 0);
    let mut situation = SituationDossier { etat: etat.to_owned(), ..Default::default() };
    let depuis = atelier.hasard.jour(atelier.demande, atelier.jour);
    let motif = match motifs(etat) {
        [] => return situation,
        motifs => atelier.hasard.pondere(motifs).to_owned(),
    };
    match etat {
        "1" => situation.refus = Some(RefusDroit { motif, date: Some(depuis) }),
        "3" => {
            let groupe = motif.starts_with('G').then(|| "RSA".to_owned());
            situation.suspensions_droit = vec![SuspensionDroit { motif, date: Some(depuis), groupe }];
        }
        "4" => {
            let date = Some(premier_du_mois(depuis, 0).max(atelier.demande));
            situation.suspensions_versement = vec![SuspensionVersement { motif, date }];
        }
        "5" => {
            let date = Some(atelier.hasard.jour(mois, atelier.jour));
            situation.fin = Some(FinDroit { motif, date });
        }
        _ => {
            let date = Some(veille(premier_du_mois(mois, -1)).max(atelier.demande));
            situation.fin_mois_anterieur = Some(FinDroit { motif, date });
        }
    }
    situation
}

/// The reasons of a state, each with its weight; none for one that needs no reason.
fn motifs(etat: &str) -> &'static [(&'static str, u32)] {
    match etat {
        "1" => &[("DSD", 35), ("F02", 20), ("F09", 15), ("F04", 10), ("FDD", 10), ("PCG", 10)],
        "3" => &[("DA", 20), ("DB", 25), ("DC", 10), ("DL", 15), ("GJ", 10), ("GK", 10), ("GL", 10)],
        "4" => &[("06", 35), ("01", 20), ("05", 10), ("44", 5), ("36", 10), ("CG", 12), ("70", 8)],
        "5" => &[("ECH", 40), ("RFD", 15), ("MUT", 20), ("PCG", 15), ("RAU", 10)],
        "6" => &[("ECH", 60), ("RFD", 25), ("PCG", 15)],
        _ => &[],
    }
}

fn detail(
    atelier: &mut Atelier<'_>,
    etat: &str,
    menage: Menage,
    adultes: &[Adulte],
    enfants: &[Personne],
    sans_domicile: bool,
    sanction: bool,
) -> DetailDroit {
    let ouvert = matches!(etat, "2" | "3");
    let montants = montants(atelier, adultes, enfants, sans_domicile);
    let total = montants.total.unwrap_or_default();
    let reduit = sanction || (ouvert && atelier.hasard.chance(25));
    let reduction = reduit.then(|| reduction(atelier, total));
    let verse = total - reduction.as_ref().and_then(|r| r.montant).unwrap_or_default();
    DetailDroit {
        sans_domicile_fixe: Some(sans_domicile),
        enfants_a_charge: Some(u32::try_from(enfants.len()).unwrap_or_default()),
        origine: Some("DEM".to_owned()),
        date_origine: Some(atelier.demande),
        droits_devoirs: matches!(etat, "2" | "3" | "4")
            .then(|| montants.ressources < montants.revenu_minimum_garanti),
        natures: if ouvert { vec![nature(atelier, menage, adultes, enfants, verse)] } else { Vec::new() },
        montants: ouvert.then_some(montants),
        conditions: if atelier.hasard.chance(20) || sanction {
            vec![condition(atelier, sanction)]
        } else {
            Vec::new()
        },
        reductions: reduction.into_iter().collect(),
        paiement_tiers: atelier.hasard.chance(6).then(|| PaiementTiers {
            avis: "A".to_owned(),
            date: Some(atelier.demande),
            nom: Some("ASSOCIATION TUTÉLAIRE INVENTÉE".to_owned()),
            genre: Some("M".to_owned()),
        }),
    }
}

/// The flat amount rises by half for a second person, 30 % for the next, 40 % from
/// the third child on.
fn montants(
    atelier: &Atelier<'_>,
    adultes: &[Adulte],
    enfants: &[Personne],
    sans_domicile: bool,
) -> MontantsCalcul {
    let personnes = adultes.len() + enfants.len();
    let taux: i64 = (1..personnes)
        .map(|rang| {
            if rang == 1 {
                50
            } else if rang <= adultes.len() + 1 {
                30
            } else {
                40
            }
        })
        .sum();
    let garanti = FORFAIT * (100 + taux) / 100;
    let ressources: i64 = adultes.iter().map(|adulte| adulte.revenus).sum();
    let logement = if sans_domicile { 0 } else { FORFAIT_LOGEMENT[personnes.clamp(1, 3) - 1] };
    let total = garanti - ressources - logement;
    MontantsCalcul {
        debut: Some(premier_du_mois(atelier.jour, 0)),
        revenu_minimum_garanti: Some(garanti),
        revenu_garanti: Some(garanti),
        prestations_familiales: (enfants.len() > 1).then_some(0),
        allocation_logement: Some(logement),
        ressources: Some(ressources),
        total: Some(if total < SEUIL { 0 } else { total }),
        ..Default::default()
    }
}

fn nature(
    atelier: &Atelier<'_>,
    menage: Menage,
    adultes: &[Adulte],
    enfants: &[Personne],
    verse: i64,
) -> NatureDroit {
    let isole = menage == Menage::Parent && enfants.iter().any(|e| age_de(e, atelier.jour) < 3);
    let enceinte = adultes.iter().any(|a| a.personne.grossesse.is_some());
    let jeune = adultes.iter().all(|a| a.age < 25);
    let (nature, sous_nature) = match (jeune, isole || enceinte && !menage.en_couple()) {
        (_, true) => ("RSI", "RSIN1"),
        (true, false) if enfants.is_empty() => ("RSJ", "RSJN1"),
        (true, false) => ("RSD", "RSDN1"),
        _ => ("RSD", "RSDN2"),
    };
    NatureDroit {
        nature: nature.to_owned(),
        sous_nature: Some(sous_nature.to_owned()),
        debut: Some(premier_du_mois(atelier.demande, 0)),
        fin: None,
        montant_verse: Some(verse),
        dernier_versement: Some(premier_du_mois(atelier.jour, 0) + Days::new(4)),
    }
}

/// A first-level sanction takes at most 80 % for three months (CASF R262-68).
fn reduction(atelier: &mut Atelier<'_>, total: i64) -> Reduction {
    let debut = premier_du_mois(atelier.jour, -(i32::try_from(atelier.hasard.entre(0..=1)).unwrap_or(0)));
    let part = atelier.hasard.pondere(&[(80, 60), (50, 40)]);
    Reduction {
        montant: Some(total * part / 100),
        debut: Some(debut),
        fin: Some(veille(premier_du_mois(debut, 3))),
    }
}

fn condition(atelier: &mut Atelier<'_>, sanction: bool) -> ConditionAdministrative {
    let motif = if sanction { "NR" } else { atelier.hasard.pondere(&[("EU", 40), ("AU", 40), ("NS", 20)]) };
    ConditionAdministrative {
        avis: atelier.hasard.pondere(&[("A", 50), ("D", 30), ("R", 20)]).to_owned(),
        motif: Some(motif.to_owned()),
        commentaires: Vec::new(),
        effet: Some(atelier.hasard.jour(atelier.demande, atelier.jour)),
    }
}

fn controle(atelier: &mut Atelier<'_>) -> Controle {
    let cloture = atelier.hasard.jour(premier_du_mois(atelier.jour, 0), atelier.jour);
    let impact = atelier.hasard.pondere(&[("0", 50), ("1", 30), ("2", 20)]);
    Controle {
        cible: Some("C01".to_owned()),
        cible_msa: None,
        effet: Some(cloture - Days::new(60)),
        detection: Some(cloture - Days::new(90)),
        cloture: Some(cloture),
        libelle: Some("SITUATION PROFESSIONNELLE ET RESSOURCES".to_owned()),
        famille: Some(atelier.hasard.parmi(&["01", "04", "05"]).to_owned()),
        nature: Some("RSA".to_owned()),
        commande: Some(atelier.hasard.parmi(&["CAF", "NAT", "CGA"]).to_owned()),
        genre: Some(atelier.hasard.parmi(&["AG", "EE", "PI"]).to_owned()),
        impact: Some(impact.to_owned()),
        indu: (impact == "1").then(|| atelier.hasard.entre(8_000..=190_000)),
        rappel: None,
    }
}
