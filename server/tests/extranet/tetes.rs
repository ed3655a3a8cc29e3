//! The heads of the journal leave the machine by themselves, and the officer knows when they do
//! not; a journal that was replaced or put back is told, once.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use reciproque_server::alerte::relever;
use reciproque_server::journal::commande::{CommandeJournal, executer};
use reciproque_server::serveur::Destinations;
use reciproque_server::serveur::Reglages;
use reciproque_server::trace::tetes::sortir;
use reciproque_shared::api::{ConsulterAccueil, ConsulterEtatJournal};
use reciproque_shared::trace::{EtatJournal, SorteIncident, SortieTetes};

use crate::bac::Bac;

async fn bac(tetes: Destinations) -> Bac {
    Bac::avec(Reglages { tetes, ..Reglages::default() }).await
}

fn vers_le_dossier(dossier: &Path) -> Destinations {
    Destinations { dossier: Some(dossier.to_owned()), ..Destinations::default() }
}

async fn etat(bac: &Bac) -> EtatJournal {
    bac.connecter("dominique").await.appeler::<ConsulterEtatJournal>((), ()).await.unwrap()
}

#[tokio::test]
async fn the_heads_leave_into_a_folder_that_verify_takes() {
    let dehors = tempfile::tempdir().unwrap();
    let bac = bac(vers_le_dossier(dehors.path())).await;
    assert_eq!(etat(&bac).await.tetes.etat, SortieTetes::Attendue);
    sortir(&bac.app).await.unwrap();
    bac.connecter("nadia").await.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    bac.horloge.avancer(3_600);
    sortir(&bac.app).await.unwrap();
    assert_eq!(std::fs::read_dir(dehors.path()).unwrap().count(), 2);
    let tetes = etat(&bac).await.tetes;
    assert_eq!((tetes.etat, tetes.echec), (SortieTetes::AJour, None));
    assert!(tetes.derniere_a.is_some());
    let lieux = bac.lieux();
    let sceau = Some(dehors.path().to_owned());
    let cle = lieux.donnees.join("journal.cle");
    let code = executer(CommandeJournal::Verify { sceau }, &lieux.journal, &cle).await.unwrap();
    assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::SUCCESS));
    // Two hours and more without any: told.
    bac.horloge.avancer(3 * 3_600);
    assert_eq!(etat(&bac).await.tetes.etat, SortieTetes::EnRetard);
}

#[tokio::test]
async fn the_heads_leave_through_a_command() {
    let dehors = tempfile::tempdir().unwrap();
    let fichier = dehors.path().join("recu.json");
    let commande = Some(format!("cat > '{}'", fichier.display()));
    let bac = bac(Destinations { commande, ..Destinations::default() }).await;
    sortir(&bac.app).await.unwrap();
    let recu = std::fs::read_to_string(&fichier).unwrap();
    assert!(recu.contains("cle_publique") && recu.contains("\"seq\""), "{recu}");
    assert_eq!(etat(&bac).await.tetes.etat, SortieTetes::AJour);
}

#[tokio::test]
async fn a_destination_that_fails_is_told_with_its_cause() {
    let nulle_part = Destinations { dossier: Some("/nulle/part".into()), ..Destinations::default() };
    let echoue = Destinations { commande: Some("exit 3".into()), ..Destinations::default() };
    for (destination, cause) in [(nulle_part, "/nulle/part"), (echoue, "la commande des sceaux a échoué")] {
        let bac = bac(destination).await;
        sortir(&bac.app).await.unwrap_err();
        let tetes = etat(&bac).await.tetes;
        assert_eq!((tetes.etat, tetes.derniere_a), (SortieTetes::EnRetard, None));
        assert!(tetes.echec.as_ref().unwrap().contains(cause), "{tetes:?}");
    }
}

#[tokio::test]
async fn the_officer_is_told_that_nothing_is_set() {
    let bac = Bac::ouvrir().await;
    let tetes = etat(&bac).await.tetes;
    assert_eq!((tetes.etat, tetes.derniere_a, tetes.echec), (SortieTetes::NonReglee, None, None));
    assert!(tetes.etat.que_faire().unwrap().contains("--tetes-dossier"));
    assert_eq!(Destinations::default().chaque, Duration::from_secs(3_600));
}

#[tokio::test]
async fn a_replaced_journal_is_told_to_the_officer_once() {
    let mut bac = Bac::ouvrir().await;
    bac.connecter("nadia").await.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    relever(&bac.app).await.unwrap();
    assert!(etat(&bac).await.incidents.is_empty());
    relever(&bac.app).await.unwrap();
    bac.remplacer_le_journal().await;
    for _ in 0..2 {
        relever(&bac.app).await.unwrap();
        let incidents = etat(&bac).await.incidents;
        let [incident] = &incidents[..] else { panic!("{incidents:?}") };
        assert_eq!((incident.sorte, incident.connue.chaine), (SorteIncident::Remplace, 0));
    }
}

#[tokio::test]
async fn a_journal_that_contradicts_a_head_that_left_is_told_to_the_officer() {
    let dehors = tempfile::tempdir().unwrap();
    let mut bac = bac(vers_le_dossier(dehors.path())).await;
    bac.connecter("nadia").await;
    sortir(&bac.app).await.unwrap();
    bac.remplacer_le_journal().await;
    bac.horloge.avancer(3_600);
    for _ in 0..2 {
        sortir(&bac.app).await.unwrap();
    }
    let incidents = etat(&bac).await.incidents;
    let [incident] = &incidents[..] else { panic!("{incidents:?}") };
    assert_eq!(incident.sorte, SorteIncident::Contredit);
}
