//! Trades, trainings and employers' demands: the same words are written there about the
//! work, and refused about the person. « Stage en psychiatrie » is a project, « suivi en
//! psychiatrie » is not.
//!
//! A work opens the passage, small words and terms of the trade go on, and an expression
//! of a closed list ends it. None of those names a state of the person who works.

use super::mots::{Mot, mesure};

/// Trainings, applications and posts.
const OUVRAGES: &[&str] = &[
    "formation|formations|stage|stages|diplome|diplomes|licence|master|doctorat|bts|cap|bep|bac|titre|certificat",
    "cursus|module|concours|vae|sensibilisation|specialisation|etudes|poste|postes|emploi|emplois|metier|metiers",
    "profession|cdd|cdi|interim|remplacement|candidature|candidatures|recrutement|offre|offres, service civique",
    "postule|postuler|recrute|recrutee|embauche|embauchee|employe|employee|devenir|secteur|domaine, cours d|de",
];

/// Who does a work.
const METIERS: &[&str] = &[
    "aesh|avs|aes|amp|auxiliaire|infirmier*|infirmiere*|ambulancier*|assistant, aide soignant*|medico, aide a domicile",
    "brancardier*|educateur|educateurs|educatrice*|moniteur|monitrice*|animateur|animatrice*|accompagnant*",
    "intervenant*|agent|agente|agents|technicien*|secretaire*|assistant|assistante|conseiller*|gestionnaire*",
    "professeur*|enseignant*|formateur|formatrice*|mediateur|mediatrice*|guide|interprete*|traducteur|traductrice*",
    "chauffeur*|conducteur*|conductrice*|vendeur|vendeuse*|cuisinier*|surveillant*|preparateur|preparatrice*",
    "sage femme, femme de menage, orthophoniste*|kinesitherapeute*|ergotherapeute*|psychomotricien*|medecin|opticien*|hote|hotesse|veilleur|veilleuse|coiffeur|coiffeuse|boucher|bouchere|libraire",
];

/// Words before a trade that make it the one of somebody whom the person sees.
const AUTRUI: &str =
    "par|chez|voit|voir|consulte|consulter|suit|suivi|suivie|son|sa|ses|avec|vers|rencontre|soigne|soignee";

const LIAISONS: &str =
    "en|de|d|du|des|a|au|aux|l|la|le|les|un|une|dans|pour|aupres|sur|et|ou|comme|option|mention";

/// What a work is made of: places and gestures.
const TERMES: &[&str] = &[
    "agent*|aide*|assistan*|auxiliaire*|educat*|conseil*|infirmi*|intervenant*|technicien*|secretaria*|secretaire*",
    "accompagnement|accompagnant*|accueil|animation|soins|soin|soignant*|service*|hospitali*|surveillant*|bloc",
    "centre*|institut*|etablissement*|unite*|hopital|hopitaux|clinique*|foyer*|maison*|structure*|association*|musee*",
    "secteur|domaine|milieu|sciences|droit|patrimoine|information|gestion|insertion|probation|ecoute|distribution",
    "transport|specialise*|social*|medico|medical*|sanitaire*|humaines|domicile|agees|dependantes, petite enfance",
    "ecole*|lycee*|college*|ehpad|ime|esat|mas|fam|creche*|chien|chiens|guide*|preparation|signes|langue|pharmacie|cabinet*|vie|scolaire|police|gendarmerie|armee|mairie|menage, prise en? charge, avec des|les",
];

/// The people that one works for, whose state is then part of the trade.
const PUBLICS: &str = "personnes|enfants|enfant|eleves|eleve|adultes|jeunes|patients|public|publics|usagers|residents|\
    mineurs|femmes|hommes|victimes|familles|travailleurs|chiens";

/// What may be said of those people.
const ETATS: &[&str] = &[
    "handicape*|autiste*|malade*|sourd*|aveugle*|malvoyant*|malentendant*|toxicoman*|alcooli*|delinquant*",
    "cardiaque*|diabetique*|cancereu*|epilepti*|detenu*|incarcere*|radicalise*|immigre*|prostitue*|alzheimer|psychotique*|depressi*|trisomi*",
    "de|d|des violence*|viol|viols|agression*|harcel*, d alzheimer, en situation de handicap|prostitution|addiction",
    "atteint*|souffrant de|d|du|des maladi*|alzheimer|autisme|handicap*|cancer*|parkinson|deficien*|trouble*",
    "ayant des|un troubles|trouble|handicap*, guides d aveugles",
];

/// What a work is about, which says nothing of a person.
const CHAMPS: &[&str] = &[
    "psychologie|psychiatrie|psychiatrique*|psychopathologie|psychomotric*|addictolog*|alcoolog*|toxicolog*",
    "oncolog*|cancerolog*|cardiolog*|neurolog*|chirurgi*|handicap|autisme|medicament*|psychologue*",
    "sante mentale, unite alzheimer, de religion protestant*|catholi*|juive|israelite?",
    "penitentiaire*, maison|maisons d arret, centre de detention, gens du voyage, d|l arabe, spip",
    "prevention de|des|du|d? la|l|le|les? alcool*|drogue*|stupefiant*|addict*|suicide|violence*|delinquance|maladi*",
    "prevention de|des|du|d? la|l|le|les? radicalisation|harcelement|vol|vols|fraude*|agression*|dopage",
    "lutte contre le|la|les|l fraude*|vol|vols|violence*|delinquance|harcelement|radicalisation|drogue*|stupefiant*",
    "gestion de|des|du|d la|l? agressivite|violence*, vente|service|rayon|caisse de|d|des? alcool*",
    "ecole*|lycee|college|creche|hopital|clinique|ehpad|fondation|librairie|association juif*|juive*|catholi*|protestant*|musulman*",
    "art|arts|musique|danse|litterature|civilisation|cuisine|coiffure|monde islamique*|arabe*|africain*|asiatique*|juif*|juive*",
    "art|arts|enseignement|articles|patrimoine|histoire|faits religieu*|religion*",
    "histoire|sciences|musee|anthropologie|sociologie de|du|des|d la|l|les? religi*|judais*|islam*|protestantisme|bouddhis*",
    "education sexuelle, education a la sexualite, aupres de|des roms|migrants|immigres, danse|cuisine orientale",
    "boucherie|abattoir|rayon|restaurant|cuisine|traiteur|epicerie|produits halal|casher|kasher",
];

/// Number of words of the work that begins at `rang` and of what it is about.
pub(super) fn travail(texte: &str, mots: &[Mot], rang: usize) -> Option<usize> {
    let suite = &mots[rang..];
    let mut place = match plus_longue(OUVRAGES, suite) {
        Some(longueur) => longueur,
        None => plus_longue(METIERS, suite).filter(|_| !d_autrui(mots, rang))?,
    };
    let (mut fin, mut publics) = (None, false);
    while let Some(mot) = suite.get(place).filter(|mot| mot.suit || precise(texte, &suite[place - 1], mot)) {
        let reste = &suite[place..];
        let seul = std::slice::from_ref(mot);
        if let Some(longueur) =
            plus_longue(ETATS, reste).filter(|_| publics).or_else(|| plus_longue(CHAMPS, reste))
        {
            place += longueur;
            fin = Some(place);
        } else if mesure(PUBLICS, seul).is_some() {
            publics = true;
            place += 1;
        } else if let Some(longueur) = plus_longue(TERMES, reste) {
            place += longueur;
        } else if mesure(LIAISONS, seul).is_some() {
            place += 1;
        } else {
            break;
        }
    }
    fin
}

fn plus_longue(lignes: &[&str], mots: &[Mot]) -> Option<usize> {
    lignes.iter().flat_map(|ligne| ligne.split(", ")).filter_map(|expression| mesure(expression, mots)).max()
}

/// `Poste : accueil`, `stage (psychiatrie)`: what follows says more of the same.
fn precise(texte: &str, avant: &Mot, mot: &Mot) -> bool {
    texte[avant.fin..mot.debut].chars().all(|c| c.is_whitespace() && c != '\n' || c == ':' || c == '(')
}

/// One of the three words before, in the same breath, says that another does the work.
fn d_autrui(mots: &[Mot], rang: usize) -> bool {
    (1..=3.min(rang))
        .take_while(|recul| mots[rang + 1 - recul].suit)
        .any(|recul| mesure(AUTRUI, std::slice::from_ref(&mots[rang - recul])).is_some())
}

/// Words that lead to the criminal record that an employer asks for, or that follow it.
const DEMANDES: &str =
    "demande*|exige*|requis*|obligatoire*|necessaire*|fourni|fournir|fournis|produire|presenter|transmis";
/// Words between.
const PRECISIONS: &str = "b|n|no|numero|vierge|bulletin|est|sera|a|et|doit|etre|recent";

/// `casier judiciaire B3 demandé par l'employeur`: the demand, not what the record holds.
pub(super) fn casier_demande(texte: &str, mots: &[Mot]) -> Option<usize> {
    let longueur = mesure("casier judiciaire", mots)?;
    let mut fin = mots[longueur - 1].fin;
    for mot in mots.iter().skip(longueur).take(5) {
        let meme_phrase =
            texte[fin..mot.debut].chars().all(|c| c.is_alphanumeric() || " \u{a0}°'’()-".contains(c));
        let seul = std::slice::from_ref(mot);
        if !meme_phrase {
            return None;
        }
        if mesure(DEMANDES, seul).is_some() {
            return Some(longueur);
        }
        mesure(PRECISIONS, seul)?;
        fin = mot.fin;
    }
    None
}

/// What opens a list of languages.
const PARLER: &[&str] = &[
    "langue|langues maternelle*|parlee*|pratiquee*|connue*|etrangere*|natale*|d origine?",
    "langue|langues",
    "parle|parlees|lit|ecrit|comprend|traduit|bilingue|trilingue|maitrise|apprend|enseigne",
];
/// Languages whose names are in the lexicon or stand beside them, and levels.
const LANGUES: &str = "arabe|litteraire|dialectal|turc|francais|anglais|allemand|alsacien|espagnol|italien|portugais|russe|\
    kurde|berbere|kabyle|albanais|serbe|roumain|polonais|ukrainien|chinois|vietnamien|armenien|georgien|persan|dari|pachto|\
    ourdou|hindi|bengali|tamoul|somali|wolof|lingala|peul|bambara|romani|rom|hebreu|tigrinya|amharique|\
    a|b|c|courant|couramment|bien|peu|un|bases|notions|niveau|lu|ecrit|parle|oral|scolaire|debutant|intermediaire|avance|\
    maternel|maternelle|et|ou|en|le|l|la|de|d|du|puis|aussi";

/// `Langue maternelle : arabe, français B1`: the list goes over commas and digits.
pub(super) fn langues(texte: &str, mots: &[Mot]) -> Option<usize> {
    let debut = plus_longue(PARLER, mots)?;
    let mut longueur = debut;
    while let (Some(avant), Some(mot)) = (mots.get(longueur.checked_sub(1)?), mots.get(longueur)) {
        let lien =
            texte[avant.fin..mot.debut].chars().all(|c| c.is_numeric() || " \u{a0}:,/()'’-+".contains(c));
        if !lien || mesure(LANGUES, std::slice::from_ref(mot)).is_none() {
            break;
        }
        longueur += 1;
    }
    (longueur > debut).then_some(longueur)
}
