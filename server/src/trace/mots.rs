//! The words for the codes of the journal.

use reciproque_shared::accueil::FileAttente;
use reciproque_shared::habilitation::{Acte, Entrave, Profil};

use super::noms::Noms;

/// What an act is called; its code when this version does not know it.
pub fn acte(code: &str) -> String {
    Acte::du_code(code).map_or_else(|| lisible(code), |acte| acte.libelle().to_owned())
}

/// Why it was refused, or the reason given.
pub fn motif(code: &str) -> String {
    let dit = match code {
        "non_connecte" => "session terminée",
        "identifiants_refuses" => "adresse, mot de passe ou clé refusés",
        "acces_ferme" => "accès fermé",
        "acte_interdit" => "le profil ne le permet pas",
        "introuvable" => "hors périmètre, ou inconnu",
        "illisible" => "demande illisible",
        "invalide" => "saisie à corriger",
        "conflit" => "impossible en l’état",
        "perime" => "modifié entre-temps par quelqu’un d’autre",
        "version_absente" => "version manquante",
        "trop_volumineux" => "demande trop volumineuse",
        "trop_de_tentatives" => "trop de tentatives",
        "interne" => "incident technique",
        autre => return Entrave::du_code(autre).map_or_else(|| lisible(autre), |e| e.libelle().to_owned()),
    };
    dit.to_owned()
}

/// On what: an agent by name, a foyer by the number of its dossier.
pub fn objet(objet: &str, noms: &Noms) -> String {
    let (nom, id) = objet.split_once(':').unwrap_or((objet, ""));
    let numero = noms.dossiers.get(objet).map(|dossier| dossier.numero.as_str());
    match (nom, numero) {
        ("cle", _) if id == "inconnue" => "Clé d’accès inconnue".to_owned(),
        ("cle", _) => format!("Clé d’accès n° {id}"),
        ("dossier", Some(numero)) => format!("Dossier {numero}"),
        ("personne", Some(numero)) => format!("Personne du dossier {numero}"),
        ("cer", Some(numero)) => format!("CER n° {id}, dossier {numero}"),
        ("rendez_vous", Some(numero)) => format!("Rendez-vous n° {id}, dossier {numero}"),
        ("file", _) => format!("Liste « {} »", FileAttente::du_code(id).map_or(id, |file| file.libelle())),
        ("profil", _) => format!("Profil « {} »", Profil::du_code(id).map_or(id, |profil| profil.libelle())),
        ("recherche", _) => recherche(id).to_owned(),
        ("agent", _) => format!("Agent {}", nomme(&noms.agents, id)),
        ("organisation", _) => format!("Organisation {}", nomme(&noms.organisations, id)),
        ("compte", _) => "Compte désigné par une adresse".to_owned(),
        _ => format!("{} n° {id}", lisible(nom)),
    }
}

fn nomme(noms: &std::collections::HashMap<i64, String>, id: &str) -> String {
    id.parse().ok().and_then(|id: i64| noms.get(&id).cloned()).unwrap_or_else(|| format!("n° {id}"))
}

fn recherche(code: &str) -> &'static str {
    match code {
        "nir" => "Par NIR",
        "numero" => "Par matricule ou numéro de demande",
        "naissance" => "Par date de naissance",
        "nom" => "Par nom",
        "nom_naissance" => "Par nom et date de naissance",
        _ => "Autre recherche",
    }
}

/// `rendez_vous` → `Rendez vous`: for what later versions will call otherwise.
fn lisible(code: &str) -> String {
    let mut lettres = code.chars().map(|c| if c == '_' { ' ' } else { c });
    lettres.next().map_or_else(String::new, |premiere| premiere.to_uppercase().chain(lettres).collect())
}
