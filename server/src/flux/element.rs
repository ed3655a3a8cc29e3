//! One declaration for each element of the schema: the record that is kept of it, how it is
//! read, and how the demo writes it.
//!
//! What a field is follows from its type ([`Partie`]): `Option<T>` is a child that may be
//! missing, `Vec<T>` one that is repeated, `T` alone one that must be there. `T` is a value
//! ([`Valeur`]: an `i64` is always an amount in cents) or another declared element.

use chrono::NaiveTime;

use super::balises::Balises;
use super::bloc::Bloc;
use super::rapport::{Avertissement, Faute};
use super::valeur::{self, Valeur};

/// Declares elements, the children of each in the order of the schema:
///
/// ```text
/// elements! {
///     /// `Activite`
///     Activite {
///         "REG" ? regime: Option<String>,
///         "ACT" code activite: String,
///         "Duree/NBHEU" ?3 heures: Option<u32>,
///     } + { calcule: bool }
/// }
/// ```
///
/// After the name of the child, what the schema says of it: `!` it is always there, written
/// empty when unknown; `?` it may be absent; `code` without it the block says nothing, and is
/// left out with a warning. A number is the width to which the caisses pad it.
/// `Duree/NBHEU` is a child of a block that has no record of its own. `NOM|NOMNAI` are several
/// names: a list takes each of them, anything else the first that is filled in. After `+`, what
/// the reading works out afterwards: neither read nor written.
macro_rules! elements {
    ($(
        $(#[$meta:meta])*
        $Nom:ident {
            $( $(#[$doc:meta])* $chemin:literal $marque:tt $($largeur:literal)? $champ:ident: $genre:ty ),* $(,)?
        }
        $( + { $( $(#[$suite:meta])* $calcule:ident: $type:ty ),* $(,)? } )?
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, Eq)]
        #[cfg_attr(test, derive(Debug))]
        pub struct $Nom {
            $( #[doc = concat!("`", $chemin, "`")] $(#[$doc])* pub $champ: $genre, )*
            $( $( $(#[$suite])* pub $calcule: $type, )* )?
        }

        impl $Nom {
            /// # Errors
            /// A value that does not read as its type, or that must be there and is not.
            pub(super) fn depuis(
                bloc: super::bloc::Bloc<'_>,
                notes: &mut Vec<super::Avertissement>,
            ) -> Result<Self, super::rapport::Faute> {
                Ok(Self {
                    $( $champ: <$genre as super::element::Partie>::lit(
                        bloc,
                        &super::element::champ!($chemin $marque $($largeur)?),
                        notes,
                    )?, )*
                    $( $( $calcule: Default::default(), )* )?
                })
            }

            /// Written as a child of the root.
            pub fn en_xml(&self, nom: &'static str) -> String {
                super::element::en_xml(self, nom)
            }
        }

        impl super::element::Contenu for $Nom {
            const CODE: Option<&'static str> = super::element::code(
                &[$( super::element::champ!($chemin $marque $($largeur)?) ),*],
            );

            fn lit(
                bloc: super::bloc::Bloc<'_>,
                notes: &mut Vec<super::Avertissement>,
            ) -> Result<Option<Self>, super::rapport::Faute> {
                Self::depuis(bloc, notes).map(Some)
            }

            fn ecrit(&self, balises: &mut super::balises::Balises, nom: &'static str, _: usize) {
                balises.bloc(nom, |balises| super::element::ecrit(balises, &[
                    $( (super::element::champ!($chemin $marque $($largeur)?), &self.$champ) ),*
                ]));
            }
        }
    )*};
}

macro_rules! champ {
    ($chemin:literal ! $($largeur:literal)?) => { super::element::champ!(@ $chemin Exige $($largeur)?) };
    ($chemin:literal ? $($largeur:literal)?) => { super::element::champ!(@ $chemin Facultatif $($largeur)?) };
    ($chemin:literal code) => { super::element::champ!(@ $chemin Code) };
    (@ $chemin:literal $marque:ident $($largeur:literal)?) => {
        super::element::Champ {
            chemin: $chemin,
            marque: super::element::Marque::$marque,
            largeur: 0 $( + $largeur )?,
        }
    };
    ($chemin:literal $($autre:tt)*) => {
        compile_error!(concat!("after ", $chemin, ", one of: !  ?  code  (with a width: !3  ?3)"))
    };
}

pub(super) use {champ, elements};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Marque {
    Exige,
    Facultatif,
    Code,
}

/// A child as its element declares it.
pub struct Champ {
    pub chemin: &'static str,
    pub marque: Marque,
    pub largeur: usize,
}

impl Champ {
    fn groupe(&self) -> Option<&'static str> {
        self.chemin.split_once('/').map(|(groupe, _)| groupe)
    }

    fn noms(&self) -> impl Iterator<Item = &'static str> {
        self.chemin.split_once('/').map_or(self.chemin, |(_, noms)| noms).split('|')
    }

    /// Where the child is looked for.
    fn parent<'a>(&self, bloc: Bloc<'a>) -> Bloc<'a> {
        self.groupe().map_or(bloc, |groupe| bloc.bloc(groupe))
    }
}

pub const fn code(champs: &[Champ]) -> Option<&'static str> {
    let mut rang = 0;
    while rang < champs.len() {
        if let Marque::Code = champs[rang].marque {
            return Some(champs[rang].chemin);
        }
        rang += 1;
    }
    None
}

pub fn en_xml(contenu: &impl Contenu, nom: &'static str) -> String {
    let mut balises = Balises::a_partir_de(1);
    contenu.ecrit(&mut balises, nom, 0);
    balises.texte()
}

/// Children in order, those of one block together in it.
pub fn ecrit(balises: &mut Balises, parties: &[(Champ, &dyn Partie)]) {
    for ensemble in parties.chunk_by(|(un, _), (deux, _)| un.groupe() == deux.groupe()) {
        let ecrit = |b: &mut Balises| ensemble.iter().for_each(|(champ, partie)| partie.ecrit(b, champ));
        match ensemble.first().and_then(|(champ, _)| champ.groupe()) {
            Some(groupe) => balises.bloc(groupe, ecrit),
            None => ecrit(balises),
        }
    }
}

/// What a field holds of the children that bear its name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of an element",
    note = "it is a `T`, `Option<T>` or `Vec<T>`, of a `Valeur` or of another declared element"
)]
pub trait Partie {
    fn lit(bloc: Bloc<'_>, champ: &Champ, notes: &mut Vec<Avertissement>) -> Result<Self, Faute>
    where
        Self: Sized;

    fn ecrit(&self, balises: &mut Balises, champ: &Champ);
}

impl<T: Contenu> Partie for T {
    fn lit(bloc: Bloc<'_>, champ: &Champ, notes: &mut Vec<Avertissement>) -> Result<Self, Faute> {
        let parent = champ.parent(bloc);
        let mut nom = "";
        for essai in champ.noms() {
            nom = essai;
            if let Some(lu) = T::lit(parent.bloc(nom), notes)? {
                return Ok(lu);
            }
        }
        T::ABSENT.ok_or_else(|| parent.manque(nom))
    }

    fn ecrit(&self, balises: &mut Balises, champ: &Champ) {
        champ.noms().take(1).for_each(|nom| Contenu::ecrit(self, balises, nom, champ.largeur));
    }
}

/// The first of that name; of blocks told by their code, which all speak, the last.
impl<T: Contenu> Partie for Option<T> {
    fn lit(bloc: Bloc<'_>, champ: &Champ, notes: &mut Vec<Avertissement>) -> Result<Self, Faute> {
        let parent = champ.parent(bloc);
        let mut dernier = None;
        for bloc in champ.noms().flat_map(|nom| parent.blocs(nom)).take(if T::CODE.is_some() {
            usize::MAX
        } else {
            1
        }) {
            dernier = lit_un(bloc, notes)?.or(dernier);
        }
        Ok(dernier)
    }

    fn ecrit(&self, balises: &mut Balises, champ: &Champ) {
        match self {
            Some(contenu) => Partie::ecrit(contenu, balises, champ),
            None if champ.marque == Marque::Exige => champ.noms().for_each(|nom| balises.vide(nom)),
            None => {}
        }
    }
}

impl<T: Contenu> Partie for Vec<T> {
    fn lit(bloc: Bloc<'_>, champ: &Champ, notes: &mut Vec<Avertissement>) -> Result<Self, Faute> {
        let parent = champ.parent(bloc);
        let blocs = champ.noms().flat_map(|nom| parent.blocs(nom));
        blocs.filter_map(|bloc| lit_un(bloc, notes).transpose()).collect()
    }

    fn ecrit(&self, balises: &mut Balises, champ: &Champ) {
        let mut reste = self.iter();
        for nom in champ.noms().filter(|_| !self.is_empty()) {
            match reste.next() {
                Some(contenu) => contenu.ecrit(balises, nom, champ.largeur),
                None if champ.marque == Marque::Exige => balises.vide(nom),
                None => {}
            }
        }
        // more of them than names: a block that is repeated
        let nom = champ.noms().last().unwrap_or_default();
        reste.for_each(|contenu| contenu.ecrit(balises, nom, champ.largeur));
    }
}

fn lit_un<T: Contenu>(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Option<T>, Faute> {
    if let Some(code) = T::CODE.filter(|code| bloc.bloc(code).valeur().is_none()) {
        let message = format!("Un bloc {} sans {code} est ignoré.", bloc.nom());
        notes.push(Avertissement::new(bloc.ligne(), code, message));
        return Ok(None);
    }
    T::lit(bloc, notes)
}

/// What one child holds: a value, or children of its own.
pub trait Contenu: Sized {
    /// The child without which the block says nothing.
    const CODE: Option<&'static str> = None;
    /// What an absent one reads as, where one is due; without it, the foyer is rejected.
    const ABSENT: Option<Self> = None;

    fn lit(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Option<Self>, Faute>;
    fn ecrit(&self, balises: &mut Balises, nom: &'static str, largeur: usize);
}

impl<V: Valeur> Contenu for V {
    const ABSENT: Option<Self> = V::ABSENTE;

    fn lit(bloc: Bloc<'_>, _: &mut Vec<Avertissement>) -> Result<Option<Self>, Faute> {
        bloc.valeur().map(|texte| V::lit(texte).ok_or_else(|| bloc.illisible(V::ATTENDU))).transpose()
    }

    fn ecrit(&self, balises: &mut Balises, nom: &'static str, largeur: usize) {
        balises.ecris(nom, &Valeur::ecrit(self, largeur));
    }
}

/// An hour only orders what bears the same date: one that does not read is told and left out.
impl Contenu for NaiveTime {
    fn lit(bloc: Bloc<'_>, notes: &mut Vec<Avertissement>) -> Result<Option<Self>, Faute> {
        let lue = bloc.valeur().map(valeur::heure);
        if lue == Some(None) {
            let raison = bloc.illisible("une heure (HH:MM:SS)").raison;
            let message = format!("{raison} Elle est laissée de côté.");
            notes.push(Avertissement::new(bloc.ligne(), bloc.nom(), message));
        }
        Ok(lue.flatten())
    }

    fn ecrit(&self, balises: &mut Balises, nom: &'static str, _: usize) {
        balises.ecris(nom, &self.format("%H:%M:%S.0000").to_string());
    }
}
