//! The sealed document: one canonical text per content, and its digest.
//!
//! One fact a line, in a fixed order, each value on a single line, lines of a review in
//! the order of their habilitations: two different contents never give the same text.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

use super::LigneRevue;
use crate::journal::Empreinte;

/// First line of the text. A new layout takes a new number.
const TITRE: &str = "RÉCIPROQUE - REVUE ANNUELLE DES HABILITATIONS - FORMAT 1";
/// Differences told at most.
const DIFFERENCES: usize = 20;

/// What the document says of the review itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entete {
    pub organisation: String,
    pub annee: i32,
    pub ouverte_le: DateTime<Utc>,
    pub limite: NaiveDate,
    pub scellee_le: DateTime<Utc>,
    pub scellee_par: String,
}

/// The canonical text of a review.
pub fn texte_canonique(entete: &Entete, lignes: &[LigneRevue]) -> String {
    let mut texte = Texte(format!("{TITRE}\n"));
    texte.fait("organisme", &entete.organisation);
    texte.fait("année", &entete.annee.to_string());
    texte.fait("ouverte le", &instant(entete.ouverte_le));
    texte.fait("à finir avant la fin du", &entete.limite.to_string());
    texte.fait("scellée le", &instant(entete.scellee_le));
    texte.fait("scellée par", &entete.scellee_par);
    texte.fait("habilitations", &lignes.len().to_string());
    let mut lignes: Vec<&LigneRevue> = lignes.iter().collect();
    lignes.sort_by_key(|ligne| ligne.habilitation);
    for ligne in lignes {
        texte.ligne(ligne);
    }
    texte.0
}

/// SHA-256 of a text, in hexadecimal.
pub fn empreinte(texte: &str) -> String {
    Empreinte::new(Sha256::digest(texte.as_bytes()).into()).to_string()
}

/// What differs between the text that was sealed and the one made from what the store
/// holds now, in French.
pub fn differences(scelle: &str, actuel: &str) -> Vec<String> {
    let (mut avant, mut apres) = (scelle.lines(), actuel.lines());
    let mut habilitation = String::new();
    let mut trouvees = Vec::new();
    loop {
        let (lu, relu) = match (avant.next(), apres.next()) {
            (None, None) => break,
            (lu, relu) => (lu.unwrap_or("(rien)"), relu.unwrap_or("(rien)")),
        };
        if lu.starts_with("habilitation n°") {
            habilitation = format!("{lu} : ");
        }
        if lu != relu && trouvees.len() < DIFFERENCES {
            trouvees.push(format!("{habilitation}« {} » est devenu « {} ».", lu.trim(), relu.trim()));
        }
    }
    trouvees
}

struct Texte(String);

impl Texte {
    /// A value never spans two lines: what is a blank in it becomes one space.
    fn fait(&mut self, nom: &str, valeur: &str) {
        let valeur = valeur.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.push_str(&format!("{nom}: {valeur}\n"));
    }

    fn ligne(&mut self, ligne: &LigneRevue) {
        self.0.push_str(&format!("\nhabilitation n° {}\n", ligne.habilitation));
        self.fait("  agent", &format!("{} {}", ligne.nom, ligne.prenom));
        self.fait("  profil", ligne.profil.libelle());
        self.fait("  en vigueur depuis le", &ligne.depuis.to_string());
        self.fait("  décision", ligne.etat.libelle());
        self.fait("  motif", ligne.motif.map_or("", |motif| motif.libelle()));
        self.fait("  précision", ligne.precision.as_deref().unwrap_or_default());
        self.fait("  décidée le", &ligne.decidee_le.map(instant).unwrap_or_default());
        self.fait("  décidée par", ligne.decidee_par.as_deref().unwrap_or_default());
    }
}

fn instant(quand: DateTime<Utc>) -> String {
    quand.to_rfc3339_opts(SecondsFormat::Secs, true)
}
