//! Reads an answer. The browser parses the JSON; what it made of it is handed to the
//! types' own `Deserialize`.
//!
//! Readers were a quarter of the app when `serde_json` fed them: it takes a struct written
//! as a list, fields in any order, and words every refusal. Here a field is looked up by its
//! name and told to its type by its rank, and a refusal says nothing: the agent is told to
//! load the page again. Maps and types that describe themselves are not read: no answer
//! holds any, and they fail at once.

mod illisible;

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::value::U32Deserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

pub use illisible::Illisible;

type Noms = &'static [&'static str];

/// Reads JSON.
///
/// # Errors
/// [`Illisible`] when it is not JSON, or not of this type.
pub fn lire<T: DeserializeOwned>(json: &str) -> Result<T, Illisible> {
    T::deserialize(Valeur::du_json(json)?)
}

/// Types that JSON writes alike are read alike.
macro_rules! lus_comme {
    ($comme:ident: $($methode:ident)+) => {$(
        fn $methode<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
            self.$comme(visiteur)
        }
    )+};
}

/// A value as the browser holds it. What does not depend on the type read is compiled once.
struct Valeur(JsValue);

impl Valeur {
    #[inline(never)]
    fn du_json(json: &str) -> Result<Self, Illisible> {
        JSON::parse(json).map(Self).map_err(|_| Illisible)
    }

    #[inline(never)]
    fn texte(&self) -> Result<String, Illisible> {
        self.0.as_string().ok_or(Illisible)
    }

    #[inline(never)]
    fn nombre(&self) -> Result<f64, Illisible> {
        self.0.as_f64().ok_or(Illisible)
    }

    /// Identifiers, counts and versions: all below 2⁵³, up to which a `f64` is exact.
    #[inline(never)]
    fn entier(&self) -> Result<i64, Illisible> {
        let nombre = self.nombre()?;
        (nombre.fract() == 0.0 && nombre.abs() < 9e15).then_some(nombre as i64).ok_or(Illisible)
    }

    #[inline(never)]
    fn elements(self) -> Result<Elements, Illisible> {
        let liste = self.0.dyn_into().map_err(|_| Illisible)?;
        Ok(Elements { liste, rang: 0 })
    }

    #[inline(never)]
    fn champs(self, noms: Noms) -> Result<Champs, Illisible> {
        if !self.0.is_object() {
            return Err(Illisible);
        }
        Ok(Champs { objet: self.0, noms, rang: 0, valeur: JsValue::UNDEFINED })
    }

    /// `"code"`, or `{"code": what it holds}`.
    #[inline(never)]
    fn variante(self, codes: Noms) -> Result<Variante, Illisible> {
        let (code, contenu) = match self.0.dyn_ref::<Object>() {
            None => (self.0, JsValue::NULL),
            Some(objet) => {
                let entree: Array = Object::entries(objet).get(0).dyn_into().map_err(|_| Illisible)?;
                (entree.get(0), entree.get(1))
            }
        };
        let code = Self(code).texte()?;
        let rang = (0..).zip(codes).find(|(_, connu)| **connu == code).ok_or(Illisible)?.0;
        Ok(Variante { rang, contenu: Self(contenu) })
    }
}

impl<'de> Deserializer<'de> for Valeur {
    type Error = Illisible;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Illisible> {
        Err(Illisible)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_bool(self.0.as_bool().ok_or(Illisible)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_i64(self.entier()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_f64(self.nombre()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_string(self.texte()?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        if self.0.is_null() { visiteur.visit_none() } else { visiteur.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        visiteur.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_seq(self.elements()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_seq(self.elements()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        noms: Noms,
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        visiteur.visit_map(self.champs(noms)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        codes: Noms,
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        visiteur.visit_enum(self.variante(codes)?)
    }

    lus_comme! { deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 }
    lus_comme! { deserialize_f64: deserialize_f32 }
    lus_comme! { deserialize_string: deserialize_str }
    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit_struct tuple_struct map identifier ignored_any }
}

struct Elements {
    liste: Array,
    rang: u32,
}

impl Elements {
    #[inline(never)]
    fn suivant(&mut self) -> Option<Valeur> {
        let valeur = (self.rang < self.liste.length()).then(|| self.liste.get(self.rang));
        self.rang += 1;
        valeur.map(Valeur)
    }
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Illisible;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        graine: T,
    ) -> Result<Option<T::Value>, Illisible> {
        self.suivant().map(|valeur| graine.deserialize(valeur)).transpose()
    }
}

/// The fields of a struct, in the order of the struct.
struct Champs {
    objet: JsValue,
    noms: Noms,
    rang: u32,
    valeur: JsValue,
}

impl Champs {
    /// Rank of the next field that is there.
    #[inline(never)]
    fn suivant(&mut self) -> Option<u32> {
        loop {
            let nom = self.noms.get(self.rang as usize)?;
            self.rang += 1;
            self.valeur = Reflect::get(&self.objet, &JsValue::from_str(nom)).unwrap_or_default();
            if !self.valeur.is_undefined() {
                return Some(self.rang - 1);
            }
        }
    }
}

impl<'de> MapAccess<'de> for Champs {
    type Error = Illisible;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, graine: K) -> Result<Option<K::Value>, Illisible> {
        self.suivant().map(|rang| graine.deserialize(au_rang(rang))).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, graine: T) -> Result<T::Value, Illisible> {
        graine.deserialize(Valeur(std::mem::take(&mut self.valeur)))
    }
}

struct Variante {
    rang: u32,
    contenu: Valeur,
}

impl<'de> EnumAccess<'de> for Variante {
    type Error = Illisible;
    type Variant = Valeur;

    fn variant_seed<T: DeserializeSeed<'de>>(self, graine: T) -> Result<(T::Value, Valeur), Illisible> {
        Ok((graine.deserialize(au_rang(self.rang))?, self.contenu))
    }
}

impl<'de> VariantAccess<'de> for Valeur {
    type Error = Illisible;

    fn unit_variant(self) -> Result<(), Illisible> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, graine: T) -> Result<T::Value, Illisible> {
        graine.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_seq(self.elements()?)
    }

    fn struct_variant<V: Visitor<'de>>(self, noms: Noms, visiteur: V) -> Result<V::Value, Illisible> {
        visiteur.visit_map(self.champs(noms)?)
    }
}

fn au_rang(rang: u32) -> U32Deserializer<Illisible> {
    rang.into_deserializer()
}
