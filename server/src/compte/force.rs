//! How easily a password is guessed, with advice in French. Offline: the lists of breached
//! passwords of zxcvbn, ours of French ones and of the product's words, the agent's own names.

use zxcvbn::feedback::{Suggestion, Warning};
use zxcvbn::{Score, zxcvbn};

/// Passwords and words that French users and this product's agents choose first.
const COURANTS: &str = include_str!("courants.txt");

/// Characters that must be left once the agent's own words are taken away.
const RESTE_MIN: usize = 8;

const DE_SES_NOMS: &str = "Ce mot de passe se devine trop vite. Il est fait de votre nom, de votre adresse ou de votre \
     organisation. Prenez trois ou quatre mots qui ne disent rien de vous.";

/// Why this password is guessed too easily and what would be better; `None` when it is
/// strong enough (10¹⁰ guesses and more: attempts are counted and throttled).
/// `contexte`: what others know of the agent (names, organisation, e-mail).
pub fn faiblesse(mot_de_passe: &str, contexte: &[&str]) -> Option<String> {
    let siens: Vec<&str> = contexte
        .iter()
        .flat_map(|texte| texte.split(|c: char| !c.is_alphanumeric()))
        .filter(|mot| mot.chars().count() > 2)
        .collect();
    if fait_de(mot_de_passe, &siens) {
        return Some(DE_SES_NOMS.to_owned());
    }
    let connus: Vec<&str> = siens.into_iter().chain(COURANTS.lines()).collect();
    let estimation = zxcvbn(mot_de_passe, &connus);
    if estimation.score() == Score::Four {
        return None;
    }
    let mut phrases = vec!["Ce mot de passe se devine trop vite.".to_owned()];
    if let Some(retour) = estimation.feedback() {
        phrases.extend(retour.warning().map(|w| cause(w).to_owned()));
        phrases.extend(retour.suggestions().iter().take(2).map(|s| conseil(*s).to_owned()));
    }
    if phrases.len() < 3 {
        phrases.push("Ajoutez un ou deux mots sans lien entre eux.".to_owned());
    }
    Some(phrases.join(" "))
}

/// Whether little is left of the password without these words.
fn fait_de(mot_de_passe: &str, mots: &[&str]) -> bool {
    let entier = mot_de_passe.to_lowercase();
    let reste = mots.iter().fold(entier.clone(), |reste, mot| reste.replace(&mot.to_lowercase(), ""));
    reste != entier && reste.chars().filter(|c| c.is_alphabetic()).count() < RESTE_MIN
}

const fn cause(avertissement: Warning) -> &'static str {
    match avertissement {
        Warning::StraightRowsOfKeysAreEasyToGuess => "Il suit une rangée du clavier.",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "Il suit un dessin court sur le clavier.",
        Warning::RepeatsLikeAaaAreEasyToGuess => "Il répète un caractère.",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "Il répète un même morceau.",
        Warning::ThisIsATop10Password => "C’est l’un des dix mots de passe les plus volés.",
        Warning::ThisIsATop100Password => "C’est l’un des cent mots de passe les plus volés.",
        Warning::ThisIsACommonPassword => "Il figure parmi les mots de passe déjà volés ailleurs.",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "Il ressemble à un mot de passe déjà volé ailleurs.",
        Warning::SequencesLikeAbcAreEasyToGuess => "Il contient une suite comme abc ou 6543.",
        Warning::RecentYearsAreEasyToGuess => "Une année récente se devine vite.",
        Warning::AWordByItselfIsEasyToGuess => {
            "Un mot seul, votre nom ou celui de votre organisation se devinent vite."
        }
        Warning::DatesAreOftenEasyToGuess => "Une date se devine vite.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => "Un nom ou un prénom se devinent vite.",
    }
}

const fn conseil(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => {
            "Prenez plusieurs mots sans lien, pas une phrase connue."
        }
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            "Ni chiffres, ni majuscules, ni signes ne sont nécessaires s’il est assez long."
        }
        Suggestion::AddAnotherWordOrTwo => "Ajoutez un ou deux mots peu courants.",
        Suggestion::CapitalizationDoesntHelpVeryMuch
        | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            "Les majuscules n’y changent presque rien."
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => "Écrire un mot à l’envers ne le protège guère.",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => {
            "Remplacer « a » par « @ » ou « e » par « 3 » ne le protège guère."
        }
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "Évitez les dessins sur le clavier.",
        Suggestion::AvoidRepeatedWordsAndCharacters => "Évitez les répétitions.",
        Suggestion::AvoidSequences => "Évitez les suites.",
        Suggestion::AvoidRecentYears | Suggestion::AvoidYearsThatAreAssociatedWithYou => "Évitez les années.",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => {
            "Évitez les dates et les années qui vous sont liées."
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const CONTEXTE: [&str; 4] =
        ["BENALI", "Nadia", "Ville de Mulhouse – service rSa", "nadia.benali@exemple.fr"];

    #[rstest]
    #[case::stolen("password1234")]
    #[case::keyboard("azertyuiop12")]
    #[case::stolen_french("motdepasse2026")]
    #[case::season("Printemps2026!")]
    #[case::product("reciproque-rsa")]
    #[case::own_names("nadia.benali68")]
    #[case::own_organisation("VilleMulhouse!")]
    #[case::repeated("aaaaaaaaaaaaaa")]
    #[case::substitutions("S0l3ilS0l3il")]
    fn what_others_would_try_is_refused_with_advice(#[case] faible: &str) {
        let dit = faiblesse(faible, &CONTEXTE).unwrap_or_else(|| panic!("{faible} was accepted"));
        assert!(dit.starts_with("Ce mot de passe se devine trop vite. ") && !dit.contains(faible), "{dit}");
    }

    #[rstest]
    #[case("lampe girafe tonnerre")]
    #[case("quatre-quetsches-bleues")]
    #[case("f7Kq-2mZx-9Lbv")]
    fn a_few_words_without_link_are_enough(#[case] fort: &str) {
        assert_eq!(faiblesse(fort, &CONTEXTE), None);
    }
}
