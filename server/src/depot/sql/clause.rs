//! Pieces of SQL that are put together, each with its values.

use std::borrow::Cow;

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DbBackend, Value};

/// A piece of SQL: a `?` for each of its values. The text holds no other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clause {
    texte: Cow<'static, str>,
    valeurs: Vec<Value>,
}

impl Clause {
    /// The value of the next `?`.
    #[must_use]
    pub fn avec(mut self, valeur: impl Into<Value>) -> Self {
        self.valeurs.push(valeur.into());
        self
    }

    /// This, then that.
    #[must_use]
    pub fn puis(mut self, suite: impl Into<Self>) -> Self {
        let suite = suite.into();
        self.texte.to_mut().push_str(&suite.texte);
        self.valeurs.extend(suite.valeurs);
        self
    }

    /// Both.
    #[must_use]
    pub fn et(self, autre: impl Into<Self>) -> Self {
        self.puis(" AND ").puis(autre)
    }

    /// One of these at least; none of none.
    pub fn une_de(clauses: impl IntoIterator<Item = Self>) -> Self {
        Self::from("(").puis(Self::liees(clauses, " OR ").unwrap_or_else(|| "FALSE".into())).puis(")")
    }

    /// All of these, `entre` between two of them.
    pub fn liees(clauses: impl IntoIterator<Item = Self>, entre: &'static str) -> Option<Self> {
        clauses.into_iter().reduce(|avant, suite| avant.puis(entre).puis(suite))
    }

    /// `(?, ?, …)`: these values, for an `IN`. What is in none of them is in nothing.
    pub fn parmi<V: Into<Value>>(valeurs: impl IntoIterator<Item = V>) -> Self {
        let valeurs: Vec<Value> = valeurs.into_iter().map(Into::into).collect();
        let places = if valeurs.is_empty() { "NULL".to_owned() } else { vec!["?"; valeurs.len()].join(", ") };
        Self { texte: format!("({places})").into(), valeurs }
    }

    /// Within a query that is built for the engine of this connection: each has its mark.
    pub fn pour(self, base: &impl ConnectionTrait) -> Expr {
        let (texte, valeurs) = match base.get_database_backend() {
            DbBackend::Postgres => self.numerotee(),
            _ => (self.texte.into_owned(), self.valeurs),
        };
        Expr::cust_with_values(format!("({texte})"), valeurs)
    }

    /// As a connection runs it: each `?` bears the number of its value.
    pub(super) fn numerotee(&self) -> (String, Vec<Value>) {
        let mut texte = String::with_capacity(self.texte.len() + 2 * self.valeurs.len());
        for (rang, part) in self.texte.split('?').enumerate() {
            if rang > 0 {
                texte.push_str(&format!("${rang}"));
            }
            texte.push_str(part);
        }
        (texte, self.valeurs.clone())
    }
}

/// A dated row in force on a day: begun, and not ended before it.
pub fn en_vigueur(table: &str, debut: &str, fin: &str, jour: NaiveDate) -> Clause {
    Clause::from(format!("{table}.{debut} <= ? AND ({table}.{fin} IS NULL OR {table}.{fin} >= ?)"))
        .avec(jour)
        .avec(jour)
}

impl<T: Into<Cow<'static, str>>> From<T> for Clause {
    fn from(texte: T) -> Self {
        Self { texte: texte.into(), valeurs: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_the_order_in_which_pieces_are_put_together() {
        let dates = Clause::from("debut <= ?").avec(3);
        let clause = Clause::from("SELECT id FROM t WHERE id IN ").puis(Clause::parmi([1, 2])).et(dates);
        let (texte, valeurs) = clause.numerotee();
        assert_eq!(texte, "SELECT id FROM t WHERE id IN ($1, $2) AND debut <= $3");
        assert_eq!(valeurs, [1, 2, 3].map(Value::from));
    }

    #[test]
    fn one_of_some_holds_and_one_of_none_does_not() {
        let egal = |valeur: i64| Clause::from("id = ?").avec(valeur);
        let (texte, valeurs) = Clause::une_de([egal(1), egal(2)]).numerotee();
        assert_eq!((texte.as_str(), valeurs), ("(id = $1 OR id = $2)", [1_i64, 2].map(Value::from).into()));
        assert_eq!(Clause::une_de([]), Clause::from("(FALSE)"));
    }

    #[test]
    fn nothing_is_in_an_empty_list() {
        assert_eq!(Clause::parmi(Vec::<i64>::new()).numerotee(), ("(NULL)".to_owned(), Vec::new()));
    }
}
