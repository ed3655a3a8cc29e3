//! Files that only the account of the server may read, and what is told of one that can't be used.

mod droits;

use std::fmt::Display;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

pub use droits::{DroitsErreur, resserrer, resserrer_dossier, resserrer_sqlite};

/// Options that create a file for its owner only.
pub fn prive() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).mode(0o600);
    options
}

/// Creates the file if it is not there, for its owner only.
pub fn creer_prive(chemin: &Path) -> io::Result<()> {
    prive().create(true).truncate(false).open(chemin).map(drop)
}

/// A file to write from its beginning, for its owner only even if it was there.
pub fn ecrire_prive(chemin: &Path) -> io::Result<File> {
    let fichier = prive().create(true).truncate(true).open(chemin)?;
    fichier.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(fichier)
}

/// Whether others than its owner may read or write a file.
///
/// # Errors
/// When its rights can't be read.
pub fn expose(chemin: &Path) -> io::Result<bool> {
    Ok(fs::metadata(chemin)?.permissions().mode() & 0o077 != 0)
}

/// Says which file could not be used, why, and what to do.
pub fn inutilisable(
    quoi: &str,
    chemin: impl AsRef<Path>,
    remede: &str,
) -> impl FnOnce(io::Error) -> anyhow::Error {
    let debut = format!("{quoi} « {} »", chemin.as_ref().display());
    let remede = remede.to_owned();
    move |cause| anyhow::anyhow!("{debut} : {}. {remede}", raison(&cause))
}

/// The same error, of which the file is known.
pub fn nomme(chemin: &Path) -> impl FnOnce(io::Error) -> io::Error {
    move |cause| io::Error::new(cause.kind(), format!("{} : {}", chemin.display(), raison(&cause)))
}

/// What the system answers, in French; what was said by us already, as it is.
pub fn raison(cause: &io::Error) -> String {
    let dite: &dyn Display = match cause.kind() {
        _ if cause.get_ref().is_some() => cause,
        ErrorKind::NotFound => &"introuvable",
        ErrorKind::PermissionDenied => &"accès refusé au compte qui lance la commande",
        ErrorKind::IsADirectory => &"c’est un dossier, il faut un fichier",
        ErrorKind::NotADirectory => &"le chemin passe par un fichier qui n’est pas un dossier",
        ErrorKind::AlreadyExists => &"existe déjà",
        ErrorKind::StorageFull => &"le disque est plein",
        ErrorKind::ReadOnlyFilesystem => &"le disque est en lecture seule",
        ErrorKind::InvalidData => &"ce n’est pas un texte en UTF-8",
        ErrorKind::AddrInUse => &"déjà prise par un autre programme",
        ErrorKind::AddrNotAvailable => &"n’est pas une adresse de cette machine",
        _ => cause,
    };
    dite.to_string()
}
