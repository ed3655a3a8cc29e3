//! The machine's own limit: how long the disk takes to keep a page.

use std::fs::{File, remove_file};
use std::io::{Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

const ESSAIS: usize = 200;
const PAGE: usize = 4_096;

#[derive(Clone, Copy, Debug)]
pub struct Disque {
    pub p50: Duration,
    pub p99: Duration,
}

impl std::fmt::Display for Disque {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "p50 {} µs, p99 {} µs", self.p50.as_micros(), self.p99.as_micros())
    }
}

/// Writes pages over those of a file beside the journal, with one fdatasync each: what
/// SQLite does to its log, and the fastest that a disk can be asked.
pub fn mesurer(dossier: &Path) -> anyhow::Result<Disque> {
    let chemin = dossier.join("mesure-fdatasync");
    let mut fichier = File::create(&chemin)?;
    fichier.write_all(&[0; ESSAIS * PAGE])?;
    fichier.sync_all()?;
    fichier.rewind()?;
    let mut durees = Vec::with_capacity(ESSAIS);
    for _ in 0..ESSAIS {
        fichier.write_all(&[0x5a; PAGE])?;
        let depart = Instant::now();
        fichier.sync_data()?;
        durees.push(depart.elapsed());
    }
    remove_file(chemin)?;
    durees.sort_unstable();
    Ok(Disque { p50: durees[ESSAIS / 2], p99: durees[ESSAIS * 99 / 100] })
}
