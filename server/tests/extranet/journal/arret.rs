//! A process that dies, a disk that fills: what was acknowledged is there, nothing else was.
//!
//! The process is this test binary, started again on
//! [`a_process_that_appends_until_it_is_stopped`]: it appends and prints each number it is given,
//! until it is killed or refused.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use reciproque_server::journal::{Exigence, Journal};
use tokio::task::JoinSet;

use super::terrain::{Terrain, consultation};

const ADRESSE: &str = "RECIPROQUE_ESSAI_JOURNAL";
const CLE: &str = "RECIPROQUE_ESSAI_CLE";
const REFUS: &str = "refus";

#[tokio::test]
#[ignore = "started by the other tests of this module"]
async fn a_process_that_appends_until_it_is_stopped() {
    let (Ok(url), Ok(cle)) = (std::env::var(ADRESSE), std::env::var(CLE)) else { return };
    let journal = Journal::ouvrir_sous(&url, cle.as_ref(), Exigence::Levee).await.unwrap();
    let mut clients = JoinSet::new();
    for client in 0..8 {
        let journal = journal.clone();
        clients.spawn(async move {
            while let Ok(recu) = journal.append(consultation(client)).await {
                writeln!(std::io::stdout(), "\nrecu {}", recu.seq).unwrap();
            }
            writeln!(std::io::stdout(), "\n{REFUS}").unwrap();
        });
    }
    clients.join_all().await;
}

fn lancer(terrain: &Terrain, prealable: &str) -> Child {
    let binaire = std::env::current_exe().unwrap();
    Command::new("sh")
        .args(["-c", &format!("{prealable} exec \"$0\" \"$@\"")])
        .arg(binaire)
        .args([
            "--exact",
            "journal::arret::a_process_that_appends_until_it_is_stopped",
            "--ignored",
            "--nocapture",
        ])
        .env(ADRESSE, &terrain.url)
        .env(CLE, terrain.cle())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Reads what the process prints until it has acknowledged `assez` events or stopped.
fn lire(enfant: &mut Child, assez: usize) -> (Vec<u64>, usize) {
    let (mut recus, mut refus) = (Vec::new(), 0);
    for ligne in BufReader::new(enfant.stdout.as_mut().unwrap()).lines() {
        let ligne = ligne.unwrap();
        recus.extend(ligne.strip_prefix("recu ").map(|seq| seq.parse::<u64>().unwrap()));
        refus += usize::from(ligne == REFUS);
        if recus.len() == assez {
            break;
        }
    }
    (recus, refus)
}

/// Opens again at once, finds every acknowledged event, and goes on.
async fn assert_tous_presents(terrain: &Terrain, recus: &[u64]) {
    let journal = terrain.ouvrir().await;
    let bilan = journal.verifier().await.unwrap()[0];
    let dernier = recus.iter().copied().max().unwrap_or_default();
    assert!(bilan.tete.seq >= dernier, "acknowledged {dernier}, kept {}", bilan.tete.seq);
    assert_eq!(journal.append(consultation(1)).await.unwrap().seq, bilan.tete.seq + 1);
    journal.fermer().await.unwrap();
}

#[tokio::test]
async fn a_killed_process_acknowledged_nothing_that_was_not_kept() {
    let terrain = Terrain::sqlite();
    for assez in [1, 40, 300] {
        let mut enfant = lancer(&terrain, "");
        let (recus, _) = lire(&mut enfant, assez);
        enfant.kill().unwrap();
        enfant.wait().unwrap();
        assert_eq!(recus.len(), assez);
        assert_tous_presents(&terrain, &recus).await;
    }
}

#[tokio::test]
async fn a_full_disk_refuses_and_loses_nothing_acknowledged() {
    let terrain = Terrain::sqlite();
    // No file may pass 256 KiB: a write beyond fails, as on a full disk.
    let mut enfant = lancer(&terrain, "trap '' XFSZ; ulimit -f 512;");
    let (recus, refus) = lire(&mut enfant, usize::MAX);
    enfant.wait().unwrap();
    assert!(!recus.is_empty());
    assert_eq!(refus, 8, "each client is told");
    assert_tous_presents(&terrain, &recus).await;
}
