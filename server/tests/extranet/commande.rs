//! What the operator reads before anything is destroyed.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::{Days, Utc};
use reciproque_server::depot::entite::{agent, habilitation};
use reciproque_shared::habilitation::Profil;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::alerte::surveiller;
use crate::bac::Bac;
use crate::flux::terrain;
use crate::journal::terrain::Terrain;

mod fichiers;
mod import;
mod serve;

pub fn lancer(arguments: &[&str], donnees: &Path, reglages: &[(&str, &str)]) -> (Output, String) {
    let issue = Command::new(env!("CARGO_BIN_EXE_reciproque"))
        .args(arguments)
        .env("RECIPROQUE_DONNEES", donnees)
        .envs(reglages.iter().copied())
        .output()
        .unwrap();
    let dit = String::from_utf8_lossy(&issue.stdout).into_owned() + &String::from_utf8_lossy(&issue.stderr);
    (issue, dit)
}

#[tokio::test]
async fn a_dry_run_of_the_traces_verifies_the_journal_first() {
    let terrain = Terrain::sqlite();
    terrain.garni(4).await.fermer().await.unwrap();
    let cle = terrain.cle();
    let essayer = || {
        let url = [("RECIPROQUE_JOURNAL", terrain.url.as_str())];
        lancer(&["journal", "purger", "--essai"], cle.parent().unwrap(), &url)
    };
    let (issue, dit) = essayer();
    assert!(issue.status.success() && dit.contains("rien à détruire"), "{dit}");
    let intrus = terrain.intrus().await;
    intrus.forcer().await;
    intrus.executer("UPDATE evenement SET agent = 9 WHERE seq = 2").await;
    let (issue, dit) = essayer();
    assert!(!issue.status.success() && dit.contains("journal rompu"), "{dit}");
}

#[tokio::test]
async fn a_dry_run_of_the_habilitations_says_what_goes_with_the_agents() {
    let bac = Bac::ouvrir().await;
    let eva = agent::Entity::find().filter(agent::Column::Prenom.eq("eva"));
    let eva = eva.one(bac.base()).await.unwrap().unwrap().id;
    surveiller(&bac, eva).await;
    let sienne = habilitation::Entity::delete_many().filter(habilitation::Column::AgentId.eq(eva));
    sienne.exec(bac.base()).await.unwrap();
    let fin = Utc::now().date_naive() - Days::new(7 * 366);
    let ancienne = habilitation::prouvee(eva, Profil::Referent.code(), fin - Days::new(100));
    let ancienne = habilitation::ActiveModel { fin: Set(Some(fin)), ..ancienne };
    ancienne.insert(bac.base()).await.unwrap();
    let avant = habilitation::Entity::find().all(bac.base()).await.unwrap();
    let lieux = bac.lieux();
    let reglages = [("RECIPROQUE_BASE", lieux.base.as_str()), ("RECIPROQUE_JOURNAL", lieux.journal.as_str())];
    let (issue, dit) = lancer(&["habilitation", "purger", "--essai"], &lieux.donnees, &reglages);
    assert!(issue.status.success(), "{dit}");
    assert!(dit.contains("Avec cet agent : 1 alerte, 1 surveillance et 0 motif."), "{dit}");
    assert_eq!(habilitation::Entity::find().all(bac.base()).await.unwrap(), avant);
}

/// `reciproque … | head`: what is being done goes on to its end.
#[test]
fn a_reader_that_is_gone_stops_no_command() {
    let donnees = tempfile::tempdir().unwrap();
    let commande = |arguments: &[&str]| {
        let mut commande = Command::new(env!("CARGO_BIN_EXE_reciproque"));
        commande.args(arguments).env("RECIPROQUE_DONNEES", donnees.path());
        commande
    };
    let fichier = terrain("F01-nir-tunisie-96.xml");
    let mut sans_lecteur = commande(&["import", fichier.to_str().unwrap(), "--departement", "68"]);
    let mut enfant = sans_lecteur.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(enfant.stdout.take());
    let issue = enfant.wait_with_output().unwrap();
    assert!(issue.status.success(), "{}", String::from_utf8_lossy(&issue.stderr));
    let mut rien = commande(&["import", "absent.xml"]);
    let mut enfant = rien.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop((enfant.stdout.take(), enfant.stderr.take()));
    assert_eq!(enfant.wait().unwrap().code(), Some(1), "101 is a panic");
}

#[test]
fn a_text_of_a_command_holds_no_control_character() {
    let donnees = tempfile::tempdir().unwrap();
    let creer = ["compte", "--nom", "MARTIN", "--prenom", "Luce", "--email", "luce@exemple.fr"];
    let (issue, dit) =
        lancer(&[&creer[..], &["--departement", "Dé\u{7}partement"]].concat(), donnees.path(), &[]);
    assert!(
        !issue.status.success() && dit.contains("caractère invisible") && dit.contains("--departement"),
        "{dit}"
    );
}
