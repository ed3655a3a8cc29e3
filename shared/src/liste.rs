//! Closed lists: an enum whose every value has a stable code (what is stored
//! and exchanged) and a French label (what people read).

/// Declares a closed list. The codes are part of the stored data: never change
/// one, only add.
macro_rules! liste_fermee {
    ($(#[$doc:meta])* $nom:ident { $($(#[$vdoc:meta])* $valeur:ident = $code:tt, $libelle:tt;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $nom { $($(#[$vdoc])* #[serde(rename = $code)] $valeur,)+ }

        impl $nom {
            /// Every value, in the order of the list shown.
            pub const TOUS: &'static [Self] = &[$(Self::$valeur,)+];

            /// The stable code, as stored and exchanged.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$valeur => $code,)+ }
            }

            /// The words shown to the agent.
            pub const fn libelle(self) -> &'static str {
                match self { $(Self::$valeur => $libelle,)+ }
            }

            /// The value that has this code.
            pub fn du_code(code: &str) -> Option<Self> {
                Self::TOUS.iter().copied().find(|valeur| valeur.code() == code)
            }
        }

        $crate::nominatif_simple!($nom);
    };
}
/// Declares the code of a list as the caisse sent it. The lists of the flow are open
/// (its numbers of caisses hold Alsace only): a code that ours does not have is kept, and
/// shown as unknown.
macro_rules! code_recu {
    ($(#[$doc:meta])* $nom:ident, $liste:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $nom(String);

        impl $nom {
            pub fn new(code: impl Into<String>) -> Self {
                Self(code.into())
            }

            /// As it was received.
            pub fn code(&self) -> &str {
                &self.0
            }

            /// The value of our list, when it has this code.
            pub fn connu(&self) -> Option<$liste> {
                <$liste>::du_code(&self.0)
            }

            /// The words shown to the agent, or `code inconnu (X)`.
            pub fn libelle(&self) -> std::borrow::Cow<'static, str> {
                match self.connu() {
                    Some(valeur) => valeur.libelle().into(),
                    None => format!("code inconnu ({})", self.0).into(),
                }
            }
        }

        $crate::nominatif_simple!($nom);
    };
}
pub(crate) use {code_recu, liste_fermee};
