//! What may be written although a word of it is in the lexicon: names of
//! bodies and rights, streets, people's names.

use super::metier;
use super::mots::{Mot, mesure};

/// Administrative and factual expressions.
const EXPRESSIONS: &[&str] = &[
    "assurance maladie",
    "arret|arrets|conge|conges maladie",
    "indemnites maladie",
    "mutuelle|complementaire maladie",
    "travailleur|travailleurs|travailleuse handicape*",
    "personnes handicapees",
    "personnes en situation de handicap",
    "adulte|adultes handicape*",
    "referent|mission|correspondant handicap",
    "maison du handicap",
    "pension|pensions|rente d invalidite",
    "carte d invalidite",
    "droguerie*",
    "boisson|boissons sans alcool",
    "vente d alcool",
    "l enceinte",
    "enceinte du|des|sportive",
    "enceinte de la|l",
    "licence|master|diplome|etudes de|en psycholog*",
    "psychologue du travail",
    "secours catholique|islamique",
    "comite|eglise protestant*",
    "langue|langues arabe*",
    "parle|lit|ecrit|traduit arabe",
    "l arabe",
    "en arabe",
    "interprete arabe|arabophone",
    "cuisine|restaurant|epicerie|traiteur asiatique*|africain*|arabe*|maghrebin*|turc|turque",
    "aire d accueil des gens du voyage",
    "extrait|bulletin|copie de|du casier judiciaire",
    "manipulateur|manipulatrice radio*",
    "manipulateur|manipulatrice en|d electroradiologie",
    "organisation|organisations|chambre syndicale*",
    "homme|femme a tout faire",
    "fou rire",
    "cd rom",
    "probleme|problemes d hygiene du|dans logement|le",
    "diplome|document|permis|titre d origine etrang*",
    "devenir psycholog*",
    "metier de psycholog*",
    "administration|surveillant|surveillante penitentiaire",
    "surveillant|surveillante|gardien de prison",
    "prevention de la delinquance",
    "boucherie|boucher|restaurant|snack|rayon halal|casher|kasher",
    "enceinte acoustique",
    "fournir|produire|presenter|remettre|transmettre|demander|demande|exige|exiger|obtenir un|son|le|l|du extrait|bulletin? de|du? casier judiciaire vierge?",
    "vaccin|vaccins|vaccination|vaccinations contre? l? hepatite* a|b|c? demande*|exige*|requis*|obligatoire*",
    "test|tests|depistage de|des? depistage? de|d|des? stupefiant*|drogue*|alcool* demande*|exige*|requis*|obligatoire*|prevu*",
    "dossier|suivi medical d|de embauche|aptitude",
    "garde malade|malades",
    "transport de|des malades",
    "tabac et? d? alcool*",
    "boisson|boissons alcoolis*",
    "vente|service|rayon|livraison d|des alcool*",
    "rayon|biere|bieres|bar|cocktail|cocktails sans alcool",
    "sacristain*|organiste*|bedeau|gardien*|restaurateur|restauratrice a l eglise",
    "educateur*|educatrice*|infirmier*|enseignant*|professeur*|formateur*|formatrice*|intervenant*|moniteur*|surveillant* en|de|dans les? prison|prisons",
    "detergent*|produit|produits agressif*",
    "arabe courant|parle|lu|ecrit|litteraire|dialectal|maternel*|scolaire|bilingue",
    "professeur*|cours|licence|traducteur|traductrice|interprete|enseignant* d arabe",
    "assistanat de direction|gestion",
    "assistanat administratif|commercial|juridique|medical",
];

/// Words after which a capitalised word is a name.
const CIVILITES: &str = "m|mr|mme|mmes|mlle|monsieur|madame|mademoiselle|dr|docteur|maitre";
/// Words that open the name of a street or a place.
const VOIES: &str = "rue|avenue|boulevard|impasse|quai|allee|allees|chemin|square|faubourg|place|cours|route|passage|residence|cite|lycee|college|ecole|hopital|clinique|foyer|espace|centre|association|quartier";
/// Small words inside such a name.
const LIAISONS: &str = "de|du|des|d|la|le|les|l|aux|au|et|saint|sainte|st|ste";
/// Words that can open nothing but the name of a street.
const RUES: &str = "rue|avenue|boulevard|impasse|quai|allee|faubourg";

/// For each word, true when it may be written.
pub(super) fn marque(texte: &str, mots: &[Mot]) -> Vec<bool> {
    let mut permis = vec![false; mots.len()];
    for rang in 0..mots.len() {
        let longueur = EXPRESSIONS
            .iter()
            .filter_map(|expression| mesure(expression, &mots[rang..]))
            .chain(nom_propre(texte, &mots[rang..]))
            .chain(metier::travail(texte, mots, rang))
            .chain(metier::casier_demande(texte, &mots[rang..]))
            .chain(metier::langues(texte, &mots[rang..]))
            .max()
            .unwrap_or(0);
        for marque in &mut permis[rang..rang + longueur] {
            *marque = true;
        }
    }
    permis
}

/// Number of words of a title or a street with the name after it.
fn nom_propre(texte: &str, mots: &[Mot]) -> Option<usize> {
    let premier = mots.first()?;
    if mesure(CIVILITES, mots).is_some() {
        // « M. » is the only abbreviation whose point belongs to it.
        let point = mots.get(1).is_some_and(|mot| texte[premier.fin..mot.debut].trim() == ".");
        return mots.get(1).filter(|mot| mot.majuscule && (mot.suit || point)).map(|_| 2);
    }
    mesure(VOIES, mots)?;
    let liaisons = mots[1..]
        .iter()
        .take_while(|mot| mot.suit && mesure(LIAISONS, std::slice::from_ref(mot)).is_some())
        .count();
    let nom = mots.get(1 + liaisons).filter(|mot| mot.suit)?;
    let rue_en_minuscules = liaisons > 0 && mesure(RUES, mots).is_some();
    (nom.majuscule || rue_en_minuscules).then_some(2 + liaisons)
}
