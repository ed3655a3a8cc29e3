//! Fields of lines of lists that belong to a rubrique: filled only by who holds the proof that
//! the rubrique is open to the reader. The query asks for the same proof, so that a closed
//! field is not even selected.

use std::marker::PhantomData;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serializer};

use crate::habilitation::Rubrique;
use crate::nominatif::{Nominatif, Sceau};

/// A rubrique as a type.
pub trait DeRubrique {
    const RUBRIQUE: Rubrique;
}

macro_rules! rubriques {
    ($($nom:ident),+ $(,)?) => {$(
        #[doc = concat!("[`Rubrique::", stringify!($nom), "`], as a type.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $nom {}

        impl DeRubrique for $nom {
            const RUBRIQUE: Rubrique = Rubrique::$nom;
        }
    )+};
}

rubriques!(Identite, Adresse, Rsa);

/// Proof that a rubrique is open to the reader of this very request.
#[derive(Clone, Copy, Debug)]
pub struct Ouverte<R>(PhantomData<R>);

impl<R: DeRubrique> Ouverte<R> {
    /// For the guard only, which knows what is open; anywhere else the lint refuses it.
    pub fn parmi(ouvertes: &[Rubrique]) -> Option<Self> {
        ouvertes.contains(&R::RUBRIQUE).then_some(Self(PhantomData))
    }
}

/// A value of the rubrique `R`: none when the rubrique is closed, or when it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sous<R, T>(Option<T>, PhantomData<R>);

impl<R, T> Sous<R, T> {
    pub fn new(ouverte: Option<&Ouverte<R>>, valeur: Option<T>) -> Self {
        Self(ouverte.and(valeur), PhantomData)
    }
}

impl<R, T> Deref for Sous<R, T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        &self.0
    }
}

impl<'de, R, T: Deserialize<'de>> Deserialize<'de> for Sous<R, T> {
    fn deserialize<D: Deserializer<'de>>(lecteur: D) -> Result<Self, D::Error> {
        Option::deserialize(lecteur).map(|valeur| Self(valeur, PhantomData))
    }
}

impl<R, T: Nominatif> Nominatif for Sous<R, T> {
    fn divulguer<S: Serializer>(&self, sceau: Sceau, serialiseur: S) -> Result<S::Ok, S::Error> {
        self.0.divulguer(sceau, serialiseur)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test of the proof itself")]
    fn a_field_is_empty_without_the_proof_of_its_own_rubrique() {
        let ouvertes = [Rubrique::Identite, Rubrique::Rsa];
        let (adresse, rsa) = (Ouverte::<Adresse>::parmi(&ouvertes), Ouverte::<Rsa>::parmi(&ouvertes));
        assert_eq!(*Sous::new(adresse.as_ref(), Some("Hecken")), None);
        assert_eq!(*Sous::new(rsa.as_ref(), Some("2")), Some("2"));
    }
}
