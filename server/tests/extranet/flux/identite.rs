//! The same persons under corrected identities, and in the dossier of a new request: all
//! that agents entered stays within reach.

use reciproque_server::depot::entite::{orientation, personne, referent};
use reciproque_shared::api::{ConsulterDossier, CreerRendezVous};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};
use tempfile::NamedTempFile;

use super::{dossier, importe, lire, personnes, terrain};
use crate::bac::{Bac, Client};
use crate::rendez_vous::a;

/// Oriented to ALSA, nadia being the référent; with a draft of CER and a rendez-vous.
async fn suivre(bac: &Bac, nadia: &Client, personne: i64) -> i64 {
    let debut = bac.horloge.aujourdhui() - chrono::Days::new(20);
    let (structure, sorte) = (bac.gens.alsa, SorteOrientation::Social);
    orientation::ActiveModel::premiere(personne, structure, sorte, debut).insert(bac.base()).await.unwrap();
    let referent = referent::ActiveModel {
        personne_id: Set(personne),
        agent_id: Set(bac.gens.nadia),
        debut: Set(debut),
        ..Default::default()
    };
    referent.insert(bac.base()).await.unwrap();
    nadia.appeler::<CreerRendezVous>(personne, a(bac, 3 + personne % 50, "10h")).await.unwrap();
    crate::cer::ouvrir(nadia, personne).await.unwrap().id
}

async fn reste_suivie(nadia: &Client, dossier: i64, personne: i64, cer: i64) {
    let fiche = nadia.appeler::<ConsulterDossier>(dossier, ()).await.unwrap();
    let adulte = fiche.adultes.iter().find(|adulte| adulte.id == personne).expect("the same line");
    let parcours = format!("{adulte:?}");
    assert!(parcours.contains("ALSA"), "the orientation is lost: {parcours}");
    assert_eq!(adulte.parcours.as_ref().unwrap().rendez_vous.len(), 1, "the rendez-vous is lost");
    assert!(nadia.lire(&format!("/cer/{cer}")).await.status().is_success(), "the draft is lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_identity_keeps_all_that_hangs_on_it() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    importe(&bac, "F08-F09-mois1.xml").await;
    let numeros: Vec<String> = (10..15).map(|rang| format!("990000{rang}068")).collect();
    let mut suivis = Vec::new();
    for numero in &numeros {
        let avant = personnes(&bac, numero).await.remove(0);
        suivis.push((avant.id, suivre(&bac, &nadia, avant.id).await));
    }
    let bilan = importe(&bac, "F08-F09-mois2.xml").await;
    assert_eq!((bilan.changes, bilan.crees), (5, 0), "{bilan}");
    let dites: Vec<_> = bilan.alertes.iter().filter(|a| a.contains("identité corrigée")).collect();
    assert!(dites.len() == 1 && dites[0].contains("5 fois"), "{bilan}");
    for (numero, (id, cer)) in numeros.iter().zip(suivis) {
        let apres = personnes(&bac, numero).await;
        assert_eq!((apres.len(), apres[0].id, apres[0].partie_le), (1, id, None), "{numero}");
        reste_suivie(&nadia, dossier(&bac, numero).await.id, id, cer).await;
    }
    let nirs: Vec<_> = numeros.iter().collect();
    assert_eq!(personnes(&bac, nirs[0]).await[0].nir.as_deref(), Some("1820299350061"));
    assert_eq!(personnes(&bac, nirs[3]).await[0].rang_naissance, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_cannot_be_read_erases_none() {
    let bac = Bac::ouvrir().await;
    importe(&bac, "F07-nir-illisible-mois1.xml").await;
    let avant = personnes(&bac, "99000015068").await;
    let bilan = importe(&bac, "F07-nir-illisible-mois2.xml").await;
    assert_eq!(personnes(&bac, "99000015068").await[0].nir, avant[0].nir);
    assert!(bilan.alertes.iter().any(|a| a.contains("NIR") && a.contains("est gardé")), "{bilan}");
    let irene = bac.connecter("irene").await;
    let fiche = irene.appeler::<ConsulterDossier>(dossier(&bac, "99000015068").await.id, ()).await.unwrap();
    let identite = fiche.adultes[0].identite.as_ref().unwrap();
    assert_eq!(identite.nir_masque.as_deref(), Some("2 81 05 68 ••• ••• ••"));
}

/// A matricule and a commune that can't be read are the same kind.
#[tokio::test(flavor = "multi_thread")]
async fn no_value_that_cannot_be_read_erases_the_known_one() {
    let bac = Bac::ouvrir().await;
    importe(&bac, "F07-nir-illisible-mois1.xml").await;
    let avant = dossier(&bac, "99000015068").await;
    let bilan = change(
        &bac,
        "F07-nir-illisible-mois2.xml",
        &[("400001500000000", "4000015000A0000"), ("<NUMCOM>68066", "<NUMCOM>68O66")],
    )
    .await;
    let apres = dossier(&bac, "99000015068").await;
    assert_eq!((&apres.matricule, &apres.commune), (&avant.matricule, &avant.commune));
    for element in ["MATRICULE", "NUMCOM"] {
        let dite = |a: &String| a.contains(element) && a.contains("est gardée");
        assert!(bilan.alertes.iter().any(dite), "{element}: {bilan}");
    }
}

/// The file with other values.
async fn change(
    bac: &Bac,
    nom: &str,
    changements: &[(&str, &str)],
) -> reciproque_server::flux::importation::Bilan {
    let mut texte = std::fs::read_to_string(terrain(nom)).unwrap();
    for (de, vers) in changements {
        assert!(texte.contains(de), "{nom} does not hold {de}");
        texte = texte.replace(de, vers);
    }
    let fichier = NamedTempFile::new().unwrap();
    std::fs::write(fichier.path(), texte).unwrap();
    lire(bac, fichier.path()).await.unwrap()
}

/// Two valid numbers are two people, whatever their names; both are told.
#[tokio::test(flavor = "multi_thread")]
async fn two_valid_numbers_are_two_people() {
    let bac = Bac::ouvrir().await;
    importe(&bac, "F07-nir-illisible-mois1.xml").await;
    let bilan = change(&bac, "F07-nir-illisible-mois2.xml", &[("281056806605<", "2810568066052<")]).await;
    let lues = personnes(&bac, "99000015068").await;
    let dites: Vec<_> = lues.iter().map(|p| (p.nir.as_deref().unwrap(), p.partie_le.is_some())).collect();
    assert_eq!(dites, [("2810568066051", true), ("2810568066052", false)]);
    assert!(bilan.alertes.iter().any(|a| a.contains("deux personnes")), "{bilan}");
    // and each is found again by its number
    change(
        &bac,
        "F07-nir-illisible-mois1.xml",
        &[("2026-09-30", "2026-11-01"), ("2026-10-05", "2026-11-06")],
    )
    .await;
    let lues = personnes(&bac, "99000015068").await;
    assert_eq!(lues.iter().map(|p| p.partie_le.is_some()).collect::<Vec<_>>(), [false, true]);
}

/// F10: the history goes on in the dossier of the new request.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_request_takes_the_history_along() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let (a, b) = ("99000020068", "99000021068");
    // first the dossier A alone, followed; then the file that has B too
    let seul = |texte: String| {
        let debut = texte.rfind("<InfosFoyerRSA>").unwrap();
        let fin = texte.rfind("<TransmissionFlux>").unwrap();
        format!("{}{}", &texte[..debut], &texte[fin..]).replace("00000002<", "00000001<")
    };
    let fichier = NamedTempFile::new().unwrap();
    let texte = seul(std::fs::read_to_string(terrain("F10-nouvelle-demande.xml")).unwrap());
    std::fs::write(fichier.path(), texte.replace("2026-10-31", "2026-09-30")).unwrap();
    lire(&bac, fichier.path()).await.unwrap();
    let suivie = personnes(&bac, a).await.remove(0);
    let cer = suivre(&bac, &nadia, suivie.id).await;
    importe(&bac, "F10-nouvelle-demande.xml").await;
    let (dans_a, dans_b) = (personnes(&bac, a).await, personnes(&bac, b).await);
    assert_eq!(dans_b.iter().map(|p| (p.id, p.partie_le)).collect::<Vec<_>>(), [(suivie.id, None)]);
    assert_eq!(
        dans_a.iter().map(|p| (p.suite_id, p.partie_le.is_some())).collect::<Vec<_>>(),
        [(Some(suivie.id), true)]
    );
    reste_suivie(&nadia, dossier(&bac, b).await.id, suivie.id, cer).await;
    // the partner follows the person, not the former dossier: its address leads to the new one
    let ancienne = nadia.appeler::<ConsulterDossier>(dossier(&bac, a).await.id, ()).await.unwrap();
    assert_eq!(ancienne.id, dossier(&bac, b).await.id);
    // nothing moves when both are said again
    for mois in ["2026-11-01", "2026-11-02"] {
        change(
            &bac,
            "F10-nouvelle-demande.xml",
            &[("2026-10-31", mois), ("2015-01-01", &mois.replace("2026", "2016"))],
        )
        .await;
        let toutes: Vec<personne::Model> = [personnes(&bac, a).await, personnes(&bac, b).await].concat();
        assert_eq!(
            toutes.iter().map(|p| (p.id, p.suite_id)).collect::<Vec<_>>(),
            [(dans_a[0].id, Some(suivie.id)), (suivie.id, None)]
        );
    }
    assert_eq!(
        orientation::Entity::find()
            .all(bac.base())
            .await
            .unwrap()
            .iter()
            .filter(|o| o.personne_id == suivie.id)
            .count(),
        1
    );
}

/// B came first, without its link nor any number: who is followed keeps the line.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_comes_later_brings_the_history_too() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    let (a, b) = ("99000020068", "99000021068");
    let lien = "<NUMDEMRSAPRECE>99000020068</NUMDEMRSAPRECE>";
    let sans = [("2026-10-31", "2026-09-30"), (lien, ""), ("<NIR>2880268066081</NIR>", "")];
    change(&bac, "F10-nouvelle-demande.xml", &sans).await;
    let suivie = personnes(&bac, a).await.remove(0);
    let cer = suivre(&bac, &nadia, suivie.id).await;
    importe(&bac, "F10-nouvelle-demande.xml").await;
    assert_eq!(personnes(&bac, b).await.iter().map(|p| p.id).collect::<Vec<_>>(), [suivie.id]);
    assert_eq!(personnes(&bac, a).await[0].suite_id, Some(suivie.id));
    reste_suivie(&nadia, dossier(&bac, b).await.id, suivie.id, cer).await;
}
