//! An import that is killed is told: in the journal by whoever comes next, and on the screen.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use chrono::NaiveDate;
use reciproque_server::demo::flux::{Demande, generer};
use reciproque_server::flux::importation::reprise::{INTERROMPU, clore, clore_partout};
use reciproque_server::journal::Journal;
use reciproque_shared::api::ConsulterImports;
use reciproque_shared::imports::Imports;
use reciproque_shared::journal::{Evenement, Issue};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, Statement};

use super::lancer;
use crate::bac::{Bac, ampleur};

fn flux(bac: &Bac) -> std::path::PathBuf {
    let chemin = bac.lieux().donnees.join("flux.xml");
    let reference = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
    let demande = Demande { foyers: 3, graine: 5, reference };
    generer(demande, &mut std::fs::File::create(&chemin).unwrap()).unwrap();
    chemin
}

/// Holds the pen: an import announces itself, then waits for it.
async fn tenir_la_plume(bac: &Bac) -> DatabaseTransaction {
    let transaction = bac.app.depot.transaction().await.unwrap();
    if bac.base().get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared("LOCK TABLE flux, reglage IN EXCLUSIVE MODE").await.unwrap();
    }
    transaction
}

fn importer(bac: &Bac, fichier: &Path) -> Child {
    let lieux = bac.lieux();
    Command::new(env!("CARGO_BIN_EXE_reciproque"))
        .arg("import")
        .arg(fichier)
        .env("RECIPROQUE_DONNEES", &lieux.donnees)
        .env("RECIPROQUE_BASE", &lieux.base)
        .env("RECIPROQUE_JOURNAL", &lieux.journal)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The events of imports, latest first.
async fn imports(bac: &Bac) -> Vec<Evenement> {
    let evenements = bac.evenements().await.into_iter().map(|lu| lu.maillon.evenement);
    evenements.filter(|evenement| evenement.acte == "importer_flux").collect()
}

/// An import that was announced, then killed.
async fn tuer_un_import(bac: &Bac, fichier: &Path) {
    let plume = tenir_la_plume(bac).await;
    let avant = imports(bac).await.len();
    let mut enfant = importer(bac, fichier);
    while imports(bac).await.len() == avant {
        assert!(enfant.try_wait().unwrap().is_none(), "the import is over");
        tokio::task::yield_now().await;
    }
    enfant.kill().unwrap();
    enfant.wait().unwrap();
    plume.rollback().await.unwrap();
    while bac.base().get_database_backend() == DbBackend::Postgres && chaine_tenue(bac).await {
        tokio::task::yield_now().await;
    }
}

/// PostgreSQL learns a moment later that who held the chain of the commands is gone.
async fn chaine_tenue(bac: &Bac) -> bool {
    let verrous = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND objsubid = 2 \
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let lus = bac.base().query_all_raw(Statement::from_string(DbBackend::Postgres, verrous)).await;
    !lus.unwrap().is_empty()
}

async fn ecran(bac: &Bac) -> Imports {
    bac.connecter("alain").await.appeler::<ConsulterImports>((), ()).await.unwrap()
}

async fn commandes(bac: &Bac) -> Journal {
    bac.journal_de_commande().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_was_killed_is_told_at_the_next_start_and_on_the_screen() {
    let bac = Bac::ouvrir().await;
    let fichier = flux(&bac);
    // Those before the last one leave nothing to say, but their end.
    for _ in 1..ampleur(2, 100) {
        tuer_un_import(&bac, &fichier).await;
        let ouvrir = async { Ok(commandes(&bac).await) };
        clore_partout(&bac.app.journal, ouvrir, &bac.horloge).await.unwrap();
    }
    tuer_un_import(&bac, &fichier).await;
    let dit = ecran(&bac).await.interruptions;
    assert!(dit.len() == 1 && dit[0].contains("pas encore connue"), "{dit:?}");
    let ouvrir = async { Ok(commandes(&bac).await) };
    clore_partout(&bac.app.journal, ouvrir, &bac.horloge).await.unwrap();
    let lus = imports(&bac).await;
    let fin = (lus[0].issue, lus[0].motif.as_deref(), lus[0].lie_a, &lus[0].objet);
    let annonce = bac.evenements().await.into_iter().find(|lu| {
        (lu.maillon.evenement.acte.as_str(), lu.maillon.evenement.issue) == ("importer_flux", Issue::Annonce)
    });
    let annonce = annonce.unwrap().maillon;
    assert_eq!(fin, (Issue::Echoue, Some(INTERROMPU), Some(annonce.seq), &annonce.evenement.objet));
    let dit = ecran(&bac).await.interruptions;
    assert!(
        dit.len() == 1 && dit[0].contains("interrompue") && dit[0].contains("relancez le même fichier"),
        "{dit:?}"
    );
    let ouvrir = async { Ok(commandes(&bac).await) };
    clore_partout(&bac.app.journal, ouvrir, &bac.horloge).await.unwrap();
    assert_eq!(imports(&bac).await.len(), lus.len(), "told once");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_import_tells_it_too_and_the_same_file_completes_it() {
    let bac = Bac::ouvrir().await;
    let fichier = flux(&bac);
    tuer_un_import(&bac, &fichier).await;
    let lieux = bac.lieux();
    let reglages = [("RECIPROQUE_BASE", lieux.base.as_str()), ("RECIPROQUE_JOURNAL", lieux.journal.as_str())];
    let (issue, dit) = lancer(&["import", fichier.to_str().unwrap()], &lieux.donnees, &reglages);
    assert!(issue.status.success() && dit.contains("a été interrompu"), "{dit}");
    let issues: Vec<_> = imports(&bac).await.into_iter().map(|lu| lu.issue).collect();
    assert_eq!(issues, [Issue::Reussi, Issue::Annonce, Issue::Echoue, Issue::Annonce]);
    let lus = ecran(&bac).await;
    assert!(lus.interruptions.is_empty(), "{:?}", lus.interruptions);
    assert!(!lus.imports[0].alertes.iter().any(|alerte| alerte.contains("interrompue")));
}

/// What a running import announced is left to it.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_runs_is_not_told_as_interrupted() {
    let bac = Bac::ouvrir().await;
    let fichier = flux(&bac);
    let plume = tenir_la_plume(&bac).await;
    let mut enfant = importer(&bac, &fichier);
    while imports(&bac).await.is_empty() {
        assert!(enfant.try_wait().unwrap().is_none(), "the import is over");
        tokio::task::yield_now().await;
    }
    clore(&bac.app.journal, &bac.horloge).await.unwrap();
    let lieux = bac.lieux();
    let cle = lieux.donnees.join("journal.cle");
    let ouvrir = Journal::ouvrir_pour_une_commande(&lieux.journal, &cle);
    clore_partout(&bac.app.journal, ouvrir, &bac.horloge).await.unwrap();
    assert_eq!(imports(&bac).await.len(), 1);
    plume.rollback().await.unwrap();
    assert!(enfant.wait().unwrap().success());
    assert_eq!(imports(&bac).await[0].issue, Issue::Reussi);
}
