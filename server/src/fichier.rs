//! Files that only the account of the server may read.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

/// Options that create a file for its owner only.
pub fn prive() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates the file if it is not there, for its owner only.
///
/// # Errors
/// When it can't be written.
pub fn creer_prive(chemin: &Path) -> io::Result<()> {
    prive().create(true).truncate(false).open(chemin).map(drop)
}

/// Whether others than its owner may read or write a file.
///
/// # Errors
/// When its rights can't be read.
#[cfg(unix)]
pub fn expose(chemin: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(chemin)?.permissions().mode() & 0o077 != 0)
}

/// Whether others than its owner may read or write a file: not known on this system.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn expose(_chemin: &Path) -> io::Result<bool> {
    Ok(false)
}
