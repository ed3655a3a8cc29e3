//! Which column of the file is which: a committed table of correspondence, that a département may give
//! another one for.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::envoi::{Organisme, Reponse};
use super::situation::Statut;
use crate::cle_recherche::cle_de_recherche;
use crate::erreur::Motif;
use crate::liste::liste_fermee;

liste_fermee! {
    /// What a column of the file tells.
    Colonne {
        Au = "au", "Date que le fichier décrit";
        Identifiant = "identifiant", "Identifiant du demandeur d’emploi";
        Nir = "nir", "NIR";
        Nom = "nom", "Nom";
        Prenom = "prenom", "Prénom";
        DateNaissance = "date_naissance", "Date de naissance";
        Statut = "statut", "Statut d’inscription";
        InscriteLe = "inscrite_le", "Date d’inscription";
        SortieLe = "sortie_le", "Date de sortie";
        MotifSortie = "motif_sortie", "Motif de sortie";
        Categorie = "categorie", "Catégorie";
        EntretienLe = "entretien_le", "Date du dernier entretien";
        Agence = "agence", "Agence";
        Conseiller = "conseiller", "Conseiller";
        PlanDebut = "plan_debut", "Début du plan";
        PlanFin = "plan_fin", "Fin du plan";
        /// Of the file of answers.
        Reference = "reference", "Référence de l’envoi";
        Reponse = "reponse", "Réponse";
        MotifRefus = "motif_refus", "Motif du refus";
    }
}

/// Without which no line of the file of situations can be read.
const SITUATIONS: [Colonne; 4] =
    [Colonne::DateNaissance, Colonne::Statut, Colonne::InscriteLe, Colonne::SortieLe];
/// The same of the file of answers.
const REPONSES: [Colonne; 2] = [Colonne::Reference, Colonne::Reponse];

/// As it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ecrite {
    colonnes: BTreeMap<Colonne, String>,
    reponses: BTreeMap<Colonne, String>,
    statuts: BTreeMap<String, Statut>,
    retours: BTreeMap<String, Reponse>,
    /// Names of organisations, each with the code that the exchange gives it.
    #[serde(default)]
    organismes: BTreeMap<String, Organisme>,
}

/// The columns by their headings, and the words of the file by ours.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Ecrite")]
pub struct Correspondance {
    colonnes: BTreeMap<Colonne, String>,
    reponses: BTreeMap<Colonne, String>,
    statuts: BTreeMap<String, Statut>,
    retours: BTreeMap<String, Reponse>,
    organismes: BTreeMap<String, Organisme>,
}

/// Where each column of one file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places(BTreeMap<Colonne, usize>);

impl TryFrom<Ecrite> for Correspondance {
    type Error = Motif;

    fn try_from(ecrite: Ecrite) -> Result<Self, Motif> {
        uniques(&ecrite.colonnes, &SITUATIONS)?;
        uniques(&ecrite.reponses, &REPONSES)?;
        let identifie = [&[Colonne::Identifiant][..], &[Colonne::Nir], &[Colonne::Nom, Colonne::Prenom]];
        if !identifie.iter().any(|noms| noms.iter().all(|nom| ecrite.colonnes.contains_key(nom))) {
            let message = "La correspondance ne dit pas où lire qui est la personne : identifiant, NIR, ou nom et prénom.";
            return Err(Motif::new("personne_sans_colonne", message));
        }
        let plier = |texte: String| cle_de_recherche(&texte);
        Ok(Self {
            colonnes: ecrite.colonnes,
            reponses: ecrite.reponses,
            statuts: ecrite.statuts.into_iter().map(|(mot, statut)| (plier(mot), statut)).collect(),
            retours: ecrite.retours.into_iter().map(|(mot, reponse)| (plier(mot), reponse)).collect(),
            organismes: ecrite.organismes.into_iter().map(|(nom, code)| (plier(nom), code)).collect(),
        })
    }
}

/// Those that must be there are, and no heading stands for two.
fn uniques(colonnes: &BTreeMap<Colonne, String>, exigees: &[Colonne]) -> Result<(), Motif> {
    if let Some(absente) = exigees.iter().find(|colonne| !colonnes.contains_key(colonne)) {
        let message = format!("La correspondance ne dit pas où lire « {} ».", absente.libelle());
        return Err(Motif::new("colonne_sans_place", message));
    }
    let mut vues = BTreeSet::new();
    match colonnes.values().find(|nom| !vues.insert(cle_de_recherche(nom))) {
        Some(double) => {
            let message = format!("La colonne « {double} » figure deux fois dans la correspondance.");
            Err(Motif::new("colonne_double", message))
        }
        None => Ok(()),
    }
}

impl Correspondance {
    /// Where the columns of a file of situations stand, by its headings.
    ///
    /// # Errors
    /// A heading that the table names is not there, or is there twice: the file changed of shape.
    pub fn situations(&self, entetes: &[&str]) -> Result<Places, Motif> {
        Places::trouver(&self.colonnes, entetes)
    }

    /// The same of a file of answers.
    ///
    /// # Errors
    /// Those of [`Correspondance::situations`].
    pub fn reponses(&self, entetes: &[&str]) -> Result<Places, Motif> {
        Places::trouver(&self.reponses, entetes)
    }

    /// The status that a word of the file stands for.
    pub fn statut(&self, mot: &str) -> Option<Statut> {
        self.statuts.get(&cle_de_recherche(mot)).copied()
    }

    /// The answer that a word of the file stands for.
    pub fn retour(&self, mot: &str) -> Option<Reponse> {
        self.retours.get(&cle_de_recherche(mot)).copied()
    }

    /// The code that the département gives to an organisation of this name, if it gives one.
    pub fn organisme(&self, nom: &str) -> Option<Organisme> {
        self.organismes.get(&cle_de_recherche(nom)).copied()
    }
}

impl Places {
    fn trouver(colonnes: &BTreeMap<Colonne, String>, entetes: &[&str]) -> Result<Self, Motif> {
        let lues: Vec<String> = entetes.iter().map(|entete| cle_de_recherche(entete)).collect();
        let place = |(colonne, nom): (&Colonne, &String)| {
            let cle = cle_de_recherche(nom);
            let mut places = lues.iter().enumerate().filter(|(_, lue)| **lue == cle).map(|(rang, _)| rang);
            match (places.next(), places.next()) {
                (Some(rang), None) => Ok((*colonne, rang)),
                (Some(_), Some(_)) => {
                    Err(Motif::new("entete_double", format!("La colonne « {nom} » figure deux fois.")))
                }
                (None, _) => {
                    let message = format!(
                        "La colonne « {nom} » manque : vérifiez le fichier, ou donnez une autre correspondance."
                    );
                    Err(Motif::new("entete_absente", message))
                }
            }
        };
        colonnes.iter().map(place).collect::<Result<_, _>>().map(Self)
    }

    /// The text of a column in one line; empty where the file has no such column.
    pub fn texte<'a>(&self, champs: &[&'a str], colonne: Colonne) -> &'a str {
        self.0.get(&colonne).and_then(|rang| champs.get(*rang)).map_or("", |texte| texte.trim())
    }
}
