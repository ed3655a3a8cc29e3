//! Files of the server: nobody else on the machine reads them.

use std::os::unix::fs::PermissionsExt as _;

use reciproque_server::sign_in::Coffre;
use reciproque_server::store::Depot;
use reciproque_server::store::entite::compte;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::bac::Bac;

#[tokio::test]
async fn the_store_is_readable_by_its_owner_only() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("base.sqlite");
    let _depot = Depot::ouvrir(&format!("sqlite://{}?mode=rwc", chemin.display())).await.unwrap();
    let mut vus = Vec::new();
    for fichier in std::fs::read_dir(dossier.path()).unwrap() {
        let fichier = fichier.unwrap();
        let droits = fichier.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(droits, 0o600, "{}", fichier.path().display());
        vus.push(fichier.file_name().into_string().unwrap());
    }
    vus.sort();
    assert_eq!(vus, ["base.sqlite", "base.sqlite-shm", "base.sqlite-wal"]);
}

#[tokio::test]
async fn a_missing_key_is_drawn_only_when_nobody_has_a_second_factor() {
    let bac = Bac::ouvrir().await;
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("comptes.cle");
    Coffre::ouvrir(&chemin, bac.base()).await.unwrap();
    assert_eq!(std::fs::metadata(&chemin).unwrap().permissions().mode() & 0o777, 0o600);
    compte::Entity::update_many()
        .col_expr(compte::Column::Graine, Expr::value("graine"))
        .filter(compte::Column::AgentId.eq(bac.gens.nadia))
        .exec(bac.base())
        .await
        .unwrap();
    Coffre::ouvrir(&chemin, bac.base()).await.unwrap();
    std::fs::remove_file(&chemin).unwrap();
    let refus = Coffre::ouvrir(&chemin, bac.base()).await.unwrap_err().to_string();
    assert!(refus.contains("sauvegarde"), "{refus}");
    assert!(!chemin.exists(), "another key was drawn");
}
