//! Each way of looking for somebody finds them, whatever the spacing, the accents, the case.

use reciproque_server::depot::entite::{dossier, personne};
use reciproque_shared::api::Rechercher;
use reciproque_shared::dossier::{ResultatsRecherche, SaisieRecherche};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::{Bac, Client, Foyer, Refuse};

const NIR: &str = "1840368999012";

pub async fn chercher(client: &Client, texte: &str) -> Result<ResultatsRecherche, Refuse> {
    client.appeler::<Rechercher>((), SaisieRecherche { texte: texte.to_owned() }).await
}

/// The dossiers found, each once.
pub async fn dossiers(client: &Client, texte: &str) -> Vec<i64> {
    let lus = chercher(client, texte).await.unwrap_or_else(|refus| panic!("{texte}: {refus:?}"));
    let mut dossiers: Vec<i64> = lus.lignes.into_iter().map(|ligne| ligne.dossier).collect();
    dossiers.sort_unstable();
    dossiers.dedup();
    dossiers
}

async fn numeroter(bac: &Bac, foyer: Foyer, demande: &str, matricule: &str) {
    let issue = dossier::Entity::update_many()
        .col_expr(dossier::Column::NumeroDemande, Expr::value(demande))
        .col_expr(dossier::Column::Matricule, Expr::value(matricule))
        .filter(dossier::Column::Id.eq(foyer.dossier));
    assert_eq!(issue.exec(bac.base()).await.unwrap().rows_affected, 1);
}

pub async fn naitre(bac: &Bac, personne: i64, jour: &str, precision: &str) {
    let jour: chrono::NaiveDate = jour.parse().unwrap();
    let issue = personne::Entity::update_many()
        .col_expr(personne::Column::DateNaissance, Expr::value(jour))
        .col_expr(personne::Column::NaissancePrecision, Expr::value(precision))
        .filter(personne::Column::Id.eq(personne));
    assert_eq!(issue.exec(bac.base()).await.unwrap().rows_affected, 1);
}

#[tokio::test]
async fn numbers_are_found_however_they_are_printed() {
    let bac = Bac::ouvrir().await;
    let keller = bac.gens.keller;
    numeroter(&bac, keller, "0102404A068", "1234567").await;
    let hugo = bac.connecter("hugo").await;
    for texte in [
        "1234567",
        "1234567 K",
        "1234567k",
        "123456700000000",
        "00012345670000",
        "1234-567",
        "0102404A068",
        "0102 404a 068",
    ] {
        assert_eq!(dossiers(&hugo, texte).await, [keller.dossier], "{texte}");
    }
    let irene = bac.connecter("irene").await;
    assert!(dossiers(&irene, "1234567 K").await.is_empty(), "of another territory");
}

#[tokio::test]
async fn the_matricule_of_the_msa_is_a_nir_and_is_found_as_one() {
    let bac = Bac::ouvrir().await;
    let (muller, hugo) = (bac.gens.muller, bac.connecter("hugo").await);
    assert!(dossiers(&hugo, NIR).await.is_empty());
    numeroter(&bac, muller, "01024041068", NIR).await;
    for texte in [NIR, "1 84 03 68 999 012 51", "184036899901251", "184036899901200"] {
        let lus = chercher(&hugo, texte).await.unwrap();
        let personnes: Vec<i64> = lus.lignes.iter().map(|ligne| ligne.personne).collect();
        assert_eq!(personnes, [muller.demandeur], "{texte}");
        assert_eq!(lus.compris, "numéro de sécurité sociale");
    }
}

#[tokio::test]
async fn a_nir_whose_key_is_wrong_says_so() {
    let bac = Bac::ouvrir().await;
    let nadia = bac.connecter("nadia").await;
    for texte in ["184036899901252", "1 84 03 68 999 012 52"] {
        let refus = chercher(&nadia, texte).await.unwrap_err();
        assert_eq!(refus.statut, reqwest::StatusCode::UNPROCESSABLE_ENTITY);
        let dit = &refus.probleme.errors[0];
        assert_eq!((dit.champ.as_str(), dit.code.as_str()), ("texte", "nir_cle"));
        assert!(dit.message.starts_with("La clé ne correspond pas"), "{}", dit.message);
    }
    let evenements = bac.evenements().await;
    assert!(!format!("{evenements:?}").contains("184036"), "what was typed is in the journal");
}

#[tokio::test]
async fn names_with_or_without_accents_and_a_birth_date() {
    let bac = Bac::ouvrir().await;
    let (muller, hugo) = (bac.gens.muller, bac.connecter("hugo").await);
    naitre(&bac, muller.demandeur, "1984-04-03", "N").await;
    for texte in [
        "muller",
        "MÜLLER",
        "Muller sophie",
        "muller 3 avril 1984",
        "müller 3/4/84",
        "MULLER Sophie 03041984",
        "muller mardi 3 avril 1984",
        "3 avril 1984",
        "03/04/84",
        "03041984",
    ] {
        assert_eq!(dossiers(&hugo, texte).await, [muller.dossier], "{texte}");
    }
    assert!(dossiers(&hugo, "muller 4 avril 1984").await.is_empty());
    let noel = dossiers(&hugo, "NOEL keller").await;
    assert_eq!(noel, [bac.gens.keller.dossier]);
}

#[tokio::test]
async fn a_birth_known_by_its_year_is_found_by_any_day_of_it_and_shown_as_it_is() {
    let bac = Bac::ouvrir().await;
    let (muller, hugo) = (bac.gens.muller, bac.connecter("hugo").await);
    naitre(&bac, muller.demandeur, "1984-01-01", "O").await;
    for texte in ["muller 3 avril 1984", "31/12/1984"] {
        let lus = chercher(&hugo, texte).await.unwrap();
        assert_eq!(lus.lignes.len(), 1, "{texte}");
        assert_eq!(lus.lignes[0].date_naissance.to_string(), "1984 (jour et mois inconnus)");
    }
    assert!(dossiers(&hugo, "muller 3/4/1985").await.is_empty());
    naitre(&bac, muller.demandeur, "1984-01-01", "N").await;
    assert!(dossiers(&hugo, "muller 3/4/1984").await.is_empty(), "a whole date is exact");
}

#[tokio::test]
async fn codes_that_nobody_knows_are_shown_as_such() {
    let bac = Bac::ouvrir().await;
    let (muller, hugo) = (bac.gens.muller, bac.connecter("hugo").await);
    let etat = dossier::Entity::update_many()
        .col_expr(dossier::Column::Etat, Expr::value("9"))
        .filter(dossier::Column::Id.eq(muller.dossier));
    etat.exec(bac.base()).await.unwrap();
    let role = personne::Entity::update_many()
        .col_expr(personne::Column::Role, Expr::value("XYZ"))
        .filter(personne::Column::Id.eq(muller.demandeur));
    role.exec(bac.base()).await.unwrap();
    let lus = chercher(&hugo, "muller").await.unwrap();
    let dit = (lus.lignes[0].etat.as_ref().unwrap().libelle(), lus.lignes[0].role.libelle());
    assert_eq!(dit, ("code inconnu (9)".into(), "code inconnu (XYZ)".into()));
}
