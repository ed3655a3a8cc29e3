//! Flows of the field, each of which came out wrong once: files in `flux/terrain/`.

mod age;
mod identite;
mod personne_une;

use std::path::{Path, PathBuf};

use reciproque_server::depot::entite::{dossier, personne, territoire};
use reciproque_server::flux::Options;
use reciproque_server::flux::importation::{Bilan, importer};
use reciproque_shared::api::ConsulterDossier;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::bac::Bac;

pub fn terrain(nom: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/extranet/flux/terrain").join(nom)
}

pub async fn lire(bac: &Bac, chemin: &Path) -> anyhow::Result<Bilan> {
    importer(&bac.app.depot, chemin, &Options::default(), bac.horloge.maintenant(), |_, _| {}).await
}

pub async fn importe(bac: &Bac, nom: &str) -> Bilan {
    lire(bac, &terrain(nom)).await.unwrap_or_else(|refus| panic!("{nom}: {refus:#}"))
}

pub async fn refuse(bac: &Bac, nom: &str) -> String {
    match lire(bac, &terrain(nom)).await {
        Ok(bilan) => panic!("{nom} was read: {bilan}"),
        Err(refus) => format!("{refus:#}"),
    }
}

pub async fn dossier(bac: &Bac, numero: &str) -> dossier::Model {
    let lu = dossier::Entity::find().filter(dossier::Column::NumeroDemande.eq(numero)).one(bac.base()).await;
    lu.unwrap().unwrap_or_else(|| panic!("no dossier {numero}"))
}

/// The persons of a dossier, in the order that they came.
pub async fn personnes(bac: &Bac, numero: &str) -> Vec<personne::Model> {
    let dossier = dossier(bac, numero).await.id;
    let lues = personne::Entity::find().filter(personne::Column::DossierId.eq(dossier));
    lues.order_by_asc(personne::Column::Id).all(bac.base()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nir_of_tunisia_is_kept() {
    let bac = Bac::ouvrir().await;
    let bilan = importe(&bac, "F01-nir-tunisie-96.xml").await;
    assert_eq!((bilan.crees, &bilan.alertes[..]), (1, &[][..]));
    assert_eq!(personnes(&bac, "99000001068").await[0].nir.as_deref(), Some("2520496001002"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_control_character_is_dropped_and_told() {
    let bac = Bac::ouvrir().await;
    let bilan = importe(&bac, "F13-octets-non-definis.xml").await;
    let dites: Vec<_> = bilan.alertes.iter().filter(|a| a.contains("caractère de contrôle")).collect();
    assert!(!dites.is_empty() && dites.iter().any(|dite| dite.contains("NOM")), "{bilan}");
    let lue = &personnes(&bac, "99000034068").await[0];
    assert!(!format!("{}{}", lue.nom, lue.nom_naissance).contains(char::is_control));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_refused_in_the_words_of_what_is_wrong() {
    let bac = Bac::ouvrir().await;
    for (nom, mots) in [
        ("F15-utf8-dit-windows-1252.xml", &["sont de l'UTF-8", "ligne 4"][..]),
        ("F16-flux.xml.gz", &["compressé (gzip)"]),
        ("F16-flux.zip", &["compressé (zip)"]),
        ("F18-esperluette.xml", &["« & »", "« &amp; »", "ligne 4"]),
    ] {
        let refus = refuse(&bac, nom).await;
        assert!(mots.iter().all(|mot| refus.contains(mot)), "{nom}: {refus}");
    }
    let bilan = importe(&bac, "F15-original.xml").await;
    assert_eq!((bilan.crees, &bilan.alertes[..]), (1, &[][..]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_with_a_time_zone_is_read() {
    let bac = Bac::ouvrir().await;
    let bilan = importe(&bac, "F17-heure-avec-fuseau.xml").await;
    assert_eq!((bilan.crees, &bilan.alertes[..]), (1, &[][..]));
}

/// F49: the territory goes by the commune of today, the address says what the flow says; and a
/// code that no CTSA holds is told.
#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_a_merged_commune_counts_for_the_commune_of_today() {
    let bac = Bac::ouvrir().await;
    let bilan = importe(&bac, "F49-ancienne-commune-68310.xml").await;
    assert!(bilan.alertes.iter().any(|a| a.contains("68162") && a.contains("aucune CTSA")), "{bilan}");
    let lu = dossier(&bac, "99000040068").await;
    assert_eq!(lu.commune.as_deref(), Some("68162"));
    let irene = bac.connecter("irene").await;
    assert!(irene.appeler::<ConsulterDossier>(lu.id, ()).await.is_err());
    territoire::Entity::update_many()
        .col_expr(territoire::Column::Commune, Expr::value("68162"))
        .filter(territoire::Column::Commune.eq("68066"))
        .exec(bac.base())
        .await
        .unwrap();
    let fiche = irene.appeler::<ConsulterDossier>(lu.id, ()).await.unwrap();
    let adresse = &fiche.adresses.unwrap()[0];
    assert!(adresse.lignes.last().unwrap().contains("SIGOLSHEIM"), "{:?}", adresse.lignes);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_implausible_birth_date_is_told() {
    let bac = Bac::ouvrir().await;
    for (naissance, mots) in [("2062-02-06", "à venir"), ("1887-02-06", "120 ans"), ("1987-02-06", "")] {
        let texte = std::fs::read_to_string(terrain("F46-meme-date-1.xml")).unwrap();
        let fichier = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(fichier.path(), texte.replace("1987-02-06", naissance)).unwrap();
        let bilan = lire(&bac, fichier.path()).await.unwrap();
        assert_eq!(bilan.alertes.iter().any(|a| a.contains("DTNAI")), !mots.is_empty(), "{bilan}");
        assert!(bilan.to_string().contains(mots), "{bilan}");
    }
}
