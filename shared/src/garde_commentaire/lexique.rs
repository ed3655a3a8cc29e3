//! The words that may not be kept, by category, with what to write instead: `lexique.txt`, a
//! block a category (its code, the advice, then its expressions), for people to read and review.
//! Grammar of the expressions: see [`super::mots::mesure`]. Written without
//! accents. When in doubt a word stays out: a guard that cries wolf is ignored.

use std::sync::LazyLock;

use super::Categorie;
use super::mots::{Mot, mesure};

/// Expressions that share a category and an advice.
pub(super) struct Groupe {
    pub categorie: Categorie,
    pub conseil: &'static str,
    expressions: Vec<&'static str>,
}

pub(super) static GROUPES: LazyLock<Vec<Groupe>> =
    LazyLock::new(|| include_str!("lexique.txt").split("\n\n").filter_map(Groupe::lire).collect());

impl Groupe {
    fn lire(bloc: &'static str) -> Option<Self> {
        let mut lignes = bloc.lines();
        let (categorie, conseil) = (Categorie::du_code(lignes.next()?)?, lignes.next()?);
        Some(Self { categorie, conseil, expressions: lignes.flat_map(|ligne| ligne.split(", ")).collect() })
    }
}

/// The longest expression at the head of `mots`, with its length in words.
pub(super) fn cherche(mots: &[Mot]) -> Option<(&'static Groupe, usize)> {
    let candidats = GROUPES
        .iter()
        .flat_map(|groupe| groupe.expressions.iter().map(move |expression| (groupe, expression)));
    candidats
        .filter_map(|(groupe, expression)| Some((groupe, mesure(expression, mots)?)))
        .max_by_key(|trouve| trouve.1)
}
