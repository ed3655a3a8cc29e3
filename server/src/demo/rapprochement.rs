//! New dossiers in which an invented caisse names persons who are followed in another one, without
//! their number: the import asks the CTSA whether they are the same.

use std::io::Write;

use anyhow::Context;
use chrono::NaiveDate;
use reciproque_shared::identifiant::CommuneInsee;
use reciproque_shared::nomenclature;
use reciproque_shared::personne::{Nir, RolePersonne, Sexe};

use super::flux::{Demande, generer_suivants};
use crate::depot::Depot;
use crate::depot::sql::Sql;
use crate::flux::{Foyer, Personne};

/// How many are named again.
const NOMBRE: usize = 12;
/// One followed person in so many.
const ECART: usize = 40;

/// Names, birth, number, commune.
type Suivie = (String, String, String, NaiveDate, String, Option<String>, Option<String>);

const SUIVIES: &str = "SELECT personne.nom, personne.nom_naissance, personne.prenom, personne.date_naissance, \
     personne.naissance_precision, personne.nir, dossier.commune FROM personne \
     INNER JOIN dossier ON dossier.id = personne.dossier_id \
     INNER JOIN orientation ON orientation.personne_id = personne.id AND orientation.fin IS NULL \
     WHERE personne.partie_le IS NULL AND personne.nir IS NOT NULL AND personne.role = $1 ORDER BY personne.id";

/// Writes the flow that follows the first one; answers how many foyers it has.
///
/// # Errors
/// When the store can't be read, or those of the output.
pub async fn ecrire_flux(depot: &Depot, demande: Demande, sortie: &mut impl Write) -> anyhow::Result<usize> {
    let role = RolePersonne::Demandeur.code();
    let suivies: Vec<Suivie> = depot.lecture().lignes(SUIVIES, vec![role.into()]).await?;
    let suivies: Vec<Suivie> = suivies.into_iter().step_by(ECART).take(NOMBRE).collect();
    let nommer = |rang: usize, foyer: &mut Foyer| renommer(rang, foyer, &suivies[rang]);
    generer_suivants(demande, suivies.len(), nommer, sortie).context("le flux inventé ne s’écrit pas")?;
    Ok(suivies.len())
}

/// The foyer has one person, who bears that name, spelled as here or almost.
fn renommer(rang: usize, foyer: &mut Foyer, suivie: &Suivie) {
    let (nom, nom_naissance, prenom, naissance, precision, nir, commune) = suivie.clone();
    if rang % 3 != 2 {
        emmenager(foyer, commune);
    }
    foyer.personnes.truncate(1);
    foyer.identification.organisme = "CAF".to_owned();
    foyer.identification.matricule = None;
    let Some(personne) = foyer.personnes.first_mut() else { return };
    let femme = nir.and_then(|nir| Nir::lire(&nir).ok()).is_none_or(|nir| nir.sexe() == Sexe::Femme);
    let (sexe, qualite) = if femme { (Sexe::Femme, "MME") } else { (Sexe::Homme, "MR") };
    *personne = Personne {
        nom: autrement(rang, nom),
        nom_naissance: autrement(rang, nom_naissance),
        prenom: prenom.to_uppercase(),
        autres_prenoms: Vec::new(),
        date_naissance: naissance,
        type_date_naissance: (precision != "N").then_some(precision),
        rang_naissance: None,
        nir: None,
        sexe: Some(sexe.code().to_owned()),
        qualite: Some(qualite.to_owned()),
        rattachements: Vec::new(),
        ..std::mem::take(personne)
    };
}

/// In the commune where she was: the same CTSA holds both dossiers.
fn emmenager(foyer: &mut Foyer, commune: Option<String>) {
    let nom = commune.as_deref().and_then(|insee| CommuneInsee::lire(insee).ok());
    let nom = nom.and_then(|insee| nomenclature::commune(&insee)).map(str::to_uppercase);
    if let (Some(nom), Some(adresse)) = (nom, foyer.adresses.first_mut().and_then(|a| a.france.as_mut())) {
        adresse.commune = commune;
        adresse.nom_commune = Some(nom);
    }
}

/// One in two has a letter doubled.
fn autrement(rang: usize, nom: String) -> String {
    match nom.char_indices().nth(3) {
        Some((place, lettre)) if rang % 2 == 1 => format!("{}{lettre}{}", &nom[..place], &nom[place..]),
        _ => nom,
    }
}
