//! Files and folders that a command is given: too open, they are closed or refused; unusable, they
//! are named with the remedy.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::lancer;

fn droits(chemin: &Path) -> u32 {
    fs::metadata(chemin).unwrap().permissions().mode() & 0o777
}

fn ouvrir(chemin: &Path, droits: u32) {
    fs::set_permissions(chemin, Permissions::from_mode(droits)).unwrap();
}

/// All that the commands write there.
fn contenu(dossier: &Path) -> Vec<std::path::PathBuf> {
    let mut lus: Vec<_> = fs::read_dir(dossier).unwrap().map(|entree| entree.unwrap().path()).collect();
    lus.sort();
    lus
}

/// A demonstration in a folder of its own, on SQLite: the files are what is tried.
fn demo() -> tempfile::TempDir {
    let dossier = tempfile::tempdir().unwrap();
    let donnees = dossier.path().join("donnees");
    let (issue, dit) = lancer(&["demo", "--foyers", "3"], &donnees, &[]);
    assert!(issue.status.success(), "{dit}");
    dossier
}

#[test]
fn every_file_of_the_data_is_closed_to_others_and_closed_again_when_it_was_opened() {
    let dossier = demo();
    let donnees = dossier.path().join("donnees");
    assert_eq!(droits(&donnees), 0o700);
    let fichiers = contenu(&donnees);
    let noms: Vec<_> = fichiers.iter().map(|nom| nom.file_name().unwrap().to_str().unwrap()).collect();
    for attendu in [
        "comptes-demo.json",
        "comptes-demo.txt",
        "flux-demo.xml",
        "journal.cle",
        "journal.sqlite",
        "reciproque.sqlite",
    ] {
        assert!(noms.contains(&attendu), "{noms:?}");
    }
    assert!(noms.iter().any(|nom| nom.starts_with("journal.sceau")), "{noms:?}");
    for fichier in &fichiers {
        assert_eq!(droits(fichier), 0o600, "{}", fichier.display());
    }
    // As if they were of a server that was running: SQLite keeps these while it is open.
    for annexe in ["reciproque.sqlite-wal", "reciproque.sqlite-shm", "journal.sqlite-wal"] {
        fs::OpenOptions::new().append(true).create(true).open(donnees.join(annexe)).unwrap();
    }
    for fichier in contenu(&donnees).iter().filter(|nom| nom.extension().unwrap() != "cle") {
        // Swept away with its store, when that was closed.
        if !fichier.exists() {
            fs::write(fichier, "").unwrap();
        }
        ouvrir(fichier, 0o644);
        let (_, dit) = lancer(&["journal", "sceller"], &donnees, &[]);
        // What SQLite swept away is no longer open to anybody.
        assert!(!fichier.exists() || droits(fichier) == 0o600, "{}", fichier.display());
        assert!(dit.contains(fichier.to_str().unwrap()) && dit.contains("0644 à 0600"), "{dit}");
    }
    ouvrir(&donnees, 0o755);
    let (issue, dit) = lancer(&["journal", "verify"], &donnees, &[]);
    assert!(issue.status.success() && dit.contains("0755 à 0700"), "{dit}");
    assert_eq!(droits(&donnees), 0o700);
}

#[test]
fn what_anybody_may_write_and_a_key_that_others_may_read_are_refused() {
    let dossier = demo();
    let donnees = dossier.path().join("donnees");
    let lus = contenu(&donnees);
    let cles = lus.iter().filter(|nom| nom.ends_with("journal.cle")).map(|cle| (cle, 0o640, "chmod 600"));
    let autres =
        lus.iter().filter(|nom| nom.extension().unwrap() != "cle").map(|nom| (nom, 0o666, "chmod o-w"));
    for (fichier, trop, remede) in cles.chain(autres).chain([(&donnees, 0o777, "chmod o-w")]) {
        let justes = droits(fichier);
        ouvrir(fichier, trop);
        let (issue, dit) = lancer(&["journal", "verify"], &donnees, &[]);
        assert!(!issue.status.success(), "{}: {dit}", fichier.display());
        assert!(dit.contains(fichier.to_str().unwrap()) && dit.contains(remede), "{dit}");
        ouvrir(fichier, justes);
    }
    let (issue, dit) = lancer(&["journal", "verify"], &donnees, &[]);
    assert!(issue.status.success(), "{dit}");
}

#[test]
fn a_file_that_a_command_misses_is_named_with_the_remedy() {
    let dossier = demo();
    let (donnees, absent) = (dossier.path().join("donnees"), dossier.path().join("absent"));
    let (fichier, absent) = (donnees.join("comptes-demo.txt"), absent.to_str().unwrap());
    let (fichier, nul) = (fichier.to_str().unwrap(), format!("{absent}/x"));
    let vide = tempfile::tempdir().unwrap();
    let vide = vide.path().to_str().unwrap();
    for (arguments, nomme, remede) in [
        (&["serve", "--app", absent][..], absent, "make app"),
        (&["serve", "--app", vide], vide, "make app"),
        (&["serve", "--app", fichier], fichier, "--app"),
        (&["import", absent], absent, "Vérifiez le chemin"),
        (&["import", vide], vide, "Vérifiez le chemin"),
        (&["journal", "verify", "--sceau", absent], absent, "introuvable"),
        (&["journal", "verify", "--donnees", absent], absent, "aucun journal"),
        (&["serve", "--app", "APP", "--regles", absent], absent, "--regles"),
        (&["serve", "--app", "APP", "--donnees", fichier], fichier, "--donnees"),
        (&["import", fichier, "--donnees", fichier], fichier, "--donnees"),
        (&["code", "--email", "a@exemple.fr", "--donnees", absent], absent, "introuvable"),
        (&["demo", "--flux-seul", &nul], &nul, "Choisissez un dossier"),
        (&["serve", "--app", "APP", "--adresse", "203.0.113.1:80", "--tls"], "203.0.113.1:80", "--adresse"),
    ] {
        let app = tempfile::tempdir().unwrap();
        fs::write(app.path().join("index.html"), "").unwrap();
        let app = app.path().to_str().unwrap();
        let arguments: Vec<&str> =
            arguments.iter().map(|mot| if *mot == "APP" { app } else { mot }).collect();
        let (issue, dit) = lancer(&arguments, &donnees, &[]);
        assert!(!issue.status.success(), "{arguments:?}: {dit}");
        assert!(dit.contains(nomme) && dit.contains(remede), "{arguments:?}: {dit}");
        assert!(!dit.contains("os error"), "{arguments:?}: {dit}");
    }
}
