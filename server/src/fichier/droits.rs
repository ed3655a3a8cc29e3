//! The rights of what the server keeps: 0600 for a file, 0700 for its folder. Rights that are too
//! wide are taken away and said; what others may have written or own is refused.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::raison;

/// Rights of the group and of the others.
const AUTRES: u32 = 0o077;
/// Anybody on the machine may write.
const ECRIT_PAR_TOUS: u32 = 0o002;
/// What SQLite keeps beside a store.
const ANNEXES: [&str; 3] = ["", "-wal", "-shm"];
/// A key is never mended: who could read it may have copied it. What opens it refuses.
const CLE: &str = "cle";

/// Why the rights of a file are not mended.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DroitsErreur {
    #[error(
        "{0} appartient à un autre compte de la machine : lancez la commande sous le compte du serveur, ou rendez-le-lui \
         (chown)"
    )]
    AutreCompte(PathBuf),
    #[error(
        "{0} peut être écrit par tous les comptes de la machine : vérifiez ce qu’il contient, puis retirez ce droit \
         (chmod o-w)"
    )]
    EcritParTous(PathBuf),
    #[error("{0} : {1}")]
    Fichier(PathBuf, String),
}

/// Takes away the rights that others than its owner have on a file or a folder, if it is there.
///
/// # Errors
/// It belongs to somebody else, anybody could write there, or its rights can't be changed.
pub fn resserrer(chemin: &Path) -> Result<(), DroitsErreur> {
    let illisible = |cause| DroitsErreur::Fichier(chemin.to_owned(), raison(&cause));
    let lu = match fs::metadata(chemin) {
        Ok(lu) => lu,
        Err(absent) if absent.kind() == ErrorKind::NotFound => return Ok(()),
        Err(autre) => return Err(illisible(autre)),
    };
    if lu.uid() != rustix::process::geteuid().as_raw() {
        return Err(DroitsErreur::AutreCompte(chemin.to_owned()));
    }
    let droits = lu.mode() & 0o777;
    if droits & ECRIT_PAR_TOUS != 0 {
        return Err(DroitsErreur::EcritParTous(chemin.to_owned()));
    }
    if droits & AUTRES != 0 {
        let justes = droits & !AUTRES;
        fs::set_permissions(chemin, Permissions::from_mode(justes)).map_err(illisible)?;
        tracing::warn!(
            "{} était ouvert à d’autres comptes de la machine : droits ramenés de {droits:04o} à {justes:04o}",
            chemin.display()
        );
    }
    Ok(())
}

/// A store of SQLite, with what SQLite keeps beside it.
///
/// # Errors
/// Those of [`resserrer`].
pub fn resserrer_sqlite(chemin: &Path) -> Result<(), DroitsErreur> {
    ANNEXES.iter().try_for_each(|annexe| {
        let mut nom = chemin.as_os_str().to_owned();
        nom.push(annexe);
        resserrer(Path::new(&nom))
    })
}

/// The folder of the data, if it is there, and the files in it.
///
/// # Errors
/// Those of [`resserrer`]; it is not a folder.
pub fn resserrer_dossier(dossier: &Path) -> Result<(), DroitsErreur> {
    let illisible = |cause| DroitsErreur::Fichier(dossier.to_owned(), raison(&cause));
    if !dossier.exists() {
        return Ok(());
    }
    if !dossier.is_dir() {
        return Err(illisible(ErrorKind::NotADirectory.into()));
    }
    resserrer(dossier)?;
    for entree in fs::read_dir(dossier).map_err(illisible)? {
        let chemin = entree.map_err(illisible)?.path();
        if chemin.is_file() && chemin.extension().is_none_or(|extension| extension != CLE) {
            resserrer(&chemin)?;
        }
    }
    Ok(())
}
