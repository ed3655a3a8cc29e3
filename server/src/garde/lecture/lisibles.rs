//! What a request may read of the tables about persons: some rows and what is asked of each. Nothing
//! is asked before it is said which rows, in three ways and no other (`tests/extranet/portes.rs`):
//! those that the scope reaches, what hangs from a row in hand, and, for a reason that is told, rows
//! whatever the scope.

use std::marker::PhantomData;

use sea_orm::{DbErr, Value};

use super::personne_atteinte;
use super::tables::{Concerne, Dependante, Nominative, ParPersonne};
use crate::depot::entite::personne;
use crate::depot::sql::{Clause, DeLigne, Ligne, Sql};
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

/// A row that an agent signed or holds: who, and of which organisation today.
pub struct Signee<M> {
    pub ligne: M,
    pub agent: String,
    pub organisation: String,
}

impl<M: DeLigne> DeLigne for Signee<M> {
    fn de_ligne(ligne: &Ligne<'_>) -> Result<Self, DbErr> {
        let signee = M::de_ligne(ligne)?;
        let agent = format!("{} {}", ligne.suivante::<String>()?, ligne.suivante::<String>()?);
        Ok(Self { ligne: signee, agent, organisation: ligne.suivante()? })
    }
}

/// The rows whose person the agent reaches.
pub fn lisibles<E: ParPersonne>(passage: &Passage) -> Lisibles<E> {
    ou(personne_atteinte(passage, &format!("{}.personne_id", E::TABLE)))
}

/// The rows about these persons.
pub fn lisibles_des<'a, E: ParPersonne, C: Concerne + 'a>(
    qui: impl IntoIterator<Item = &'a C>,
) -> Lisibles<E> {
    parmi("personne_id", qui.into_iter().map(Concerne::concerne))
}

/// What hangs from these rows.
pub fn dependantes_des<'a, E: Dependante<M>, M: 'a>(
    origines: impl IntoIterator<Item = &'a M>,
) -> Lisibles<E> {
    parmi(E::ORIGINE, origines.into_iter().map(E::numero))
}

/// The persons whom these rows are about.
pub fn qui_sont<'a, C: Concerne + 'a>(lignes: impl IntoIterator<Item = &'a C>) -> Lisibles<personne::Entity> {
    parmi("id", lignes.into_iter().map(Concerne::concerne))
}

/// Rows whatever the scope. The reason is for who reads the code: each is listed.
pub fn hors_perimetre<E: Nominative>(_raison: &'static str) -> Lisibles<E> {
    ou("TRUE".into())
}

fn parmi<E: Nominative>(colonne: &str, numeros: impl Iterator<Item = i64>) -> Lisibles<E> {
    ou(Clause::from(format!("{}.{colonne} IN ", E::TABLE)).puis(Clause::parmi(numeros)))
}

const fn ou<E>(ou: Clause) -> Lisibles<E> {
    Lisibles { ou, table: PhantomData }
}

impl<E: Nominative> Lisibles<E> {
    /// Those of them.
    #[must_use]
    pub fn et(self, condition: impl Into<Clause>) -> Self {
        ou(self.ou.et(condition))
    }

    /// The value of the next `?`.
    #[must_use]
    pub fn avec(self, valeur: impl Into<Value>) -> Self {
        ou(self.ou.avec(valeur))
    }

    /// Then that.
    #[must_use]
    pub fn puis(self, suite: impl Into<Clause>) -> Self {
        ou(self.ou.puis(suite))
    }

    /// The rows, in this order.
    pub async fn toutes(self, base: &impl Sql, ordre: &'static str) -> Result<Vec<E::Model>, DbErr> {
        self.charger(base, Avec::default(), ordre).await
    }

    /// The only row, if there is one.
    pub async fn une(self, base: &impl Sql) -> Result<Option<E::Model>, DbErr> {
        Ok(self.toutes(base, "").await?.pop())
    }

    /// The first row in this order, if there is one.
    pub async fn premiere(self, base: &impl Sql, ordre: &'static str) -> Result<Option<E::Model>, DbErr> {
        Ok(self.lues(base, E::selection(), "", format!("{ordre} LIMIT 1")).await?.pop())
    }

    /// How many.
    pub async fn compter(self, base: &impl Sql, jointures: &'static str) -> Result<i64, DbErr> {
        let lus: Vec<(i64,)> = self.lues(base, "SELECT COUNT(*)", jointures, "").await?;
        Ok(lus.first().map_or(0, |(nombre,)| *nombre))
    }

    /// How many have each value of this column, of the table or of one joined to it.
    pub async fn grouper(
        self,
        base: &impl Sql,
        jointures: &'static str,
        colonne: &'static str,
    ) -> Result<Vec<(Option<String>, i64)>, DbErr> {
        let groupe = format!(" GROUP BY {colonne}");
        self.lues(base, format!("SELECT {colonne}, COUNT(*)"), jointures, groupe).await
    }

    /// The rows, each with its own columns first, in this order.
    pub async fn charger<T: DeLigne + Send>(
        self,
        base: &impl Sql,
        avec: Avec,
        ordre: impl Into<Clause>,
    ) -> Result<Vec<T>, DbErr> {
        self.lues(base, Clause::from(E::selection()).puis(avec.colonnes), avec.jointures, ordre).await
    }

    /// The rows, each with its agent, in this order.
    pub async fn signees(self, base: &impl Sql, ordre: &'static str) -> Result<Vec<Signee<E::Model>>, DbErr> {
        let quoi = Clause::from(E::selection()).puis(", agent.prenom, agent.nom, organisation.nom");
        let jointures = format!(
            "INNER JOIN agent ON agent.id = {}.agent_id \
             INNER JOIN organisation ON organisation.id = agent.organisation_id",
            E::TABLE
        );
        self.lues(base, quoi, &jointures, ordre).await
    }

    /// What is counted of all of them, in one row.
    pub async fn ensemble<T: DeLigne + Send>(
        self,
        base: &impl Sql,
        comptes: Clause,
    ) -> Result<Option<T>, DbErr> {
        Ok(self.lues(base, Clause::from("SELECT ").puis(comptes), "", "").await?.pop())
    }

    async fn lues<T: DeLigne + Send>(
        self,
        base: &impl Sql,
        quoi: impl Into<Clause>,
        jointures: &str,
        ordre: impl Into<Clause>,
    ) -> Result<Vec<T>, DbErr> {
        let requete =
            quoi.into().puis(format!(" FROM {} {jointures} WHERE ", E::TABLE)).puis(self.ou).puis(ordre);
        base.trouver(requete).await
    }
}
