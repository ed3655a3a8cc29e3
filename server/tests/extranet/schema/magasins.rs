//! A store of each version (`scripts/fixture.sh` makes it when its migration lands): opened by this
//! one, it has the schema of a new store, and is served.

use std::path::PathBuf;
use std::process::Command;

use chrono::TimeDelta;
use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::{agent, flux, personne, referent};
use reciproque_server::journal::{Exigence, Journal};
use reciproque_server::secret::Frein;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};
use reciproque_shared::api::{ConsulterAccueil, ConsulterDossier, SignerEngagement};
use reciproque_shared::habilitation::Entrave;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, EntityTrait};
use tempfile::TempDir;

use super::{decrire, lire, moteur};
use crate::bac::{Client, servir, urls};
use crate::habilitation::signature;

/// Password of every account of the demo.
const MOT_DE_PASSE: &str = "cigogne-et-quetsche";

/// They landed with the one after them: no store was ever kept of their version.
const JAMAIS_SEULES: [&str; 7] = [
    "m0005_territoire",
    "m0006_reorientation",
    "m0008_attente",
    "m0009_personne_une",
    "m0010_instruction",
    "m0011_france_travail",
    "m0012_structures",
];

/// The migrations that were run on a store.
async fn versions(base: &DatabaseConnection) -> Vec<String> {
    let lues = lire(base, "SELECT version, '' FROM seaql_migrations ORDER BY version").await;
    lues.into_iter().map(|(version, _)| version).collect()
}

/// As it was kept, in a store of one's own.
async fn restaurer(version: &str, url: &str) {
    let base = Database::connect(url).await.unwrap();
    let nom = format!("tests/extranet/schema/magasins/{version}.{}.sql.gz", moteur(&base));
    let chemin = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(nom);
    let lu = Command::new("gzip").arg("-dc").arg(&chemin).output().unwrap();
    assert!(lu.status.success(), "{}: make it with scripts/fixture.sh {version}", chemin.display());
    base.execute_unprepared(&String::from_utf8(lu.stdout).unwrap()).await.unwrap();
    assert_eq!(versions(&base).await.last().map(String::as_str), Some(version));
    base.close().await.unwrap();
}

/// A référent signs in on the day on which the store was made, and opens a dossier.
async fn visiter(depot: Depot, journal: Journal) {
    let base = depot.lecture();
    let flux = flux::Entity::find().one(base).await.unwrap().unwrap();
    let suivi = referent::Entity::find().one(base).await.unwrap().unwrap();
    let agent = agent::Entity::find_by_id(suivi.agent_id).one(base).await.unwrap().unwrap();
    let personne = personne::Entity::find_by_id(suivi.personne_id).one(base).await.unwrap().unwrap();
    let horloge = Horloge::default();
    horloge.avancer((flux.lu_le + TimeDelta::hours(1) - horloge.maintenant()).num_seconds());
    horloge.avancer((horloge.aujourdhui().and_hms_opt(10, 0, 0).unwrap() - horloge.locale()).num_seconds());
    let app = Extranet::new(depot, journal, Reglages::default(), horloge, Frein::new(1_000, 10_000));
    let (adresse, serveur) = servir(&app).await;
    let client = Client::new(&format!("http://{adresse}"));
    let etat = client.ouvrir_session(&agent.email, MOT_DE_PASSE).await.unwrap();
    // Its texts may have changed since.
    if etat.entrave == Some(Entrave::EngagementASigner) {
        client.appeler::<SignerEngagement>((), signature()).await.unwrap();
    }
    client.appeler::<ConsulterAccueil>((), ()).await.unwrap();
    client.appeler::<ConsulterDossier>(personne.dossier_id, ()).await.unwrap();
    serveur.abort();
}

async fn lieux() -> (TempDir, String, String) {
    let dossier = tempfile::tempdir().unwrap();
    let (base, journal) = urls(&dossier).await;
    (dossier, base, journal)
}

#[tokio::test]
async fn a_store_of_each_version_becomes_the_one_of_today() {
    let (_neuf, base, _) = lieux().await;
    let neuf = Depot::ouvrir(&base).await.unwrap();
    let attendu = decrire(neuf.lecture()).await;
    let versions = versions(neuf.lecture()).await;
    for version in versions.iter().filter(|version| !JAMAIS_SEULES.contains(&version.as_str())) {
        let (dossier, base, journal) = lieux().await;
        restaurer(version, &base).await;
        let depot = Depot::ouvrir(&base).await.unwrap();
        let obtenu = decrire(depot.lecture()).await;
        assert!(obtenu == attendu, "{version}: a migration that landed was edited\n{obtenu}");
        let cle = dossier.path().join("journal.cle");
        let journal = Journal::ouvrir_sous(&journal, &cle, Exigence::Levee).await.unwrap();
        visiter(depot, journal).await;
    }
}

/// The check of the kinds of organisation is changed under rows that many tables lead to.
#[tokio::test]
async fn a_store_with_rows_takes_caisses_and_says_what_pole_emploi_read() {
    let (_dossier, base, _) = lieux().await;
    restaurer("m0007_portefeuille", &base).await;
    let depot = Depot::ouvrir(&base).await.unwrap();
    let ecriture = depot.ecriture();
    let organisation =
        |sorte: &str| format!("INSERT INTO organisation (sorte, nom) VALUES ('{sorte}', '{sorte} neuve')");
    ecriture.execute_unprepared(&organisation("caisse")).await.unwrap();
    assert!(ecriture.execute_unprepared(&organisation("mairie")).await.is_err());
    let ouvertes = lire(
        ecriture,
        "SELECT DISTINCT avenant.rubriques, convention.sorte FROM avenant \
         INNER JOIN convention ON convention.id = avenant.convention_id \
         INNER JOIN organisation ON organisation.id = convention.organisation_id \
         WHERE organisation.sorte = 'pole_emploi' AND avenant.droits_en_cours",
    );
    let dites = ("rsa parcours travailleur_independant sanctions derogations".to_owned(), "solis".to_owned());
    assert_eq!(ouvertes.await, [dites]);
    if moteur(ecriture) == "sqlite" {
        let integre = lire(ecriture, "SELECT integrity_check, '' FROM pragma_integrity_check").await;
        assert_eq!(integre, [("ok".to_owned(), String::new())]);
        let orphelines = "SELECT \"table\", \"parent\" FROM pragma_foreign_key_check";
        assert_eq!(lire(ecriture, orphelines).await, []);
    }
}
