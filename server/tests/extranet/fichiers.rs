//! Files of the server: nobody else on the machine reads them.

use std::os::unix::fs::PermissionsExt as _;

use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::compte;
use reciproque_server::journal::Journal;
use reciproque_server::secret::Coffre;
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

/// A store or a journal left open to the machine is closed again as it is opened; one that anybody
/// could have written is not read.
#[tokio::test]
async fn a_store_that_was_opened_to_others_is_closed_or_refused() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom);
    let url = |nom: &str| format!("sqlite://{}?mode=rwc", chemin(nom).display());
    let droits = |nom: &str| std::fs::metadata(chemin(nom)).unwrap().permissions().mode() & 0o777;
    let donner = |nom: &str, droits| {
        std::fs::set_permissions(chemin(nom), std::fs::Permissions::from_mode(droits)).unwrap();
    };
    let cle = chemin("journal.cle");
    let depot = Depot::ouvrir(&url("base.sqlite")).await.unwrap();
    let journal = Journal::ouvrir(&url("journal.sqlite"), &cle).await.unwrap();
    for nom in ["base.sqlite", "base.sqlite-wal", "base.sqlite-shm", "journal.sqlite-wal", "journal.sqlite"] {
        donner(nom, 0o644);
    }
    let _second = Depot::ouvrir(&url("base.sqlite")).await.unwrap();
    let _commande = Journal::ouvrir_pour_une_commande(&url("journal.sqlite"), &cle).await.unwrap();
    for nom in ["base.sqlite", "base.sqlite-wal", "base.sqlite-shm", "journal.sqlite-wal", "journal.sqlite"] {
        assert_eq!(droits(nom), 0o600, "{nom}");
    }
    drop((depot, journal));
    donner("base.sqlite", 0o606);
    let refus = Depot::ouvrir(&url("base.sqlite")).await.unwrap_err().to_string();
    assert!(refus.contains("base.sqlite") && refus.contains("chmod o-w"), "{refus}");
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
