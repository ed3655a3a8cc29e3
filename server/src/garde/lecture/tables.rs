//! The tables about persons: of which row each one says whom it is about, and from what it hangs.

use std::sync::LazyLock;

use sea_orm::EntityTrait;

use crate::depot::entite::*;
use crate::depot::sql::{DeLigne, colonnes};

/// A table about persons.
pub trait Nominative: EntityTrait<Model: DeLigne + Send> {
    /// Under which name a query knows it.
    const TABLE: &'static str;
    /// `SELECT` and all its columns.
    fn selection() -> &'static str;
}

/// One of which each row is about one person, its `personne_id`.
pub trait ParPersonne: Nominative {}

/// A row in hand, hence one that was reached: it says whom it is about.
pub trait Concerne {
    fn concerne(&self) -> i64;
}

/// A table of which each row hangs from one of another: the steps of a CER, the flows of a dossier.
pub trait Dependante<M>: Nominative {
    const ORIGINE: &'static str;
    fn numero(origine: &M) -> i64;
}

macro_rules! nominatives {
    ($($table:ident),+ $(,)?) => {$(
        impl Nominative for $table::Entity {
            const TABLE: &'static str = stringify!($table);

            fn selection() -> &'static str {
                static SELECTION: LazyLock<String> =
                    LazyLock::new(|| format!("SELECT {}", colonnes::<$table::Model>(stringify!($table))));
                &SELECTION
            }
        }
    )+};
}

macro_rules! par_personne {
    ($($table:ident),+ $(,)?) => {
        nominatives![$($table),+];
        $(
            impl ParPersonne for $table::Entity {}

            impl Concerne for $table::Model {
                fn concerne(&self) -> i64 {
                    self.personne_id
                }
            }
        )+
    };
}

macro_rules! dependantes {
    ($($table:ident.$colonne:ident: $origine:ident.$numero:ident),+ $(,)?) => {
        nominatives![$($table),+];
        $(
            impl Dependante<$origine::Model> for $table::Entity {
                const ORIGINE: &'static str = stringify!($colonne);

                fn numero(origine: &$origine::Model) -> i64 {
                    origine.$numero
                }
            }
        )+
    };
}

nominatives![dossier, personne, rapprochement];

impl Concerne for personne::Model {
    fn concerne(&self) -> i64 {
        self.id
    }
}

par_personne![
    attente,
    brouillon_rendez_vous,
    cer,
    demande_droit,
    ecart_etape,
    envoi_france_travail,
    instruction,
    orientation,
    parcours_etape,
    referent,
    rendez_vous,
    reorientation,
    reorientation_etape,
    situation_france_travail
];

dependantes![
    cer_etape.cer_id: cer.id,
    demande_etape.demande_id: demande_droit.id,
    dossier_flux.dossier_id: personne.dossier_id,
    instruction_etape.instruction_id: instruction.id,
    rapprochement_etape.rapprochement_id: rapprochement.id,
    rectification.demande_id: demande_droit.id,
    rendez_vous_etape.rendez_vous_id: rendez_vous.id,
];
