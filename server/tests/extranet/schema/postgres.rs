//! What the catalogue of PostgreSQL says of the tables of the store.

use sea_orm::DatabaseConnection;

use super::{d_une_ligne, lire};

const COLONNES: &str = "SELECT t.relname::text, 'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attcollation <> y.typcollation THEN ' collate ' || c.collname ELSE '' END
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || CASE WHEN a.attidentity <> '' THEN ' identity' ELSE '' END
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid JOIN pg_type y ON y.oid = a.atttypid
    LEFT JOIN pg_collation c ON c.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped";

/// Names only of those that an index bears: the others are drawn by PostgreSQL. What is not null is
/// told of the columns.
const CONTRAINTES: &str = "SELECT t.relname::text,
    CASE WHEN k.contype IN ('u', 'x') THEN k.conname || ' ' ELSE '' END || pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
    WHERE t.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'f', 'c', 'x')";

const INDEX: &str = "SELECT t.relname::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid WHERE t.relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)";

const DECLENCHEURS: &str = "SELECT t.relname::text, pg_get_triggerdef(d.oid) FROM pg_trigger d
    JOIN pg_class t ON t.oid = d.tgrelid WHERE t.relnamespace = 'public'::regnamespace AND NOT d.tgisinternal";

const FONCTIONS: &str = "SELECT '(functions)', pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace";

/// What says nothing; and the casts of a list of texts, which PostgreSQL writes otherwise once the
/// table was put back from a dump.
const SANS: [(&str, &str); 7] = [
    ("public.", ""),
    (" USING btree", ""),
    ("((ARRAY[", "(ARRAY["),
    ("])::text[])", "])"),
    ("::character varying)::text", ""),
    ("('", "'"),
    ("::character varying", ""),
];

pub async fn declarations(base: &DatabaseConnection) -> Vec<(String, String)> {
    let mut lues = Vec::new();
    for requete in [COLONNES, CONTRAINTES, INDEX, DECLENCHEURS, FONCTIONS] {
        lues.extend(lire(base, requete).await);
    }
    lues.retain(|(table, _)| table != "seaql_migrations");
    for (_, declaration) in &mut lues {
        let texte = SANS.iter().fold(declaration.clone(), |texte, (de, vers)| texte.replace(de, vers));
        *declaration = d_une_ligne(&texte);
    }
    lues
}
