//! A flow into the store: some hundreds of foyers a transaction, nothing lost, nothing twice.
//!
//! - The same content changes nothing: each dossier keeps the print of what it was
//!   last told.
//! - A flow older than what a dossier already holds leaves it as it is; of two of the same
//!   age, the last one read wins. A flow wrongly dated can be declared void: [`annulation`].
//! - What was received and can't be read never erases what was known.
//! - A dossier absent from a flow stays. What partners entered is in other tables
//!   and is never touched.
//! - The people of a training store are invented, those of a production store are
//!   real: a flow of the other kind is refused.

mod ailleurs;
mod annulation;
mod bilan;
mod constats;
mod enregistrement;
mod identifiants;
mod personnes;
mod plume;
mod reconnaissance;
mod registre;
pub mod reprise;
mod retrouvailles;
mod rubriques_foyer;
mod rubriques_personne;
mod suite;
mod texte;
mod trace;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufReader, Seek};
use std::path::Path;

use anyhow::{Context, bail};
use base16ct::lower::encode_string;
use chrono::{DateTime, Utc};
use reciproque_shared::date;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

pub use annulation::{Annulation, annuler_sous_trace};
pub use bilan::Bilan;
pub use trace::{importer_sous_trace, sous_trace};

use self::bilan::Decompte;
use self::enregistrement::Enregistreur;
use super::{FluxVerifie, Foyer, Lecteur, Lu, Options, Origine, Refus, verifie};
use crate::depot::Depot;
use crate::depot::reglage::{Nature, marquer, nature};
use crate::fichier::inutilisable;

/// Foyers written by one transaction at most, and read ahead meanwhile: other writers wait no longer
/// than for it.
const LOT: usize = 500;

/// Reads one file into the store. `progres` is told how many foyers are done, of
/// how many.
///
/// # Errors
/// The file is refused (see [`verifie`]) or of the wrong kind for this store:
/// nothing is written then. Or the store fails: what was written before stays, and
/// reading the file again completes it.
pub async fn importer(
    depot: &Depot,
    chemin: &Path,
    options: &Options,
    maintenant: DateTime<Utc>,
    mut progres: impl FnMut(u32, u32),
) -> anyhow::Result<Bilan> {
    let (fichier, empreinte, verifie) = controler(chemin, options.clone()).await?;
    verifie.entete.dates(date::a_paris(maintenant).date())?;
    admettre(depot, verifie.entete.origine()).await?;
    let foyers_du_fichier = verifie.foyers;
    let mut decompte = Decompte::new(&verifie);
    let mut enregistreur = Enregistreur::ouvrir(depot, &verifie, empreinte, maintenant).await?;
    let (envoi, mut lus) = mpsc::channel(LOT);
    let lecture = tokio::task::spawn_blocking(move || lire(fichier, verifie, &envoi));
    let mut lot = Vec::with_capacity(LOT);
    while lus.recv_many(&mut lot, LOT).await > 0 {
        let foyers: Vec<&Foyer> = lot.iter().filter_map(Lu::foyer).collect();
        let mut issues = enregistreur.foyers(&foyers).await?.into_iter();
        for lu in lot.drain(..) {
            match lu {
                Lu::Foyer(foyer) => {
                    if let Some(issue) = issues.next() {
                        decompte.foyer(&foyer, issue);
                    }
                }
                Lu::Rejet(rejet) => {
                    let connu = enregistreur.est_connu(rejet.numero_demande.as_deref());
                    decompte.rejet(rejet, connu);
                }
                Lu::Double(avertissement) => decompte.double(&avertissement),
            }
        }
        progres(decompte.lus(), foyers_du_fichier);
    }
    lecture.await.context("la lecture du fichier s'est interrompue")??;
    enregistreur.conclure(decompte).await
}

/// The first pass, away from the async threads: the file, its print, what it says.
async fn controler(chemin: &Path, options: Options) -> anyhow::Result<(File, String, FluxVerifie)> {
    let fichier = ouvrir(chemin)?;
    tokio::task::spawn_blocking(move || {
        let lu = verifie(BufReader::with_capacity(1 << 16, &fichier), &options)?;
        (&fichier).rewind()?;
        let empreinte = empreinte(&fichier)?;
        (&fichier).rewind()?;
        anyhow::Ok((fichier, empreinte, lu))
    })
    .await
    .context("la vérification du fichier s'est interrompue")?
}

fn ouvrir(chemin: &Path) -> anyhow::Result<File> {
    let ouvert = File::open(chemin).and_then(|fichier| match fichier.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(fichier),
    });
    ouvert.map_err(inutilisable("le flux", chemin, "Vérifiez le chemin du fichier et le droit de le lire."))
}

/// The digest of what is left to read.
fn empreinte(mut fichier: &File) -> io::Result<String> {
    let mut hache = Sha256::new();
    io::copy(&mut fichier, &mut Hacheur(&mut hache))?;
    Ok(encode_string(&hache.finalize()))
}

/// The digest as something to write to.
struct Hacheur<'a>(&'a mut Sha256);

impl io::Write for Hacheur<'_> {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.update(octets);
        Ok(octets.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lire(fichier: File, verifie: FluxVerifie, envoi: &mpsc::Sender<Lu>) -> Result<(), Refus> {
    for lu in Lecteur::ouvre(BufReader::with_capacity(1 << 16, fichier), verifie)? {
        // nobody listens any more: the writing failed and says so itself
        if envoi.blocking_send(lu?).is_err() {
            break;
        }
    }
    Ok(())
}

/// A store keeps to the kind of its first flow.
async fn admettre(depot: &Depot, origine: Origine) -> anyhow::Result<()> {
    let attendue = match origine {
        Origine::Exercice => Nature::Formation,
        Origine::Caisse => Nature::Production,
    };
    match nature(depot.lecture()).await? {
        None => marquer(depot.ecriture(), attendue).await?,
        Some(existante) if existante == attendue => {}
        Some(Nature::Formation) => bail!(
            "Cette base est une base de formation : elle refuse le flux d'une caisse, qui parle de vraies personnes. \
             Chargez-le dans une base de production."
        ),
        Some(Nature::Production) => bail!(
            "Cette base est une base de production : elle refuse un flux inventé. \
             Chargez-le dans une base de formation."
        ),
    }
    Ok(())
}
