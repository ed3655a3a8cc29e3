//! The sandbox: a whole extranet on a port of its own, with people who have names and
//! roles. On SQLite, or on PostgreSQL when `RECIPROQUE_MOTEUR=postgres` (the cluster is
//! at `RECIPROQUE_TEST_PG`).

mod authentificateur;
mod client;
mod demandes;
mod droits;
pub mod france_travail;
mod gens;
mod installation;
pub mod instructions;
pub mod modele;
mod produit;
mod rapprochement;
mod recette;
mod relais;
mod revues;
pub mod rubriques;
mod suivi;
mod suspendue;
mod territoires;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base16ct::lower::encode_string;
use chrono::{Days, NaiveDateTime};
use reciproque_server::attente;
use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::{agent, code_secours, compte, habilitation};
use reciproque_server::http::openapi::Route;
use reciproque_server::journal::{Exigence, Filtre, Inscription, Journal};
use reciproque_server::routeur;
use reciproque_server::secret::Frein;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};
use reciproque_shared::habilitation::Profil;
use reciproque_shared::trace::traces_avant;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait, ConnectionTrait as _, Database, DatabaseConnection, EntityTrait,
    QueryFilter,
};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use authentificateur::Authentificateur;
pub use client::{Client, Refuse, Reponse, cle_neuve};
pub use demandes::une_demande;
pub use droits::une_instruction_proposee;
pub use france_travail::{un_ecart_de_cote, un_envoi_refuse};
pub use gens::{Foyer, Gens, MOT_DE_PASSE, empreinte, nom_de_session};
pub use instructions::{Instruction, Instructions, Magasin};
use modele::Peuplee;
pub use produit::Produit;
pub use rapprochement::poser;
pub use recette::{Cible, Recette};
pub use relais::Relais;
pub use revues::une_revue;
pub use suivi::{une_decision, une_reorientation};
pub use territoires::la_ctsa;

/// How often a trial is repeated: little in `make test`, in full in `make epreuves`.
pub fn ampleur(essai: usize, epreuve: usize) -> usize {
    if std::env::var_os("RECIPROQUE_EPREUVES").is_some() { epreuve } else { essai }
}

/// A running extranet of one's own.
pub struct Bac {
    pub gens: Gens,
    pub app: Extranet,
    pub horloge: Horloge,
    /// What the server asks of its stores.
    pub instructions: Instructions,
    adresse: SocketAddr,
    serveur: JoinHandle<()>,
    url_journal: String,
    dossier: TempDir,
}

/// Gives its connections back: a test may open many sandboxes, and a cluster has few.
impl Drop for Bac {
    fn drop(&mut self) {
        self.serveur.abort();
    }
}

/// The folder of a sandbox and the addresses of its stores.
pub struct Lieux {
    pub donnees: PathBuf,
    pub base: String,
    pub journal: String,
}

impl Bac {
    pub async fn ouvrir() -> Self {
        Self::avec(Reglages::default()).await
    }

    pub async fn avec(reglages: Reglages) -> Self {
        Self::freine(reglages, Frein::new(1_000, 10_000)).await
    }

    /// With a throttle of one's own: the usual one lets a test try as often as it likes.
    pub async fn freine(reglages: Reglages, frein: Frein) -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let peuplee = Peuplee::copier(&dossier).await;
        Self::sur(dossier, peuplee, reglages, frein).await
    }

    /// With its database at the end of a way that can be cut; nothing where the store is a file.
    pub async fn derriere_un_relais() -> Option<(Self, Relais)> {
        let dossier = tempfile::tempdir().unwrap();
        let Peuplee { base: url, gens, .. } = Peuplee::copier(&dossier).await;
        let (avant, prises) = url.split_once("?host=")?;
        let nom = ".s.PGSQL.5432";
        let relais = Relais::ouvrir(&dossier.path().join(nom), PathBuf::from(prises).join(nom));
        let url = format!("{avant}?host={}", dossier.path().display());
        let peuplee = Peuplee { base: url.clone(), journal: url, gens };
        let frein = Frein::new(1_000, 10_000);
        Some((Self::sur(dossier, peuplee, Reglages::default(), frein).await, relais))
    }

    async fn sur(dossier: TempDir, peuplee: Peuplee, reglages: Reglages, frein: Frein) -> Self {
        let Peuplee { base, journal: url_journal, gens } = peuplee;
        let depot = Depot::ouvrir(&base).await.unwrap();
        let journal =
            Journal::ouvrir_sous(&url_journal, &dossier.path().join("journal.cle"), Exigence::Levee)
                .await
                .unwrap();
        let instructions = Instructions::default();
        let depot = depot.observe(&instructions.temoin(Magasin::Base));
        let journal = journal.observe(&instructions.temoin(Magasin::Journal));
        let horloge = Horloge::default();
        attente::mettre_a_jour(&depot, &reglages.regles).await.unwrap();
        let app = Extranet::new(depot, journal, reglages, horloge.clone(), frein);
        let (adresse, serveur) = servir(&app).await;
        Self { gens, app, horloge, instructions, adresse, serveur, url_journal, dossier }
    }

    /// A browser that nobody signed in with.
    pub fn visiteur(&self) -> Client {
        Client::new(&format!("http://{}", self.adresse))
    }

    /// Moves the clock to ten o'clock tomorrow: no test depends on the hour it runs at.
    pub fn demain_dix_heures(&self) {
        self.aller_a((self.horloge.aujourdhui() + Days::new(1)).and_hms_opt(10, 0, 0).unwrap());
    }

    /// Moves the clock to this local time, or a fraction of a second later; twice, for the hour that a
    /// change of season takes.
    pub fn aller_a(&self, quand: NaiveDateTime) {
        for _ in 0..2 {
            let ecart = (quand - self.horloge.locale()).num_milliseconds();
            self.horloge.avancer(-(-ecart).div_euclid(1_000));
        }
    }

    /// The browser of a signed-in agent: `nadia`, `paul`, `claire`, `hugo`…
    pub async fn connecter(&self, prenom: &str) -> Client {
        let client = self.visiteur();
        client.ouvrir_session(&format!("{prenom}@exemple.fr"), MOT_DE_PASSE).await.unwrap();
        client
    }

    /// The journal as a command of the operator opens it, beside the server.
    pub async fn journal_de_commande(&self) -> Journal {
        let cle = self.dossier.path().join("journal.cle");
        Journal::ouvrir_pour_une_commande(&self.url_journal, &cle).await.unwrap()
    }

    /// Where a command of the operator finds this sandbox.
    pub fn lieux(&self) -> Lieux {
        let (donnees, journal) = (self.dossier.path().to_owned(), self.url_journal.clone());
        let base = match journal.starts_with("sqlite:") {
            true => sqlite(self.dossier.path(), "base.sqlite"),
            false => journal.clone(),
        };
        Lieux { donnees, base, journal }
    }

    /// What `reciproque journal purger` does, at the hour of the sandbox.
    pub async fn purger_les_traces(&self) {
        let maintenant = self.horloge.maintenant();
        let limite = traces_avant(maintenant, self.app.reglages.traces);
        let commande = self.journal_de_commande().await;
        commande.purger(&self.url_journal, limite, maintenant).await.unwrap();
        commande.fermer().await.unwrap();
    }

    /// The journal put aside with its key, as the operator's guide says: a new one begins.
    pub async fn remplacer_le_journal(&mut self) {
        self.app.journal.fermer().await.unwrap();
        match self.url_journal.starts_with("sqlite:") {
            true => self.url_journal = sqlite(self.dossier.path(), "journal-neuf.sqlite"),
            false => drop(self.base().execute_unprepared("DROP SCHEMA journal CASCADE").await.unwrap()),
        }
        for nom in ["journal.cle", "journal.sceau-0.json"] {
            let chemin = self.dossier.path().join(nom);
            std::fs::rename(&chemin, chemin.with_file_name(format!("ancien-{nom}"))).unwrap();
        }
        let cle = self.dossier.path().join("journal.cle");
        let journal = Journal::ouvrir_sous(&self.url_journal, &cle, Exigence::Levee).await.unwrap();
        let (depot, reglages) = (self.app.depot.clone(), self.app.reglages.clone());
        let frein = Frein::new(1_000, 10_000);
        self.app = Extranet::new(depot, journal, reglages, self.horloge.clone(), frein);
        self.serveur.abort();
        (self.adresse, self.serveur) = servir(&self.app).await;
    }

    /// The journal refuses every event, as on a full disk, until [`Self::rendre_le_journal`].
    pub async fn couper_le_journal(&self) {
        let panne = match self.url_journal.starts_with("sqlite:") {
            true => "CREATE TRIGGER panne BEFORE INSERT ON evenement BEGIN SELECT RAISE(ABORT, 'panne'); END",
            false => {
                "CREATE FUNCTION journal.panne() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE EXCEPTION 'panne'; END $$;
                 CREATE TRIGGER panne BEFORE INSERT ON journal.evenement
                 FOR EACH STATEMENT EXECUTE FUNCTION journal.panne()"
            }
        };
        self.dans_le_journal(panne).await;
    }

    pub async fn rendre_le_journal(&self) {
        self.dans_le_journal(match self.url_journal.starts_with("sqlite:") {
            true => "DROP TRIGGER panne",
            false => "DROP FUNCTION journal.panne CASCADE",
        })
        .await;
    }

    async fn dans_le_journal(&self, sql: &str) {
        let base = Database::connect(&self.url_journal).await.unwrap();
        base.execute_unprepared(sql).await.unwrap();
        base.close().await.unwrap();
    }

    /// The server stopped and started again on the same stores.
    pub async fn redemarrer(&mut self) {
        self.serveur.abort();
        self.app.journal.fermer().await.unwrap();
        let cle = self.dossier.path().join("journal.cle");
        let journal = Journal::ouvrir_sous(&self.url_journal, &cle, Exigence::Levee).await.unwrap();
        let (depot, reglages) = (self.app.depot.clone(), self.app.reglages.clone());
        let frein = Frein::new(1_000, 10_000);
        self.app = Extranet::new(depot, journal, reglages, self.horloge.clone(), frein);
        (self.adresse, self.serveur) = servir(&self.app).await;
    }

    /// The door to the store, to arrange a situation or to look behind the API.
    pub fn base(&self) -> &DatabaseConnection {
        self.app.depot.ecriture()
    }

    /// The number of the latest avenant of an organisation that has only one convention.
    pub async fn avenant(&self, organisation: i64) -> i64 {
        use reciproque_server::depot::entite::{avenant, convention};
        use sea_orm::QueryOrder;
        let conventions = convention::Entity::find();
        let conventions = conventions.filter(convention::Column::OrganisationId.eq(organisation));
        let convention = conventions.one(self.base()).await.unwrap().unwrap();
        let avenants = avenant::Entity::find().filter(avenant::Column::ConventionId.eq(convention.id));
        avenants.order_by_desc(avenant::Column::Numero).one(self.base()).await.unwrap().unwrap().id
    }

    /// Gives an agent another profil, since long ago.
    pub async fn habiliter(&self, agent: i64, profil: Profil) {
        let debut = self.horloge.aujourdhui() - Days::new(300);
        habilitation::prouvee(agent, profil.code(), debut).insert(self.base()).await.unwrap();
    }

    /// How `prenom` signs in, as the store has it.
    pub async fn compte(&self, prenom: &str) -> compte::Model {
        let agent = agent::Entity::find().filter(agent::Column::Email.eq(nom_de_session(prenom)));
        let agent = agent.one(self.base()).await.unwrap().unwrap();
        compte::Entity::find_by_id(agent.id).one(self.base()).await.unwrap().unwrap()
    }

    /// The recovery codes of everybody, as the store has them.
    pub async fn codes_secours(&self) -> Vec<code_secours::Model> {
        code_secours::Entity::find().all(self.base()).await.unwrap()
    }

    /// How `prenom` makes this call about this person.
    pub async fn recette(&self, route: &Route, prenom: &str, cible: Cible) -> Recette {
        Recette::preparer(self, route, prenom, cible).await
    }

    /// The events of the journal, latest first.
    pub async fn evenements(&self) -> Vec<Inscription> {
        self.app.journal.chercher(&Filtre { limite: 1_000, ..Filtre::default() }).await.unwrap()
    }
}

/// The extranet on a port of its own.
pub async fn servir(app: &Extranet) -> (SocketAddr, JoinHandle<()>) {
    let ecoute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adresse = ecoute.local_addr().unwrap();
    let service = routeur(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    (adresse, tokio::spawn(async move { axum::serve(ecoute, service).await.unwrap() }))
}

pub fn sqlite(dossier: &Path, nom: &str) -> String {
    format!("sqlite://{}?mode=rwc", dossier.join(nom).display())
}

/// A store and a journal of one's own on the engine asked for, empty.
pub async fn urls(dossier: &TempDir) -> (String, String) {
    if std::env::var("RECIPROQUE_MOTEUR").as_deref() != Ok("postgres") {
        return (sqlite(dossier.path(), "base.sqlite"), sqlite(dossier.path(), "journal.sqlite"));
    }
    let url = base_neuve(&nom_de_base(dossier), None).await;
    (url.clone(), url)
}

/// The address of a database of the cluster.
pub fn dans_le_cluster(nom: &str) -> String {
    let serveur = cluster();
    let (sans_requete, requete) = serveur.split_once('?').unwrap_or((&serveur, ""));
    let (racine, _) = sans_requete.rsplit_once('/').unwrap();
    format!("{racine}/{nom}?{requete}")
}

pub fn cluster() -> String {
    std::env::var("RECIPROQUE_TEST_PG").expect("RECIPROQUE_TEST_PG: URL of the throw-away cluster")
}

/// Of a folder's name, which PostgreSQL would not take as it is.
fn nom_de_base(dossier: &TempDir) -> String {
    let nom = dossier.path().file_name().unwrap().to_str().unwrap();
    format!("bac_{}", encode_string(nom.as_bytes()))
}

/// A new database of the cluster, empty or a copy of another one.
async fn base_neuve(nom: &str, origine: Option<&str>) -> String {
    let base = Database::connect(cluster()).await.unwrap();
    // What an interrupted test left there.
    base.execute_unprepared(&format!("DROP DATABASE IF EXISTS {nom}")).await.unwrap();
    let origine = origine.map(|origine| format!(" TEMPLATE {origine}")).unwrap_or_default();
    base.execute_unprepared(&format!("CREATE DATABASE {nom}{origine}")).await.unwrap();
    base.close().await.unwrap();
    dans_le_cluster(nom)
}
