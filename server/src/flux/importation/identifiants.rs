//! The identifiers of a foyer as the domain reads them. One that does not read is
//! left out and told: a wrong NIR must not reject a whole foyer, nor be shown.

use reciproque_shared::identifiant::{Fonorg, Matricule};
use reciproque_shared::personne::{DateNaissance, Nir, PrecisionNaissance, Sexe};

use crate::flux::{Avertissement, Foyer, Personne};

pub struct Identifiants {
    pub matricule: Option<Matricule>,
    /// One for each person of the foyer, in order.
    pub nirs: Vec<Option<Nir>>,
}

impl Identifiants {
    pub fn du_foyer(foyer: &Foyer) -> Self {
        Self {
            matricule: matricule(foyer).unwrap_or_default(),
            nirs: foyer.personnes.iter().map(|p| Nir::lire(p.nir.as_deref()?).ok()).collect(),
        }
    }
}

fn matricule(foyer: &Foyer) -> Result<Option<Matricule>, String> {
    let Some(brut) = &foyer.identification.matricule else { return Ok(None) };
    let fonorg =
        Fonorg::du_code(&foyer.identification.organisme).ok_or("La caisse n'est ni la CAF ni la MSA.")?;
    Matricule::du_flux(fonorg, brut).map_err(|motif| motif.message)
}

/// The birth date with what the flow says to know of it.
pub fn naissance(personne: &Personne) -> DateNaissance {
    let precision = PrecisionNaissance::du_flux(personne.type_date_naissance.as_deref());
    DateNaissance::new(personne.date_naissance, precision)
}

/// What an operator should know about the identifiers, without any of them.
pub fn remarques(foyer: &Foyer) -> Vec<Avertissement> {
    let note = |element: &str, message: String| Avertissement {
        ligne: foyer.ligne,
        element: element.into(),
        message,
    };
    let matricule = matricule(foyer).err().map(|message| note("MATRICULE", message));
    let nirs = foyer.personnes.iter().flat_map(remarques_nir).map(|message| note("NIR", message));
    matricule.into_iter().chain(nirs).collect()
}

fn remarques_nir(personne: &Personne) -> Vec<String> {
    let Some(brut) = personne.nir.as_deref() else { return Vec::new() };
    let nir = match Nir::lire(brut) {
        Ok(nir) => nir,
        Err(motif) => return vec![motif.message],
    };
    let sexe = personne.sexe.as_deref().and_then(Sexe::du_code);
    let naissance = naissance(personne);
    nir.discordances(sexe, Some(&naissance)).into_iter().map(|motif| motif.message).collect()
}
