//! JSON Schema 2020-12, the part that our description uses. A keyword that it does not
//! know fails: a value is never said to be valid for want of understanding.

use serde_json::{Map, Value};

/// Keywords that constrain nothing here.
const ANNOTATIONS: [&str; 5] = ["description", "title", "default", "example", "deprecated"];

/// What a reference (`#/components/schemas/X`) leads to.
pub fn pointer<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// Fails, saying where, when the value is not what the schema says.
pub fn valider(document: &Value, schema: &Value, valeur: &Value, ou: &str) {
    if let Err(raison) = (Examen { document }).examiner(schema, valeur, ou) {
        panic!("{raison}");
    }
}

struct Examen<'a> {
    document: &'a Value,
}

type Verdict = Result<(), String>;

impl Examen<'_> {
    fn examiner(&self, schema: &Value, valeur: &Value, ou: &str) -> Verdict {
        let schema = schema.as_object().ok_or_else(|| format!("{ou}: not a schema: {schema}"))?;
        for (mot, regle) in schema {
            self.mot(mot, regle, schema, valeur, ou)?;
        }
        Ok(())
    }

    fn mot(
        &self,
        mot: &str,
        regle: &Value,
        schema: &Map<String, Value>,
        valeur: &Value,
        ou: &str,
    ) -> Verdict {
        match mot {
            "$ref" => {
                let reference = regle.as_str().unwrap_or_default();
                let cible = pointer(self.document, reference).ok_or_else(|| format!("{ou}: {reference}?"))?;
                self.examiner(cible, valeur, ou)
            }
            "type" => exiger(types(regle).any(|t| est_du_type(valeur, t)), ou, || {
                format!("{valeur} is not {regle}")
            }),
            "enum" => exiger(regle.as_array().is_some_and(|v| v.contains(valeur)), ou, || {
                format!("{valeur} not in {regle}")
            }),
            "const" => exiger(regle == valeur, ou, || format!("{valeur} is not {regle}")),
            "required" => self.requis(regle, valeur, ou),
            "properties" => self.proprietes(regle, valeur, ou),
            "items" => self.tous(valeur.as_array().into_iter().flatten(), regle, ou),
            "additionalProperties" if regle.is_object() => self.autres(regle, schema, valeur, ou),
            "oneOf" | "anyOf" => self.parmi(mot, regle, valeur, ou),
            "allOf" => choix(regle).iter().try_for_each(|s| self.examiner(s, valeur, ou)),
            "minimum" => {
                let assez = valeur.as_f64().is_none_or(|v| regle.as_f64().is_some_and(|min| v >= min));
                exiger(assez, ou, || format!("{valeur} is below {regle}"))
            }
            "format" => format_connu(regle, valeur, ou),
            "propertyNames" => Ok(()),
            mot if ANNOTATIONS.contains(&mot) => Ok(()),
            autre => Err(format!("{ou}: the keyword {autre} is not understood here")),
        }
    }

    fn requis(&self, regle: &Value, valeur: &Value, ou: &str) -> Verdict {
        let Some(champs) = valeur.as_object() else { return Ok(()) };
        choix(regle)
            .iter()
            .filter_map(Value::as_str)
            .try_for_each(|nom| exiger(champs.contains_key(nom), ou, || format!("{nom} is missing")))
    }

    /// Every field that comes is described: an answer can't hold more than it says.
    fn proprietes(&self, regle: &Value, valeur: &Value, ou: &str) -> Verdict {
        for (nom, champ) in valeur.as_object().into_iter().flatten() {
            let schema = regle.get(nom).ok_or_else(|| format!("{ou}: {nom} is not described"))?;
            self.examiner(schema, champ, &format!("{ou}.{nom}"))?;
        }
        Ok(())
    }

    fn autres(&self, regle: &Value, schema: &Map<String, Value>, valeur: &Value, ou: &str) -> Verdict {
        exiger(!schema.contains_key("properties"), ou, || "both properties and additionalProperties".into())?;
        self.tous(valeur.as_object().into_iter().flat_map(Map::values), regle, ou)
    }

    fn tous<'v>(&self, mut valeurs: impl Iterator<Item = &'v Value>, regle: &Value, ou: &str) -> Verdict {
        valeurs.try_for_each(|v| self.examiner(regle, v, &format!("{ou}[]")))
    }

    fn parmi(&self, mot: &str, regle: &Value, valeur: &Value, ou: &str) -> Verdict {
        let verdicts: Vec<_> = choix(regle).iter().map(|s| self.examiner(s, valeur, ou)).collect();
        let bons = verdicts.iter().filter(|v| v.is_ok()).count();
        exiger(bons == 1 || (bons > 1 && mot == "anyOf"), ou, || format!("{bons} of {mot}: {verdicts:?}"))
    }
}

fn exiger(vrai: bool, ou: &str, raison: impl FnOnce() -> String) -> Verdict {
    if vrai { Ok(()) } else { Err(format!("{ou}: {}", raison())) }
}

fn choix(regle: &Value) -> &[Value] {
    regle.as_array().map_or(&[], Vec::as_slice)
}

fn types(regle: &Value) -> impl Iterator<Item = &str> {
    regle.as_str().into_iter().chain(choix(regle).iter().filter_map(Value::as_str))
}

fn est_du_type(valeur: &Value, genre: &str) -> bool {
    match genre {
        "null" => valeur.is_null(),
        "boolean" => valeur.is_boolean(),
        "integer" => valeur.is_i64() || valeur.is_u64(),
        "number" => valeur.is_number(),
        "string" => valeur.is_string(),
        "array" => valeur.is_array(),
        "object" => valeur.is_object(),
        _ => false,
    }
}

fn format_connu(regle: &Value, valeur: &Value, ou: &str) -> Verdict {
    let Some(texte) = valeur.as_str() else { return Ok(()) };
    let lu = match regle.as_str() {
        Some("date") => texte.parse::<chrono::NaiveDate>().is_ok(),
        // The OpenAPI registry's name for a time without offset: Paris time.
        Some("date-time-local") => texte.parse::<chrono::NaiveDateTime>().is_ok(),
        Some("date-time") => chrono::DateTime::parse_from_rfc3339(texte).is_ok(),
        _ => return Err(format!("{ou}: the format {regle} is not understood here")),
    };
    exiger(lu, ou, || format!("not a {regle}"))
}
