//! Seals: the head of a chain, signed. A chain alone can't show that its end was cut; a seal can.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SubsecRound as _, Utc};
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reciproque_shared::journal::{Attestee, CleChaine, Empreinte, Raison, Rupture, Sorte, Tete};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::JournalErreur;
use super::base::CHAINES_MAX;
use crate::fichier::{expose, prive};

/// Of a seal from before chains had a key, which says no more than the head.
const DOMAINE_ANCIEN: &[u8] = b"reciproque/journal/sceau/1";
const DOMAINE: &[u8] = b"reciproque/journal/sceau/2";
/// What the secret of the chains is drawn from the key for.
const DOMAINE_CHAINE: &[u8] = b"reciproque/journal/chaine/2";

/// A signed head of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SceauEcrit", into = "SceauEcrit")]
pub struct Sceau {
    pub tete: Tete,
    /// To the millisecond.
    pub instant: DateTime<Utc>,
    pub sorte: Sorte,
    pub signature: [u8; 64],
}

impl Sceau {
    /// As a store keeps it: chain and position, digest, instant, signature, kind.
    pub(super) fn lire(
        (chaine, seq): (i64, i64),
        empreinte: &[u8],
        instant: i64,
        signature: &[u8],
        sorte: &str,
    ) -> Option<Self> {
        Some(Self {
            tete: tete(chaine, seq, empreinte)?,
            instant: DateTime::from_timestamp_millis(instant)?,
            sorte: Sorte::lire(sorte)?,
            signature: signature.try_into().ok()?,
        })
    }

    pub(super) fn attestee(&self) -> Attestee {
        Attestee { tete: self.tete, sorte: self.sorte }
    }
}

/// A head as a store keeps it.
pub(super) fn tete(chaine: i64, seq: i64, empreinte: &[u8]) -> Option<Tete> {
    let empreinte = Empreinte::new(empreinte.try_into().ok()?);
    Some(Tete { chaine: chaine.try_into().ok()?, seq: seq.try_into().ok()?, empreinte })
}

/// What leaves the machine: the seals, and the key that checks them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Export {
    pub cle_publique: String,
    pub sceaux: Vec<Sceau>,
}

impl Export {
    /// # Errors
    /// The file can't be read, or does not hold seals.
    pub fn lire(chemin: &Path) -> Result<Self, JournalErreur> {
        let contenu = fs::read(chemin).map_err(JournalErreur::fichier(chemin))?;
        serde_json::from_slice(&contenu).map_err(|_| JournalErreur::SceauIllisible(chemin.to_owned()))
    }
}

impl Export {
    /// The seals of a file, or of all the files of a folder.
    ///
    /// # Errors
    /// One of them can't be read, or does not hold seals.
    pub fn tous(chemin: &Path) -> Result<Vec<Sceau>, JournalErreur> {
        let fichiers = match chemin.is_dir() {
            true => Self::fichiers(chemin)?,
            false => vec![chemin.to_owned()],
        };
        let mut sceaux = Vec::new();
        for fichier in fichiers {
            sceaux.extend(Self::lire(&fichier)?.sceaux);
        }
        Ok(sceaux)
    }

    /// The files of seals of a folder, in the order of their names.
    ///
    /// # Errors
    /// The folder can't be read.
    pub fn fichiers(dossier: &Path) -> Result<Vec<PathBuf>, JournalErreur> {
        let lire = || -> std::io::Result<Vec<PathBuf>> {
            let entrees = fs::read_dir(dossier)?.map(|entree| entree.map(|entree| entree.path()));
            let mut fichiers = entrees.collect::<Result<Vec<_>, _>>()?;
            fichiers.retain(|fichier| fichier.extension().is_some_and(|fin| fin == "json"));
            fichiers.sort();
            Ok(fichiers)
        };
        lire().map_err(JournalErreur::fichier(dossier))
    }
}

/// A seal as JSON: digest and signature in base64.
#[derive(Serialize, Deserialize)]
struct SceauEcrit {
    chaine: u32,
    seq: u64,
    empreinte: String,
    instant: DateTime<Utc>,
    #[serde(default = "ancien")]
    sorte: String,
    signature: String,
}

/// Seals exported before chains had a key do not say their kind.
fn ancien() -> String {
    Sorte::Ancien.code().to_owned()
}

impl From<Sceau> for SceauEcrit {
    fn from(sceau: Sceau) -> Self {
        Self {
            chaine: sceau.tete.chaine,
            seq: sceau.tete.seq,
            empreinte: STANDARD.encode(sceau.tete.empreinte.octets()),
            instant: sceau.instant,
            sorte: sceau.sorte.code().to_owned(),
            signature: STANDARD.encode(sceau.signature),
        }
    }
}

impl TryFrom<SceauEcrit> for Sceau {
    type Error = &'static str;

    fn try_from(ecrit: SceauEcrit) -> Result<Self, Self::Error> {
        let empreinte = octets(&ecrit.empreinte).map(Empreinte::new).ok_or("empreinte illisible")?;
        let signature = octets(&ecrit.signature).ok_or("signature illisible")?;
        let sorte = Sorte::lire(&ecrit.sorte).ok_or("sorte de sceau inconnue")?;
        let tete = Tete { chaine: ecrit.chaine, seq: ecrit.seq, empreinte };
        Ok(Self { tete, instant: ecrit.instant, sorte, signature })
    }
}

fn octets<const N: usize>(base64: &str) -> Option<[u8; N]> {
    STANDARD.decode(base64.trim()).ok()?.try_into().ok()
}

/// The key of the journal, in a file that only the server can read: it signs, and the secret of
/// the chains is derived from it.
pub struct Cle {
    chemin: PathBuf,
    secrete: SigningKey,
    chaine: CleChaine,
}

impl Cle {
    fn new(chemin: &Path, secret: &[u8; 32]) -> Self {
        let mut bloc = [0; 64];
        bloc[..32].copy_from_slice(secret);
        let mut derive = Hmac::<Sha256>::new(&bloc.into());
        derive.update(DOMAINE_CHAINE);
        let chaine = CleChaine::new(&derive.finalize().into_bytes().into());
        Self { chemin: chemin.to_owned(), secrete: SigningKey::from_bytes(secret), chaine }
    }

    /// # Errors
    /// The file is missing, is not a key, or can be read by others.
    pub fn ouvrir(chemin: &Path) -> Result<Self, JournalErreur> {
        let contenu = fs::read_to_string(chemin).map_err(JournalErreur::fichier(chemin))?;
        if expose(chemin).map_err(JournalErreur::fichier(chemin))? {
            return Err(JournalErreur::CleExposee(chemin.to_owned()));
        }
        let secret = octets(&contenu).ok_or_else(|| JournalErreur::CleIllisible(chemin.to_owned()))?;
        Ok(Self::new(chemin, &secret))
    }

    /// Draws a new key and keeps it with mode 0600.
    ///
    /// # Errors
    /// The file can't be written, or exists already.
    pub fn creer(chemin: &Path) -> Result<Self, JournalErreur> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)
            .map_err(|erreur| JournalErreur::fichier(chemin)(std::io::Error::other(erreur)))?;
        let mut fichier = prive().create_new(true).open(chemin).map_err(JournalErreur::fichier(chemin))?;
        writeln!(fichier, "{}", STANDARD.encode(secret))
            .and_then(|()| fichier.sync_all())
            .map_err(JournalErreur::fichier(chemin))?;
        Ok(Self::new(chemin, &secret))
    }

    /// The secret of the chains.
    pub(super) fn chaine(&self) -> &CleChaine {
        &self.chaine
    }

    /// The public key, in base64.
    #[must_use]
    pub fn publique(&self) -> String {
        STANDARD.encode(self.secrete.verifying_key().as_bytes())
    }

    pub(super) fn signer(&self, message: &[u8]) -> [u8; 64] {
        self.secrete.sign(message).to_bytes()
    }

    pub(super) fn confirme(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.secrete.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }

    #[must_use]
    pub fn sceller(&self, tete: Tete, sorte: Sorte) -> Sceau {
        let instant = Utc::now().trunc_subsecs(3);
        let signature = self.signer(&message(tete, instant, sorte));
        Sceau { tete, instant, sorte, signature }
    }

    /// The head that the seal attests.
    ///
    /// # Errors
    /// The seal was not signed with this key.
    pub fn attester(&self, sceau: &Sceau) -> Result<Attestee, Rupture> {
        match self.confirme(&message(sceau.tete, sceau.instant, sceau.sorte), &sceau.signature) {
            true => Ok(sceau.attestee()),
            false => {
                let Tete { chaine, seq, .. } = sceau.tete;
                Err(Rupture { chaine, position: seq, raison: Raison::Signature })
            }
        }
    }

    /// Keeps the last seal of its chain beside the key as well: a store put back to an earlier
    /// state carries only its earlier seals.
    pub(super) fn garder(&self, sceau: &Sceau) -> Result<(), JournalErreur> {
        let chemin = self.temoin(sceau.tete.chaine);
        let provisoire = chemin.with_extension("provisoire");
        let export = Export { cle_publique: self.publique(), sceaux: vec![sceau.clone()] };
        serde_json::to_vec(&export)
            .map_err(std::io::Error::from)
            .and_then(|contenu| {
                let mut fichier = prive().create(true).truncate(true).open(&provisoire)?;
                fichier.write_all(&contenu)?;
                fichier.sync_all()?;
                fs::rename(&provisoire, &chemin)
            })
            .map_err(JournalErreur::fichier(chemin))
    }

    /// The seal kept beside the key for this chain, if any.
    pub(super) fn garde(&self, chaine: u32) -> Result<Option<Sceau>, JournalErreur> {
        let chemin = self.temoin(chaine);
        if !chemin.exists() {
            return Ok(None);
        }
        Ok(Export::lire(&chemin)?.sceaux.into_iter().find(|sceau| sceau.tete.chaine == chaine))
    }

    /// Every seal kept beside the key.
    pub(super) fn gardes(&self) -> Result<Vec<Sceau>, JournalErreur> {
        let mut sceaux = Vec::new();
        for chaine in 0..CHAINES_MAX {
            sceaux.extend(self.garde(chaine)?);
        }
        Ok(sceaux)
    }

    fn temoin(&self, chaine: u32) -> PathBuf {
        self.chemin.with_extension(format!("sceau-{chaine}.json"))
    }
}

fn message(tete: Tete, instant: DateTime<Utc>, sorte: Sorte) -> Vec<u8> {
    let mut message = match sorte {
        Sorte::Ancien => DOMAINE_ANCIEN.to_vec(),
        Sorte::Courant | Sorte::Ouverture | Sorte::Arret => DOMAINE.to_vec(),
    };
    message.extend_from_slice(&tete.chaine.to_be_bytes());
    message.extend_from_slice(&tete.seq.to_be_bytes());
    message.extend_from_slice(tete.empreinte.octets());
    message.extend_from_slice(&instant.timestamp_millis().to_be_bytes());
    match sorte {
        Sorte::Ancien => {}
        Sorte::Courant => message.push(1),
        Sorte::Ouverture => message.push(2),
        Sorte::Arret => message.push(3),
    }
    message
}
