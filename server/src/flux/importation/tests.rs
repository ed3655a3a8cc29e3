//! The importer on a SQLite store of its own.

mod annee;
mod banc;
mod contenu;

use chrono::NaiveDate;
use reciproque_shared::dossier::{DroitsLus, FamilleLue, IdentiteLue};
use reciproque_shared::parcours::SorteOrientation;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::*;
use crate::depot::entite::{
    dossier, dossier_flux, flux as fichiers, organisation, orientation, rejet, rubrique, rubrique_personne,
};
use crate::flux::tests::{flux, foyer, numero};

use banc::{Banc, du, invente};

#[tokio::test(flavor = "multi_thread")]
async fn an_invented_flow_goes_in_and_twice_changes_nothing() {
    let banc = Banc::ouvrir().await;
    let octets = invente(60);
    let bilan = banc.importe(&octets).await.unwrap();
    assert_eq!(
        (bilan.crees, bilan.rejetes, bilan.alertes.len(), bilan.absents),
        (60, 0, 0, Some(0)),
        "{bilan}"
    );
    assert!(bilan.complet);
    let avant = banc.contenu().await;
    let bilan = banc.importe(&octets).await.unwrap();
    assert_eq!((bilan.crees, bilan.changes, bilan.inchanges), (0, 0, 60));
    assert!(avant == banc.contenu().await, "the second reading wrote something");
    assert_eq!(nature(banc.depot.lecture()).await.unwrap(), Some(Nature::Formation));
}

#[tokio::test(flavor = "multi_thread")]
async fn rubriques_are_those_that_agents_read() {
    let banc = Banc::ouvrir().await;
    banc.importe(flux(&[foyer(&numero(1))])).await.unwrap();
    let base = banc.depot.lecture();
    let lu = |code: &'static str| async move {
        rubrique::Entity::find()
            .filter(rubrique::Column::Rubrique.eq(code))
            .one(base)
            .await
            .unwrap()
            .unwrap()
            .contenu
    };
    let droits: DroitsLus = serde_json::from_str(&lu("droits").await).unwrap();
    assert_eq!(
        (droits.caisse.as_str(), droits.matricule.as_deref()),
        ("CAF de Mulhouse (Haut-Rhin)", Some("1234567"))
    );
    let famille: FamilleLue = serde_json::from_str(&lu("famille").await).unwrap();
    assert_eq!(famille.situation, "Célibataire");
    let identite = rubrique_personne::Entity::find()
        .filter(rubrique_personne::Column::Rubrique.eq("identite"))
        .one(base)
        .await
        .unwrap()
        .unwrap();
    let identite: IdentiteLue = serde_json::from_str(&identite.contenu).unwrap();
    assert_eq!(identite.civilite.as_deref(), Some("Madame"));
    assert_eq!(identite.nir_masque.as_deref(), Some("2 84 03 68 ••• ••• ••"));
    let personnes = banc.personnes().await;
    assert_eq!((personnes[0].nom_naissance_cle.as_str(), personnes[0].role.as_str()), ("muller", "DEM"));
    let dossier = dossier::Entity::find().one(base).await.unwrap().unwrap();
    assert_eq!((dossier.matricule.as_deref(), dossier.commune.as_deref()), (Some("1234567"), Some("68066")));
}

/// Foyers are written together: the one that the store refuses undoes none of those before it.
#[tokio::test(flavor = "multi_thread")]
async fn when_a_foyer_cannot_be_written_those_before_it_stay() {
    let banc = Banc::ouvrir().await;
    let refus = format!(
        "CREATE TRIGGER refus BEFORE INSERT ON dossier WHEN NEW.numero_demande = '{}' \
         BEGIN SELECT RAISE(ABORT, 'refus du magasin'); END",
        numero(3)
    );
    let base = banc.depot.ecriture();
    base.execute_unprepared(&refus).await.unwrap();
    let octets = flux(&[1, 2, 3, 4].map(|rang| foyer(&numero(rang))));
    let panne = banc.importe(&octets).await.unwrap_err().to_string();
    assert!(panne.contains("refus du magasin"), "{panne}");
    let ecrits = dossier::Entity::find().all(base).await.unwrap();
    let numeros: Vec<_> = ecrits.iter().map(|lu| lu.numero_demande.as_str()).collect();
    assert_eq!(numeros, [numero(1), numero(2)]);
    base.execute_unprepared("DROP TRIGGER refus").await.unwrap();
    let bilan = banc.importe(&octets).await.unwrap();
    assert_eq!((bilan.crees, bilan.inchanges), (2, 2), "{bilan}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nir_of_the_msa_is_masked_and_found() {
    let banc = Banc::ouvrir().await;
    let msa =
        foyer(&numero(1)).replace("<FONORG>CAF", "<FONORG>MSA").replace("123456700000000", "2840368066012");
    banc.importe(flux(&[msa])).await.unwrap();
    let dossier = dossier::Entity::find().one(banc.depot.lecture()).await.unwrap().unwrap();
    assert_eq!(dossier.matricule.as_deref(), Some("2840368066012"));
    for rubrique in rubrique::Entity::find().all(banc.depot.lecture()).await.unwrap() {
        assert!(!rubrique.contenu.contains("066012"), "{}", rubrique.rubrique);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_flow_updates_and_what_it_leaves_out_stays() {
    let banc = Banc::ouvrir().await;
    banc.importe(flux(&[foyer(&numero(1)), foyer(&numero(2))])).await.unwrap();
    let avant = banc.personnes().await;
    let change = foyer(&numero(1)).replace("<ETATDOSRSA>2", "<ETATDOSRSA>0").replace("CÉLINE", "CÉLINE-ANNE");
    let bilan = banc.importe(du("2026-11-30", &flux(&[change]))).await.unwrap();
    assert_eq!((bilan.changes, bilan.crees, bilan.absents), (1, 0, Some(1)), "{bilan}");
    assert_eq!((banc.etat(&numero(1)).await, banc.etat(&numero(2)).await), ("0".to_owned(), "2".to_owned()));
    let apres = banc.personnes().await;
    assert_eq!(apres.len(), 2);
    assert_eq!(
        (apres[0].id, apres[0].prenom.as_str()),
        (avant[0].id, "Céline-Anne"),
        "same NIR: the same person"
    );
    assert_eq!(apres[1], avant[1]);
    let histoire = dossier_flux::Entity::find().all(banc.depot.lecture()).await.unwrap();
    assert_eq!(histoire.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_flow_leaves_the_store_as_it_is() {
    let banc = Banc::ouvrir().await;
    banc.importe(flux(&[foyer(&numero(1))])).await.unwrap();
    let ancien = foyer(&numero(1)).replace("<ETATDOSRSA>2", "<ETATDOSRSA>0");
    let bilan = banc.importe(du("2026-09-30", &flux(&[ancien]))).await.unwrap();
    assert_eq!((bilan.perimes, bilan.changes), (1, 0));
    assert_eq!(banc.etat(&numero(1)).await, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_content_said_later_is_dated_later() {
    let banc = Banc::ouvrir().await;
    banc.importe(flux(&[foyer(&numero(1))])).await.unwrap();
    let bilan = banc.importe(du("2026-11-30", &flux(&[foyer(&numero(1))]))).await.unwrap();
    assert_eq!((bilan.inchanges, bilan.changes), (1, 0));
    let dossier = dossier::Entity::find().one(banc.depot.lecture()).await.unwrap().unwrap();
    assert_eq!(dossier.date_reference, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_partners_entered_is_not_touched() {
    let banc = Banc::ouvrir().await;
    banc.importe(flux(&[foyer(&numero(1))])).await.unwrap();
    let base = banc.depot.ecriture();
    let structure = organisation::ActiveModel {
        sorte: Set("structure".to_owned()),
        nom: Set("Structure inventée".to_owned()),
        ..Default::default()
    };
    let structure = structure.insert(base).await.unwrap();
    let (personne, debut) = (banc.personnes().await[0].id, NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    let sociale = orientation::ActiveModel::premiere(personne, structure.id, SorteOrientation::Social, debut);
    let avant = sociale.insert(base).await.unwrap();
    // the person then leaves the foyer: another one is there instead
    let change = foyer(&numero(1)).replace("MÜLLER", "KLEIN").replace("2840368066012", "2840368066013");
    let bilan = banc.importe(du("2026-11-30", &flux(&[change]))).await.unwrap();
    assert_eq!(bilan.changes, 1);
    assert_eq!(orientation::Entity::find().all(base).await.unwrap(), [avant]);
    assert_eq!(banc.personnes().await.len(), 2);
}

/// Who a later flow no longer names is gone on the day it describes, and back when one does again.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_leaves_the_foyer_and_comes_back() {
    let banc = Banc::ouvrir().await;
    let avec = foyer(&numero(1));
    let sans = avec.replace("MÜLLER", "KLEIN").replace("2840368066012", "2840368066013");
    let autrement = sans.replace("<ETATDOSRSA>2", "<ETATDOSRSA>3");
    let mois =
        [("2026-10-31", &avec), ("2026-11-30", &sans), ("2026-12-31", &autrement), ("2027-01-31", &avec)];
    let jour = |texte: &str| Some(texte.parse::<NaiveDate>().unwrap());
    let attendus = [
        vec![None],
        vec![jour("2026-11-30"), None],
        vec![jour("2026-11-30"), None],
        vec![None, jour("2027-01-31")],
    ];
    for ((reference, foyer), attendu) in mois.into_iter().zip(attendus) {
        banc.importe(du(reference, &flux(std::slice::from_ref(foyer)))).await.unwrap();
        let parties: Vec<_> = banc.personnes().await.into_iter().map(|p| p.partie_le).collect();
        assert_eq!(parties, attendu, "{reference}");
    }
    let partie = banc.personnes().await[1].id;
    let rubriques = rubrique_personne::Entity::find().all(banc.depot.lecture()).await.unwrap();
    assert!(
        rubriques.iter().any(|r| r.personne_id == partie),
        "what was said of the one who left is deleted"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_cut_short_writes_nothing() {
    let banc = Banc::ouvrir().await;
    let texte = flux(&[foyer(&numero(1)), foyer(&numero(2))]);
    let vide = banc.contenu().await;
    for mauvais in [&texte[..texte.len() - 40], &texte.replacen("</NOM>", "</MON>", 1)] {
        assert!(banc.importe(mauvais).await.is_err());
        assert!(vide == banc.contenu().await);
        assert_eq!(nature(banc.depot.lecture()).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reject_is_kept_with_its_line_and_the_others_go_in() {
    let banc = Banc::ouvrir().await;
    let mauvais = foyer(&numero(2)).replace("<DTNAI>1984-03-02", "<DTNAI>");
    let bilan = banc.importe(flux(&[foyer(&numero(1)), mauvais, foyer(&numero(3))])).await.unwrap();
    assert_eq!((bilan.crees, bilan.rejetes), (2, 1));
    let rejets = rejet::Entity::find().all(banc.depot.lecture()).await.unwrap();
    assert_eq!((rejets.len(), rejets[0].element.as_str()), (1, "DTNAI"));
    assert_eq!(rejets[0].numero_demande.as_deref(), Some("00000002068"));
    assert!(bilan.to_string().contains(&format!("ligne {}, DTNAI", rejets[0].ligne)), "{bilan}");
    let garde: Bilan = serde_json::from_str(
        &fichiers::Entity::find().one(banc.depot.lecture()).await.unwrap().unwrap().bilan,
    )
    .unwrap();
    assert_eq!((garde.crees, garde.rejetes, garde.complet), (2, 1, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn invented_and_real_people_never_meet() {
    let banc = Banc::ouvrir().await;
    banc.importe(invente(3)).await.unwrap();
    let refus = banc.importe(flux(&[foyer(&numero(1))])).await.unwrap_err().to_string();
    assert!(refus.contains("formation"), "{refus}");

    let banc = Banc::ouvrir().await;
    banc.importe(flux(&[foyer(&numero(1))])).await.unwrap();
    let refus = banc.importe(invente(3)).await.unwrap_err().to_string();
    assert!(refus.contains("production"), "{refus}");
    assert_eq!(banc.personnes().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn remarks_alike_are_told_once_and_hold_no_identity() {
    let banc = Banc::ouvrir().await;
    let etrange = |rang| {
        foyer(&numero(rang)).replace("2840368066012", "1840368066012").replace("<SITFAM>CEL", "<SITFAM>XYZ")
    };
    let bilan = banc.importe(flux(&[etrange(1), etrange(2)])).await.unwrap();
    assert_eq!(bilan.alertes.len(), 2, "{bilan}");
    let texte = bilan.to_string();
    assert!(texte.contains("(2 fois") && texte.contains("code inconnu (XYZ)"), "{texte}");
    assert!(!texte.contains("066012") && !texte.contains("LLER"), "{texte}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_published_sample_goes_in_with_the_option() {
    let chemin = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/flux/RSABEM.xml");
    let Ok(octets) = std::fs::read(chemin) else {
        crate::alerter!("sample flow absent: test skipped");
        return;
    };
    let banc = Banc::ouvrir().await;
    assert!(banc.importe(&octets).await.unwrap_err().to_string().contains("--autre-departement"));
    let options = Options { autre_departement: true, ..Options::default() };
    let bilan = banc.importe_avec(&octets, &options).await.unwrap();
    assert_eq!((bilan.crees, bilan.doubles, bilan.rejetes), (1, 1, 0), "{bilan}");
    assert!(bilan.alertes[0].contains("annonce 1 dossier"), "{bilan}");
    let avant = banc.contenu().await;
    banc.importe_avec(&octets, &options).await.unwrap();
    assert!(avant == banc.contenu().await);
}
