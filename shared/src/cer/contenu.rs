//! Objectives, engagements and balance of a CER.

use super::contexte::ContexteCer;
use super::historique;
use super::liste::{Engagement, Objectif, Partie, ResultatBilan, Sorte, Theme};
use super::saisie::{LONGUEUR_NOTE, LONGUEUR_PRECISION, SaisieCer, SaisieEngagement, champ_de_ligne};
use crate::erreur::{Motif, Releve};
use crate::garde_commentaire::Note;

/// Most objectives of a contract, and most engagements of each party.
pub const LIGNES_CONTRAT: usize = 5;

/// An objective of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectifCer {
    pub objectif: &'static Objectif,
    pub precision: Option<Note>,
}

/// An engagement of one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngagementCer {
    pub engagement: &'static Engagement,
    pub precision: Option<Note>,
}

/// The balance of the previous contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilanCer {
    pub resultat: ResultatBilan,
    pub note: Option<Note>,
}

pub(super) fn lire_objectifs(saisie: &SaisieCer, releve: &mut Releve) -> Vec<ObjectifCer> {
    let mut lus: Vec<ObjectifCer> = Vec::new();
    for (rang, ligne) in saisie.objectifs.iter().enumerate() {
        if ligne.objectif.is_empty() && ligne.precision.trim().is_empty() {
            continue;
        }
        let champ = |nom| champ_de_ligne("objectifs", rang, nom);
        let objectif = releve.prend(&champ("objectif"), lire_objectif(&ligne.theme, &ligne.objectif));
        let precision = releve.prend(&champ("precision"), Note::lire(&ligne.precision, LONGUEUR_PRECISION));
        let (Some(objectif), Some(precision)) = (objectif, precision) else { continue };
        let deja = lus.iter().any(|lu| lu.objectif == objectif);
        verifie_ligne(releve, &champ, "objectif", deja, objectif.a_preciser() && precision.is_none());
        lus.push(ObjectifCer { objectif, precision });
    }
    let remplies = saisie.objectifs.iter().filter(|ligne| !ligne.objectif.is_empty()).count();
    compte(releve, "objectifs", remplies, "Choisissez au moins un objectif.");
    lus
}

fn lire_objectif(theme: &str, code: &str) -> Result<&'static Objectif, Motif> {
    let objectif = Objectif::du_code(code).ok_or_else(|| {
        Motif::new("objectif_absent", "Choisissez l'objectif dans la liste, ou videz la ligne.")
    })?;
    // The theme follows from the objective: an empty one is not asked again.
    if !theme.is_empty() && Theme::du_code(theme) != Some(objectif.theme) {
        return Err(Motif::new(
            "objectif_hors_theme",
            "Cet objectif n'est pas de ce thème : choisissez-le de nouveau.",
        ));
    }
    Ok(objectif)
}

pub(super) fn lire_engagements(saisie: &SaisieCer, releve: &mut Releve) -> [Vec<EngagementCer>; 3] {
    let mut lus = [Vec::new(), Vec::new(), Vec::new()];
    let listes = saisie.listes_engagements();
    for ((partie, (nom, lignes)), lus) in Partie::TOUS.into_iter().zip(listes).zip(&mut lus) {
        *lus = lire_partie(partie, nom, lignes, releve);
    }
    lus
}

fn lire_partie(
    partie: Partie,
    nom: &str,
    lignes: &[SaisieEngagement],
    releve: &mut Releve,
) -> Vec<EngagementCer> {
    let mut lus: Vec<EngagementCer> = Vec::new();
    for (rang, ligne) in lignes.iter().enumerate() {
        if ligne.engagement.is_empty() && ligne.precision.trim().is_empty() {
            continue;
        }
        let champ = |sous| champ_de_ligne(nom, rang, sous);
        let engagement = Engagement::du_code(partie, &ligne.engagement).ok_or_else(|| {
            Motif::new("engagement_absent", "Choisissez l'engagement dans la liste, ou videz la ligne.")
        });
        let engagement = releve.prend(&champ("engagement"), engagement);
        let precision = releve.prend(&champ("precision"), Note::lire(&ligne.precision, LONGUEUR_PRECISION));
        let (Some(engagement), Some(precision)) = (engagement, precision) else { continue };
        let deja = lus.iter().any(|lu| lu.engagement == engagement);
        verifie_ligne(releve, &champ, "engagement", deja, engagement.a_preciser() && precision.is_none());
        lus.push(EngagementCer { engagement, precision });
    }
    let remplies = lignes.iter().filter(|ligne| !ligne.engagement.is_empty()).count();
    let manque = match partie {
        Partie::Personne => "Choisissez au moins un engagement de la personne.",
        Partie::Referent => "Choisissez au moins un engagement du référent.",
        Partie::Departement => "Choisissez au moins un engagement du département.",
    };
    compte(releve, nom, remplies, manque);
    lus
}

fn verifie_ligne(
    releve: &mut Releve,
    champ: &dyn Fn(&'static str) -> String,
    nom: &'static str,
    deja: bool,
    muette: bool,
) {
    if deja && !muette {
        releve.refuse(
            champ(nom),
            "en_double",
            "Cette ligne est déjà dans la liste : changez-la ou videz-la.",
        );
    }
    if muette {
        releve.refuse(
            champ("precision"),
            "precision_absente",
            "Précisez en quelques mots, ou choisissez une ligne de la liste.",
        );
    }
}

fn compte(releve: &mut Releve, champ: &str, lignes: usize, manque: &'static str) {
    if lignes == 0 {
        releve.refuse(champ, "liste_vide", manque);
    } else if lignes > LIGNES_CONTRAT {
        releve.refuse(champ, "trop_de_lignes", "Gardez cinq lignes au plus, les plus importantes.");
    }
}

/// A renewal closes with the balance of the contract before it.
pub(super) fn lire_bilan(
    saisie: &SaisieCer,
    contexte: &ContexteCer,
    releve: &mut Releve,
) -> Option<BilanCer> {
    let note = releve.prend("bilan.note", Note::lire(&saisie.bilan.note, LONGUEUR_NOTE))?;
    let du =
        saisie.sorte == Sorte::Renouvellement.code() && !historique::contrats(&contexte.valides).is_empty();
    match ResultatBilan::du_code(&saisie.bilan.resultat) {
        Some(resultat) => Some(BilanCer { resultat, note }),
        None if du || note.is_some() || !saisie.bilan.resultat.is_empty() => {
            releve.refuse(
                "bilan.resultat",
                "bilan_absent",
                "Indiquez le résultat du contrat précédent : il ouvre le renouvellement.",
            );
            None
        }
        None => None,
    }
}
