//! A journal of one's own, and the means to damage it behind its back.

use std::path::PathBuf;

use base16ct::lower::encode_string;
use chrono::{DateTime, TimeDelta};
use reciproque_server::journal::{Exigence, Journal, JournalErreur};
use reciproque_shared::journal::{Evenement, Issue, Maillon, Raison, Rupture};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;

pub struct Terrain {
    pub url: String,
    dossier: TempDir,
}

impl Terrain {
    pub fn sqlite() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dossier.path().join("journal.sqlite").display());
        Self { url, dossier }
    }

    /// A database of its own in the cluster of RECIPROQUE_TEST_PG.
    async fn postgres() -> Option<Self> {
        let Ok(serveur) = std::env::var("RECIPROQUE_TEST_PG") else {
            reciproque_server::alerter!("RECIPROQUE_TEST_PG absent : journal essayé sur SQLite seulement");
            return None;
        };
        let dossier = tempfile::tempdir().unwrap();
        let nom = encode_string(dossier.path().file_name().unwrap().as_encoded_bytes());
        let base = Database::connect(&serveur).await.unwrap();
        base.execute_unprepared(&format!("CREATE DATABASE journal_{nom}")).await.unwrap();
        let (sans_requete, requete) = serveur.split_once('?').unwrap_or((&serveur, ""));
        let (racine, _) = sans_requete.rsplit_once('/').unwrap();
        Some(Self { url: format!("{racine}/journal_{nom}?{requete}"), dossier })
    }

    /// One per engine at hand.
    pub async fn tous() -> Vec<Self> {
        std::iter::once(Self::sqlite()).chain(Self::postgres().await).collect()
    }

    pub fn cle(&self) -> PathBuf {
        self.dossier.path().join("journal.cle")
    }

    /// A key of one's own instead of a drawn one.
    pub fn poser_cle(&self, contenu: &[u8]) {
        let mut options = std::fs::OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut fichier = options.write(true).create_new(true).open(self.cle()).unwrap();
        std::io::Write::write_all(&mut fichier, contenu).unwrap();
    }

    pub fn chemin(&self, nom: &str) -> PathBuf {
        self.dossier.path().join(nom)
    }

    pub async fn ouvrir(&self) -> Journal {
        self.essayer().await.unwrap()
    }

    pub async fn essayer(&self) -> Result<Journal, JournalErreur> {
        Journal::ouvrir_sous(&self.url, &self.cle(), Exigence::Levee).await
    }

    /// A journal that holds `nombre` events.
    pub async fn garni(&self, nombre: i64) -> Journal {
        let journal = self.ouvrir().await;
        for rang in 1..=nombre {
            journal.append(consultation(rang)).await.unwrap();
        }
        journal
    }

    /// Another connection to the store, as someone with its password would have.
    pub async fn intrus(&self) -> Intrus {
        let base = Database::connect(&self.url).await.unwrap();
        if base.get_database_backend() == DbBackend::Postgres {
            base.execute_unprepared("SET search_path TO journal").await.unwrap();
        }
        Intrus(base)
    }
}

pub struct Intrus(DatabaseConnection);

impl Intrus {
    pub async fn tenter(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        // One statement batch: PostgreSQL settings hold only on the connection that made them.
        let sql = match self.0.get_database_backend() {
            DbBackend::Postgres => format!("SET search_path TO journal; {sql}"),
            _ => sql.to_owned(),
        };
        self.0.execute_unprepared(&sql).await.map(drop)
    }

    pub async fn executer(&self, sql: &str) {
        self.tenter(sql).await.unwrap();
    }

    pub fn sqlite(&self) -> bool {
        self.0.get_database_backend() == DbBackend::Sqlite
    }

    /// Binary data as this engine writes it.
    pub fn octets(&self, octets: &[u8]) -> String {
        let hexa = encode_string(octets);
        match self.0.get_database_backend() {
            DbBackend::Postgres => format!(r"'\x{hexa}'"),
            _ => format!("x'{hexa}'"),
        }
    }

    /// A link put into a chain with plain SQL.
    pub async fn inserer(&self, maillon: &Maillon, chaine: u32) {
        self.executer(&self.insertion(maillon, chaine)).await;
    }

    pub fn insertion(&self, maillon: &Maillon, chaine: u32) -> String {
        let Maillon { seq, evenement, precedent, empreinte } = maillon;
        let Evenement { instant, agent, profil, organisation, session, acte, objet, .. } = evenement;
        let texte = |texte: &Option<String>| texte.as_ref().map_or("NULL".to_owned(), |t| format!("'{t}'"));
        let nombre = |nombre: Option<i64>| nombre.map_or("NULL".to_owned(), |n| n.to_string());
        let valeurs = [
            chaine.to_string(),
            seq.to_string(),
            instant.timestamp_millis().to_string(),
            nombre(*agent),
            texte(profil),
            nombre(*organisation),
            texte(session),
            format!("'{acte}'"),
            texte(objet),
            format!("'{}'", serde_json::to_string(&evenement.rubriques).unwrap()),
            texte(&evenement.motif),
            format!("'{}'", evenement.issue.code()),
            format!("'{}'", evenement.client),
            nombre(evenement.lie_a.map(|seq| seq as i64)),
            self.octets(precedent.octets()),
            self.octets(empreinte.octets()),
        ];
        format!(
            "INSERT INTO evenement (chaine, seq, instant, agent, profil, organisation, session, acte, objet, \
             rubriques, motif, issue, client, lie_a, precedent, empreinte) VALUES ({}); ",
            valeurs.join(", ")
        )
    }

    /// Takes away what forbids changes.
    pub async fn forcer(&self) {
        self.executer(match self.0.get_database_backend() {
            DbBackend::Postgres => {
                "ALTER TABLE evenement DISABLE TRIGGER ALL; ALTER TABLE sceau DISABLE TRIGGER ALL;
                 ALTER TABLE repere DISABLE TRIGGER ALL"
            }
            _ => {
                "DROP TRIGGER evenement_immuable; DROP TRIGGER evenement_conserve;
                 DROP TRIGGER sceau_immuable; DROP TRIGGER sceau_ineffacable;
                 DROP TRIGGER repere_immuable; DROP TRIGGER repere_ineffacable"
            }
        })
        .await;
    }

    pub async fn nombre(&self, requete: &str) -> i64 {
        let moteur = self.0.get_database_backend();
        let requete = match moteur {
            DbBackend::Postgres => requete
                .replace("FROM evenement", "FROM journal.evenement")
                .replace("FROM renvoi", "FROM journal.renvoi")
                .replace("FROM signet", "FROM journal.signet")
                .replace("FROM sceau", "FROM journal.sceau"),
            _ => requete.to_owned(),
        };
        let ligne = self.0.query_one_raw(Statement::from_string(moteur, requete)).await.unwrap().unwrap();
        ligne.try_get_by_index(0).unwrap()
    }
}

/// Agent 7 opens file `rang`, at second `rang`.
pub fn consultation(rang: i64) -> Evenement {
    Evenement {
        instant: DateTime::UNIX_EPOCH + TimeDelta::milliseconds(1_795_000_000_007 + rang * 1_000),
        agent: Some(7),
        profil: Some("referent".to_owned()),
        organisation: Some(3),
        session: Some("k7f2".to_owned()),
        acte: "dossier.consulter".to_owned(),
        objet: Some(format!("dossier:{rang}")),
        rubriques: vec!["identite".to_owned(), "rsa".to_owned()],
        motif: None,
        issue: Issue::Reussi,
        client: "192.0.2.7 Firefox".to_owned(),
        lie_a: None,
    }
}

/// The break that verification finds.
pub async fn rupture(journal: &Journal) -> Rupture {
    match journal.verifier().await {
        Err(JournalErreur::Rompu(rupture)) => rupture,
        autre => panic!("rupture attendue, obtenu {autre:?}"),
    }
}

pub async fn assert_rompu(journal: &Journal, position: u64, raison: Raison) {
    let trouvee = rupture(journal).await;
    assert_eq!((trouvee.position, trouvee.raison), (position, raison));
}
