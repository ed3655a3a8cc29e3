//! From the tree of a foyer to its record: what the elements declare, then what holds between
//! them.
//!
//! A value that does not read as its type rejects the foyer: shown as absent, a
//! wrong date of suspension would mislead. What the key needs must be there. The
//! rest may be absent, as the caisses do leave blocks out.

use std::mem::take;

use reciproque_shared::identifiant::Departement;
use reciproque_shared::mots::combien;

use super::arbre::Element;
use super::bloc::Bloc;
use super::codes;
use super::droit::SituationDossier;
use super::foyer::*;
use super::personne::Personne;
use super::rapport::{Avertissement, Faute, Rejet};
use super::verification::Options;

/// Reads one `InfosFoyerRSA`.
pub(super) fn foyer(racine: Element<'_>, options: &Options) -> Result<Foyer, Rejet> {
    let bloc = Bloc::from(racine);
    lit(racine, bloc, options).map_err(|faute| rejet(bloc, faute))
}

fn lit(racine: Element<'_>, bloc: Bloc<'_>, options: &Options) -> Result<Foyer, Faute> {
    let mut avertissements = Vec::new();
    let notes = &mut avertissements;
    bloc.dit_alteres(notes);
    admet(bloc.bloc("IdentificationRSA"), options, notes)?;
    let lu = Foyer::depuis(bloc, notes)?;
    situation(&lu.situation_dossier, bloc.bloc("PrestationRSA").bloc("SituationDossierRSA"), notes)?;
    Ok(Foyer {
        ligne: bloc.ligne(),
        empreinte: racine.empreinte(),
        identification: identification(lu.identification),
        personnes: personnes(bloc, lu.personnes, notes)?,
        adresses: adresses(bloc.bloc("DonneesAdministratives"), lu.adresses, notes),
        autres: autres(racine),
        codes_inconnus: codes::inconnus(racine),
        avertissements,
        ..lu
    })
}

/// The reject says whose foyer it is when that much can be read.
fn rejet(bloc: Bloc<'_>, faute: Faute) -> Rejet {
    let identification = bloc.bloc("IdentificationRSA");
    let organisme = identification.bloc("Organisme");
    let msa = organisme.texte("FONORG").is_none_or(|fonction| fonction != "CAF");
    Rejet {
        ligne: faute.ligne,
        element: faute.element,
        raison: faute.raison,
        numero_demande: identification.bloc("DemandeRSA").texte("NUMDEMRSA"),
        matricule: if msa { None } else { organisme.texte("MATRICULE") },
    }
}

/// Its key holds, and it is of a département that is loaded.
fn admet(bloc: Bloc<'_>, options: &Options, notes: &mut Vec<Avertissement>) -> Result<(), Faute> {
    let (partenaire, demande) = (bloc.bloc("Partenaire"), bloc.bloc("DemandeRSA"));
    let numero = demande.exige_texte("NUMDEMRSA")?;
    if numero.len() > 11 || !numero.bytes().all(|o| o.is_ascii_alphanumeric()) {
        let raison = "Le numéro de demande doit compter au plus 11 lettres ou chiffres.";
        return Err(Faute::new(demande.ligne(), "NUMDEMRSA", raison));
    }
    let identifiant = departement(partenaire.exige_texte("IDEPARTE")?);
    if identifiant != options.departement.as_str() && !options.autre_departement {
        let raison = "Le foyer relève d'un autre département ; l'option --autre-departement l'admet.";
        return Err(Faute::new(partenaire.ligne(), "IDEPARTE", raison));
    }
    if numero.len() != 11 || !numero.ends_with(&identifiant) {
        let message = "Le numéro de demande ne finit pas par le département, ou n'a pas 11 caractères.";
        notes.push(Avertissement::new(demande.ligne(), "NUMDEMRSA", message));
    }
    Ok(())
}

/// The code on three characters, when it is one.
fn departement(recu: String) -> String {
    Departement::lire(&recu).map_or(recu, String::from)
}

fn identification(mut lue: Identification) -> Identification {
    lue.partenaire = departement(lue.partenaire);
    lue.matricule = lue.matricule.filter(|matricule| matricule.bytes().any(|o| o != b'0'));
    lue
}

/// All the persons of the foyer; of two with the same identity the last wins.
fn personnes(
    foyer: Bloc<'_>,
    lues: Vec<Personne>,
    notes: &mut Vec<Avertissement>,
) -> Result<Vec<Personne>, Faute> {
    let mut personnes: Vec<Personne> = Vec::new();
    for (bloc, lue) in foyer.blocs("Personne").zip(lues) {
        let personne = personne(bloc, lue, notes);
        if let Some(place) = personnes.iter().position(|p| cle(p) == cle(&personne)) {
            let message = "La même personne figure deux fois dans le foyer : la dernière est gardée.";
            notes.push(Avertissement::new(bloc.ligne(), "Personne", message));
            personnes.remove(place);
        }
        personnes.push(personne);
    }
    if personnes.is_empty() {
        return Err(Faute::new(foyer.ligne(), "Personne", "Le foyer n'a aucune personne."));
    }
    let demandeurs = personnes.iter().filter(|p| p.role.as_deref() == Some("DEM")).count();
    if demandeurs != 1 {
        let message = match demandeurs {
            0 => "Le foyer n'a pas de demandeur.".to_owned(),
            plusieurs => format!("Le foyer a {} au lieu d'un seul.", combien(plusieurs, "demandeur")),
        };
        notes.push(Avertissement::new(foyer.ligne(), "ROLEPERS", message));
    }
    Ok(personnes)
}

/// What identifies a person inside a dossier.
fn cle(personne: &Personne) -> (String, String, chrono::NaiveDate, Option<u32>) {
    let (nom, prenom) = (personne.nom_naissance.to_uppercase(), personne.prenom.to_uppercase());
    (nom, prenom, personne.date_naissance, personne.rang_naissance)
}

/// Of the two Prestations, family benefits and rSa, the rSa one gives the role.
fn personne(bloc: Bloc<'_>, mut lue: Personne, notes: &mut Vec<Avertissement>) -> Personne {
    if lue.qualite.as_deref() == Some("MLE") {
        lue.qualite = Some("MME".to_owned());
    }
    if let Some(rsa) = lue.prestations.iter().rfind(|p| p.nature.as_deref() == Some("RSA")) {
        (lue.role, lue.a_charge) = (rsa.role.clone(), rsa.a_charge);
    } else {
        let message = "La personne n'a pas de bloc Prestations du rSa : son rôle est inconnu.";
        notes.push(Avertissement::new(bloc.ligne(), "NATPREST", message));
    }
    lue
}

fn adresses(bloc: Bloc<'_>, lues: Vec<Adresse>, notes: &mut Vec<Avertissement>) -> Vec<Adresse> {
    let mut note = |ligne, element, message: &str| notes.push(Avertissement::new(ligne, element, message));
    let mut adresses: Vec<Adresse> = Vec::new();
    for (lu, adresse) in bloc.blocs("Adresse").zip(lues) {
        let Some(adresse) = adresse_remplie(adresse) else { continue };
        if !(1..=3).contains(&adresse.rang) {
            note(lu.ligne(), "RGADR", "Une adresse sans rang 01, 02 ou 03 est ignorée.");
            continue;
        }
        if let Some(place) = adresses.iter().position(|a| a.rang == adresse.rang) {
            note(lu.ligne(), "RGADR", "Deux adresses ont le même rang : la dernière est gardée.");
            adresses.remove(place);
        }
        adresses.push(adresse);
    }
    adresses.sort_by_key(|adresse| adresse.rang);
    if adresses.first().is_none_or(|adresse| adresse.rang != 1) {
        note(bloc.ligne(), "Adresse", "Le foyer n'a pas d'adresse actuelle (rang 01).");
    }
    adresses
}

/// `None` when every element of the address is blank, as happens.
fn adresse_remplie(mut lue: Adresse) -> Option<Adresse> {
    lue.france = lue.france.filter(|france| *france != AdresseFrance::default());
    if let Some(code) = lue.france.as_mut().and_then(|france| france.code_postal.as_mut()) {
        // an integer in the schema: the leading zero of 01000 may be gone
        *code = format!("{:0>5}", take(code));
    }
    (lue.france.is_some() || !lue.etranger.is_empty() || lue.pays.is_some()).then_some(lue)
}

fn situation(
    situation: &SituationDossier,
    bloc: Bloc<'_>,
    notes: &mut Vec<Avertissement>,
) -> Result<(), Faute> {
    if situation.etat.chars().count() > 1 {
        return Err(Faute::new(bloc.ligne(), "ETATDOSRSA", "L'état du dossier tient en un caractère."));
    }
    if let Some(manquant) = bloc_attendu(situation) {
        let message = format!("L'état {} attend le bloc {manquant}, qui est absent.", situation.etat);
        notes.push(Avertissement::new(bloc.ligne(), manquant, message));
    }
    Ok(())
}

/// The block that the state calls for and that was not received.
fn bloc_attendu(situation: &SituationDossier) -> Option<&'static str> {
    let (bloc, present) = match situation.etat.as_str() {
        "1" => ("Refus", situation.refus.is_some()),
        "3" => ("SuspensionDroit", !situation.suspensions_droit.is_empty()),
        "4" => ("SuspensionVersement", !situation.suspensions_versement.is_empty()),
        "5" => ("FinDroit", situation.fin.is_some()),
        "6" => ("FinDroitMoisAnterieur", situation.fin_mois_anterieur.is_some()),
        _ => return None,
    };
    (!present).then_some(bloc)
}

/// Once every reading has asked for what it knows.
fn autres(racine: Element<'_>) -> Vec<ElementInconnu> {
    racine
        .descendants()
        .filter(|e| e.est_feuille() && e.ignore())
        .filter_map(|e| Some(ElementInconnu { nom: e.nom().to_owned(), valeur: e.valeur()?.to_owned() }))
        .collect()
}
