//! An invented flow, conforming to VRSB0801, for training stores.
//!
//! Nobody in it exists. The header says so (`NUMVERSIONAPPLIEME` is `DEMO`), and
//! the order numbers of the NIR are taken from the top (999 and down), where no
//! commune of this size has ever gone.

mod adulte;
mod enfant;
mod famille;
pub(super) mod hasard;
mod lieux;
mod nir;
mod noms;
mod parcours;
mod prestation;
mod revenus;

#[cfg(test)]
mod tests;

use std::io::{self, Write};

use chrono::{Days, NaiveDate, NaiveTime};

use self::famille::Inventeur;
use crate::flux::{Entete, Foyer, Totaux, VERSION_EXERCICE};

/// What to invent.
#[derive(Clone, Copy, Debug)]
pub struct Demande {
    pub foyers: usize,
    /// The same seed gives the same file, byte for byte.
    pub graine: u64,
    /// Day that the flow describes: the last of a month, as in a monthly flow.
    pub reference: NaiveDate,
}

/// Writes the flow, one foyer at a time, in windows-1252.
///
/// # Errors
/// Those of the output.
pub fn generer(demande: Demande, sortie: &mut impl Write) -> io::Result<()> {
    let mut inventeur = Inventeur::new(demande);
    let foyers = (0..demande.foyers).map(|rang| inventeur.foyer(rang));
    ecrire(foyers, &entete(demande.reference, "M"), sortie)
}

/// The foyers that come after those of the flow, each changed by `autrement`, in a daily one.
///
/// # Errors
/// Those of the output.
pub fn generer_suivants(
    demande: Demande,
    nombre: usize,
    autrement: impl Fn(usize, &mut Foyer),
    sortie: &mut impl Write,
) -> io::Result<()> {
    let mut inventeur = Inventeur::new(demande);
    let foyers = (0..nombre).map(|rang| {
        let mut foyer = inventeur.foyer(demande.foyers + rang);
        autrement(rang, &mut foyer);
        foyer
    });
    ecrire(foyers, &entete(demande.reference, "I"), sortie)
}

fn ecrire(
    foyers: impl ExactSizeIterator<Item = Foyer>,
    entete: &Entete,
    sortie: &mut impl Write,
) -> io::Result<()> {
    let debut = entete.en_xml("IdentificationFlux");
    encode(sortie, &format!("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<Racine>\n{debut}"))?;
    let dossiers = u32::try_from(foyers.len()).unwrap_or(u32::MAX);
    for foyer in foyers {
        encode(sortie, &foyer.en_xml("InfosFoyerRSA"))?;
    }
    let fin = Totaux { dossiers, anomalies: 0 }.en_xml("TransmissionFlux");
    encode(sortie, &format!("{fin}</Racine>\n"))?;
    sortie.flush()
}

fn entete(reference: NaiveDate, periodicite: &str) -> Entete {
    Entete {
        application: "CRI".to_owned(),
        version: Some(VERSION_EXERCICE.to_owned()),
        periodicite: periodicite.to_owned(),
        nature: "D".to_owned(),
        creation: reference.checked_add_days(Days::new(3)).unwrap_or(reference),
        heure_creation: NaiveTime::from_hms_opt(1, 18, 36),
        reference,
    }
}

/// A character that windows-1252 lacks becomes a character reference.
fn encode(sortie: &mut impl Write, texte: &str) -> io::Result<()> {
    let (octets, ..) = encoding_rs::WINDOWS_1252.encode(texte);
    sortie.write_all(&octets)
}
