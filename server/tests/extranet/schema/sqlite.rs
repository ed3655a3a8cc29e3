//! What SQLite says of its tables; the checks, it only keeps in the text of their creation.

use sea_orm::DatabaseConnection;

use super::{d_une_ligne, lire};

const COLONNES: &str = r#"SELECT m.name, 'column ' || p.name || ' ' || lower(p.type)
    || CASE WHEN p."notnull" THEN ' not null' ELSE '' END || coalesce(' default ' || p.dflt_value, '')
    FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"#;

const CLES: &str = "SELECT m.name, 'primary key ' || group_concat(p.name, ', ' ORDER BY p.pk)
    || CASE WHEN m.sql LIKE '%AUTOINCREMENT%' THEN ' autoincrement' ELSE '' END
    || CASE WHEN m.sql LIKE '%WITHOUT ROWID%' THEN ' without rowid' ELSE '' END
    FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND p.pk GROUP BY m.name";

const CLES_ETRANGERES: &str = r#"SELECT m.name, 'foreign key ' || f."from" || ' → ' || f."table" || '.' || f."to"
    || CASE f.on_delete WHEN 'NO ACTION' THEN '' ELSE ' on delete ' || lower(f.on_delete) END
    FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"#;

const UNICITES: &str = "SELECT m.name, 'unique '
    || (SELECT group_concat(c.name, ', ' ORDER BY c.seqno) FROM pragma_index_info(i.name) c)
    FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = 'u'";

/// Those that were created by a statement of their own.
const INDEX_ET_DECLENCHEURS: &str =
    "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL";

const TABLES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'table'";

pub async fn declarations(base: &DatabaseConnection) -> Vec<(String, String)> {
    let mut lues = Vec::new();
    for requete in [COLONNES, CLES, CLES_ETRANGERES, UNICITES] {
        lues.extend(lire(base, requete).await);
    }
    for (table, sql) in lire(base, TABLES).await {
        let mut siennes: Vec<_> = verifications(&sql).collect();
        siennes.sort();
        lues.extend(siennes.into_iter().map(|verification| (table.clone(), verification)));
    }
    for (table, sql) in lire(base, INDEX_ET_DECLENCHEURS).await {
        lues.push((table, d_une_ligne(&sql.replace('"', ""))));
    }
    lues.retain(|(table, _)| !table.starts_with("sqlite_") && table != "seaql_migrations");
    lues
}

/// From each word CHECK to the parenthesis that closes what follows it.
fn verifications(sql: &str) -> impl Iterator<Item = String> {
    sql.match_indices("CHECK (").map(|(debut, mot)| {
        let suite = &sql[debut + mot.len()..];
        let mut ouvertes = 1;
        let fin = suite.find(|lettre| {
            ouvertes += i32::from(lettre == '(') - i32::from(lettre == ')');
            ouvertes == 0
        });
        format!("check ({})", d_une_ligne(&suite[..fin.unwrap()]))
    })
}
