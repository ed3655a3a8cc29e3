//! Somebody who left the foyer is no longer one of its adults, and nothing is deleted.

use chrono::{Days, NaiveDate};
use reciproque_server::depot::entite::{orientation, personne};
use reciproque_shared::accueil::{FileAttente, SaisieFile};
use reciproque_shared::api::{ConsulterDossier, ConsulterFile, Rechercher, RevelerNir};
use reciproque_shared::dossier::{FicheDossier, SaisieRecherche};
use reqwest::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::bac::{Bac, Client};

/// The conjoint of the Keller, whom SÉMAPHORE (paul) accompanies, leaves or comes back.
pub async fn partir(bac: &Bac, partie_le: Option<NaiveDate>) {
    let issue = personne::Entity::update_many()
        .col_expr(personne::Column::PartieLe, Expr::value(partie_le))
        .filter(personne::Column::Id.eq(bac.gens.keller.conjoint.unwrap()))
        .exec(bac.base());
    assert_eq!(issue.await.unwrap().rows_affected, 1);
}

fn le_jour(bac: &Bac) -> NaiveDate {
    bac.horloge.aujourdhui() - Days::new(22)
}

async fn ouvrir(client: &Client, bac: &Bac) -> Result<FicheDossier, StatusCode> {
    client.appeler::<ConsulterDossier>(bac.gens.keller.dossier, ()).await.map_err(|refus| refus.statut)
}

/// The Keller found by name.
async fn trouves(client: &Client) -> Vec<i64> {
    let saisie = SaisieRecherche { texte: "keller".to_owned() };
    let lus = client.appeler::<Rechercher>((), saisie).await.unwrap();
    lus.lignes.into_iter().map(|ligne| ligne.personne).collect()
}

async fn sans_cer(client: &Client) -> Vec<i64> {
    let saisie = SaisieFile { equipe: true, page: 0 };
    let page = client.appeler::<ConsulterFile>(FileAttente::SansCer, saisie).await.unwrap();
    page.lignes.into_iter().map(|ligne| ligne.personne.personne).collect()
}

#[tokio::test]
async fn the_dossier_shows_them_apart() {
    let bac = Bac::ouvrir().await;
    let (demandeur, conjoint) = (bac.gens.keller.demandeur, bac.gens.keller.conjoint.unwrap());
    partir(&bac, Some(le_jour(&bac))).await;
    for prenom in ["nadia", "hugo", "claire"] {
        let fiche = ouvrir(&bac.connecter(prenom).await, &bac).await.unwrap();
        assert_eq!(fiche.adultes.iter().map(|a| a.id).collect::<Vec<_>>(), [demandeur], "{prenom}");
        let [parti] = fiche.partis.as_slice() else { panic!("{prenom}: {:?}", fiche.partis) };
        assert_eq!((parti.id, parti.prenom.as_str(), parti.partie_le), (conjoint, "NOËL", le_jour(&bac)));
    }
}

#[tokio::test]
async fn their_structure_no_longer_reaches_the_foyer_until_they_are_back() {
    let bac = Bac::ouvrir().await;
    let conjoint = bac.gens.keller.conjoint.unwrap();
    let (paul, nadia) = (bac.connecter("paul").await, bac.connecter("nadia").await);
    assert_eq!(ouvrir(&paul, &bac).await.unwrap().adultes.len(), 2);
    partir(&bac, Some(le_jour(&bac))).await;
    assert_eq!(ouvrir(&paul, &bac).await.unwrap_err(), StatusCode::NOT_FOUND);
    assert_eq!(crate::cer::ouvrir(&paul, conjoint).await.unwrap_err().statut, StatusCode::NOT_FOUND);
    assert!(trouves(&paul).await.is_empty());
    // Who stays is still accompanied.
    assert_eq!(ouvrir(&nadia, &bac).await.unwrap().adultes.len(), 1);
    partir(&bac, None).await;
    assert_eq!(ouvrir(&paul, &bac).await.unwrap().adultes.len(), 2);
    crate::cer::ouvrir(&paul, conjoint).await.unwrap();
}

#[tokio::test]
async fn neither_the_search_nor_the_lists_count_them() {
    let bac = Bac::ouvrir().await;
    let (demandeur, conjoint) = (bac.gens.keller.demandeur, bac.gens.keller.conjoint.unwrap());
    let (paul, hugo) = (bac.connecter("paul").await, bac.connecter("hugo").await);
    assert_eq!(trouves(&hugo).await.len(), 2);
    assert!(sans_cer(&paul).await.contains(&conjoint));
    partir(&bac, Some(le_jour(&bac))).await;
    assert_eq!(trouves(&hugo).await, [demandeur]);
    assert!(!sans_cer(&paul).await.contains(&conjoint));
    let nir = (bac.gens.keller.dossier, conjoint);
    assert_eq!(hugo.appeler::<RevelerNir>(nir, ()).await.unwrap_err().statut, StatusCode::NOT_FOUND);
    let orientations = orientation::Entity::find().filter(orientation::Column::PersonneId.eq(conjoint));
    assert_eq!(orientations.count(bac.base()).await.unwrap(), 1, "nothing is deleted");
}
