//! One line of the file: who, and the situation.

use chrono::NaiveDate;

use super::colonnes::{Colonne, Correspondance, Places};
use super::situation::{Brute, CategorieRecue, MotifRecu, Situation, faute, lire_texte};
use crate::cle_recherche::cle_de_recherche;
use crate::erreur::Motif;
use crate::personne::{IdentifiantPoleEmploi, Nir};
use crate::texte::debug_muet;

/// By what the person is found: the birth date goes with each of the three.
#[derive(Clone, PartialEq, Eq)]
pub struct Identite {
    pub identifiant: Option<IdentifiantPoleEmploi>,
    pub nir: Option<Nir>,
    /// Name and first name, folded.
    pub noms: Option<(String, String)>,
    pub naissance: NaiveDate,
}

/// One person of the file.
#[derive(Clone, PartialEq, Eq)]
pub struct LigneLue {
    pub qui: Identite,
    pub situation: Situation,
}

debug_muet!(Identite, LigneLue);

impl LigneLue {
    /// Reads the fields of a line.
    ///
    /// # Errors
    /// What can't be read, in words that repeat nothing of it.
    pub fn lire(
        champs: &[&str],
        places: &Places,
        correspondance: &Correspondance,
        au: NaiveDate,
    ) -> Result<Self, Motif> {
        let texte = |colonne| places.texte(champs, colonne);
        let jour = |colonne| lire_jour(texte(colonne), colonne);
        let statut = match texte(Colonne::Statut) {
            "" => None,
            mot => Some(correspondance.statut(mot).ok_or_else(|| {
                faute("statut_inconnu", "Le statut n’est pas dans la correspondance : ajoutez-l’y.")
            })?),
        };
        let brute = Brute {
            statut,
            inscrite_le: jour(Colonne::InscriteLe)?,
            sortie_le: jour(Colonne::SortieLe)?,
            motif: MotifRecu::lire(texte(Colonne::MotifSortie))?,
            categorie: lire_texte(&texte(Colonne::Categorie).to_uppercase())?.map(CategorieRecue::new),
            entretien_le: jour(Colonne::EntretienLe)?,
            agence: lire_texte(texte(Colonne::Agence))?,
            conseiller: lire_texte(texte(Colonne::Conseiller))?,
            plan_debut: jour(Colonne::PlanDebut)?,
            plan_fin: jour(Colonne::PlanFin)?,
        };
        Ok(Self { qui: identite(&texte, au)?, situation: Situation::lire(brute, au)? })
    }

    /// The day that the line says the file describes; none where no column does.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn au(champs: &[&str], places: &Places) -> Result<Option<NaiveDate>, Motif> {
        lire_jour(places.texte(champs, Colonne::Au), Colonne::Au)
    }
}

fn identite<'a>(texte: &impl Fn(Colonne) -> &'a str, au: NaiveDate) -> Result<Identite, Motif> {
    let naissance = lire_jour(texte(Colonne::DateNaissance), Colonne::DateNaissance)?
        .filter(|jour| *jour <= au)
        .ok_or_else(|| faute("naissance_absente", "La date de naissance manque ou est à venir."))?;
    let lu = |colonne| Some(texte(colonne)).filter(|texte: &&str| !texte.is_empty());
    let identifiant = lu(Colonne::Identifiant).map(IdentifiantPoleEmploi::lire).transpose()?;
    // A number that does not read is no reason to lose a line that another key finds.
    let nir = lu(Colonne::Nir).and_then(|texte| Nir::lire(texte).ok());
    let noms = lu(Colonne::Nom).zip(lu(Colonne::Prenom));
    let noms = noms.map(|(nom, prenom)| (cle_de_recherche(nom), cle_de_recherche(prenom)));
    if identifiant.is_none() && nir.is_none() && noms.is_none() {
        return Err(faute(
            "personne_absente",
            "Rien ne dit qui est la personne : identifiant, NIR, ou nom et prénom.",
        ));
    }
    Ok(Identite { identifiant, nir, noms, naissance })
}

/// `JJ/MM/AAAA` or `AAAA-MM-JJ`: a file does not type its dates by hand.
pub(super) fn lire_jour(texte: &str, colonne: Colonne) -> Result<Option<NaiveDate>, Motif> {
    if texte.is_empty() {
        return Ok(None);
    }
    ["%d/%m/%Y", "%Y-%m-%d"]
        .iter()
        .find_map(|forme| NaiveDate::parse_from_str(texte, forme).ok())
        .map(Some)
        .ok_or_else(|| {
            let message = format!("« {} » ne se lit pas : JJ/MM/AAAA ou AAAA-MM-JJ.", colonne.libelle());
            Motif::new("date_forme", message)
        })
}
