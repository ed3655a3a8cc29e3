//! Tags of a flow, written in order into a text.

use std::fmt::Display;
use std::fmt::Write as _;

use chrono::NaiveDate;
use quick_xml::escape::escape;

/// The text of one foyer being written, indented by tabulations like a real flow.
#[derive(Default)]
pub struct Balises {
    texte: String,
    niveau: usize,
}

impl Balises {
    pub fn a_partir_de(niveau: usize) -> Self {
        Self { texte: String::new(), niveau }
    }

    pub fn texte(&self) -> &str {
        &self.texte
    }

    /// A block and what it holds.
    pub fn bloc(&mut self, nom: &str, contenu: impl FnOnce(&mut Self)) {
        self.ligne(format_args!("<{nom}>"));
        self.niveau += 1;
        contenu(self);
        self.niveau -= 1;
        self.ligne(format_args!("</{nom}>"));
    }

    /// An element that the schema requires: empty when there is nothing to say.
    pub fn champ(&mut self, nom: &str, valeur: Option<impl Display>) {
        match valeur {
            Some(valeur) => self.ecris(nom, valeur),
            None => self.ligne(format_args!("<{nom} />")),
        }
    }

    pub fn ecris(&mut self, nom: &str, valeur: impl Display) {
        let valeur = valeur.to_string();
        self.ligne(format_args!("<{nom}>{}</{nom}>", escape(&valeur)));
    }

    /// An element that the schema lets be absent.
    pub fn champ_si(&mut self, nom: &str, valeur: Option<impl Display>) {
        if let Some(valeur) = valeur {
            self.ecris(nom, valeur);
        }
    }

    /// A required date, which cannot be empty: a day that nobody reads when absent.
    pub fn date(&mut self, nom: &str, date: Option<NaiveDate>) {
        self.ecris(nom, date.unwrap_or_default());
    }

    pub fn booleen(&mut self, nom: &str, valeur: Option<bool>) {
        self.ecris(nom, u8::from(valeur.unwrap_or_default()));
    }

    pub fn booleen_si(&mut self, nom: &str, valeur: Option<bool>) {
        self.champ_si(nom, valeur.map(u8::from));
    }

    /// Cents, written in euros padded with zeros as the caisses do.
    pub fn montant(&mut self, nom: &str, centimes: Option<i64>) {
        self.ecris(nom, euros(centimes.unwrap_or_default()));
    }

    pub fn montant_si(&mut self, nom: &str, centimes: Option<i64>) {
        self.champ_si(nom, centimes.map(euros));
    }

    fn ligne(&mut self, contenu: std::fmt::Arguments<'_>) {
        self.texte.extend(std::iter::repeat_n('\t', self.niveau));
        // writing to a String cannot fail
        let _ = self.texte.write_fmt(contenu);
        self.texte.push('\n');
    }
}

fn euros(centimes: i64) -> String {
    let signe = if centimes < 0 { "-" } else { "" };
    format!("{signe}{:07}.{:02}", centimes.abs() / 100, centimes.abs() % 100)
}
