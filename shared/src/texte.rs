//! Plumbing shared by the values kept as checked text: `struct X(String)` with a
//! constructor `X::lire(&str) -> Result<X, Motif>`.

use crate::erreur::Motif;

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

/// A name in one line, of somebody, of an organisation, of a place: what one reads is what is
/// there, and no spreadsheet runs it. How long it may be is for each kind of name to say.
pub(crate) struct Appellation<'a>(&'a str);

impl<'a> Appellation<'a> {
    /// # Errors
    /// `caracteres_invisibles`, for a character that shows nothing or turns the text around;
    /// `formule`, for what a spreadsheet would run.
    pub fn lire(texte: &'a str) -> Result<Self, Motif> {
        let nom = texte.trim();
        if nom.chars().any(invisible) {
            return Err(Motif::new(
                "caracteres_invisibles",
                "Ce nom contient un caractère invisible ou illisible : effacez-le entièrement et retapez-le au clavier.",
            ));
        }
        if nom.starts_with(FORMULES) || appelle_une_fonction(nom) {
            return Err(Motif::new(
                "formule",
                "Un nom ne commence pas par « = », « + », « - » ou « @ », et n’est pas une formule : écrivez-le en lettres.",
            ));
        }
        Ok(Self(nom))
    }

    /// Without the blanks around.
    pub fn as_str(&self) -> &'a str {
        self.0
    }
}

/// What makes a formula of a cell, in its usual and its full-width forms.
const FORMULES: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// `=HYPERLINK(`, wherever it is.
fn appelle_une_fonction(texte: &str) -> bool {
    texte.split(['=', '＝']).skip(1).any(|suite| {
        let fonction = suite.trim_start().trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
        fonction.starts_with('(')
    })
}

/// Control, zero-width, direction and filling characters: they show nothing, and make two names
/// that look alike differ, or one read backwards.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Appellation;

    #[rstest]
    #[case("ALSA")]
    #[case("  L’Îlot – accueil & insertion (Mulhouse) ")]
    #[case("N'GOLO-KANTÉ")]
    #[case("Œuvre Sainte-Élisabeth n° 2")]
    #[case("1 + 1 = 3")]
    #[case("محمد")]
    #[case("A\u{a0}B")]
    fn a_name_as_people_write_them(#[case] texte: &str) {
        assert_eq!(Appellation::lire(texte).map(|nom| nom.as_str()).map_err(|m| m.code), Ok(texte.trim()));
    }

    #[rstest]
    #[case("MUL\u{0}LER")]
    #[case("A\tB")]
    #[case("MUL\u{200b}LER")]
    #[case("\u{feff}MULLER")]
    #[case("MUL\u{ad}LER")]
    #[case("\u{202e}RELLUM")]
    #[case("A\u{2066}B\u{2069}")]
    #[case("M\u{e0041}")]
    fn what_does_not_show_is_refused(#[case] texte: &str) {
        assert_eq!(
            Appellation::lire(texte).map(|nom| nom.as_str()).map_err(|m| m.code),
            Err("caracteres_invisibles")
        );
    }

    #[rstest]
    #[case("=HYPERLINK(\"http://exemple.fr\";\"ALSA\")")]
    #[case("ALSA =hyperlink(A1)")]
    #[case("+33612345678")]
    #[case("-2+3")]
    #[case("@SUM(A1)")]
    #[case("＝1")]
    fn what_a_spreadsheet_would_run_is_refused(#[case] texte: &str) {
        assert_eq!(Appellation::lire(texte).map(|nom| nom.as_str()).map_err(|m| m.code), Err("formule"));
    }
}
