//! Words of a text, folded to lower case without accents, with their place.

/// A word and where it stands.
pub(super) struct Mot {
    /// Lower case, without accents or ligatures.
    pub plie: String,
    /// First byte in the text.
    pub debut: usize,
    /// First byte after it.
    pub fin: usize,
    /// Nothing but blanks, apostrophes or hyphens between it and the word before.
    pub suit: bool,
    /// Typed with a capital first letter.
    pub majuscule: bool,
}

pub(super) fn decoupe(texte: &str) -> Vec<Mot> {
    let mut mots: Vec<Mot> = Vec::new();
    let mut dans_un_mot = false;
    let mut suit = false;
    for (place, lettre) in texte.char_indices() {
        if !lettre.is_alphabetic() && !est_accent(lettre) {
            suit = (dans_un_mot || suit)
                && (lettre.is_whitespace() && lettre != '\n'
                    || matches!(lettre, '\'' | '’' | '-' | '‐' | '‑'));
            dans_un_mot = false;
            continue;
        }
        if !dans_un_mot {
            mots.push(Mot {
                plie: String::new(),
                debut: place,
                fin: place,
                suit,
                majuscule: lettre.is_uppercase(),
            });
            dans_un_mot = true;
        }
        if let Some(mot) = mots.last_mut() {
            mot.fin = place + lettre.len_utf8();
            plie(lettre, &mut mot.plie);
        }
    }
    mots
}

/// A combining mark (decomposed text, as typed on some systems).
const fn est_accent(lettre: char) -> bool {
    matches!(lettre, '\u{300}'..='\u{36f}')
}

fn plie(lettre: char, mot: &mut String) {
    let nu = match lettre {
        'a'..='z' => lettre,
        'A'..='Z' => lettre.to_ascii_lowercase(),
        'à' | 'â' | 'ä' | 'á' | 'À' | 'Â' | 'Ä' | 'Á' => 'a',
        'ç' | 'Ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'í' | 'Î' | 'Ï' | 'Í' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ô' | 'ö' | 'ó' | 'Ô' | 'Ö' | 'Ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' | 'Ú' => 'u',
        'ÿ' | 'Ÿ' => 'y',
        'œ' | 'Œ' => return mot.push_str("oe"),
        'æ' | 'Æ' => return mot.push_str("ae"),
        autre if est_accent(autre) => return,
        autre => autre,
    };
    mot.push(nu);
}

/// Number of words that an expression takes at the head of `mots`, or none.
///
/// An expression is one or more words; `*` ends a stem; `|` separates the
/// choices for one word; `?` ends a word that may be left out:
/// `trouble* psych*|anxieux graves?`. It never crosses punctuation.
pub(super) fn mesure(expression: &str, mots: &[Mot]) -> Option<usize> {
    let mut longueur = 0;
    for choix in expression.split(' ') {
        let (choix, facultatif) = choix.strip_suffix('?').map_or((choix, false), |choix| (choix, true));
        let mot = mots.get(longueur).filter(|mot| longueur == 0 || mot.suit);
        if mot.is_some_and(|mot| choix.split('|').any(|motif| correspond(motif, &mot.plie))) {
            longueur += 1;
        } else if !facultatif {
            return None;
        }
    }
    Some(longueur)
}

fn correspond(motif: &str, mot: &str) -> bool {
    motif.strip_suffix('*').map_or_else(|| motif == mot, |racine| mot.starts_with(racine))
}
