//! A block of the flow, present or not, asked for its values by name.

use chrono::{NaiveDate, NaiveTime};

use super::arbre::Element;
use super::rapport::{Avertissement, Faute};
use super::valeur;

/// A block that may be absent: asking an absent block gives absent values, so
/// that optional blocks read like the others.
#[derive(Clone, Copy)]
pub struct Bloc<'a> {
    element: Option<Element<'a>>,
    /// Name and line told when a required value is missing.
    nom: &'a str,
    ligne: u32,
}

impl<'a> From<Element<'a>> for Bloc<'a> {
    fn from(element: Element<'a>) -> Self {
        Self { element: Some(element), nom: element.nom(), ligne: element.ligne() }
    }
}

impl<'a> Bloc<'a> {
    pub fn ligne(&self) -> u32 {
        self.ligne
    }

    fn est_present(&self) -> bool {
        self.element.is_some()
    }

    /// The first child block of that name.
    pub fn bloc(self, nom: &'a str) -> Bloc<'a> {
        let element = self.element.and_then(|e| e.tous(nom).next());
        Bloc { element, nom, ligne: element.map_or(self.ligne, |e| e.ligne()) }
    }

    /// All the child blocks of that name.
    pub fn blocs(self, nom: &'a str) -> impl Iterator<Item = Bloc<'a>> {
        self.element.into_iter().flat_map(move |e| e.tous(nom)).map(Bloc::from)
    }

    /// Reads the first child block of that name, when it is there.
    pub fn facultatif<T>(
        self,
        nom: &'a str,
        lecture: impl FnOnce(Bloc<'a>) -> Result<T, Faute>,
    ) -> Result<Option<T>, Faute> {
        let bloc = self.bloc(nom);
        bloc.est_present().then(|| lecture(bloc)).transpose()
    }

    /// Reads all the child blocks of that name.
    pub fn chacun<T>(
        self,
        nom: &'a str,
        lecture: impl FnMut(Bloc<'a>) -> Result<T, Faute>,
    ) -> Result<Vec<T>, Faute> {
        self.blocs(nom).map(lecture).collect()
    }

    /// A text, or `None` when absent or blank.
    pub fn texte(&self, nom: &'a str) -> Option<String> {
        self.bloc(nom).element.and_then(|e| e.valeur()).map(str::to_owned)
    }

    fn lit<T>(
        &self,
        nom: &'a str,
        lecture: fn(&str) -> Option<T>,
        attendu: &str,
    ) -> Result<Option<T>, Faute> {
        let bloc = self.bloc(nom);
        let Some(texte) = bloc.element.and_then(|e| e.valeur()) else { return Ok(None) };
        let faute = || Faute::new(bloc.ligne, nom, format!("La valeur reçue n'est pas {attendu}."));
        lecture(texte).map(Some).ok_or_else(faute)
    }

    pub fn date(&self, nom: &'a str) -> Result<Option<NaiveDate>, Faute> {
        self.lit(nom, valeur::date, "une date (AAAA-MM-JJ)")
    }

    /// An hour only orders what bears the same date: one that does not read is told and left out.
    pub fn heure(&self, nom: &'a str, notes: &mut Vec<Avertissement>) -> Option<NaiveTime> {
        let lue = self.lit(nom, valeur::heure, "une heure (HH:MM:SS)");
        lue.unwrap_or_else(|faute| {
            let message = format!("{} Elle est laissée de côté.", faute.raison);
            notes.push(Avertissement::new(faute.ligne, nom, message));
            None
        })
    }

    /// Tells the values that held a character which no text may hold: it was dropped.
    pub fn dit_alteres(&self, notes: &mut Vec<Avertissement>) {
        let alteres = self.element.into_iter().flat_map(Element::descendants).filter(Element::est_altere);
        notes.extend(alteres.map(|element| {
            let message = "Un caractère de contrôle, que rien n'affiche, a été retiré de la valeur reçue : \
                           signalez-le à la caisse.";
            Avertissement::new(element.ligne(), element.nom(), message)
        }));
    }

    pub fn booleen(&self, nom: &'a str) -> Result<Option<bool>, Faute> {
        self.lit(nom, valeur::booleen, "0 ou 1")
    }

    pub fn entier(&self, nom: &'a str) -> Result<Option<u32>, Faute> {
        self.lit(nom, valeur::entier, "un nombre entier")
    }

    /// In cents.
    pub fn centimes(&self, nom: &'a str) -> Result<Option<i64>, Faute> {
        self.lit(nom, valeur::centimes, "un montant en euros")
    }

    /// # Errors
    /// The value is absent or blank.
    pub fn exige_texte(&self, nom: &'a str) -> Result<String, Faute> {
        self.texte(nom).ok_or_else(|| self.manque(nom))
    }

    /// # Errors
    /// The date is absent, blank, or not a date.
    pub fn exige_date(&self, nom: &'a str) -> Result<NaiveDate, Faute> {
        self.date(nom)?.ok_or_else(|| self.manque(nom))
    }

    fn manque(&self, nom: &'a str) -> Faute {
        let bloc = self.bloc(nom);
        let raison = match (self.est_present(), bloc.est_present()) {
            (false, _) => format!("Le bloc {} est absent.", self.nom),
            (true, false) => format!("L'élément est absent du bloc {}.", self.nom),
            (true, true) => "L'élément est vide.".to_owned(),
        };
        Faute::new(bloc.ligne, nom, raison)
    }

    /// Reads the blocks called `nom` whose element `code` is filled in; one
    /// without its code says nothing and is left out with a warning.
    pub fn codes<T>(
        self,
        nom: &'a str,
        code: &'a str,
        avertissements: &mut Vec<Avertissement>,
        lecture: impl Fn(Bloc<'a>, String) -> Result<T, Faute>,
    ) -> Result<Vec<T>, Faute> {
        let mut lus = Vec::new();
        for bloc in self.blocs(nom) {
            match bloc.texte(code) {
                Some(valeur) => lus.push(lecture(bloc, valeur)?),
                None => avertissements.push(Avertissement::new(
                    bloc.ligne,
                    code,
                    format!("Un bloc {nom} sans {code} est ignoré."),
                )),
            }
        }
        Ok(lus)
    }
}
