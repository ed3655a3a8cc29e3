//! SQL text that both engines read, `$1`, `$2`… standing for its values: over a connection of the
//! pool, or over one of SQLite in this very thread, where no statement hops to another.

mod clause;
mod lecteurs;
mod locale;

use std::cell::Cell;

use rusqlite::types::FromSql;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult, Statement,
    TryGetable, Value,
};

pub use clause::{Clause, en_vigueur};
pub use lecteurs::{Instant, Lecteurs};
pub use locale::Locale;

/// What runs such texts.
pub trait Sql: Sync {
    fn moteur(&self) -> DbBackend;

    /// The rows of a query.
    fn lignes<T: DeLigne + Send>(
        &self,
        texte: &str,
        valeurs: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<T>, DbErr>> + Send;

    /// The rows that a query put together finds.
    fn trouver<T: DeLigne + Send>(
        &self,
        requete: Clause,
    ) -> impl Future<Output = Result<Vec<T>, DbErr>> + Send {
        async move {
            let (texte, valeurs) = requete.numerotee();
            self.lignes(&texte, valeurs).await
        }
    }

    /// The number that a `SELECT COUNT(*)` finds.
    fn compter(&self, requete: Clause) -> impl Future<Output = Result<u64, DbErr>> + Send {
        async move {
            let lus: Vec<(i64,)> = self.trouver(requete).await?;
            Ok(lus.first().map_or(0, |(nombre,)| nombre.unsigned_abs()))
        }
    }

    /// What is put together and has no rows: how many were written.
    fn changer(&self, requete: Clause) -> impl Future<Output = Result<u64, DbErr>> + Send {
        async move {
            let (texte, valeurs) = requete.numerotee();
            self.executer(&texte, valeurs).await
        }
    }

    /// How many rows were written.
    fn executer(&self, texte: &str, valeurs: Vec<Value>) -> impl Future<Output = Result<u64, DbErr>> + Send;

    /// Takes what a table holds of these persons away.
    fn oublier(&self, table: &str, personnes: &[i64]) -> impl Future<Output = Result<(), DbErr>> + Send {
        async move {
            if personnes.is_empty() {
                return Ok(());
            }
            let texte = format!("DELETE FROM {table} WHERE personne_id IN ({})", places(0, personnes.len()));
            self.executer(&texte, personnes.iter().copied().map(Value::from).collect()).await.map(drop)
        }
    }

    /// Writes rows by one statement, which begins as `debut` says; nothing when there are none.
    fn inserer<const N: usize>(
        &self,
        debut: &str,
        lignes: Vec<[Value; N]>,
    ) -> impl Future<Output = Result<(), DbErr>> + Send {
        async move {
            if lignes.is_empty() {
                return Ok(());
            }
            let rangees: Vec<_> =
                (0..lignes.len()).map(|rang| format!("({})", places(rang * N, N))).collect();
            let texte = format!("{debut} VALUES {}", rangees.join(", "));
            self.executer(&texte, lignes.into_iter().flatten().collect()).await.map(drop)
        }
    }
}

/// `$1, $2, …`: so many values, after those before.
pub fn places(avant: usize, nombre: usize) -> String {
    (avant + 1..=avant + nombre).map(|rang| format!("${rang}")).collect::<Vec<_>>().join(", ")
}

macro_rules! a_distance {
    ($($connexion:ty),+) => {$(
        impl Sql for $connexion {
            fn moteur(&self) -> DbBackend {
                self.get_database_backend()
            }

            async fn lignes<T: DeLigne + Send>(&self, texte: &str, valeurs: Vec<Value>) -> Result<Vec<T>, DbErr> {
                let requete = Statement::from_sql_and_values(self.moteur(), texte, valeurs);
                let lignes = self.query_all_raw(requete).await?;
                lignes.iter().map(|ligne| T::de_ligne(&Ligne::de(Rangee::Distante(ligne)))).collect()
            }

            async fn executer(&self, texte: &str, valeurs: Vec<Value>) -> Result<u64, DbErr> {
                let requete = Statement::from_sql_and_values(self.moteur(), texte, valeurs);
                Ok(self.execute_raw(requete).await?.rows_affected())
            }
        }
    )+};
}

a_distance![DatabaseConnection, DatabaseTransaction];

/// A row of either, read from its first column on.
pub struct Ligne<'a> {
    rangee: Rangee<'a>,
    rang: Cell<usize>,
}

enum Rangee<'a> {
    Distante(&'a QueryResult),
    Locale(&'a rusqlite::Row<'a>),
}

impl<'a> Ligne<'a> {
    const fn de(rangee: Rangee<'a>) -> Self {
        Self { rangee, rang: Cell::new(0) }
    }

    /// The value of the column at this rank, from 0.
    pub fn lire<T: TryGetable + FromSql>(&self, rang: usize) -> Result<T, DbErr> {
        match self.rangee {
            Rangee::Distante(ligne) => ligne.try_get_by_index(rang),
            Rangee::Locale(ligne) => ligne.get(rang).map_err(locale::echec),
        }
    }

    /// The value of the next column.
    pub fn suivante<T: TryGetable + FromSql>(&self) -> Result<T, DbErr> {
        self.lire(self.rang.replace(self.rang.get() + 1))
    }
}

/// What a row is read into: its columns in order.
pub trait DeLigne: Sized {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr>;
}

/// Reads a row into a struct: its fields, in their order.
macro_rules! rangee {
    ($type:ident: $($(#[$dit:meta])* $vue:vis $colonne:ident: $contenu:ty,)*) => {
        impl $crate::depot::sql::DeLigne for $type {
            fn de_ligne(ligne: &$crate::depot::sql::Ligne<'_>) -> Result<Self, sea_orm::DbErr> {
                Ok(Self { $($colonne: ligne.suivante()?,)* })
            }
        }
    };
}

/// A struct that a row is read into.
macro_rules! ligne {
    ($(#[$dit:meta])* $vue:vis struct $type:ident { $($champs:tt)* }) => {
        $(#[$dit])*
        $vue struct $type { $($champs)* }
        $crate::depot::sql::rangee! { $type: $($champs)* }
    };
}

/// The names of the columns of a table.
pub trait Colonnes {
    const COLONNES: &'static [&'static str];
}

/// All the columns of a table, for a `SELECT`, in the order in which its row is read.
pub fn colonnes<T: Colonnes>(table: &str) -> String {
    T::COLONNES.iter().map(|colonne| format!("{table}.{colonne}")).collect::<Vec<_>>().join(", ")
}

pub(crate) use ligne;
pub(crate) use rangee;

macro_rules! de_ligne {
    ($(($($type:ident $rang:literal),+))+) => {$(
        impl<$($type: TryGetable + FromSql),+> DeLigne for ($($type,)+) {
            fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
                Ok(($(ligne.lire::<$type>($rang)?,)+))
            }
        }
    )+};
}

de_ligne! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
}
