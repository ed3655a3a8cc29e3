//! What may be read of the tables about persons, by texts: some rows and what is asked of each. As
//! with `parmi`, nothing is asked before it is said which rows: within the scope, or those of a row in
//! hand.

use std::marker::PhantomData;

use sea_orm::{DbErr, ModelTrait};

use super::parmi::{Concerne, ParPersonne};
use super::personne_atteinte;
use crate::depot::sql::{Clause, DeLigne, Sql};
use crate::garde::Passage;

/// Rows of a table about persons.
pub struct Lisibles<E> {
    ou: Clause,
    table: PhantomData<fn() -> E>,
}

/// What is read with each row: columns beside its own, of tables joined to it.
#[derive(Default)]
pub struct Avec {
    /// Each after a comma.
    pub colonnes: Clause,
    pub jointures: &'static str,
}

/// The rows whose person the agent reaches.
pub fn lisibles<E: ParPersonne>(passage: &Passage) -> Lisibles<E> {
    ou(personne_atteinte(passage, &format!("{}.personne_id", E::TABLE)))
}

/// The rows about these persons.
pub fn lisibles_des<'a, E: ParPersonne, C: Concerne + 'a>(
    qui: impl IntoIterator<Item = &'a C>,
) -> Lisibles<E> {
    let personnes = Clause::parmi(qui.into_iter().map(Concerne::concerne));
    ou(Clause::from(format!("{}.personne_id IN ", E::TABLE)).puis(personnes))
}

/// This row, as it is now.
pub fn lisible_encore<M>(ligne: &M) -> Lisibles<M::Entity>
where
    M: ModelTrait<Entity: ParPersonne> + Concerne,
{
    ou(Clause::from(format!("{}.id = ?", M::Entity::TABLE)).avec(ligne.numero()))
}

const fn ou<E>(ou: Clause) -> Lisibles<E> {
    Lisibles { ou, table: PhantomData }
}

impl<E: ParPersonne> Lisibles<E> {
    /// Those of them.
    #[must_use]
    pub fn et(self, condition: impl Into<Clause>) -> Self {
        ou(self.ou.et(condition))
    }

    /// The value of the next `?`.
    #[must_use]
    pub fn avec(self, valeur: impl Into<sea_orm::Value>) -> Self {
        ou(self.ou.avec(valeur))
    }

    /// How many.
    pub async fn compter(self, base: &impl Sql, avec: Avec) -> Result<i64, DbErr> {
        let requete = Clause::from(format!("SELECT COUNT(*) FROM {} {} WHERE ", E::TABLE, avec.jointures))
            .puis(self.ou);
        let lus: Vec<(i64,)> = base.trouver(requete).await?;
        Ok(lus.first().map_or(0, |(nombre,)| *nombre))
    }

    /// How many have each value of this column, of the table or of one joined to it.
    pub async fn grouper(
        self,
        base: &impl Sql,
        jointures: &'static str,
        colonne: &'static str,
    ) -> Result<Vec<(Option<String>, i64)>, DbErr> {
        let requete =
            Clause::from(format!("SELECT {colonne}, COUNT(*) FROM {} {jointures} WHERE ", E::TABLE))
                .puis(self.ou)
                .puis(format!(" GROUP BY {colonne}"));
        base.trouver(requete).await
    }

    /// The rows, each with its own columns first, in this order.
    pub async fn charger<T: DeLigne + Send>(
        self,
        base: &impl Sql,
        avec: Avec,
        ordre: impl Into<Clause>,
    ) -> Result<Vec<T>, DbErr> {
        let requete = Clause::from(E::selection())
            .puis(avec.colonnes)
            .puis(format!(" FROM {} {} WHERE ", E::TABLE, avec.jointures))
            .puis(self.ou)
            .puis(ordre);
        base.trouver(requete).await
    }
}
