//! What a batch waits for, with waits so long that a test can't pass or fail by speed.

use std::time::Duration;

use chrono::DateTime;
use reciproque_shared::journal::{Evenement, Issue};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::attente::Attente;
use super::base::Qui;
use super::droits::Exigence;
use super::ecriture::Demande;
use super::{Journal, Recu};

/// Longer than any test: who waits for it never comes back.
const SANS_FIN: Duration = Duration::from_secs(86_400);
const BIENTOT: Duration = Duration::from_secs(60);

async fn journal(attente: Attente) -> (Journal, TempDir) {
    let dossier = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dossier.path().join("journal.sqlite").display());
    let cle = dossier.path().join("journal.cle");
    (Journal::ouvrir_pour(Qui::Serveur, (&url, Exigence::Stricte), &cle, attente).await.unwrap(), dossier)
}

fn evenement() -> Evenement {
    Evenement {
        instant: DateTime::UNIX_EPOCH,
        agent: Some(7),
        profil: None,
        organisation: None,
        session: None,
        acte: "dossier.consulter".to_owned(),
        objet: None,
        rubriques: Vec::new(),
        motif: None,
        issue: Issue::Reussi,
        client: String::new(),
        lie_a: None,
    }
}

async fn inscrire(journal: &Journal) -> Recu {
    timeout(BIENTOT, journal.append(evenement())).await.expect("kept waiting").unwrap()
}

/// One after the other, each only once the writer holds the one before: without the wait they
/// would be as many commits.
#[tokio::test]
async fn those_on_their_way_are_waited_for_and_share_one_commit() {
    let (journal, _dossier) = journal(Attente { duree: SANS_FIN, assez: 16, freres: 2 }).await;
    let _en_route = [journal.en_route(), journal.en_route()];
    let mut attentes = Vec::new();
    for _ in 0..16 {
        let (reponse, attente) = oneshot::channel();
        journal.demandes.send(Demande::Inscrire(Box::new(evenement()), reponse)).await.unwrap();
        while journal.demandes.capacity() < journal.demandes.max_capacity() {
            tokio::task::yield_now().await;
        }
        attentes.push(attente);
    }
    for attente in attentes {
        timeout(BIENTOT, attente).await.expect("kept waiting").unwrap().unwrap();
    }
    assert_eq!((journal.compteurs().evenements(), journal.compteurs().lots()), (16, 1));
}

#[tokio::test]
async fn who_is_alone_is_written_at_once() {
    let (journal, _dossier) = journal(Attente { duree: SANS_FIN, assez: 16, freres: 2 }).await;
    assert_eq!(inscrire(&journal).await.seq, 1);
    let moi = journal.en_route();
    let autre = journal.en_route();
    moi.arriver();
    moi.arriver();
    assert_eq!(inscrire(&journal).await.seq, 2, "one on its way is too few to wait for");
    drop(moi);
    drop(autre);
    assert_eq!(journal.freres.nombre(), 0, "each is counted once");
}

#[tokio::test]
async fn who_never_arrives_is_not_waited_for_without_end() {
    let (journal, _dossier) =
        journal(Attente { duree: Duration::from_millis(1), assez: 16, freres: 1 }).await;
    let _perdu = journal.en_route();
    assert_eq!(inscrire(&journal).await.seq, 1);
}

#[tokio::test]
async fn a_seal_or_the_end_ends_the_wait() {
    let (journal, _dossier) = journal(Attente { duree: SANS_FIN, assez: 16, freres: 1 }).await;
    let _perdu = journal.en_route();
    let (recu, sceau) = tokio::join!(inscrire(&journal), journal.sceller());
    assert_eq!((recu.seq, sceau.unwrap().unwrap().tete.seq), (1, 1));
    let (recu, fin) = tokio::join!(inscrire(&journal), journal.fermer());
    fin.unwrap();
    assert_eq!(recu.seq, 2);
}
