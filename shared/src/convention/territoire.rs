//! The territory on which a convention bears: it narrows what the agents reach.

use std::collections::BTreeSet;

use super::SaisieTermes;
use crate::cle_recherche::cle_de_recherche;
use crate::erreur::{Motif, Releve};
use crate::liste::liste_fermee;
use crate::nominatif;

/// Longest list of communes, in characters: all those of a département fit.
pub const LONGUEUR_COMMUNES: usize = 8_000;

liste_fermee! {
    /// The geographic level on which the convention bears.
    Niveau {
        Departement = "departement", "Tout le département";
        Ctsa = "ctsa", "Territoire d’une ou de plusieurs CTSA";
        Communes = "communes", "Une ou plusieurs communes";
    }
}

nominatif! {
    /// A CTSA or a commune.
    pub struct Lieu {
        /// Number of the CTSA, or INSEE code of the commune.
        pub code: String,
        pub nom: String,
    }

    /// The places that a convention may bear on.
    pub struct Lieux {
        pub ctsa: Vec<Lieu>,
        pub communes: Vec<Lieu>,
    }
}

/// The places that are typed, those of the level; none for the whole département.
pub(super) fn lire_territoire(
    saisie: &SaisieTermes,
    niveau: Niveau,
    lieux: &Lieux,
    releve: &mut Releve,
) -> Option<Vec<Lieu>> {
    match niveau {
        Niveau::Departement => Some(Vec::new()),
        Niveau::Ctsa => releve.prend("termes.ctsa", lire_ctsa(&saisie.ctsa, &lieux.ctsa)),
        Niveau::Communes => releve.prend("termes.communes", lire_communes(&saisie.communes, &lieux.communes)),
    }
}

fn lire_ctsa(codes: &[String], connues: &[Lieu]) -> Result<Vec<Lieu>, Motif> {
    if codes.iter().any(|code| connues.iter().all(|lieu| lieu.code != *code)) {
        return Err(Motif::new("ctsa_inconnue", "Choisissez parmi les CTSA de la liste."));
    }
    let choisies: Vec<_> = connues.iter().filter(|lieu| codes.contains(&lieu.code)).cloned().collect();
    if choisies.is_empty() {
        return Err(Motif::new("ctsa_absente", "Choisissez au moins une CTSA."));
    }
    Ok(choisies)
}

/// Names or INSEE codes, separated by commas, semicolons or line ends; in the order of the codes.
///
/// # Errors
/// `communes_longues`, `commune_inconnue` with its rank, `commune_absente`.
pub fn lire_communes(texte: &str, connues: &[Lieu]) -> Result<Vec<Lieu>, Motif> {
    if texte.chars().count() > LONGUEUR_COMMUNES {
        return Err(Motif::new(
            "communes_longues",
            "Cette liste est trop longue : gardez les noms des communes seulement, séparés par des virgules.",
        ));
    }
    let mut retenues = BTreeSet::new();
    let dites = texte.split([',', ';', '\n']).map(str::trim).filter(|dite| !dite.is_empty());
    for (rang, dite) in (1..).zip(dites) {
        let cle = cle_de_recherche(dite);
        let est_elle = |lieu: &&Lieu| lieu.code == dite || cle_de_recherche(&lieu.nom) == cle;
        let Some(lieu) = connues.iter().find(est_elle) else {
            let message = format!(
                "Le nom n° {rang} n’est pas celui d’une commune du département : indiquez son nom entier ou son code \
                 INSEE, et séparez les communes par des virgules."
            );
            return Err(Motif::new("commune_inconnue", message));
        };
        retenues.insert(lieu.code.clone());
    }
    if retenues.is_empty() {
        return Err(Motif::new(
            "commune_absente",
            "Indiquez au moins une commune, par son nom ou son code INSEE.",
        ));
    }
    Ok(connues.iter().filter(|lieu| retenues.contains(&lieu.code)).cloned().collect())
}

/// `Tout le département`, `CTSA de Mulhouse, CTSA de Colmar`; what has no place opens nothing.
pub fn territoire_dit(niveau: Niveau, territoire: &[Lieu]) -> String {
    match niveau {
        Niveau::Departement => niveau.libelle().to_owned(),
        _ if territoire.is_empty() => {
            "Aucun lieu indiqué : aucun dossier n’est ouvert, un avenant doit le préciser".to_owned()
        }
        _ => territoire.iter().map(|lieu| lieu.nom.as_str()).collect::<Vec<_>>().join(", "),
    }
}
