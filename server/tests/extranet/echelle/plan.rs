//! The plan of a statement, as either engine tells it: how it reaches the rows of each table.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;

/// How a statement reaches the rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acces {
    pub table: String,
    /// The columns whose value the search names; none when rows are read one after the other.
    pub colonnes: BTreeSet<String>,
    /// Between bounds, after these columns.
    pub plage: bool,
}

impl std::fmt::Display for Acces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let colonnes: Vec<&str> = self.colonnes.iter().map(String::as_str).collect();
        match (colonnes.is_empty(), self.plage) {
            (true, false) => write!(f, "{} : parcours", self.table),
            (true, true) => write!(f, "{} : plage", self.table),
            (false, false) => write!(f, "{} ({})", self.table, colonnes.join(", ")),
            (false, true) => write!(f, "{} ({}) et plage", self.table, colonnes.join(", ")),
        }
    }
}

/// A store whose plans are read.
pub struct Plans {
    base: DatabaseConnection,
    /// Index → its table.
    index: HashMap<String, String>,
    tables: BTreeSet<String>,
    tailles: BTreeMap<Acces, i64>,
    /// Only what PostgreSQL reads one after the other for want of any index.
    faute_d_index: bool,
}

impl Plans {
    pub async fn de(base: DatabaseConnection) -> Self {
        let texte = match base.get_database_backend() {
            DbBackend::Sqlite => "SELECT name, tbl_name FROM sqlite_master WHERE type IN ('index', 'table')",
            _ => {
                "SELECT indexname::text, tablename::text FROM pg_indexes WHERE schemaname = current_schema() \
                 UNION SELECT tablename::text, tablename::text FROM pg_tables WHERE schemaname = current_schema()"
            }
        };
        let mut plans = Self {
            base,
            index: HashMap::new(),
            tables: BTreeSet::new(),
            tailles: BTreeMap::new(),
            faute_d_index: false,
        };
        for ligne in plans.lignes(texte).await {
            let (nom, table): (String, String) =
                (ligne.try_get_by_index(0).unwrap(), ligne.try_get_by_index(1).unwrap());
            plans.tables.insert(table.clone());
            plans.index.insert(nom, table);
        }
        plans
    }

    pub fn tables(&self) -> &BTreeSet<String> {
        &self.tables
    }

    async fn lignes(&self, texte: &str) -> Vec<sea_orm::QueryResult> {
        let texte = Statement::from_string(self.base.get_database_backend(), texte);
        self.base.query_all_raw(texte).await.unwrap()
    }

    /// Makes the planner take these tables for large ones, however few rows they have here.
    pub async fn tenir_pour_grandes(&mut self, tables: &[&str]) {
        match self.base.get_database_backend() {
            // Without figures, SQLite takes every table for a large one.
            DbBackend::Sqlite if !self.tables.contains("sqlite_stat1") => {}
            DbBackend::Sqlite => {
                let noms: Vec<_> = tables.iter().map(|table| format!("'{table}'")).collect();
                let oubli = format!("DELETE FROM sqlite_stat1 WHERE tbl IN ({})", noms.join(", "));
                self.base.execute_unprepared(&oubli).await.unwrap();
                self.base.execute_unprepared("ANALYZE sqlite_schema").await.unwrap();
            }
            _ => {
                self.base.execute_unprepared("SET enable_seqscan = off").await.unwrap();
                self.faute_d_index = true;
            }
        }
    }

    pub async fn lire(&self, instruction: &Statement) -> BTreeSet<Acces> {
        match self.base.get_database_backend() {
            DbBackend::Sqlite => self.sqlite(instruction).await,
            _ => self.postgres(instruction).await,
        }
    }

    async fn sqlite(&self, instruction: &Statement) -> BTreeSet<Acces> {
        let texte = format!("EXPLAIN QUERY PLAN {}", instruction.sql);
        let lignes = self.base.query_all_raw(avec(instruction, texte)).await.unwrap();
        let details = lignes.iter().map(|ligne| ligne.try_get_by_index::<String>(3).unwrap());
        details.filter_map(|detail| self.acces_sqlite(&detail, &instruction.sql)).collect()
    }

    /// `SEARCH avenant USING COVERING INDEX ix_cer_avenant_de (avenant_de=? AND rowid>?)`.
    fn acces_sqlite(&self, detail: &str, sql: &str) -> Option<Acces> {
        let mut mots = detail.split(' ');
        let geste = mots.next().filter(|geste| ["SCAN", "SEARCH"].contains(geste))?;
        let table = self.table_nommee(mots.next()?, detail, sql)?;
        let automatique = detail.contains("AUTOMATIC");
        let entre = detail.split_once('(').and_then(|(_, reste)| reste.strip_suffix(')'));
        let termes: Vec<&str> = match entre {
            Some(entre) if geste == "SEARCH" && !automatique => entre.split(" AND ").collect(),
            _ => Vec::new(),
        };
        let egales = termes.iter().filter_map(|terme| terme.strip_suffix("=?"));
        let colonnes: BTreeSet<_> =
            egales.map(|colonne| if colonne == "rowid" { "id" } else { colonne }.to_owned()).collect();
        Some(Acces { table, plage: termes.len() > colonnes.len(), colonnes })
    }

    /// The table behind a name of the plan: that of its index, or the one that the text gives
    /// this name to. Nothing for a subquery.
    fn table_nommee(&self, nom: &str, detail: &str, sql: &str) -> Option<String> {
        let par_index = detail.split(' ').find_map(|mot| self.index.get(mot).filter(|_| mot != nom));
        let mots: Vec<&str> = sql
            .split([' ', '(', ')', ','])
            .map(|mot| mot.trim_matches('"'))
            .filter(|mot| !mot.is_empty())
            .collect();
        let par_surnom = mots
            .windows(3)
            .find(|suite| suite[1] == "AS" && suite[2] == nom && self.tables.contains(suite[0]))
            .map(|suite| suite[0]);
        let par_index = par_index.map(String::as_str);
        let tel_quel = self.tables.get(nom).map(String::as_str);
        par_index.or(par_surnom).or(tel_quel).map(str::to_owned)
    }

    async fn postgres(&self, instruction: &Statement) -> BTreeSet<Acces> {
        let texte = format!("EXPLAIN (FORMAT JSON) {}", instruction.sql);
        let lignes = self.base.query_all_raw(avec(instruction, texte)).await;
        let lignes = lignes.unwrap_or_else(|e| panic!("{e}: {instruction}"));
        let plan: Value = lignes[0].try_get_by_index(0).unwrap();
        let mut acces = BTreeSet::new();
        self.noeud(&plan[0]["Plan"], &mut acces);
        acces
    }

    fn noeud(&self, noeud: &Value, acces: &mut BTreeSet<Acces>) {
        let lu = |champ: &str| noeud[champ].as_str().unwrap_or_default();
        let table = match lu("Node Type") {
            "Seq Scan" => Some(lu("Relation Name").to_owned()),
            _ if self.faute_d_index => None,
            "Index Scan" | "Index Only Scan" => Some(lu("Relation Name").to_owned()),
            "Bitmap Index Scan" => self.index.get(lu("Index Name")).cloned(),
            _ => None,
        };
        if let Some(table) = table {
            let termes: Vec<&str> =
                lu("Index Cond").split(" AND ").filter(|terme| !terme.is_empty()).collect();
            let colonnes: BTreeSet<_> = termes.iter().filter_map(|terme| egalite(terme)).collect();
            acces.insert(Acces { table, plage: termes.len() > colonnes.len(), colonnes });
        }
        for enfant in noeud["Plans"].as_array().into_iter().flatten() {
            self.noeud(enfant, acces);
        }
    }

    pub async fn lignes_de(&self, table: &str) -> i64 {
        let compte = self.lignes(&format!("SELECT COUNT(*) FROM {table}")).await;
        compte[0].try_get_by_index(0).unwrap()
    }

    /// The rows of the largest key of a search.
    pub async fn plus_grande_clef(&mut self, acces: &Acces) -> i64 {
        if let Some(connue) = self.tailles.get(acces) {
            return *connue;
        }
        let colonnes: Vec<&str> = acces.colonnes.iter().map(String::as_str).collect();
        let presentes: Vec<String> = colonnes.iter().map(|c| format!("{c} IS NOT NULL")).collect();
        let texte = format!(
            "SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM {} WHERE {} GROUP BY {}) AS clefs",
            acces.table,
            presentes.join(" AND "),
            colonnes.join(", ")
        );
        let taille = self.lignes(&texte).await[0].try_get_by_index(0).unwrap();
        self.tailles.insert(acces.clone(), taille);
        taille
    }
}

fn avec(instruction: &Statement, texte: String) -> Statement {
    Statement { sql: texte, ..instruction.clone() }
}

/// The column that a term of a condition of PostgreSQL gives a value to: `((etat)::text =
/// 'valide'::text)`, `(id = ANY ('{1,2}'::bigint[]))`.
fn egalite(terme: &str) -> Option<String> {
    let (gauche, _) = terme.split_once(" = ")?;
    let colonne = gauche.trim_start_matches('(').split([')', ':']).next()?;
    colonne.chars().all(|c| c.is_ascii_alphanumeric() || c == '_').then(|| colonne.to_owned())
}
