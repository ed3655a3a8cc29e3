//! Every rubrique of a foyer filled with marks, to see which ones come out.

use reciproque_server::depot::en_json;
use reciproque_server::depot::entite::{dossier, rubrique, rubrique_personne, territoire};
use reciproque_shared::dossier::*;
use reciproque_shared::habilitation::Rubrique;
use reciproque_shared::nominatif::Nominatif;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use super::{Bac, Foyer};

/// A commune whose name is in nothing else, of rubrique Adresse: [`habiter`] puts a foyer there.
pub const COMMUNE: &str = "Hecken";
const INSEE: &str = "68125";

/// The marks of each rubrique, wherever it bears on the foyer or on a person.
pub const MARQUES: &[(Rubrique, &[&str])] = &[
    (Rubrique::Identite, &["≡identite≡"]),
    (Rubrique::Famille, &["≡famille≡"]),
    (Rubrique::Adresse, &["≡adresse≡"]),
    (Rubrique::Droits, &["≡droits≡", "≡activites≡"]),
    (Rubrique::Rsa, &["≡rsa≡"]),
    (Rubrique::Ressources, &["≡ressources≡", "≡base≡"]),
    (Rubrique::TravailleurIndependant, &["≡travailleur≡"]),
    (Rubrique::Sanctions, &["≡sanctions≡"]),
    (Rubrique::Derogations, &["≡derogations≡"]),
];

/// The foyer moves to [`COMMUNE`], which then belongs to the same CTSA.
pub async fn habiter(bac: &Bac, foyer: Foyer) {
    let dossier = dossier::Entity::find_by_id(foyer.dossier).one(bac.base()).await.unwrap().unwrap();
    let ancienne = territoire::Column::Commune.eq(dossier.commune.clone().unwrap());
    let ctsa = territoire::Entity::find().filter(ancienne).one(bac.base()).await.unwrap().unwrap();
    let lieu = territoire::ActiveModel {
        organisation_id: Set(ctsa.organisation_id),
        commune: Set(INSEE.into()),
        debut: Set(ctsa.debut),
        ..Default::default()
    };
    lieu.insert(bac.base()).await.unwrap();
    let demenage = dossier::ActiveModel { commune: Set(Some(INSEE.into())), ..dossier.into() };
    demenage.update(bac.base()).await.unwrap();
}

pub async fn remplir(bac: &Bac, foyer: Foyer) {
    let foyers = [
        (Rubrique::Famille, json(&famille())),
        (Rubrique::Adresse, json(&vec![adresse()])),
        (Rubrique::Droits, json(&droits())),
        (Rubrique::Rsa, json(&rsa())),
        (Rubrique::Ressources, json(&vec![fait("≡base≡")])),
        (Rubrique::Sanctions, json(&vec![periode("≡sanctions≡")])),
    ];
    for (nom, contenu) in foyers {
        let ligne = rubrique::ActiveModel {
            dossier_id: Set(foyer.dossier),
            rubrique: Set(nom.code().into()),
            contenu: Set(contenu),
        };
        rubrique::Entity::insert(ligne).exec_without_returning(bac.base()).await.unwrap();
    }
    let personnes = [
        (Rubrique::Identite, json(&identite())),
        (Rubrique::Droits, json(&vec![periode("≡activites≡")])),
        (Rubrique::Ressources, json(&ressources())),
        (Rubrique::TravailleurIndependant, json(&vec![fait("≡travailleur≡")])),
        (Rubrique::Derogations, json(&vec![periode("≡derogations≡")])),
    ];
    for (nom, contenu) in personnes {
        let ligne = rubrique_personne::ActiveModel {
            personne_id: Set(foyer.demandeur),
            rubrique: Set(nom.code().into()),
            contenu: Set(contenu),
        };
        rubrique_personne::Entity::insert(ligne).exec_without_returning(bac.base()).await.unwrap();
    }
}

fn json<T: Nominatif>(valeur: &T) -> String {
    en_json(valeur).unwrap()
}

fn fait(marque: &str) -> Fait {
    Fait { libelle: marque.into(), valeur: String::new() }
}

fn periode(marque: &str) -> Periode {
    Periode { libelle: marque.into(), debut: None, fin: None, details: Vec::new() }
}

fn identite() -> IdentiteLue {
    IdentiteLue {
        civilite: None,
        nom: "KELLER".into(),
        nom_naissance: "≡identite≡".into(),
        prenom: "CAMILLE".into(),
        autres_prenoms: Vec::new(),
        date_naissance: "1982-02-01".to_owned().try_into().unwrap(),
        lieu_naissance: None,
        sexe: None,
        nir_masque: None,
        identifiant_pole_emploi: None,
    }
}

fn famille() -> FamilleLue {
    FamilleLue { situation: "≡famille≡".into(), depuis: None, personnes_a_charge: Vec::new() }
}

fn adresse() -> AdresseLue {
    AdresseLue {
        rang: "Adresse actuelle".into(),
        lignes: vec!["≡adresse≡".into()],
        depuis: None,
        commune: None,
        hors_france: false,
        sans_domicile_fixe: false,
    }
}

fn droits() -> DroitsLus {
    DroitsLus {
        date_demande: None,
        caisse: "≡droits≡".into(),
        matricule: None,
        numero_demande: "00000001068".into(),
        motifs: Vec::new(),
        composantes: Vec::new(),
    }
}

fn rsa() -> RsaLu {
    RsaLu { beneficiaire: true, montants: vec![fait("≡rsa≡")], droits_et_devoirs_foyer: None }
}

fn ressources() -> RessourcesLues {
    let mois = MoisRessources {
        mois: chrono::NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
        lignes: vec![fait("≡ressources≡")],
        total: "0,00 €".into(),
    };
    RessourcesLues {
        debut: None,
        fin: None,
        declarees_nulles: false,
        mois: vec![mois],
        liberalites: Vec::new(),
    }
}
