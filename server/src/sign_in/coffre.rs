//! The key of the accounts, in a file of its own. Without it the store betrays neither the
//! secrets of authenticator applications (drawn from it and a salt) nor recovery codes.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Secret key, 256 bits.
#[derive(Clone)]
pub struct Coffre([u8; 32]);

/// Drawn for this process alone: what it protects does not outlive it (tests).
impl Default for Coffre {
    fn default() -> Self {
        Self(rand::random())
    }
}

impl std::fmt::Debug for Coffre {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Coffre")
    }
}

impl Coffre {
    /// Opens the key kept in this file; draws it the first time, with mode 0600.
    ///
    /// # Errors
    /// The file can't be read or written, or does not hold a key.
    pub fn ouvrir(chemin: &Path) -> anyhow::Result<Self> {
        if !chemin.exists() {
            let coffre = Self::default();
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut fichier = options.open(chemin).with_context(|| chemin.display().to_string())?;
            writeln!(fichier, "{}", STANDARD.encode(coffre.0))?;
            fichier.sync_all()?;
            return Ok(coffre);
        }
        let contenu = fs::read_to_string(chemin).with_context(|| chemin.display().to_string())?;
        let octets = STANDARD.decode(contenu.trim()).unwrap_or_default();
        ensure!(octets.len() == 32, "{} ne contient pas de clé", chemin.display());
        let mut cle = [0; 32];
        cle.copy_from_slice(&octets);
        Ok(Self(cle))
    }

    /// 256 bits drawn from the key for one use (`usage`) and one value. The key has a fixed
    /// length and each usage is followed by a separator: no two inputs meet.
    pub(super) fn deriver(&self, usage: &str, valeur: &str) -> [u8; 32] {
        let mut hachage = Sha256::new();
        hachage.update(self.0);
        hachage.update(usage.as_bytes());
        hachage.update([0]);
        hachage.update(valeur.as_bytes());
        // Hashed again: the digest of a prefix tells nothing of what follows it.
        let interieur = hachage.finalize();
        Sha256::new().chain_update(self.0).chain_update(interieur).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_file_gives_the_same_key_and_uses_differ() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("comptes.cle");
        let (premier, second) = (Coffre::ouvrir(&chemin).unwrap(), Coffre::ouvrir(&chemin).unwrap());
        assert_eq!(premier.deriver("a", "b"), second.deriver("a", "b"));
        assert_ne!(premier.deriver("a", "b"), premier.deriver("ab", ""));
        assert_ne!(premier.deriver("a", "b"), Coffre::default().deriver("a", "b"));
        fs::write(&chemin, "trop court").unwrap();
        assert!(Coffre::ouvrir(&chemin).is_err());
    }
}
