//! Kind and period of a CER: plausible after the history of the person.

use chrono::NaiveDate;

use super::contexte::ContexteCer;
use super::historique::{self, PeriodeCer};
use super::liste::Sorte;
use super::saisie::SaisieCer;
use crate::date;
use crate::erreur::{Motif, Releve};

/// Kind, rank and period of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PeriodeLue {
    pub sorte: Sorte,
    pub rang: u32,
    pub avenant_de: Option<i64>,
    /// Months typed; `None` for an avenant that keeps its period.
    pub duree_mois: Option<u32>,
    pub debut: NaiveDate,
    pub fin: NaiveDate,
}

pub(super) fn lire(
    saisie: &SaisieCer,
    contexte: &ContexteCer,
    signe: NaiveDate,
    releve: &mut Releve,
) -> Option<PeriodeLue> {
    if contexte.orientation_debut.is_none() {
        releve.refuse(
            "sorte",
            "sans_orientation",
            "Cette personne n'est pas orientée vers votre structure : demandez son orientation au gestionnaire rSa de la commission territoriale (CTSA) de sa commune.",
        );
    }
    let Some(sorte) = Sorte::du_code(&saisie.sorte) else {
        releve.refuse(
            "sorte",
            "sorte_absente",
            "Choisissez la sorte de contrat : premier, renouvellement ou avenant.",
        );
        return None;
    };
    if sorte == Sorte::Avenant {
        avenant(saisie, contexte, releve)
    } else {
        contrat(sorte, saisie, contexte, signe, releve)
    }
}

fn contrat(
    sorte: Sorte,
    saisie: &SaisieCer,
    contexte: &ContexteCer,
    signe: NaiveDate,
    releve: &mut Releve,
) -> Option<PeriodeLue> {
    let debut = releve
        .prend("debut", lire_debut(saisie, contexte).and_then(|jour| dans_fenetre(jour, contexte, signe)));
    let duree = releve.prend("duree_mois", lire_duree(saisie, contexte));
    let debut = debut?;
    let contrats = historique::contrats(&contexte.valides);
    let precedent = contrats.iter().any(|autre| autre.debut < debut);
    releve.prend("sorte", plausible(sorte, precedent));
    let duree = duree?;
    let fin = date::fin_de_periode(debut, duree);
    releve.prend("debut", libre(&contrats, debut, fin));
    let rang = historique::rang_pour(&contexte.valides, debut);
    Some(PeriodeLue { sorte, rang, avenant_de: None, duree_mois: Some(duree), debut, fin })
}

/// An avenant amends the contract in force today and keeps its period, unless it
/// says that it changes it.
fn avenant(saisie: &SaisieCer, contexte: &ContexteCer, releve: &mut Releve) -> Option<PeriodeLue> {
    let Some(amende) = contexte.en_vigueur(contexte.aujourdhui) else {
        releve.refuse(
            "sorte",
            "avenant_sans_contrat",
            "Un avenant modifie un contrat en cours, et il n'y en a pas : choisissez premier contrat ou renouvellement.",
        );
        return None;
    };
    let base = PeriodeLue {
        sorte: Sorte::Avenant,
        rang: amende.rang,
        avenant_de: Some(amende.id),
        duree_mois: None,
        debut: amende.debut,
        fin: amende.fin,
    };
    if !saisie.change_periode {
        return Some(base);
    }
    let debut = lire_debut(saisie, contexte).and_then(|jour| {
        if jour < amende.debut || jour > amende.fin {
            return Err(Motif::new(
                "avenant_hors_contrat",
                "L'avenant prend effet pendant le contrat qu'il modifie : choisissez un jour entre son début et sa fin.",
            ));
        }
        Ok(jour)
    });
    let debut = releve.prend("debut", debut);
    let duree = releve.prend("duree_mois", lire_duree(saisie, contexte));
    let (debut, duree) = (debut?, duree?);
    let fin = date::fin_de_periode(debut, duree);
    let mut autres = historique::contrats(&contexte.valides);
    autres.retain(|autre| autre.id != amende.id);
    releve.prend("duree_mois", libre(&autres, debut, fin));
    Some(PeriodeLue { duree_mois: Some(duree), debut, fin, ..base })
}

fn lire_debut(saisie: &SaisieCer, contexte: &ContexteCer) -> Result<NaiveDate, Motif> {
    if saisie.debut.trim().is_empty() {
        return Err(Motif::new("debut_absent", "Indiquez le jour où le contrat commence."));
    }
    date::lire(&saisie.debut, contexte.aujourdhui)
}

fn dans_fenetre(debut: NaiveDate, contexte: &ContexteCer, signe: NaiveDate) -> Result<NaiveDate, Motif> {
    if contexte.orientation_debut.is_some_and(|jour| debut < jour) {
        return Err(Motif::new(
            "debut_avant_orientation",
            "Le contrat commence avant l'orientation vers votre structure : choisissez un début à partir de cette orientation.",
        ));
    }
    if contexte.orientation_fin.is_some_and(|jour| debut > jour) {
        return Err(Motif::new(
            "debut_apres_orientation",
            "Le contrat commence après la fin de l'orientation vers votre structure : avancez le début, ou demandez une nouvelle orientation.",
        ));
    }
    if debut < contexte.debut_au_plus_tot(signe) {
        return Err(Motif::new(
            "debut_trop_ancien",
            avec_date(
                "Le contrat commence trop longtemps avant sa signature. Début possible au plus tôt : ",
                contexte.debut_au_plus_tot(signe),
            ),
        ));
    }
    if debut > contexte.debut_au_plus_tard(signe) {
        return Err(Motif::new(
            "debut_trop_lointain",
            avec_date(
                "Le contrat commence trop longtemps après sa signature. Début possible au plus tard : ",
                contexte.debut_au_plus_tard(signe),
            ),
        ));
    }
    Ok(debut)
}

fn lire_duree(saisie: &SaisieCer, contexte: &ContexteCer) -> Result<u32, Motif> {
    let permises = &contexte.reglages.durees_mois;
    let duree = saisie.duree_mois.trim().parse().ok().filter(|mois| permises.contains(mois));
    duree.ok_or_else(|| {
        let mut message = String::from("Choisissez une durée de la liste, en mois : ");
        for (rang, mois) in permises.iter().enumerate() {
            message.push_str(if rang == 0 { "" } else { ", " });
            message.push_str(&mois.to_string());
        }
        message.push('.');
        Motif::new("duree_hors_liste", message)
    })
}

fn plausible(sorte: Sorte, precedent: bool) -> Result<(), Motif> {
    match (sorte, precedent) {
        (Sorte::Premier, true) => Err(Motif::new(
            "premier_deja_valide",
            "Un contrat de cette personne a déjà été validé : choisissez renouvellement, ou avenant s'il est en cours.",
        )),
        (Sorte::Renouvellement, false) => Err(Motif::new(
            "renouvellement_sans_contrat",
            "Aucun contrat de cette personne n'a été validé auparavant : choisissez premier contrat.",
        )),
        _ => Ok(()),
    }
}

/// Two validated contracts of one person never overlap.
fn libre(contrats: &[PeriodeCer], debut: NaiveDate, fin: NaiveDate) -> Result<(), Motif> {
    let Some(autre) = contrats.iter().find(|autre| autre.chevauche(debut, fin)) else { return Ok(()) };
    let mut message = avec_date("Ces dates chevauchent un contrat validé, du ", autre.debut);
    message.pop();
    message.push_str(&avec_date(" au ", autre.fin));
    message.push_str(if debut >= autre.debut {
        " Commencez après sa fin, ou saisissez un avenant s'il est en cours."
    } else {
        " Raccourcissez la durée pour finir avant son début."
    });
    Err(Motif::new("chevauchement", message))
}

fn avec_date(debut: &str, jour: NaiveDate) -> String {
    let mut message = String::from(debut);
    message.push_str(&date::court(jour));
    message.push('.');
    message
}
