//! Personal data, and the only way to turn it into bytes.
//!
//! A type declared with [`nominatif!`](crate::nominatif!) is not `Serialize`: a
//! handler that tries to answer with it does not compile. It becomes serialisable
//! inside a [`Clair`], which needs a [`Sceau`]; the lint `disallowed_methods`
//! (see clippy.toml) lets only two places make one: the guard, once the trace is
//! on disk, and the store, which writes to the département's own disk.

use serde::{Serialize, Serializer};

/// Proof that the caller is one of the two places allowed to write personal data.
#[derive(Clone, Copy, Debug)]
pub struct Sceau(());

impl Sceau {
    /// For the guard and the store only; anywhere else the lint refuses it.
    pub fn apposer() -> Self {
        Self(())
    }
}

/// Personal data: readable by the code that holds it, serialisable only under a [`Sceau`].
pub trait Nominatif {
    /// Writes the value in clear.
    ///
    /// # Errors
    /// Those of the serialiser.
    fn divulguer<S: Serializer>(&self, sceau: Sceau, serialiseur: S) -> Result<S::Ok, S::Error>;
}

/// A personal value that may be serialised.
pub struct Clair<'a, T: ?Sized>(&'a T, Sceau);

impl<'a, T: Nominatif + ?Sized> Clair<'a, T> {
    pub fn new(valeur: &'a T, sceau: Sceau) -> Self {
        Self(valeur, sceau)
    }
}

impl<T: Nominatif + ?Sized> Serialize for Clair<'_, T> {
    fn serialize<S: Serializer>(&self, serialiseur: S) -> Result<S::Ok, S::Error> {
        self.0.divulguer(self.1, serialiseur)
    }
}

impl<T: Nominatif> Nominatif for Option<T> {
    fn divulguer<S: Serializer>(&self, sceau: Sceau, serialiseur: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(valeur) => serialiseur.serialize_some(&Clair(valeur, sceau)),
            None => serialiseur.serialize_none(),
        }
    }
}

impl<T: Nominatif> Nominatif for Vec<T> {
    fn divulguer<S: Serializer>(&self, sceau: Sceau, serialiseur: S) -> Result<S::Ok, S::Error> {
        serialiseur.collect_seq(self.iter().map(|valeur| Clair(valeur, sceau)))
    }
}

/// Types that may stand inside a personal one and are written as they are: codes,
/// dates, numbers, text. Alone they tell nothing of anybody.
#[macro_export]
macro_rules! nominatif_simple {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::nominatif::Nominatif for $type {
            fn divulguer<S: serde::Serializer>(
                &self, _: $crate::nominatif::Sceau, serialiseur: S,
            ) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(self, serialiseur)
            }
        }
    )+};
}

nominatif_simple!(
    (),
    bool,
    i32,
    i64,
    u32,
    u64,
    String,
    chrono::NaiveDate,
    chrono::NaiveTime,
    chrono::NaiveDateTime,
    chrono::DateTime<chrono::Utc>,
);

/// Declares a struct of personal data: read from JSON by anybody who receives it,
/// written only by the guard and the store.
///
/// ```
/// reciproque_shared::nominatif! { pub struct Lu { pub nom: String } }
/// ```
///
/// Serialisable by itself, it does not compile:
///
/// ```compile_fail
/// reciproque_shared::nominatif! { #[derive(serde::Serialize)] pub struct Lu { pub nom: String } }
/// ```
#[macro_export]
macro_rules! nominatif {
    ($($(#[$meta:meta])* pub struct $nom:ident { $($(#[$champ_meta:meta])* pub $champ:ident : $type:ty),* $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $nom { $($(#[$champ_meta])* pub $champ: $type),* }

        impl $crate::nominatif::Nominatif for $nom {
            fn divulguer<S: serde::Serializer>(
                &self, sceau: $crate::nominatif::Sceau, serialiseur: S,
            ) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct;
                let champs: &[&str] = &[$(stringify!($champ)),*];
                let mut objet = serialiseur.serialize_struct(stringify!($nom), champs.len())?;
                $(objet.serialize_field(stringify!($champ), &$crate::nominatif::Clair::new(&self.$champ, sceau))?;)*
                objet.end()
            }
        }

        // A type that is also Serialize has two candidates here, hence does not compile.
        const _: () = {
            trait Tait<A> {
                fn rien() {}
            }
            impl<T: ?Sized> Tait<()> for T {}
            impl<T: ?Sized + serde::Serialize> Tait<u8> for T {}
            let _ = <$nom as Tait<_>>::rien;
        };
    )+};
}
