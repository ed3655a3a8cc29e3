//! A block of the flow, present or not, asked for its values by name.

use super::arbre::Element;
use super::rapport::{Avertissement, Faute};

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
    pub fn nom(&self) -> &'a str {
        self.nom
    }

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

    /// A text, or `None` when absent or blank.
    pub fn texte(&self, nom: &'a str) -> Option<String> {
        self.bloc(nom).valeur().map(str::to_owned)
    }

    /// The value, or `None` when absent or blank.
    pub fn valeur(&self) -> Option<&'a str> {
        self.element.and_then(|element| element.valeur())
    }

    pub fn illisible(&self, attendu: &str) -> Faute {
        Faute::new(self.ligne, self.nom, format!("La valeur reçue n'est pas {attendu}."))
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

    /// # Errors
    /// The value is absent or blank.
    pub fn exige_texte(&self, nom: &'a str) -> Result<String, Faute> {
        self.texte(nom).ok_or_else(|| self.manque(nom))
    }

    pub fn manque(&self, nom: &'a str) -> Faute {
        let bloc = self.bloc(nom);
        let raison = match (self.est_present(), bloc.est_present()) {
            (false, _) => format!("Le bloc {} est absent.", self.nom),
            (true, false) => format!("L'élément est absent du bloc {}.", self.nom),
            (true, true) => "L'élément est vide.".to_owned(),
        };
        Faute::new(bloc.ligne, nom, raison)
    }
}
