//! On PostgreSQL, the account that writes may only add and read: installed as the operator's guide
//! says, it is so; otherwise the server refuses, and says what to do.

use base16ct::lower::encode_string;
use reciproque_server::depot::Depot;
use reciproque_server::depot::entite::revue;
use reciproque_server::journal::commande::{CommandeJournal, executer};
use reciproque_server::journal::{Exigence, Journal, JournalErreur};
use reciproque_server::revue::ouvrir_les_revues;
use reciproque_server::secret::Frein;
use reciproque_server::serveur::{Extranet, Horloge, Reglages};
use reciproque_shared::habilitation::Acte;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, EntityTrait as _, PaginatorTrait as _};
use tempfile::TempDir;

use super::terrain::consultation;
use crate::bac::{Gens, urls};

/// The cluster under its superuser, and names of one's own.
struct Amas {
    racine: String,
    requete: String,
    base: DatabaseConnection,
    suffixe: String,
    dossier: TempDir,
}

impl Amas {
    async fn ouvrir() -> Option<Self> {
        let serveur = std::env::var("RECIPROQUE_TEST_PG").ok()?;
        let (sans_requete, requete) = serveur.split_once('?').unwrap_or((&serveur, ""));
        let (_, hote) = sans_requete.split_once('@').unwrap();
        let (hote, _) = hote.rsplit_once('/').unwrap();
        let dossier = tempfile::tempdir().unwrap();
        let suffixe = encode_string(dossier.path().file_name().unwrap().as_encoded_bytes());
        let base = Database::connect(&serveur).await.unwrap();
        Some(Self { racine: hote.to_owned(), requete: requete.to_owned(), base, suffixe, dossier })
    }

    fn nom(&self, nom: &str) -> String {
        format!("{nom}_{}", self.suffixe)
    }

    fn url(&self, compte: &str) -> String {
        format!("postgres://{compte}@{}/{}?{}", self.racine, self.nom("journal"), self.requete)
    }

    fn serveur(&self) -> String {
        self.url(&self.nom("reciproque"))
    }

    fn proprietaire(&self) -> String {
        self.url(&self.nom("reciproque_proprietaire"))
    }

    fn cle(&self) -> std::path::PathBuf {
        self.dossier.path().join("journal.cle")
    }

    /// These lines of the guide, under names of one's own; the role of all journals may be there.
    async fn executer(&self, lignes: &str) {
        for ligne in lignes.lines().map(|ligne| self.renommer(ligne)) {
            let issue = self.base.execute_unprepared(&ligne).await;
            assert!(
                issue.is_ok() || ligne.starts_with("CREATE ROLE reciproque_journal"),
                "{ligne}: {issue:?}"
            );
        }
    }

    fn renommer(&self, ligne: &str) -> String {
        let mots = ligne.split(' ').map(|mot| match mot.trim_end_matches(';') {
            nu @ ("reciproque" | "reciproque_proprietaire" | "journal") => mot.replacen(nu, &self.nom(nu), 1),
            _ => mot.to_owned(),
        });
        mots.collect::<Vec<_>>().join(" ")
    }
}

/// The SQL of the guide, as printed.
fn guide() -> String {
    let guide = include_str!("../../../../docs/exploitation.md");
    let debut = guide.find("CREATE ROLE reciproque_journal NOLOGIN;").unwrap();
    guide[debut..].split("```").next().unwrap().trim().to_owned()
}

#[tokio::test]
async fn installed_as_the_guide_says_the_server_may_only_add_and_read() {
    let Some(amas) = Amas::ouvrir().await else { return };
    amas.executer(&guide()).await;
    let trop_tot = Journal::ouvrir(&amas.serveur(), &amas.cle()).await.map(drop).unwrap_err();
    assert!(matches!(trop_tot, JournalErreur::SchemaAbsent), "{trop_tot}");
    executer(CommandeJournal::Installer, &amas.proprietaire(), &amas.cle()).await.unwrap();
    let journal = Journal::ouvrir(&amas.serveur(), &amas.cle()).await.unwrap();
    journal.append(consultation(1)).await.unwrap();
    assert_eq!(journal.verifier().await.unwrap()[0].verifies, 1);
    let compte = Database::connect(amas.serveur()).await.unwrap();
    for interdit in [
        "UPDATE journal.evenement SET agent = 1",
        "DELETE FROM journal.evenement",
        "TRUNCATE journal.evenement",
        "ALTER TABLE journal.evenement DISABLE TRIGGER ALL",
        "DROP TRIGGER evenement_immuable ON journal.evenement",
        "INSERT INTO journal.repere VALUES (0, 1, decode(repeat('00', 32), 'hex'), 0, 0, decode(repeat('00', 64), 'hex'))",
        "UPDATE journal.renvoi SET agent = 1",
        "TRUNCATE journal.renvoi",
        "DROP TABLE journal.renvoi",
        "UPDATE journal.signet SET seq = 1",
        "DROP SCHEMA journal CASCADE",
    ] {
        assert!(compte.execute_unprepared(interdit).await.is_err(), "{interdit}");
    }
    // The index is no evidence: its rows may go, and come again from the chain.
    assert_eq!(journal.indexer().await.unwrap(), 1);
    for permis in ["DELETE FROM journal.renvoi", "DELETE FROM journal.signet"] {
        compte.execute_unprepared(permis).await.unwrap();
    }
    assert_eq!(journal.refaire_index().await.unwrap(), 1);
    // The owner purges, the server running.
    let commande = Journal::ouvrir_pour_une_commande(&amas.proprietaire(), &amas.cle()).await.unwrap();
    let (limite, maintenant) = (consultation(2).instant, consultation(3).instant);
    assert_eq!(commande.purger(&amas.proprietaire(), limite, maintenant).await.unwrap()[0].nombre, 1);
    commande.fermer().await.unwrap();
    journal.append(consultation(4)).await.unwrap();
    journal.fermer().await.unwrap();
}

/// As the guide said before: the account of the server owns the database, hence the schema.
#[tokio::test]
async fn an_owner_is_refused_until_the_orders_of_the_message_are_run() {
    let Some(amas) = Amas::ouvrir().await else { return };
    amas.executer(&guide()).await;
    amas.executer("ALTER DATABASE journal OWNER TO reciproque;").await;
    executer(CommandeJournal::Installer, &amas.serveur(), &amas.cle()).await.unwrap();
    let refus = Journal::ouvrir(&amas.serveur(), &amas.cle()).await.map(drop).unwrap_err();
    let JournalErreur::CompteTropPuissant { raisons, remede, .. } = refus else { panic!("{refus}") };
    assert!(raisons.contains("possède le schéma"), "{raisons}");
    // Unless told to.
    let toleree = Journal::ouvrir_sous(&amas.serveur(), &amas.cle(), Exigence::Levee).await.unwrap();
    toleree.append(consultation(1)).await.unwrap();
    toleree.fermer().await.unwrap();
    let superutilisateur = Database::connect(amas.url("reciproque")).await.unwrap();
    for ordre in remede.lines().filter(|ordre| !ordre.starts_with("CREATE ROLE")) {
        let ordre = ordre.replace("reciproque_proprietaire", &amas.nom("reciproque_proprietaire"));
        superutilisateur.execute_unprepared(&ordre).await.unwrap_or_else(|e| panic!("{ordre}: {e}"));
    }
    let journal = Journal::ouvrir(&amas.serveur(), &amas.cle()).await.unwrap();
    assert_eq!(journal.append(consultation(2)).await.unwrap().seq, 2);
    journal.fermer().await.unwrap();
}

#[tokio::test]
async fn an_account_with_the_right_to_alter_is_refused() {
    for droit in ["UPDATE (client)", "DELETE", "TRUNCATE", "TRIGGER"] {
        let Some(amas) = Amas::ouvrir().await else { return };
        amas.executer(&guide()).await;
        executer(CommandeJournal::Installer, &amas.proprietaire(), &amas.cle()).await.unwrap();
        let proprietaire = Database::connect(amas.proprietaire()).await.unwrap();
        let accord = format!("GRANT {droit} ON journal.evenement TO {}", amas.nom("reciproque"));
        proprietaire.execute_unprepared(&accord).await.unwrap();
        let refus = Journal::ouvrir(&amas.serveur(), &amas.cle()).await.map(drop).unwrap_err();
        assert!(refus.to_string().contains("le droit de modifier"), "{droit}: {refus}");
    }
    let Some(amas) = Amas::ouvrir().await else { return };
    amas.executer(&guide()).await;
    executer(CommandeJournal::Installer, &amas.proprietaire(), &amas.cle()).await.unwrap();
    let refus = Journal::ouvrir(&amas.url("reciproque"), &amas.cle()).await.map(drop).unwrap_err();
    assert!(refus.to_string().contains("superutilisateur"), "{refus}");
}

/// Two servers on one empty store, at the same moment: nothing fails, nothing is done twice.
#[tokio::test]
async fn two_servers_that_start_at_once_log_no_error() {
    if std::env::var("RECIPROQUE_MOTEUR").as_deref() != Ok("postgres") {
        return;
    }
    let dossier = tempfile::tempdir().unwrap();
    let (base, url) = urls(&dossier).await;
    let cle = dossier.path().join("journal.cle");
    Journal::ouvrir_sous(&url, &cle, Exigence::Levee).await.unwrap().fermer().await.unwrap();
    let depots = tokio::join!(Depot::ouvrir(&base), Depot::ouvrir(&base));
    let depots = [depots.0.unwrap(), depots.1.unwrap()];
    let horloge = Horloge::default();
    Gens::installer(depots[0].ecriture(), horloge.aujourdhui()).await;
    let journaux = tokio::join!(
        Journal::ouvrir_sous(&url, &cle, Exigence::Levee),
        Journal::ouvrir_sous(&url, &cle, Exigence::Levee)
    );
    let journaux = [journaux.0.unwrap(), journaux.1.unwrap()];
    let [un, deux] = [0, 1].map(|rang: usize| {
        let (depot, journal) = (depots[rang].clone(), journaux[rang].clone());
        Extranet::new(depot, journal, Reglages::default(), horloge.clone(), Frein::new(1_000, 10_000))
    });
    // Past the next day of opening.
    horloge.avancer(400 * 86_400);
    let ouvertes = tokio::join!(ouvrir_les_revues(&un), ouvrir_les_revues(&deux));
    let ouvertes = ouvertes.0.unwrap() + ouvertes.1.unwrap();
    assert!(ouvertes > 0);
    assert_eq!(revue::Entity::find().count(depots[0].lecture()).await.unwrap(), ouvertes as u64);
    let filtre = reciproque_server::journal::Filtre {
        acte: Some(Acte::OuvrirRevue.code().to_owned()),
        limite: 1_000,
        ..Default::default()
    };
    assert_eq!(un.journal.chercher(&filtre).await.unwrap().len(), ouvertes, "each is traced once");
}
