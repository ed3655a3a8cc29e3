//! The words for the codes of the journal.

use reciproque_shared::accueil::FileAttente;
use reciproque_shared::alerte::{MotifVue, Seuil};
use reciproque_shared::compte::MotifPerte;
use reciproque_shared::date;
use reciproque_shared::habilitation::{Acte, Entrave, Profil};
use reciproque_shared::supervision::{GesteAcces, GesteSupervision};
use reciproque_shared::trace::NomObjet;

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
        "trop_de_gestes" => "trop d’accès fermés en une heure",
        "cle_absente" => "clé de création manquante",
        "cle_reprise" => "clé de création déjà employée",
        "interne" => "incident technique",
        "issue_inconnue" => "la base a cessé de répondre pendant l’enregistrement",
        "hors_horaires" => "hors des horaires de l’organisation",
        "motif_requis" => "sous surveillance, sans motif",
        "acces_retire" => "ferme le compte de l’agent jusqu’au code de l’exploitant",
        "acces_remplace" => "remplace le mot de passe de l’agent",
        "duree_de_conservation" => "durée de conservation atteinte",
        autre => return motif_d_une_liste(autre).map_or_else(|| lisible(autre), str::to_owned),
    };
    dit.to_owned()
}

/// What stood in the way, or a reason chosen among those of a list.
fn motif_d_une_liste(code: &str) -> Option<&'static str> {
    let entrave = || Entrave::du_code(code).map(Entrave::libelle);
    let vue = || MotifVue::du_code(code).map(MotifVue::libelle);
    let perte = || MotifPerte::du_code(code).map(MotifPerte::libelle);
    let geste = || GesteAcces::du_code(code).map(GesteAcces::libelle);
    let supervision = || GesteSupervision::du_code(code).map(GesteSupervision::libelle);
    entrave().or_else(vue).or_else(perte).or_else(geste).or_else(supervision)
}

/// On what: an agent by name, a foyer by the number of its dossier.
pub fn objet(objet: &str, noms: &Noms) -> String {
    let Some((nom, id)) = NomObjet::lire(objet) else { return lisible(objet) };
    let numero = noms.dossiers.get(objet).map(|dossier| dossier.numero.as_str());
    match (nom, numero) {
        (NomObjet::Cle, _) if id == "inconnue" => "Clé d’accès inconnue".to_owned(),
        (NomObjet::Dossier, Some(numero)) => format!("Dossier {numero}"),
        (NomObjet::Personne, Some(numero)) => format!("Personne du dossier {numero}"),
        (
            NomObjet::Cer
            | NomObjet::RendezVous
            | NomObjet::Demande
            | NomObjet::Instruction
            | NomObjet::Rapprochement,
            Some(numero),
        ) => {
            format!("{}, dossier {numero}", nom.dire(id))
        }
        (NomObjet::File, _) => {
            format!("Liste « {} »", FileAttente::du_code(id).map_or(id, |file| file.libelle()))
        }
        (NomObjet::Profil, _) => {
            format!("Profil « {} »", Profil::du_code(id).map_or(id, |profil| profil.libelle()))
        }
        (NomObjet::Recherche, _) => recherche(id).to_owned(),
        (NomObjet::Agent, _) => format!("Agent {}", nomme(&noms.agents, id)),
        (NomObjet::Organisation, _) => format!("Organisation {}", nomme(&noms.organisations, id)),
        (NomObjet::Compte, _) => "Compte désigné par une adresse".to_owned(),
        (NomObjet::Seuil, _) => {
            format!("Seuil « {} »", Seuil::du_code(id).map_or(id, |seuil| seuil.libelle()))
        }
        (NomObjet::Flux, _) => format!("Flux dont l’empreinte commence par {id}"),
        (NomObjet::FranceTravail, _) => match id.parse() {
            Ok(jour) => format!("Fichier envoyé à France Travail le {}", date::court(jour)),
            Err(_) => format!("Fichier de France Travail dont l’empreinte commence par {id}"),
        },
        (NomObjet::Chaine, _) => format!("Journal, jusqu’à la position {id}"),
        (
            NomObjet::Dossier
            | NomObjet::Personne
            | NomObjet::Cer
            | NomObjet::RendezVous
            | NomObjet::Instruction
            | NomObjet::Session
            | NomObjet::Cle
            | NomObjet::Convention
            | NomObjet::Habilitation
            | NomObjet::Formation
            | NomObjet::Revue
            | NomObjet::Lot
            | NomObjet::Alerte
            | NomObjet::Surveillance
            | NomObjet::Motif
            | NomObjet::Demande
            | NomObjet::Rapprochement,
            _,
        ) => nom.dire(id),
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The nouns that a source file names objects of the journal with.
    fn noms_dits(source: &str) -> impl Iterator<Item = &str> {
        let debuts = ["Objet::new(\"", "objet: Some(format!(\""];
        debuts.into_iter().flat_map(move |debut| {
            source.split(debut).skip(1).filter_map(|reste| reste.split(['"', ':', '{']).next())
        })
    }

    fn parcourir(dossier: &Path, dits: &mut Vec<String>) {
        for entree in fs::read_dir(dossier).unwrap() {
            let chemin = entree.unwrap().path();
            if chemin.is_dir() {
                parcourir(&chemin, dits);
            } else {
                dits.extend(noms_dits(&fs::read_to_string(chemin).unwrap()).map(str::to_owned));
            }
        }
    }

    /// Whatever noun the server writes, the reader of the traces has a French word for it.
    #[test]
    fn every_noun_that_the_server_writes_has_its_word() {
        let mut dits = Vec::new();
        parcourir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut dits);
        assert!(dits.len() > 40, "the sources are read no more: {dits:?}");
        let (_, description) = crate::appels();
        dits.extend(description.routes().iter().filter_map(|route| route.objet).map(str::to_owned));
        for dit in dits {
            assert!(NomObjet::lire(&format!("{dit}:1")).is_some(), "« {dit} » has no word");
        }
    }
}
