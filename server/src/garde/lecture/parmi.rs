//! What a request may read of the tables about persons. Three ways, and no other
//! (`tests/extranet/portes.rs`): a row that the scope reaches, what hangs from a row in hand, and,
//! for a reason that is told, a row whatever the scope.

use std::sync::LazyLock;

use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::personne_atteinte;
use crate::depot::entite::*;
use crate::depot::sql::colonnes;
use crate::garde::Passage;

/// A table of which each row is about one person.
pub trait ParPersonne: EntityTrait {
    /// Under which name a query knows it.
    const TABLE: &'static str;
    const NUMERO: Self::Column;
    /// Whom a row is about.
    const PERSONNE: Self::Column;
    /// `SELECT` and all its columns.
    fn selection() -> &'static str;
}

/// A row in hand, hence one that was reached: it says whom it is about.
pub trait Concerne {
    fn numero(&self) -> i64;
    fn concerne(&self) -> i64;
}

macro_rules! par_personne {
    ($($table:ident),+ $(,)?) => {$(
        impl ParPersonne for $table::Entity {
            const TABLE: &'static str = stringify!($table);
            const NUMERO: Self::Column = $table::Column::Id;
            const PERSONNE: Self::Column = $table::Column::PersonneId;

            fn selection() -> &'static str {
                static SELECTION: LazyLock<String> =
                    LazyLock::new(|| format!("SELECT {}", colonnes::<$table::Model>(stringify!($table))));
                &SELECTION
            }
        }

        impl Concerne for $table::Model {
            fn numero(&self) -> i64 {
                self.id
            }

            fn concerne(&self) -> i64 {
                self.personne_id
            }
        }
    )+};
}

par_personne![
    attente,
    brouillon_rendez_vous,
    cer,
    demande_droit,
    orientation,
    parcours_etape,
    referent,
    rendez_vous
];

impl Concerne for personne::Model {
    fn numero(&self) -> i64 {
        self.id
    }

    fn concerne(&self) -> i64 {
        self.id
    }
}

/// A table of which each row hangs from one of another: the steps of a CER, the persons of a dossier.
pub trait Dependante<M>: EntityTrait {
    const ORIGINE: Self::Column;
    fn numero(origine: &M) -> i64;
}

macro_rules! dependantes {
    ($($table:ident.$colonne:ident: $origine:ident.$numero:ident),+ $(,)?) => {$(
        impl Dependante<$origine::Model> for $table::Entity {
            const ORIGINE: Self::Column = $table::Column::$colonne;

            fn numero(origine: &$origine::Model) -> i64 {
                origine.$numero
            }
        }
    )+};
}

dependantes![
    cer_etape.CerId: cer.id,
    demande_etape.DemandeId: demande_droit.id,
    dossier_flux.DossierId: personne.dossier_id,
    rectification.DemandeId: demande_droit.id,
    rendez_vous_etape.RendezVousId: rendez_vous.id,
];

/// The rows whose person the agent reaches: the scope is in the query before anything is asked of it.
pub fn parmi<E: ParPersonne>(passage: &Passage) -> Select<E> {
    let atteinte = personne_atteinte(passage, &format!("{}.personne_id", E::TABLE));
    E::find().filter(atteinte.pour(passage.base()))
}

/// The rows about whom this row is.
pub fn de<E: ParPersonne>(qui: &impl Concerne) -> Select<E> {
    E::find().filter(E::PERSONNE.eq(qui.concerne()))
}

/// What hangs from this row.
pub fn dependantes_de<E: Dependante<M>, M>(origine: &M) -> Select<E> {
    dependantes_des([origine])
}

/// What hangs from these rows.
pub fn dependantes_des<'a, E: Dependante<M>, M: 'a>(origines: impl IntoIterator<Item = &'a M>) -> Select<E> {
    E::find().filter(E::ORIGINE.is_in(origines.into_iter().map(E::numero)))
}

/// The person whom this row is about.
pub fn qui(ligne: &impl Concerne) -> Select<personne::Entity> {
    qui_sont([ligne])
}

/// The persons whom these rows are about.
pub fn qui_sont<'a, C: Concerne + 'a>(lignes: impl IntoIterator<Item = &'a C>) -> Select<personne::Entity> {
    personne::Entity::find().filter(personne::Column::Id.is_in(lignes.into_iter().map(Concerne::concerne)))
}

/// This row, as it is now.
pub fn encore<M>(ligne: &M) -> Select<M::Entity>
where
    M: ModelTrait<Entity: ParPersonne> + Concerne,
{
    M::Entity::find().filter(M::Entity::NUMERO.eq(ligne.numero()))
}

/// Rows whatever the scope. The reason is for who reads the code: each is listed.
pub fn hors_perimetre<E: EntityTrait>(_raison: &'static str) -> Select<E> {
    E::find()
}
