//! What takes longer to make than a test takes to run: made once, kept beside what is built, and
//! copied by each test.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base16ct::lower::encode_string;
use reciproque_server::attente;
use reciproque_server::depot::Depot;
use reciproque_server::serveur::{Horloge, Reglages};
use sea_orm::{ConnectionTrait as _, Database};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::{Gens, base_neuve, sqlite};

/// What nobody copied for so long is removed.
const OUBLIE: Duration = Duration::from_secs(7 * 24 * 3_600);

/// The folder of this name in a family of them, made by whoever comes first.
pub async fn une_fois(famille: &str, nom: &str, faire: impl AsyncFnOnce(&Path)) -> PathBuf {
    let racine = Path::new(env!("CARGO_TARGET_TMPDIR")).join(famille);
    fs::create_dir_all(&racine).unwrap();
    let modele = racine.join(nom);
    let verrou = File::create(racine.join("verrou")).unwrap();
    verrou.lock().unwrap();
    if !modele.exists() {
        oublier(&racine);
        // Made aside: an interrupted test leaves no half of it.
        let partiel = tempfile::tempdir_in(&racine).unwrap();
        faire(partiel.path()).await;
        fs::rename(partiel.keep(), &modele).unwrap();
    }
    modele
}

fn oublier(racine: &Path) {
    for entree in fs::read_dir(racine).unwrap().map(Result::unwrap) {
        let vieux = SystemTime::now() - OUBLIE;
        if entree.path().is_dir() && entree.metadata().unwrap().modified().unwrap() < vieux {
            fs::remove_dir_all(entree.path()).unwrap();
        }
    }
}

/// The store of a sandbox, a copy of one's own, with its people.
pub struct Peuplee {
    pub base: String,
    pub journal: String,
    pub gens: Gens,
}

impl Peuplee {
    pub async fn copier(dossier: &TempDir) -> Self {
        let nom = nom_du_jour();
        match std::env::var("RECIPROQUE_TEST_PG").ok() {
            Some(cluster) => {
                let nom = format!("{nom}-{}", empreinte(&cluster));
                let origine = format!("modele_{}", empreinte(&nom));
                let modele = une_fois("bac", &nom, async |partiel| {
                    peupler(&base_neuve(&origine, None).await, partiel).await;
                });
                let gens = gens(&modele.await);
                let base = base_neuve(&super::nom_de_base(dossier), Some(&origine)).await;
                Self { journal: base.clone(), base, gens }
            }
            None => {
                let modele = une_fois("bac", &nom, async |partiel| {
                    peupler(&sqlite(partiel, "base.sqlite"), partiel).await;
                });
                let modele = modele.await;
                fs::copy(modele.join("base.sqlite"), dossier.path().join("base.sqlite")).unwrap();
                let [base, journal] =
                    ["base.sqlite", "journal.sqlite"].map(|nom| sqlite(dossier.path(), nom));
                Self { base, journal, gens: gens(&modele) }
            }
        }
    }
}

async fn peupler(url: &str, partiel: &Path) {
    let depot = Depot::ouvrir(url).await.unwrap();
    let gens = Gens::installer(depot.ecriture(), Horloge::default().aujourdhui()).await;
    attente::reconstruire(&depot, &Reglages::default().regles).await.unwrap();
    fs::write(partiel.join("gens.json"), serde_json::to_vec(&gens).unwrap()).unwrap();
    // Nobody may be in a database that is copied; a file is copied whole.
    for base in [depot.lecture(), depot.ecriture()] {
        base.clone().close().await.unwrap();
    }
    drop(depot);
    if url.starts_with("sqlite:") {
        let base = Database::connect(url).await.unwrap();
        base.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        base.close().await.unwrap();
    }
}

fn gens(modele: &Path) -> Gens {
    serde_json::from_slice(&fs::read(modele.join("gens.json")).unwrap()).unwrap()
}

/// What makes it is in the test binary; who is there depends on the day.
fn nom_du_jour() -> String {
    let binaire = std::env::current_exe().unwrap().metadata().unwrap();
    let bati = binaire.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    format!("{}-{bati}-{}", Horloge::default().aujourdhui(), binaire.len())
}

fn empreinte(texte: &str) -> String {
    encode_string(&Sha256::digest(texte)[..8])
}
