//! The identifiers of a foyer as the domain reads them. One that does not read is
//! left out and told: a wrong NIR must not reject a whole foyer, nor be shown.

use chrono::NaiveDate;
use reciproque_shared::identifiant::{CommuneInsee, Fonorg, Matricule};
use reciproque_shared::nomenclature::commune_actuelle;
use reciproque_shared::personne::{DateNaissance, Nir, PrecisionNaissance, Sexe};

use crate::flux::{Avertissement, Foyer, Personne};

pub struct Identifiants {
    pub matricule: Option<Matricule>,
    /// One for each person of the foyer, in order.
    pub nirs: Vec<Option<Nir>>,
    /// The commune of today where the foyer lives.
    pub commune: Option<CommuneInsee>,
}

impl Identifiants {
    pub fn du_foyer(foyer: &Foyer) -> Self {
        Self {
            matricule: matricule(foyer).unwrap_or_default(),
            commune: commune(foyer).unwrap_or_default().map(commune_actuelle),
            nirs: foyer.personnes.iter().map(|p| Nir::lire(p.nir.as_deref()?).ok()).collect(),
        }
    }

    /// Whether something received can't be read, in place of which what was known is kept.
    pub fn a_garder(foyer: &Foyer) -> bool {
        matricule(foyer).is_err() || commune(foyer).is_err()
    }

    /// What was received and can't be read erases nothing: the known values are kept, and told.
    pub fn garder(
        &mut self,
        (matricule_connu, commune_connue): (Option<String>, Option<String>),
        foyer: &Foyer,
        notes: &mut Vec<Avertissement>,
    ) {
        let mut dire = |element| {
            let message = "La valeur reçue ne se lit pas : celle qui était connue est gardée.";
            notes.push(Avertissement::new(foyer.ligne, element, message));
        };
        if matricule(foyer).is_err() {
            self.matricule = matricule_connu.and_then(|connu| Matricule::try_from(connu).ok());
            dire("MATRICULE");
        }
        if commune(foyer).is_err() {
            self.commune = commune_connue.and_then(|connue| CommuneInsee::lire(&connue).ok());
            dire("NUMCOM");
        }
    }
}

/// NUMCOM of the current address.
pub fn commune_recue(foyer: &Foyer) -> Option<&str> {
    let actuelle = foyer.adresses.iter().find(|adresse| adresse.rang == 1)?;
    actuelle.france.as_ref()?.commune.as_deref()
}

fn commune(foyer: &Foyer) -> Result<Option<CommuneInsee>, String> {
    commune_recue(foyer).map(CommuneInsee::lire).transpose().map_err(|motif| motif.message)
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
pub fn remarques(foyer: &Foyer, jour: NaiveDate) -> Vec<Avertissement> {
    let note = |element: &str, message: String| Avertissement {
        ligne: foyer.ligne,
        element: element.into(),
        message,
    };
    let matricule = matricule(foyer).err().map(|message| note("MATRICULE", message));
    let nirs = foyer.personnes.iter().flat_map(remarques_nir).map(|message| note("NIR", message));
    let commune = commune(foyer).err().map(|message| note("NUMCOM", message));
    let naissances = foyer.personnes.iter().filter_map(|personne| naissance(personne).invraisemblance(jour));
    let naissances = naissances.map(|motif| note("DTNAI", motif.message));
    matricule.into_iter().chain(commune).chain(nirs).chain(naissances).collect()
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
