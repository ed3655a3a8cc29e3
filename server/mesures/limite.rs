//! The limit by hand: for each view the very statements that the product runs, prepared once, in the
//! thread that asks; a row of the journal, by a thread that writes all those that wait at once; the
//! same bytes. None of the product's code runs for a request.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use anyhow::{Context, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::Path as Chemin;
use axum::http::{StatusCode, header};
use axum::routing::get;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params};
use sea_orm::Statement;
use tokio::sync::oneshot;

/// A text, and its values in their order.
type Instruction = (String, Vec<Value>);

/// More than the views have: each stays prepared.
const TEXTES: usize = 256;

/// What a view asks, and what it answers.
pub struct Vue {
    pub instructions: Vec<Instruction>,
    pub corps: Bytes,
}

/// A statement as the product ran it.
pub fn instruction(dite: &Statement) -> anyhow::Result<Instruction> {
    let valeurs = dite.values.iter().flat_map(|valeurs| valeurs.0.iter()).map(valeur);
    Ok((dite.sql.clone(), valeurs.collect::<anyhow::Result<_>>()?))
}

fn valeur(dite: &sea_orm::Value) -> anyhow::Result<Value> {
    Ok(match dite {
        sea_orm::Value::Bool(Some(valeur)) => Value::Integer(i64::from(*valeur)),
        sea_orm::Value::Int(Some(valeur)) => Value::Integer(i64::from(*valeur)),
        sea_orm::Value::BigInt(Some(valeur)) => Value::Integer(*valeur),
        sea_orm::Value::String(Some(valeur)) => Value::Text(valeur.to_string()),
        sea_orm::Value::ChronoDate(Some(jour)) => Value::Text(jour.format("%F").to_string()),
        sea_orm::Value::ChronoDateTime(Some(instant)) => Value::Text(instant.format("%F %T%.f").to_string()),
        autre => bail!("no such value is replayed: {autre:?}"),
    })
}

struct Lecteurs {
    base: Box<Path>,
    libres: Mutex<Vec<Connection>>,
}

impl Lecteurs {
    fn libres(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.libres.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes the rows of a view hold.
    fn relire(&self, vue: &Vue) -> rusqlite::Result<usize> {
        let libre = self.libres().pop();
        let base = libre.map_or_else(|| Connection::open(&self.base), Ok)?;
        base.set_prepared_statement_cache_capacity(TEXTES);
        base.prepare_cached("BEGIN")?.raw_execute()?;
        let octets = vue.instructions.iter().map(|instruction| rangees(&base, instruction)).sum();
        base.prepare_cached("COMMIT")?.raw_execute()?;
        self.libres().push(base);
        octets
    }
}

fn rangees(base: &Connection, (texte, valeurs): &Instruction) -> rusqlite::Result<usize> {
    let mut requete = base.prepare_cached(texte)?;
    for (rang, valeur) in (1..).zip(valeurs) {
        requete.raw_bind_parameter(rang, valeur)?;
    }
    let (colonnes, mut octets) = (requete.column_count(), 0);
    let mut lignes = requete.raw_query();
    while let Some(ligne) = lignes.next()? {
        for rang in 0..colonnes {
            octets += match ligne.get_ref(rang)? {
                ValueRef::Text(lu) | ValueRef::Blob(lu) => lu.len(),
                _ => 8,
            };
        }
    }
    Ok(octets)
}

type Ecrite = oneshot::Sender<()>;

/// Writes a row for each that waits, all those there are in one commit.
fn ecrire(mut journal: Connection, attendent: &mpsc::Receiver<Ecrite>) -> rusqlite::Result<()> {
    let mut seq = 0_i64;
    while let Ok(premiere) = attendent.recv() {
        let toutes: Vec<Ecrite> = std::iter::once(premiere).chain(attendent.try_iter()).collect();
        let transaction = journal.transaction()?;
        for _ in &toutes {
            seq += 1;
            transaction
                .prepare_cached(
                    "INSERT INTO evenement (seq, chaine, instant, agent, profil, organisation, session, acte, objet, \
                     rubriques, motif, issue, client, lie_a, precedent, empreinte) VALUES (?, 1, ?, 7, 'referent', 3, \
                     'AbCdEfGhIjKl', 'consulter_dossier', ?, '[\"identite\",\"famille\",\"adresse\",\"droits\",\"rsa\",\"parcours\"]', \
                     NULL, 'reussi', '127.0.0.1', NULL, zeroblob(32), zeroblob(32))",
                )?
                .execute(params![seq, 1_790_000_000_000 + seq, format!("dossier/{}", seq % 200)])?;
        }
        transaction.commit()?;
        for ecrite in toutes {
            // Who waited may be gone.
            ecrite.send(()).unwrap_or(());
        }
    }
    Ok(())
}

/// These views, read from this store and traced beside it.
pub fn a_la_main(vues: HashMap<i64, Vue>, donnees: &Path) -> anyhow::Result<Router> {
    let journal = donnees.join("mesure-limite.sqlite");
    let journal = Connection::open(journal).context("the journal of the limit by hand")?;
    journal.pragma_update(None, "journal_mode", "WAL")?;
    journal.pragma_update(None, "synchronous", "FULL")?;
    journal.execute_batch(include_str!("../src/journal/schema_sqlite.sql"))?;
    journal.execute_batch("DROP TRIGGER evenement_conserve; DELETE FROM evenement;")?;
    let (ecrites, attendent) = mpsc::channel::<Ecrite>();
    std::thread::spawn(move || ecrire(journal, &attendent));
    let base = donnees.join("reciproque.sqlite").into_boxed_path();
    let lecteurs = Arc::new(Lecteurs { base, libres: Mutex::default() });
    let vues = Arc::new(vues);
    let dossier = move |Chemin(dossier): Chemin<i64>| async move {
        let vue = vues.get(&dossier).ok_or(StatusCode::NOT_FOUND)?;
        lecteurs.relire(vue).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        let (ecrite, attente) = oneshot::channel();
        ecrites.send(ecrite).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        attente.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok::<_, StatusCode>(([(header::CONTENT_TYPE, "application/json")], vue.corps.clone()))
    };
    Ok(Router::new().route("/api/v1/dossiers/{dossier}", get(dossier)))
}
