//! The figures of the planner reach every connection: those of a server under way too, when a
//! command takes them.

use reciproque_server::depot::Depot;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};

use crate::bac::urls;

const TABLE: &str = "CREATE TABLE essai (a INTEGER, b INTEGER); CREATE INDEX essai_a ON essai (a); \
     CREATE INDEX essai_b ON essai (b)";

/// A plan is told without looking at the store, where the change is found: a reading goes first.
/// And one told before is kept, hence the number in its text.
async fn plan(base: &DatabaseConnection, rang: u32) -> String {
    let base = base.begin().await.unwrap();
    let [lecture, plan] = ["", "EXPLAIN QUERY PLAN "].map(|devant| {
        let texte = format!("{devant}SELECT * FROM essai WHERE a = 1 AND b = 1 AND {rang} = {rang}");
        Statement::from_string(DbBackend::Sqlite, texte)
    });
    base.query_all_raw(lecture).await.unwrap();
    let lignes = base.query_all_raw(plan).await.unwrap();
    lignes.iter().map(|ligne| ligne.try_get_by_index::<String>(3).unwrap()).collect()
}

/// As many rows, `constante` always the same: its index leads to all of them.
async fn remplir(base: &DatabaseConnection, constante: &str, variable: &str) {
    let lignes = format!(
        "INSERT INTO essai ({constante}, {variable}) WITH RECURSIVE n (i) AS \
         (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT 1, i FROM n"
    );
    base.execute_unprepared(&lignes).await.unwrap();
}

#[tokio::test]
async fn what_a_command_writes_changes_the_plans_of_the_server() {
    let dossier = tempfile::tempdir().unwrap();
    let (url, _) = urls(&dossier).await;
    let (serveur, commande) = (Depot::ouvrir(&url).await.unwrap(), Depot::ouvrir(&url).await.unwrap());
    commande.ecriture().execute_unprepared(TABLE).await.unwrap();
    if serveur.lecture().get_database_backend() == DbBackend::Sqlite {
        let (constante, variable) = match plan(serveur.lecture(), 1).await.contains("essai_a") {
            true => ("a", "b"),
            false => ("b", "a"),
        };
        remplir(commande.ecriture(), constante, variable).await;
        assert!(plan(serveur.lecture(), 2).await.contains(&format!("essai_{constante} ")));
        commande.analyser().await.unwrap();
        assert!(plan(serveur.lecture(), 3).await.contains(&format!("essai_{variable} ")));
    } else {
        remplir(commande.ecriture(), "a", "b").await;
        commande.analyser().await.unwrap();
        let connues = "SELECT COUNT(*) FROM pg_stats WHERE tablename = 'essai'";
        let connues = Statement::from_string(DbBackend::Postgres, connues);
        let ligne = serveur.lecture().query_one_raw(connues).await.unwrap().unwrap();
        assert_eq!(ligne.try_get_by_index::<i64>(0).unwrap(), 2);
    }
}
