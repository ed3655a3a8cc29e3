//! Plumbing shared by the values kept as checked text: `struct X(String)` with a
//! constructor `X::lire(&str) -> Result<X, Motif>`.

/// The value travels as text: so says the OpenAPI description.
macro_rules! schema_texte {
    ($nom:ident) => {
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $nom {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                String::schema()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $nom {}
    };
}

/// Access and conversions of a checked text. Serialising is left out: see
/// [`texte_personnel`] and [`texte_ouvert`].
macro_rules! texte_verifie {
    ($($nom:ident),+) => {$(
        $crate::texte::schema_texte!($nom);

        impl $nom {
            /// The stored text, which the constructor reads back to the same value.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $nom {
            type Error = $crate::erreur::Motif;

            fn try_from(texte: String) -> Result<Self, Self::Error> {
                Self::lire(&texte)
            }
        }

        impl std::str::FromStr for $nom {
            type Err = $crate::erreur::Motif;

            fn from_str(texte: &str) -> Result<Self, Self::Err> {
                Self::lire(texte)
            }
        }

        impl From<$nom> for String {
            fn from(valeur: $nom) -> String {
                valeur.0
            }
        }
    )+};
}

/// A checked text about a person: `Nominatif`, not `Serialize` and a
/// `Debug` that tells nothing, so that it can't slip into a log.
macro_rules! texte_personnel {
    ($($nom:ident),+) => {$(
        $crate::texte::texte_verifie!($nom);
        $crate::texte::debug_muet!($nom);

        impl $crate::nominatif::Nominatif for $nom {
            fn divulguer<S: serde::Serializer>(
                &self,
                _: $crate::nominatif::Sceau,
                serialiseur: S,
            ) -> Result<S::Ok, S::Error> {
                serialiseur.serialize_str(self.as_str())
            }
        }
    )+};
}

/// A checked text that names nobody.
macro_rules! texte_ouvert {
    ($($nom:ident),+) => {$(
        $crate::texte::texte_verifie!($nom);
        $crate::nominatif_simple!($nom);

        impl std::fmt::Display for $nom {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

/// A `Debug` that tells nothing, for values that hold what was typed about a person.
macro_rules! debug_muet {
    ($($nom:ident),+) => {$(
        impl std::fmt::Debug for $nom {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($nom), "(•••)"))
            }
        }
    )+};
}

pub(crate) use {debug_muet, schema_texte, texte_ouvert, texte_personnel, texte_verifie};

/// The text without any blank, dot, hyphen or slash, in upper case: what is left of
/// a number once the ways of spacing it out are ignored.
pub(crate) fn sans_ponctuation(texte: &str) -> String {
    texte
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// Whether the text is made of exactly `nombre` digits.
pub(crate) fn est_chiffres(texte: &str, nombre: usize) -> bool {
    texte.len() == nombre && texte.bytes().all(|octet| octet.is_ascii_digit())
}
