//! Two people edited the same draft: what differs, in words, and how to keep
//! either side field by field.

use super::liste::{Engagement, Forme, Objectif, Partie, ResultatBilan, Sorte};
use super::saisie::{SaisieCer, SaisieEngagement, SaisieObjectif};

/// One field that differs between two versions of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Name of the field in [`SaisieCer`].
    pub champ: &'static str,
    pub libelle: &'static str,
    /// In words, empty when nothing was typed.
    pub la_votre: String,
    pub l_autre: String,
}

/// How one field is shown, and how it is taken from the other version.
struct Champ {
    nom: &'static str,
    libelle: &'static str,
    montre: fn(&SaisieCer) -> String,
    prend: fn(&mut SaisieCer, &SaisieCer),
}

macro_rules! champs {
    ($($nom:literal, $libelle:literal, $($acces:ident).+, $montre:expr;)+) => {
        &[$(Champ {
            nom: $nom,
            libelle: $libelle,
            montre: |saisie| $montre(&saisie.$($acces).+),
            prend: |moi, autre| moi.$($acces).+.clone_from(&autre.$($acces).+),
        },)+]
    };
}

/// In the order of the form.
const CHAMPS: &[Champ] = champs! {
    "sorte", "Sorte de contrat", sorte, |code: &String| libelle(code, Sorte::du_code(code).map(Sorte::libelle));
    "forme", "Forme", forme, |code: &String| libelle(code, Forme::du_code(code).map(Forme::libelle));
    "referent", "Référent", referent, String::clone;
    "change_periode", "L'avenant change les dates", change_periode, |oui: &bool| String::from(if *oui { "Oui" } else { "Non" });
    "debut", "Début", debut, String::clone;
    "duree_mois", "Durée en mois", duree_mois, String::clone;
    "bilan.resultat", "Résultat du contrat précédent", bilan.resultat, |code: &String| libelle(code, ResultatBilan::du_code(code).map(ResultatBilan::libelle));
    "bilan.note", "Bilan du contrat précédent", bilan.note, String::clone;
    "emploi.metier", "Emploi recherché", emploi.metier, String::clone;
    "emploi.zone", "Zone de recherche", emploi.zone, String::clone;
    "emploi.salaire", "Salaire attendu", emploi.salaire, String::clone;
    "emploi.actes", "Démarches de recherche", emploi.actes, String::clone;
    "objectifs", "Objectifs", objectifs, |lignes: &Vec<SaisieObjectif>| objectifs(lignes);
    "engagements_personne", "Engagements de la personne", engagements_personne, |lignes: &Vec<SaisieEngagement>| engagements(Partie::Personne, lignes);
    "engagements_referent", "Engagements du référent", engagements_referent, |lignes: &Vec<SaisieEngagement>| engagements(Partie::Referent, lignes);
    "engagements_departement", "Engagements du département", engagements_departement, |lignes: &Vec<SaisieEngagement>| engagements(Partie::Departement, lignes);
    "observations_referent", "Observations du référent", observations_referent, String::clone;
    "observations_personne", "Observations de la personne", observations_personne, String::clone;
    "signe_personne_le", "Signature de la personne", signe_personne_le, String::clone;
    "signe_referent_le", "Signature du référent", signe_referent_le, String::clone;
    "lieu_signature", "Lieu de signature", lieu_signature, String::clone;
};

/// The fields that differ, in the order of the form. Blanks around a text do not count.
pub fn differences(la_votre: &SaisieCer, l_autre: &SaisieCer) -> Vec<Difference> {
    let mut ecarts = Vec::new();
    for champ in CHAMPS {
        let (mienne, sienne) = ((champ.montre)(la_votre), (champ.montre)(l_autre));
        if mienne.trim() != sienne.trim() {
            ecarts.push(Difference {
                champ: champ.nom,
                libelle: champ.libelle,
                la_votre: mienne,
                l_autre: sienne,
            });
        }
    }
    ecarts
}

impl SaisieCer {
    /// Takes one field (as named in a [`Difference`]) from the other version. An
    /// unknown name changes nothing.
    pub fn reprend(&mut self, champ: &str, autre: &Self) {
        if let Some(champ) = CHAMPS.iter().find(|connu| connu.nom == champ) {
            (champ.prend)(self, autre);
        }
    }
}

/// The words for a field as a refusal names it (`objectifs.0.theme`: « Objectifs »).
pub fn libelle_du_champ(champ: &str) -> &'static str {
    let du_champ = |connu: &&Champ| {
        champ.strip_prefix(connu.nom).is_some_and(|reste| reste.is_empty() || reste.starts_with('.'))
    };
    CHAMPS.iter().find(du_champ).map_or("", |connu| connu.libelle)
}

fn libelle(code: &str, connu: Option<&'static str>) -> String {
    connu.unwrap_or(code).to_owned()
}

fn objectifs(lignes: &[SaisieObjectif]) -> String {
    enumere(lignes.iter().map(|ligne| {
        (
            Objectif::du_code(&ligne.objectif).map_or(ligne.objectif.as_str(), |connu| connu.libelle),
            ligne.precision.as_str(),
        )
    }))
}

fn engagements(partie: Partie, lignes: &[SaisieEngagement]) -> String {
    enumere(lignes.iter().map(|ligne| {
        let connu = Engagement::du_code(partie, &ligne.engagement);
        (connu.map_or(ligne.engagement.as_str(), |connu| connu.libelle), ligne.precision.as_str())
    }))
}

/// `Label : precision ; label`, without the blank lines.
fn enumere<'a>(lignes: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut texte = String::new();
    for (libelle, precision) in lignes {
        let precision = precision.trim();
        if libelle.is_empty() && precision.is_empty() {
            continue;
        }
        for part in [
            if texte.is_empty() { "" } else { " ; " },
            libelle,
            if precision.is_empty() { "" } else { " : " },
            precision,
        ] {
            texte.push_str(part);
        }
    }
    texte
}
