//! Tags of a flow, written in order into a text, indented by tabulations like a real flow.

use std::iter::repeat_n;

use quick_xml::escape::escape;

#[derive(Default)]
pub struct Balises {
    texte: String,
    niveau: usize,
}

impl Balises {
    pub fn a_partir_de(niveau: usize) -> Self {
        Self { texte: String::new(), niveau }
    }

    pub fn texte(self) -> String {
        self.texte
    }

    /// A block and what it holds; nothing when it holds nothing.
    pub fn bloc(&mut self, nom: &str, contenu: impl FnOnce(&mut Self)) {
        let avant = self.texte.len();
        self.ligne(&["<", nom, ">"]);
        let debut = self.texte.len();
        self.niveau += 1;
        contenu(self);
        self.niveau -= 1;
        if self.texte.len() > debut {
            self.ligne(&["</", nom, ">"]);
        } else {
            self.texte.truncate(avant);
        }
    }

    pub fn ecris(&mut self, nom: &str, valeur: &str) {
        self.ligne(&["<", nom, ">", &escape(valeur), "</", nom, ">"]);
    }

    pub fn vide(&mut self, nom: &str) {
        self.ligne(&["<", nom, " />"]);
    }

    fn ligne(&mut self, morceaux: &[&str]) {
        self.texte.extend(repeat_n('\t', self.niveau));
        self.texte.extend(morceaux.iter().copied());
        self.texte.push('\n');
    }
}
