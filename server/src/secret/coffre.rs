//! The key of the accounts, in a file of its own. Without it the store betrays neither the
//! secrets of authenticator applications (drawn from it and a salt) nor recovery codes.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::ensure;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sha2::{Digest, Sha256};

use crate::depot::entite::compte;
use crate::fichier::{expose, inutilisable, prive};

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
    /// The file can't be read or written, can be read by others, or does not hold a key; it is
    /// not there and second factors drawn from it are in the store.
    pub async fn ouvrir(chemin: &Path, base: &impl ConnectionTrait) -> anyhow::Result<Self> {
        if chemin.exists() {
            return Self::lire(chemin);
        }
        let installes = compte::Entity::find().filter(compte::Column::Graine.is_not_null());
        ensure!(
            installes.count(base).await? == 0,
            "{} est absent, et des agents ont déjà une application d’authentification : remettez le fichier depuis \
             sa sauvegarde. S’il est perdu, suivez « Clé des comptes perdue » dans docs/exploitation.md",
            chemin.display()
        );
        Self::creer(chemin)
    }

    fn lire(chemin: &Path) -> anyhow::Result<Self> {
        let refuse =
            || inutilisable("la clé des comptes", chemin, "Rendez le fichier lisible au compte du serveur.");
        ensure!(
            !expose(chemin).map_err(refuse())?,
            "{} est lisible par d’autres comptes de la machine : lancez « chmod 600 » sur ce fichier",
            chemin.display()
        );
        let contenu = fs::read_to_string(chemin).map_err(refuse())?;
        let octets = STANDARD.decode(contenu.trim()).unwrap_or_default();
        ensure!(octets.len() == 32, "{} ne contient pas de clé", chemin.display());
        let mut cle = [0; 32];
        cle.copy_from_slice(&octets);
        Ok(Self(cle))
    }

    fn creer(chemin: &Path) -> anyhow::Result<Self> {
        let coffre = Self::default();
        let mut fichier = prive().create_new(true).open(chemin).map_err(inutilisable(
            "la clé des comptes",
            chemin,
            "Rendez son dossier accessible au compte du serveur.",
        ))?;
        writeln!(fichier, "{}", STANDARD.encode(coffre.0))?;
        fichier.sync_all()?;
        Ok(coffre)
    }

    /// 256 bits drawn from the key for one use (`usage`) and one value. The key has a fixed
    /// length and each usage is followed by a separator: no two inputs meet.
    pub(super) fn deriver(&self, usage: &str, valeur: &str) -> [u8; 32] {
        let mut hachage = Sha256::new();
        hachage.update(self.0);
        hachage.update(usage.as_bytes());
        hachage.update([0]);
        hachage.update(valeur.as_bytes());
        // Hashed again: the digest of a prefix tells nothing of what follows it. `Hmac` would do
        // the same with other bytes, and the applications installed and the recovery codes handed
        // over hang on these.
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
        let (premier, second) = (Coffre::creer(&chemin).unwrap(), Coffre::lire(&chemin).unwrap());
        assert_eq!(premier.deriver("a", "b"), second.deriver("a", "b"));
        assert_ne!(premier.deriver("a", "b"), premier.deriver("ab", ""));
        assert_ne!(premier.deriver("a", "b"), Coffre::default().deriver("a", "b"));
        fs::write(&chemin, "trop court").unwrap();
        assert!(Coffre::lire(&chemin).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("comptes.cle");
        Coffre::creer(&chemin).unwrap();
        for (droits, accepte) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false)] {
            fs::set_permissions(&chemin, fs::Permissions::from_mode(droits)).unwrap();
            assert_eq!(Coffre::lire(&chemin).is_ok(), accepte, "{droits:o}");
        }
    }
}
