//! What the operator reads before anything is destroyed.

use std::path::Path;
use std::process::{Command, Output};

use chrono::{Days, Utc};
use reciproque_server::store::entite::{agent, habilitation};
use reciproque_shared::habilitation::Profil;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use crate::alerte::surveiller;
use crate::bac::Bac;
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
    assert!(dit.contains("1 alertes, 1 surveillances et 0 motifs à détruire"), "{dit}");
    assert_eq!(habilitation::Entity::find().all(bac.base()).await.unwrap(), avant);
}
